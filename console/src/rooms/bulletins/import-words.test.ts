import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf, settleWord, type ReadText } from './import-words.ts';

const word = (from: number, to: number) => ({
  from,
  to,
  confidence: 40,
  page: 0,
  box: [0, 0, 0.1, 0.1] as [number, number, number, number],
});
const READ: ReadText = { text: 'Mời bà cọn họp thòn tối nay', doubtful: [word(7, 10), word(15, 19)] };

describe('doubtful words', () => {
  it('are cut out of the text in their order', () => {
    expect(piecesOf(READ)).toEqual([
      { text: 'Mời bà ', word: null },
      { text: 'cọn', word: 0 },
      { text: ' họp ', word: null },
      { text: 'thòn', word: 1 },
      { text: ' tối nay', word: null },
    ]);
    expect(piecesOf({ text: 'Mời', doubtful: [] })).toEqual([{ text: 'Mời', word: null }]);
  });

  it('are settled one by one, and those behind stay where they belong', () => {
    const first = settleWord(READ, 0, 'con em');
    expect(first.text).toBe('Mời bà con em họp thòn tối nay');
    expect(piecesOf(first).find((piece) => piece.word === 0)?.text).toBe('thòn');
    expect(settleWord(first, 0, 'thôn')).toEqual({ text: 'Mời bà con em họp thôn tối nay', doubtful: [] });
    expect(settleWord(READ, 7, 'x')).toEqual(READ);
  });

  it('settled with what they are leave the text as it was, in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1]), ([first = 0]) => {
        const { from, to } = READ.doubtful[first] ?? word(0, 0);
        expect(settleWord(READ, first, READ.text.slice(from, to)).text).toBe(READ.text);
      }),
    );
  });
});
