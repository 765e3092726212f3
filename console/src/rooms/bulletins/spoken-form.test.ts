import type { SpokenFormChange } from '@nguon/protocol/http/speech.ts';
import { spokenFormText } from '@nguon/protocol/spoken-form.ts';
import { expect, it } from 'vitest';
import { formPieces, offerFor, snippet } from './spoken-form.ts';

it.each([
  ['Căn cứ Luật Thủy lợi;\nxã thông báo.', 'official'],
  ['THÔNG BÁO\nVề việc cắt điện', 'official'],
  ['Mời bà con đi họp.\nNơi nhận: các thôn', 'official'],
  ['Mời bà con đi họp. '.repeat(90), 'long'],
  ['Xin thông báo: mời bà con đi họp, căn cứ vào giấy mời.', null],
  ['', null],
] as const)('%j is offered as %s', (text, offer) => expect(offerFor(text)).toBe(offer));

it('shows before and after in one: without what comes in it is the original, without what goes it is the result', () => {
  const original = 'I. MỤC TIÊU\n- Dọn mương;\n- Đắp bờ.';
  const change = (from: number, to: number, replacement: string): SpokenFormChange => ({
    kind: 'list',
    from,
    to,
    original: original.slice(from, to),
    replacement,
    why: 'Thử.',
    optional: false,
  });
  const changes = [change(0, 12, ''), change(12, 15, 'Thứ nhất, d'), change(23, 28, '.\nThứ hai, đ')];
  for (const chosen of [[], [0], [1, 2], [0, 1, 2]]) {
    const accepted = new Set(chosen);
    const pieces = formPieces(original, changes, accepted);
    const without = (kind: string): string =>
      pieces.flatMap((piece) => (piece.kind === kind ? [] : [piece.text])).join('');
    expect(without('in')).toBe(original);
    expect(without('out')).toBe(spokenFormText(original, changes, (_, index) => accepted.has(index)));
  }
});

it('keeps both ends of a long piece', () => {
  expect(snippet('a\n  b')).toBe('a b');
  const long = snippet(`Căn cứ ${'điều này '.repeat(40)}hết.`);
  expect(long).toMatch(/^Căn cứ .* … .*hết\.$/);
  expect(long.length).toBeLessThanOrEqual(90);
});
