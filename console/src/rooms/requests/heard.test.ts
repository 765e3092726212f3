import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heardMs, missingMs, stretchesOf, unionOf, type PlayedRanges } from './heard.ts';

function ranges(...pairs: [number, number][]): PlayedRanges {
  return { length: pairs.length, start: (index) => pairs[index]![0], end: (index) => pairs[index]![1] };
}

describe('what was heard', () => {
  it('is read from what the element really played, within the length of the sound', () => {
    expect(stretchesOf(ranges([0, 1.5], [4, 9.7]), 9_500)).toEqual([
      { fromMs: 0, toMs: 1_500 },
      { fromMs: 4_000, toMs: 9_500 },
    ]);
    expect(stretchesOf(ranges([0, 1]), 2_000, 30_000)).toEqual([{ fromMs: 30_000, toMs: 31_000 }]);
    expect(stretchesOf(ranges([3, 4]), 2_000)).toEqual([]);
  });

  it('counts each moment once, in any order', () => {
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 100 }))
      .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 20 }), (list) => {
        const moments = new Set(
          list.flatMap(({ fromMs, toMs }) => Array.from({ length: toMs - fromMs }, (_, i) => fromMs + i)),
        );
        const union = unionOf(list);
        expect(heardMs(union)).toBe(moments.size);
        expect(unionOf(union.toReversed())).toEqual(union);
      }),
    );
  });

  it('is enough from 95 in a hundred on', () => {
    expect(missingMs(94_000, 100_000)).toBe(1_000);
    expect(missingMs(95_000, 100_000)).toBe(0);
    expect(missingMs(0, 0)).toBe(0);
  });
});
