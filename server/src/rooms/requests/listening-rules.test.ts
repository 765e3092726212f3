import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { couldHaveHeard, heardWhole, lengthOf, unionOf, type Interval } from './listening-rules.ts';

const TOTAL = 400;
const interval = fc.record({ fromMs: fc.integer({ min: -50, max: 500 }), toMs: fc.integer({ min: -50, max: 500 }) });
const intervals = fc.array(interval, { maxLength: 20 });

/** The same by brute force: each millisecond by itself. */
function millisecondsIn(list: readonly Interval[]): Set<number> {
  const heard = new Set<number>();
  for (const { fromMs, toMs } of list)
    for (let at = Math.max(0, fromMs); at < Math.min(TOTAL, toMs); at += 1) heard.add(at);
  return heard;
}

describe('what was heard', () => {
  it('counts each moment of the sound once, however often and in whatever pieces it played', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        expect(lengthOf(unionOf(list, TOTAL))).toBe(millisecondsIn(list).size);
      }),
    );
  });

  it('is the same in any order and does not shrink when reports are joined', () => {
    fc.assert(
      fc.property(intervals, intervals, (one, other) => {
        const both = unionOf([...one, ...other], TOTAL);
        expect(unionOf([...other, ...one].toReversed(), TOTAL)).toEqual(both);
        expect(unionOf([...unionOf(one, TOTAL), ...unionOf(other, TOTAL)], TOTAL)).toEqual(both);
        expect(lengthOf(both)).toBeGreaterThanOrEqual(lengthOf(unionOf(one, TOTAL)));
      }),
    );
  });

  it('is the whole from 95 % on', () => {
    expect(heardWhole(94_999, 100_000)).toBe(false);
    expect(heardWhole(95_000, 100_000)).toBe(true);
  });

  it('is never more than the clock allows', () => {
    expect(couldHaveHeard(11_000, 10_000)).toBe(true);
    expect(couldHaveHeard(11_001, 10_000)).toBe(false);
    expect(couldHaveHeard(1, 0)).toBe(false);
  });
});
