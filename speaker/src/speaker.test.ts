import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Receipt } from '@nguon/protocol/device.ts';
import { UNITS, buildOrder, slotsAt, expectSoon } from '../../test/system/province-stub.ts';
import { Lab, SWEEP_MS, sweep } from './testing/lab.ts';

let lab: Lab;

beforeEach(async () => {
  lab = await Lab.open();
});

afterEach(async () => {
  await lab.close();
});

const kinds = (order: string | null): string[] => lab.province.told(order).map(({ kind }) => kind);
const last = (order: string): Receipt | undefined => lab.province.told(order).at(-1);

async function connected(): Promise<void> {
  await expectSoon('it is connected', () => lab.province.statuses.some(({ text }) => text.includes('"online":true')));
}

/** A sound that a silent player passes in so many milliseconds. */
function passing(durationMs: number) {
  return lab.province.addSound(Buffer.from(`sound of ${durationMs}`), durationMs);
}

test('plays an order pushed now, and tells it received, ready, playing, finished, once each', async () => {
  await lab.claim('one');
  await lab.run('one', { audio: 'decoder-file' });
  await connected();
  const order = await buildOrder([lab.province.addSound(await sweep(), SWEEP_MS)]);
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it has finished', () => kinds(order.order).includes('finished'));
  expect(kinds(order.order)).toEqual(['received', 'ready', 'playing', 'finished']);
  expect(last(order.order)).toMatchObject({ slot: order.slots[0]!.at, attempt: 1, clockTrusted: true });
  expect(last(order.order)!.playedMs).toBeGreaterThan(SWEEP_MS - 200);
  const folder = join(lab.config('one').dir, 'recordings');
  const [recording] = await readdir(folder);
  expect((await readFile(join(folder, recording!))).length / 96_000).toBeCloseTo(2, 1);
});

test('a stop silences within a second, and the next slot stays silent', async () => {
  await lab.claim('one');
  const { speaker } = await lab.run('one');
  await connected();
  const times = slotsAt(Date.now(), [0, 3_000], 60_000);
  const order = await buildOrder([passing(30_000)], { times });
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it plays', () => kinds(order.order).includes('playing'));
  const stoppedAt = performance.now();
  await lab.province.publish(lab.province.programme(UNITS.commune, [], [order.order]));
  await expectSoon('it is silent', () => speaker.report().status.playing === null);
  expect(performance.now() - stoppedAt).toBeLessThan(1_000);
  await expectSoon('it is told', () => kinds(order.order).includes('interrupted'));
  expect(last(order.order)).toMatchObject({ kind: 'interrupted', reason: 'stopped' });
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(kinds(order.order).filter((kind) => kind === 'playing')).toHaveLength(1);
});

test('each slot is one airing, with the pause between its readings', async () => {
  await lab.claim('one');
  await lab.run('one');
  await connected();
  const order = await buildOrder([passing(200)], { times: slotsAt(Date.now(), [300, 2_500], 30_000), readings: 2 });
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('both have finished', () => kinds(order.order).filter((kind) => kind === 'finished').length === 2);
  const told = lab.province.told(order.order);
  expect(told.filter(({ kind }) => kind === 'finished').map(({ slot }) => slot)).toEqual(
    order.slots.map(({ at }) => at),
  );
  expect(last(order.order)!.playedMs).toBe(400);
  const [playing, finished] = ['playing', 'finished'].map((wanted) =>
    Date.parse(told.find(({ kind }) => kind === wanted)!.at),
  );
  expect(finished! - playing!).toBeGreaterThanOrEqual(1_350);
});

test('altered audio never sounds; the right one is fetched later', async () => {
  lab.province.alter = (bytes) => Buffer.concat([bytes.subarray(1), Buffer.from([bytes[0]! ^ 1])]);
  await lab.claim('one');
  await lab.run('one');
  await connected();
  const order = await buildOrder([passing(100)], { times: slotsAt(Date.now(), [0], 60_000) });
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it is refused', () => kinds(order.order).includes('refused-document'));
  expect(lab.province.told(order.order).find(({ reason }) => reason === 'audio-altered')).toBeDefined();
  expect(await readdir(join(lab.config('one').dir, 'audio'))).toEqual([]);
  expect(kinds(order.order)).not.toContain('playing');
  lab.province.alter = (bytes) => bytes;
  await expectSoon('the right one is played', () => kinds(order.order).includes('finished'));
});

test('a broken download goes on where it stopped', async () => {
  lab.province.breakAfter = 5_000;
  await lab.claim('one');
  await lab.run('one', { audio: 'decoder-file' });
  await connected();
  const order = await buildOrder([lab.province.addSound(await sweep(), SWEEP_MS)], {
    times: slotsAt(Date.now(), [60_000], 60_000),
  });
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it is ready', () => kinds(order.order).includes('ready'));
  const ranges = lab.province.requested.filter(({ path }) => path.startsWith('/media/')).map(({ range }) => range);
  expect(ranges.slice(0, 2)).toEqual([undefined, 'bytes=5000-']);
});

test('receipts wait on disk while nobody takes them, over a new life of the speaker too', async () => {
  await lab.claim('one');
  const first = await lab.run('one');
  await connected();
  lab.province.receiptsDown = true;
  const order = await buildOrder([passing(100)]);
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it has finished', () => first.speaker.report().receiptsWaiting === 4);
  await first.close();
  await lab.province.stop();
  const second = await lab.run('one');
  expect(second.speaker.report().receiptsWaiting).toBe(4);
  lab.province.receiptsDown = false;
  await lab.province.start();
  await expectSoon('all are told', () => second.speaker.report().receiptsWaiting === 0);
  expect(kinds(order.order)).toEqual(['received', 'ready', 'playing', 'finished']);
});

test('after the province was away everything comes back by itself', async () => {
  await lab.claim('one');
  const { speaker } = await lab.run('one');
  await connected();
  await lab.province.stop();
  await expectSoon('it notices', () => !speaker.report().connected);
  await lab.province.start();
  await expectSoon('it is connected again', () => speaker.report().connected);
  const order = await buildOrder([passing(100)]);
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it has finished', () => kinds(order.order).includes('finished'));
});

test('with a clock of its own it plays from disk though nobody answers', async () => {
  await lab.claim('one');
  const first = await lab.run('one', { hasRtc: true });
  await connected();
  const order = await buildOrder([passing(100)], { times: slotsAt(Date.now(), [5_000], 60_000) });
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it is ready', () => kinds(order.order).includes('ready'));
  await first.close();
  await lab.province.stop();
  const { speaker } = await lab.run('one', { hasRtc: true });
  await expectSoon('it has played', () => speaker.report().receiptsWaiting === 2);
  expect(speaker.report().lastContactAt).not.toBeNull();
});

test('without a trusted clock nothing sounds, and that is told when the time is known', async () => {
  await lab.claim('one');
  const first = await lab.run('one');
  await connected();
  const order = await buildOrder([passing(100)], { times: slotsAt(Date.now(), [700], 500) });
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it is ready', () => kinds(order.order).includes('ready'));
  await first.close();
  await lab.province.stop();
  const { speaker } = await lab.run('one');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(speaker.report().status.clockTrusted).toBe(false);
  await lab.province.start();
  await expectSoon('it is told', () => kinds(order.order).includes('not-played'));
  expect(last(order.order)).toMatchObject({ reason: 'untrusted-clock', attempt: 0 });
});

test('the system clock does not matter: the province says the time', async () => {
  lab.province.clockOffsetMs = 5 * 3_600_000;
  await lab.claim('one');
  const { speaker } = await lab.run('one');
  await connected();
  expect(Date.parse(speaker.report().status.at) - lab.province.now()).toBeLessThan(500);
  const order = await buildOrder([passing(100)], { times: slotsAt(lab.province.now(), [300], 30_000) });
  await lab.province.publish(lab.province.programme(UNITS.commune, [order]));
  await expectSoon('it has finished', () => kinds(order.order).includes('finished'));
});
