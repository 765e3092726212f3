import { expect, it } from 'vitest';
import { markedPieces } from './marks.ts';

const shown = (text: string, stretches: { from: number; to: number }[]): string =>
  markedPieces(text, stretches)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

it('marks stretches in the order of the text', () => {
  expect(
    shown('bà Mẫu bị lao', [
      { from: 7, to: 13 },
      { from: 0, to: 6 },
    ]),
  ).toBe('[bà Mẫu] [bị lao]');
});

it('marks a place once where stretches overlap', () => {
  expect(
    shown('abcdef', [
      { from: 1, to: 4 },
      { from: 2, to: 3 },
      { from: 3, to: 5 },
    ]),
  ).toBe('a[bcd][e]f');
});

it('leaves the whole text when nothing fits', () => {
  expect(shown('abc', [])).toBe('abc');
  expect(shown('abc', [{ from: 5, to: 9 }])).toBe('abc');
});
