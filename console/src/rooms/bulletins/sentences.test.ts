import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from './sentences.ts';

describe('sentences to be read', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['Mời họp thôn', ['Mời họp thôn']],
    [
      'Mời bà con họp lúc 19 giờ 30. Mang theo sổ! Ai đi được?\nXin cảm ơn.',
      ['Mời bà con họp lúc 19 giờ 30.', 'Mang theo sổ!', 'Ai đi được?', 'Xin cảm ơn.'],
    ],
    ['Giá 1.500.000 đồng. Gọi 0912.345.678.', ['Giá 1.500.000 đồng.', 'Gọi 0912.345.678.']],
    ['Tại TP. Bắc Kạn, ThS. Mẫu nói chuyện. Mời bà con.', ['Tại TP. Bắc Kạn, ThS. Mẫu nói chuyện.', 'Mời bà con.']],
    ['Mang khăn, áo ấm, v.v. và nước.', ['Mang khăn, áo ấm, v.v. và nước.']],
    ['1. Che chuồng.\n2. Dự trữ cỏ.', ['1. Che chuồng.', '2. Dự trữ cỏ.']],
    [
      'Ông nói: “Không đốt pháo.” Bà con nhớ nhé… Xin cảm ơn.',
      ['Ông nói: “Không đốt pháo.”', 'Bà con nhớ nhé…', 'Xin cảm ơn.'],
    ],
  ])('%j', (text, wanted) => {
    expect(sentencesOf(text)).toEqual(wanted);
  });

  it('are cut at a comma when no breath is long enough', () => {
    const long = `${'đề nghị bà con trông coi máy bơm và tủ lạnh, '.repeat(8)}hết.`;
    const parts = sentencesOf(long);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(260);
    expect(parts.join(' ')).toBe(long);
  });

  it('lose nothing but white space, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'Ố', '.', ' ', '\n', '!', '1', ',', '”', 'TP') }), (text) => {
        const bare = (words: string): string => words.normalize('NFC').replaceAll(/\s+/g, '');
        expect(bare(sentencesOf(text).join(' '))).toBe(bare(text));
        for (const sentence of sentencesOf(text)) expect(sentence.trim()).toBe(sentence);
      }),
    );
  });
});
