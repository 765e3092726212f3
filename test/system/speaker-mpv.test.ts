import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RELAY_PATH } from '../../server/src/demo/content.ts';
import { toPcm16, wavHeader } from '../../speaker/src/wav.ts';
import { type Sound, correlate, loudnessOf, readOpus, readWav } from './sound.ts';
import { openDemoStation } from './demo-station.ts';
import { ProvinceStub, UNITS, buildOrder, slotsAt, expectSoon } from './province-stub.ts';
import { type SpeakerProcess, askSpeaker, claimProcess, startSpeaker } from './speaker-process.ts';

let dir: string;
let province: ProvinceStub;
const processes: SpeakerProcess[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'nguon-mpv-'));
  province = await ProvinceStub.open();
  await claimProcess(dir, await province.claimString());
});

afterEach(async () => {
  for (const one of processes.splice(0)) await one.end('SIGKILL');
  await province.stop();
  await rm(dir, { recursive: true, force: true });
});

async function run(): Promise<SpeakerProcess> {
  const started = startSpeaker(dir, ['run'], { NGUON_SPEAKER_AUDIO: 'mpv-file' });
  processes.push(started);
  const before = province.statuses.length;
  await expectSoon('it is connected', () => province.statuses.length > before);
  return started;
}

const sweep = (): Promise<Buffer> => readFile(new URL('../../speaker/src/testing/sweep.opus', import.meta.url));
const kinds = (order: string): string[] => province.told(order).map(({ kind }) => kind);
const recordings = (): string => join(dir, 'recordings');

/** Sound of the files of one airing, in their order. */
async function heard(order: string): Promise<Sound[]> {
  const names = (await readdir(recordings())).filter((name) => name.startsWith(order)).sort();
  return Promise.all(names.map((name) => readWav(join(recordings(), name))));
}

test('what mpv produces at the slot is the approved sound, reading by reading', async () => {
  await run();
  const sound = province.addSound(await sweep(), 2_000);
  const order = await buildOrder([sound], { times: slotsAt(Date.now(), [2_000], 30_000), readings: 2 });
  await province.publish(province.programme(UNITS.commune, [order]));
  await expectSoon('it has finished', () => kinds(order.order).includes('finished'), 20_000);
  expect(kinds(order.order)).toEqual(['received', 'ready', 'playing', 'finished']);
  const files = await heard(order.order);
  expect(files).toHaveLength(2);
  const approved = await readOpus(await sweep());
  for (const file of files) expect(correlate(approved, file, 0.5).correlation).toBeGreaterThan(0.95);
  const playing = province.told(order.order).find(({ kind }) => kind === 'playing');
  expect(Date.parse(playing!.at) - Date.parse(order.slots[0]!.at)).toBeLessThan(1_000);
}, 60_000);

test('a stop silences mpv within a second', async () => {
  await run();
  const order = await buildOrder([province.addSound(await sweep(), 2_000)], { readings: 3 });
  await province.publish(province.programme(UNITS.commune, [order]));
  await expectSoon('it plays', () => kinds(order.order).includes('playing'));
  const stoppedAt = performance.now();
  await province.publish(province.programme(UNITS.commune, [], [order.order]));
  await expectSoon('it is told', () => kinds(order.order).includes('interrupted'));
  expect(performance.now() - stoppedAt).toBeLessThan(1_500);
  const before = await heard(order.order);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const after = await heard(order.order);
  expect(after.map(({ samples }) => samples.length)).toEqual(before.map(({ samples }) => samples.length));
}, 60_000);

test('when mpv is killed in mid-sound another goes on from there', async () => {
  const speaker = await run();
  const order = await buildOrder([province.addSound(await sweep(), 2_000)], { readings: 3 });
  await province.publish(province.programme(UNITS.commune, [order]));
  await expectSoon('it plays', () => kinds(order.order).includes('playing'));
  const mpv = execFileSync('ps', ['-o', 'pid=', '--ppid', String(speaker.child.pid)], { encoding: 'utf8' }).trim();
  process.kill(Number(mpv), 'SIGKILL');
  await expectSoon('it has finished', () => kinds(order.order).includes('finished'), 30_000);
  expect(kinds(order.order)).toEqual(['received', 'ready', 'playing', 'finished']);
  // The sound that was cut off and its continuation are two files of four.
  expect((await readdir(recordings())).filter((name) => name.startsWith(order.order))).toHaveLength(4);
}, 60_000);

test('mpv ends with its speaker, however that ends', async () => {
  const speaker = await run();
  const order = await buildOrder([province.addSound(await sweep(), 2_000)], { readings: 3 });
  await province.publish(province.programme(UNITS.commune, [order]));
  await expectSoon('it plays', () => kinds(order.order).includes('playing'));
  const mpv = Number(execFileSync('ps', ['-o', 'pid=', '--ppid', String(speaker.child.pid)], { encoding: 'utf8' }));
  await speaker.end('SIGKILL');
  await expectSoon('mpv is gone', () => !isAlive(mpv), 3_000);
});

test('a relay joins the stream and leaves it at its end', async () => {
  await run();
  const pcm = toPcm16((await readOpus(await sweep())).samples, 1);
  const file = Buffer.concat([wavHeader(48_000, 1, pcm.length * 20), ...Array.from({ length: 20 }, () => pcm)]);
  const stream = join(dir, 'stream.wav');
  await writeFile(stream, file);
  const server = await serveFile(stream);
  const at = Date.now() + 1_000;
  const slot = { at: new Date(at).toISOString(), until: new Date(at + 11_000).toISOString() };
  const relay = '00000000-0000-4000-8000-0000000000aa';
  const entry = {
    kind: 'relay',
    relay,
    title: 'VOV1',
    stream: `http://127.0.0.1:${server.port}/live`,
    slots: [slot],
  } as const;
  await province.publish(province.programme(UNITS.commune, [{ ...entry, slots: [...entry.slots] }]));
  await expectSoon('it has finished', () => kinds(relay).includes('finished'), 20_000);
  server.close();
  expect(kinds(relay)).toEqual(['playing', 'finished']);
  const finished = province.told(relay).at(-1)!;
  expect(Math.abs(Date.parse(finished.at) - Date.parse(slot.until))).toBeLessThan(1_000);
  expect(finished.playedMs).toBeGreaterThan(6_000);
}, 60_000);

test("the demo's own station is heard through a relay", async () => {
  await run();
  const station = await openDemoStation();
  const at = Date.now() + 1_000;
  const slots = [{ at: new Date(at).toISOString(), until: new Date(at + 12_000).toISOString() }];
  const relay = '00000000-0000-4000-8000-0000000000ab';
  const stream = `http://127.0.0.1:${station.port}${RELAY_PATH}`;
  await province.publish(
    province.programme(UNITS.commune, [{ kind: 'relay', relay, title: 'VOV1 (mô phỏng)', stream, slots }]),
  );
  await expectSoon('it has finished', () => kinds(relay).includes('finished'), 20_000);
  await station.close();
  expect(kinds(relay)).toEqual(['playing', 'finished']);
  expect(province.told(relay).at(-1)?.playedMs).toBeGreaterThan(5_000);
  const [file] = await heard(relay);
  expect(file!.samples.length / file!.rate).toBeGreaterThan(5);
  // The voice is levelled to -16 LUFS: a fifth of full scale while it speaks.
  expect(loudnessOf(file!, 0.5, 5)).toBeGreaterThan(0.05);
}, 60_000);

test('status, volume and the test tick by command line', async () => {
  expect(await askSpeaker(dir, ['test-tone'])).toMatchObject({ code: 3 });
  await run();
  expect(await askSpeaker(dir, ['volume', '40'])).toMatchObject({ code: 0, output: 'Âm lượng: 40 %\n' });
  expect(await askSpeaker(dir, ['test-tone'])).toMatchObject({ code: 0 });
  const { code, output } = await askSpeaker(dir, ['status', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({
    running: true,
    connected: true,
    status: { volume: 40, clockTrusted: true },
  });
  expect((await readdir(recordings())).filter((name) => name.startsWith('tone-'))).toHaveLength(1);
  expect(await askSpeaker(dir, ['run'])).toMatchObject({ code: 2 });
}, 60_000);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Serves one file at any path of a free port, as a station would its stream. */
async function serveFile(path: string): Promise<{ port: number; close(): void }> {
  const { createServer } = await import('node:http');
  const bytes = await readFile(path);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'audio/wav' });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { port, close: () => server.close() };
}
