import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProvinceStub, UNITS, buildOrder, slotsAt, expectSoon } from './province-stub.ts';
import { type SpeakerProcess, claimProcess, startSpeaker } from './speaker-process.ts';

let dir: string;
let province: ProvinceStub;
let speaker: SpeakerProcess | null = null;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'nguon-kill-'));
  province = await ProvinceStub.open();
  await claimProcess(dir, await province.claimString());
});

afterEach(async () => {
  await speaker?.end('SIGKILL');
  await province.stop();
  await rm(dir, { recursive: true, force: true });
});

function live(): void {
  speaker = startSpeaker(dir, ['run'], { NGUON_SPEAKER_AUDIO: 'decoder-file' });
}

const FINAL = new Set(['finished', 'interrupted', 'not-played', 'expired']);
const finals = (order: string): string[] => province.told(order).flatMap(({ kind }) => (FINAL.has(kind) ? [kind] : []));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('killed in mid-sound it says so in its next life, and does not start again', async () => {
  live();
  const sound = province.addSound(
    await readFile(new URL('../../speaker/src/testing/sweep.opus', import.meta.url)),
    2_000,
  );
  const order = await buildOrder([sound], { readings: 3 });
  await province.publish(province.programme(UNITS.commune, [order]));
  await expectSoon('it plays', () => province.told(order.order).some(({ kind }) => kind === 'playing'));
  await speaker!.end('SIGKILL');
  live();
  await expectSoon('it is told', () => finals(order.order).length > 0);
  expect(province.told(order.order).at(-1)).toMatchObject({ kind: 'interrupted', reason: 'killed', attempt: 1 });
  await pause(3_000);
  expect(province.told(order.order).map(({ kind }) => kind)).toEqual(['received', 'ready', 'playing', 'interrupted']);
}, 60_000);

test('through kills at random each order starts at most once and is told once', async () => {
  live();
  const sound = province.addSound(
    await readFile(new URL('../../speaker/src/testing/sweep.opus', import.meta.url)),
    2_000,
  );
  const starts = Array.from({ length: 10 }, (_, index) => 3_000 + index * 2_500);
  const orders = await Promise.all(
    starts.map((start) => buildOrder([sound], { times: slotsAt(Date.now(), [start], 60_000) })),
  );
  await province.publish(province.programme(UNITS.commune, orders));
  for (let round = 0; round < 8; round += 1) {
    await pause(1_500 + Math.random() * 3_000);
    await speaker!.end('SIGKILL');
    live();
  }
  await expectSoon('all are told', () => orders.every(({ order }) => finals(order).length > 0), 90_000);
  const files = await readdir(join(dir, 'recordings'));
  for (const { order } of orders) {
    expect(finals(order)).toHaveLength(1);
    expect(province.told(order).filter(({ kind }) => kind === 'playing').length).toBeLessThanOrEqual(1);
    expect(files.filter((name) => name.startsWith(order)).length).toBeLessThanOrEqual(1);
    if (finals(order)[0] === 'finished') expect(province.told(order).at(-1)!.attempt).toBe(1);
  }
  expect(orders.filter(({ order }) => finals(order)[0] === 'finished').length).toBeGreaterThan(0);
  expect(province.told(null).filter(({ kind }) => kind === 'refused-document')).toEqual([]);
}, 180_000);
