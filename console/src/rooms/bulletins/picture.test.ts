import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitted } from './picture.ts';

describe('the size of a picture that is sent', () => {
  it.each([
    [4000, 3000, 1920, 1440],
    [3000, 4000, 1440, 1920],
    [1920, 1080, 1920, 1080],
    [640, 480, 640, 480],
    [12_000, 1, 1920, 1],
  ])('%i × %i becomes %i × %i', (width, height, ...wanted) => {
    expect(fitted(width, height)).toEqual(wanted);
  });

  it('keeps within the longest side and in proportion, whatever comes', () => {
    const side = fc.integer({ min: 1, max: 12_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const [w, h] = fitted(width, height);
        expect(Math.max(w, h)).toBeLessThanOrEqual(Math.max(1, Math.min(1920, Math.max(width, height))));
        expect(Math.min(w, h)).toBeGreaterThanOrEqual(1);
        const scale = Math.min(1, 1920 / Math.max(width, height));
        expect(Math.abs(w - width * scale)).toBeLessThanOrEqual(1);
        expect(Math.abs(h - height * scale)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
