import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Backoff } from './backoff.ts';

test('each wait is a random part of a bound that doubles up to the longest, and a success starts anew', () => {
  const backoff = new Backoff(1_000, 10_000, () => 1);
  expect(Array.from({ length: 6 }, () => backoff.next())).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  backoff.reset();
  expect(backoff.next()).toBe(1_000);
});

test('no wait is longer than the longest, whatever chance says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { maxLength: 100 }),
      (chances) => {
        const backoff = new Backoff(500, 60_000, () => chances.pop() ?? 0.5);
        return Array.from({ length: 100 }, () => backoff.next()).every((wait) => wait >= 0 && wait <= 60_000);
      },
    ),
  );
});
