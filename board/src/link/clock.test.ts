import { describe, expect, it } from 'vitest';
import { DeviceClock, type SavedClock } from './clock.ts';

const WALL = Date.UTC(2026, 10, 23, 10);

function ticks(): {
  monotonic: () => number;
  wall: () => number;
  pass: (ms: number) => void;
  sleep: (ms: number) => void;
} {
  let counter = 1_000;
  let wall = WALL;
  return {
    monotonic: () => counter,
    wall: () => wall,
    pass: (ms) => {
      counter += ms;
      wall += ms;
    },
    sleep: (ms) => (wall += ms),
  };
}

const saved: SavedClock = { trustedAt: WALL - 5_000, wallOffsetMs: 2_000, contactAt: null, decidedAt: null };

describe('the clock of a page', () => {
  it('is trusted only after a login, and then counts by itself', () => {
    const time = ticks();
    const clock = new DeviceClock(time, saved, false);
    expect(clock.trusted).toBe(false);
    time.pass(500);
    clock.learn(WALL + 60_000, 200);
    expect(clock.trusted).toBe(true);
    time.pass(1_000);
    expect(clock.now()).toBe(WALL + 61_100);
    expect(clock.untrustedPart()).toEqual({ from: WALL + 59_600, until: WALL + 60_100 });
  });

  it('believes a machine that keeps its time, but not one that went back', () => {
    expect(new DeviceClock(ticks(), saved, true).trusted).toBe(true);
    expect(new DeviceClock(ticks(), saved, true).now()).toBe(WALL + 2_000);
    expect(new DeviceClock(ticks(), { ...saved, trustedAt: WALL + 5_000 }, true).trusted).toBe(false);
    expect(new DeviceClock(ticks(), null, true).trusted).toBe(false);
  });

  it('is not moved when somebody sets the machine back, and is doubted after a sleep', () => {
    const time = ticks();
    const clock = new DeviceClock(time, null, false);
    clock.learn(WALL, 0);
    time.sleep(-3_600_000);
    expect(clock.trusted).toBe(true);
    expect(clock.now()).toBe(WALL);
    time.sleep(2 * 3_600_000);
    expect(clock.trusted).toBe(false);
    expect(clock.untrustedPart()).toBeNull();
    clock.learn(WALL + 3_600_000, 0);
    expect(clock.trusted).toBe(true);
  });
});
