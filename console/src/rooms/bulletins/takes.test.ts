import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstUnread, lineUp, takesOf, type Take } from './takes.ts';

let made = 0;
const take = (text: string, place: number): Take => {
  made += 1;
  const id = `t${made}`;
  return { id, draft: 'd', text, place, at: made, ms: 1_000, type: 'audio/webm', whole: true, sent: null };
};

describe('takes and sentences', () => {
  it('go together by their words, wherever they stand', () => {
    const [a, b] = [take('Một.', 0), take('Hai.', 1)];
    const { lines, spare } = lineUp(['Mới.', 'Một.', 'Hai.'], [b, a]);
    expect(lines.map((line) => line.take?.id ?? null)).toEqual([null, a.id, b.id]);
    expect(spare).toEqual([]);
    expect(firstUnread(lines)).toBe(0);
    expect(takesOf(lines)).toEqual([a, b]);
  });

  it('a changed sentence is to be read again; its old take is kept aside', () => {
    const old = take('Họp lúc 7 giờ.', 0);
    const { lines, spare } = lineUp(['Họp lúc 8 giờ.'], [old]);
    expect(lines).toEqual([{ text: 'Họp lúc 8 giờ.', take: null }]);
    expect(spare).toEqual([old]);
  });

  it('words that come twice keep the takes of their places', () => {
    const [first, second] = [take('Xin cảm ơn.', 0), take('Xin cảm ơn.', 2)];
    const { lines } = lineUp(['Xin cảm ơn.', 'Hết.', 'Xin cảm ơn.'], [second, first]);
    expect(lines.map((line) => line.take?.id ?? null)).toEqual([first.id, null, second.id]);
  });

  it('without a text the takes are the lines, in the order they were read', () => {
    const [a, b] = [take('', 0), take('', 1)];
    expect(takesOf(lineUp([], [b, a]).lines)).toEqual([a, b]);
    expect(firstUnread(lineUp([], [b, a]).lines)).toBeNull();
  });

  it('no take is lost or used twice', () => {
    const words = fc.constantFrom('Một.', 'Hai.', 'Ba.', '');
    const sentences = fc.array(
      words.filter((text) => text !== ''),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(sentences, fc.array(words, { maxLength: 8 }), (texts, read) => {
        const takes = read.map((text, place) => take(text, place));
        const { lines, spare } = lineUp(texts, takes);
        const ids = [...takesOf(lines), ...spare].map(({ id }) => id);
        expect(ids.toSorted()).toEqual(takes.map(({ id }) => id).toSorted());
      }),
    );
  });
});
