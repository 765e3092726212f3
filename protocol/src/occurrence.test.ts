import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  RANKS,
  buildIndex,
  closedBetween,
  compareOccurrences,
  nextSlotAfter,
  occurrenceKey,
  openAt,
} from './occurrence.ts';
import type { Occurrence } from './occurrence.ts';

function buildOccurrence(part: Partial<Occurrence> = {}): Occurrence {
  const { order = 'a', at = 100 } = part;
  const timing = { at, until: at + 60, durationMs: 30, continuous: false, playThrough: false };
  const freshness = { issuedAt: 0, staleAfterMs: null, notAfter: null };
  return { key: occurrenceKey(order, at), order, rank: 'normal', level: 2, turn: 0, ...timing, ...freshness, ...part };
}

const some = fc
  .record({
    order: fc.constantFrom('a', 'b', 'c', 'd'),
    rank: fc.constantFrom(...RANKS),
    level: fc.integer({ min: 0, max: 3 }),
    turn: fc.integer({ min: 0, max: 2 }),
    at: fc.integer({ min: 0, max: 50 }),
    window: fc.integer({ min: 0, max: 40 }),
    issuedAt: fc.integer({ min: 0, max: 2 }),
    durationMs: fc.integer({ min: 0, max: 3 }),
    playThrough: fc.boolean(),
  })
  .map(({ window, ...part }) => buildOccurrence({ ...part, until: part.at + window }));

const moment = fc.integer({ min: 0, max: 60 });

describe('the index', () => {
  it('finds what a plain look at all of them finds', () => {
    fc.assert(
      fc.property(fc.array(some), moment, moment, (list, at, since) => {
        const index = buildIndex(list);
        const all = [...index.byKey.values()];
        const keys = (found: readonly Occurrence[]): string[] => found.map(({ key }) => key).sort();
        expect(keys(openAt(index, at))).toEqual(keys(all.filter((o) => o.at <= at && at < o.until)));
        expect(keys(closedBetween(index, since, at))).toEqual(
          keys(all.filter((o) => since < o.until && o.until <= at)),
        );
        expect(nextSlotAfter(index, at)).toBe(
          Math.min(Infinity, ...all.map((o) => o.at).filter((start) => start > at)),
        );
      }),
    );
  });

  it('is the same whatever the order of its input, doubles and contradictions included', () => {
    const versions = some.map((o) => ({
      ...o,
      at: 5,
      until: 6,
      key: occurrenceKey(o.order, 5),
      rank: 'normal' as const,
      level: 1,
    }));
    const shuffled = fc.array(fc.oneof(some, versions), { maxLength: 16 }).chain((list) => {
      return fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }));
    });
    fc.assert(
      fc.property(shuffled, ([list, mixed]) => {
        expect(buildIndex(mixed).occurrences).toEqual(buildIndex(list).occurrences);
      }),
      { numRuns: 500 },
    );
  });

  it('holds one per key: of the later issued, else the narrower window', () => {
    const old = buildOccurrence({ issuedAt: 1, until: 120 });
    const late = buildOccurrence({ issuedAt: 2, until: 190 });
    const narrow = buildOccurrence({ issuedAt: 2, until: 180 });
    expect(buildIndex([old, late]).occurrences).toEqual([late]);
    expect(buildIndex([narrow, late, old]).occurrences).toEqual([narrow]);
  });
});

describe('who goes first', () => {
  const first = buildOccurrence({ rank: 'priority', level: 2, turn: 1 });
  it.each([
    ['a higher rank, whatever the rest', buildOccurrence({ rank: 'live', level: 3, at: 150 }), first],
    ['a smaller turn before a higher level', first, buildOccurrence({ rank: 'priority', level: 0, turn: 2 })],
    ['no turn outside priority', buildOccurrence({ level: 0, turn: 2 }), buildOccurrence({ level: 2, turn: 1 })],
    ['the higher level', buildOccurrence({ level: 0, at: 150 }), buildOccurrence({ level: 1 })],
    ['the earlier slot', buildOccurrence({ at: 99, order: 'z' }), buildOccurrence()],
    ['the smaller order id', buildOccurrence(), buildOccurrence({ order: 'b' })],
  ])('%s', (_why, a, b) => {
    expect(compareOccurrences(a, b)).toBeLessThan(0);
    expect(compareOccurrences(b, a)).toBeGreaterThan(0);
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        expect(Math.sign(compareOccurrences(a, b))).toBe(0 - Math.sign(compareOccurrences(b, a)));
        const chained = compareOccurrences(a, b) <= 0 && compareOccurrences(b, c) <= 0;
        expect(!chained || compareOccurrences(a, c) <= 0).toBe(true);
        expect(compareOccurrences(a, b) !== 0 || a.key === b.key).toBe(true);
      }),
    );
  });
});
