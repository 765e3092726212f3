import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINE_HEIGHT, breakLines, largestSetting, setAt } from './lettering.ts';

/** Every letter as wide as half its size. */
const measure = (text: string, px: number): number => text.length * px * 0.5;

describe('letters', () => {
  it('break at spaces only', () => {
    expect(breakLines('mời bà con họp', 10, 40, measure)).toEqual(['mời bà', 'con họp']);
    expect(breakLines('nghiêng', 10, 30, measure)).toBeNull();
    expect(breakLines('', 10, 30, measure)).toEqual([]);
  });

  it('fill the box as far as lines and marks allow', () => {
    const setting = largestSetting('họp', { width: 300, height: 100 }, measure, { least: 10, most: 500 });
    expect(setting).toEqual({ px: 76, lines: ['họp'] });
    expect(76 * LINE_HEIGHT).toBeLessThanOrEqual(100);
  });

  it('leave no short word alone on the last line', () => {
    const box = { width: 84, height: 26 };
    expect(breakLines('mời bà con họp thôn đi', 10, 84, measure)).toEqual(['mời bà con họp', 'thôn đi']);
    expect(largestSetting('mời bà con họp thôn đi', box, measure, { least: 10, most: 10 })?.lines).toEqual([
      'mời bà con',
      'họp thôn đi',
    ]);
    expect(largestSetting('', box, measure, { least: 10, most: 10 })?.lines).toEqual([]);
  });

  it('say so when the least size does not fit', () => {
    expect(largestSetting('nghiêng', { width: 20, height: 100 }, measure, { least: 10, most: 50 })).toBeNull();
  });

  it('always fit their box, from an LED strip to 4K', () => {
    const words = fc.array(fc.constantFrom('mời', 'nghiêng', '17:30', 'a'), { minLength: 1, maxLength: 14 });
    const box = fc.record({ width: fc.integer({ min: 64, max: 3840 }), height: fc.integer({ min: 32, max: 2160 }) });
    fc.assert(
      fc.property(words, box, (list, size) => {
        const text = list.join(' ');
        const setting = largestSetting(text, size, measure, { least: 10, most: 900 });
        if (setting === null) {
          expect(setAt(text, 10, size, measure)).toBeNull();
          return;
        }
        expect(setting.lines.join(' ')).toBe(text);
        expect(setting.lines.length * setting.px * LINE_HEIGHT).toBeLessThanOrEqual(size.height);
        for (const line of setting.lines) expect(measure(line, setting.px)).toBeLessThanOrEqual(size.width);
      }),
    );
  });
});
