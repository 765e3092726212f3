import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeOf } from './rules.ts';

describe('a range of bytes', () => {
  it('is read as the standard says', () => {
    expect(rangeOf(undefined, 100)).toBeNull();
    expect(rangeOf('bytes=0-9', 100)).toEqual({ from: 0, to: 9 });
    expect(rangeOf('bytes=90-', 100)).toEqual({ from: 90, to: 99 });
    expect(rangeOf('bytes=-5', 100)).toEqual({ from: 95, to: 99 });
    expect(rangeOf('bytes=-500', 100)).toEqual({ from: 0, to: 99 });
    expect(rangeOf('bytes=50-20', 100)).toBeNull();
    expect(rangeOf('bytes=0-1,5-6', 100)).toBeNull();
    expect(rangeOf('bytes=100-', 100)).toBe('unsatisfiable');
    expect(rangeOf('bytes=-0', 100)).toBe('unsatisfiable');
    expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable');
  });

  it('never reaches outside the file', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.integer({ min: 1, max: 200 }), (a, b, size) => {
        const range = rangeOf(`bytes=${a}-${b}`, size);
        if (range === null || range === 'unsatisfiable') return;
        expect(range.from).toBeLessThanOrEqual(range.to);
        expect(range.to).toBeLessThan(size);
      }),
    );
  });
});
