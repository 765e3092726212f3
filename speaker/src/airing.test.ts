import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Airing } from './airing.ts';
import { FakePlayer } from './testing/fakes.ts';

let player: FakePlayer;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  player = new FakePlayer();
});

afterEach(() => {
  vi.useRealTimers();
});

const sounds = (...paths: string[]) =>
  ({ kind: 'sounds', sounds: paths.map((path) => ({ path, durationMs: 1_000, part: 0 })) }) as const;

test('readings follow each other with a second between, and the sound is told once', async () => {
  let heard = 0;
  const airing = new Airing(player, sounds('a', 'b', 'a', 'b'), 'x', () => (heard += 1));
  await vi.advanceTimersByTimeAsync(6_900);
  expect(airing.positionMs()).toBe(3_900);
  await vi.advanceTimersByTimeAsync(200);
  expect(await airing.ended).toEqual({ how: 'finished', playedMs: 4_000, detail: null });
  expect(player.played).toEqual(['a', 'b', 'a', 'b']);
  expect(heard).toBe(1);
});

test('a stop in the pause ends at once and plays no more', async () => {
  const airing = new Airing(player, sounds('a', 'b'), 'x', () => undefined);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(await airing.stop()).toEqual({ how: 'stopped', playedMs: 1_000, detail: null });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(player.played).toEqual(['a']);
});

test('a player that fails is asked to go on a few times, then the airing has failed', async () => {
  player.lengthOf = () => 'no sound card';
  const airing = new Airing(player, sounds('a'), 'x', () => undefined);
  expect(await airing.ended).toEqual({ how: 'failed', playedMs: 0, detail: 'no sound card' });
  expect(player.played).toHaveLength(4);
});

test('a file that is longer than what was approved is cut', async () => {
  player.lengthOf = () => 60_000;
  const airing = new Airing(player, sounds('a'), 'x', () => undefined);
  await vi.advanceTimersByTimeAsync(4_000);
  expect((await airing.ended).playedMs).toBeLessThan(4_000);
});

/** An edition of three parts: a chime, a bulletin read twice, a closing. */
const EDITION = {
  kind: 'sounds',
  sounds: [
    { path: 'chime', durationMs: 1_000, part: 0 },
    { path: 'news', durationMs: 1_000, part: 1 },
    { path: 'news', durationMs: 1_000, part: 1 },
    { path: 'closing', durationMs: 1_000, part: 2 },
  ],
} as const;

test('a part that is stopped in mid-sound is silent at once, with all its readings, and the rest goes on', async () => {
  const airing = new Airing(player, EDITION, 'x', () => undefined);
  await vi.advanceTimersByTimeAsync(2_400);
  expect(player.played).toEqual(['chime', 'news']);
  airing.leaveOut(new Set([1]));
  await vi.advanceTimersByTimeAsync(10);
  expect(airing.positionMs()).toBe(1_400);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await airing.ended).toEqual({ how: 'finished', playedMs: 2_400, detail: 'parts left out: 1' });
  expect(player.played).toEqual(['chime', 'news', 'closing']);
});

test('a part that is stopped before its turn is passed over; one that is over already changes nothing', async () => {
  const airing = new Airing(player, EDITION, 'x', () => undefined);
  await vi.advanceTimersByTimeAsync(1_500);
  airing.leaveOut(new Set([0, 1]));
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await airing.ended).toEqual({ how: 'finished', playedMs: 2_000, detail: 'parts left out: 1' });
  expect(player.played).toEqual(['chime', 'closing']);
});

test('when the last part is stopped the airing is over', async () => {
  const airing = new Airing(player, EDITION, 'x', () => undefined);
  airing.leaveOut(new Set([1]));
  await vi.advanceTimersByTimeAsync(2_500);
  airing.leaveOut(new Set([1, 2]));
  await vi.advanceTimersByTimeAsync(100);
  expect(await airing.ended).toMatchObject({ how: 'finished', detail: 'parts left out: 1, 2' });
});
