import { expect, test } from 'vitest';
import { DeviceClock, type SavedClock, toInstant } from './clock.ts';

const TRUE = Date.parse('2026-11-23T10:00:00.000Z');

function ticks(wall: number) {
  return { now: 1_000, wallOffset: wall - 1_000, monotonic: () => 0, wall: () => 0 };
}

function clockAt(wall: number, saved: SavedClock | null, hasRtc: boolean) {
  const time = ticks(wall);
  time.monotonic = () => time.now;
  time.wall = () => time.now + time.wallOffset;
  return { time, clock: new DeviceClock(time, saved, hasRtc) };
}

const saved: SavedClock = { trustedAt: toInstant(TRUE), wallOffsetMs: 0, contactAt: null, decidedAt: null };

test('is a guess until a signed time comes, and then counts from it by what nobody can set', () => {
  const { time, clock } = clockAt(0, null, false);
  expect(clock.trusted).toBe(false);
  clock.learn(TRUE, 400);
  expect([clock.trusted, clock.now()]).toEqual([true, TRUE + 200]);
  time.now += 60_000;
  time.wallOffset += 86_400_000;
  expect(clock.now()).toBe(TRUE + 60_200);
});

test('an RTC is believed only when it is not before the last trusted time', () => {
  expect(clockAt(TRUE + 5_000, saved, true).clock.trusted).toBe(true);
  expect(clockAt(TRUE - 5_000, saved, true).clock.trusted).toBe(false);
  expect(clockAt(TRUE + 5_000, saved, false).clock.trusted).toBe(false);
  expect(clockAt(TRUE + 5_000, null, true).clock.trusted).toBe(false);
});

test('a machine that is set to another time than the province keeps the difference', () => {
  const { clock } = clockAt(TRUE - 3_600_000, { ...saved, wallOffsetMs: 3_600_000 }, true);
  expect([clock.trusted, clock.now()]).toEqual([true, TRUE]);
});

test('tells when nothing could be decided, in the time as it is known now', () => {
  const { time, clock } = clockAt(0, null, false);
  expect(clock.untrustedPart()).toBeNull();
  time.now += 30_000;
  clock.learn(TRUE, 0);
  expect(clock.untrustedPart()).toEqual({ from: TRUE - 30_000, until: TRUE });
});

test('impossible instants are written as the nearest possible', () => {
  expect(toInstant(-5)).toBe('1970-01-01T00:00:00.000Z');
  expect(toInstant(Number.MAX_SAFE_INTEGER)).toBe('9999-12-31T23:59:59.999Z');
});
