import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesOf } from './card.ts';

const letters = (line: string): number => line.length;

it('breaks between words and loses none', () => {
  expect(linesOf('Tạm ngừng cấp điện để sửa đường dây', 18, 7, letters)).toEqual([
    'Tạm ngừng cấp điện',
    'để sửa đường dây',
  ]);
});

it('ends with three dots where there is no more room', () => {
  expect(linesOf('một hai ba bốn năm', 7, 2, letters)).toEqual(['một hai', 'ba bốn…']);
});

it('never makes a line wider than the card, but for a single long word', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-zạ]{1,12}$/)), fc.integer({ min: 13, max: 40 }), (words, width) => {
      const lines = linesOf(words.join(' '), width, 3, letters);
      expect(lines.length).toBeLessThanOrEqual(3);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    }),
  );
});
