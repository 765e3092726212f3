import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../lib/plain-text.ts';
import { measurePrivacy, reachesTargets } from './privacy-measure-rules.ts';
import { findPersonalData } from './privacy-rules.ts';
import { PRIVACY_SETS, readPrivacySet } from './privacy-set.ts';
import { neutralWording } from './privacy-wording-rules.ts';

const kindsIn = (text: string): string[] => [...new Set(findPersonalData(text).map(({ kind }) => kind))].toSorted();
const everything = async () => (await Promise.all(PRIVACY_SETS.map(readPrivacySet))).flat();

describe('the labelled set', () => {
  it('has at least 300 texts of our own, about half of them harmless, none twice', async () => {
    const texts = await everything();
    const harmless = texts.filter(({ kinds }) => kinds.length === 0).length;
    expect(texts.length).toBeGreaterThanOrEqual(300);
    expect(harmless / texts.length).toBeGreaterThan(0.45);
    expect(harmless / texts.length).toBeLessThan(0.55);
    expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length);
    for (const { text } of texts) expect(plainText(text)).toBe(text);
  });

  it.each(PRIVACY_SETS)('is judged within the targets: %s', async (name) => {
    expect(reachesTargets(measurePrivacy(await readPrivacySet(name)).all)).toBe(true);
  });

  it('misses the targets when the rules find nothing or everything', () => {
    expect(reachesTargets({ telling: 100, found: 94, harmless: 100, falseAlarms: 0 })).toBe(false);
    expect(reachesTargets({ telling: 100, found: 100, harmless: 100, falseAlarms: 6 })).toBe(false);
    expect(reachesTargets({ telling: 100, found: 95, harmless: 100, falseAlarms: 5 })).toBe(true);
  });
});

describe('personal data in a text', () => {
  it.each([
    ['Danh sách trẻ tiêm chủng có họ tên, ngày sinh.', []],
    ['Bà Hoàng Thị Nhung bị tiểu đường.', ['health']],
    ['Bác sĩ Hoàng Thị Nhung nói về bệnh tiểu đường.', []],
    ['Trâu nhà ông Nông Văn Sáng bị dịch tả.', []],
    ['Mời ông Nông Văn Sáng, CCCD 006075001234.', ['identity']],
    ['Mã hồ sơ 006075001234 nộp tại một cửa.', []],
    ['Liên hệ trưởng thôn Nông Văn Sáng, số 0912345678.', []],
    ['Liên hệ chị Nông Thị Sáng, số 0912345678.', ['phone']],
    ['Tài khoản của Quỹ Vì người nghèo xã: 3761090567890.', []],
    ['Tài khoản 3761090567890 của ông Nông Văn Sáng.', ['account']],
    ['Anh Nông Văn Sáng, sinh ngày 1/2/1990, ứng cử trưởng thôn.', []],
    ['Anh Nông Văn Sáng, sinh ngày 1/2/1990, vắng mặt.', ['birth']],
    ['Anh Nông Văn Sáng, trú tại thôn Bản Mới, vắng mặt.', ['address']],
    ['Hộ ông Nông Văn Sáng là hộ nghèo.', ['poverty']],
    ['Ông Nông Văn Sáng tặng quà cho hộ nghèo.', []],
    ['Hộ ông Nông Văn Sáng còn nợ tiền nước.', ['debt']],
  ])('%s', (text, kinds) => {
    expect(kindsIn(text)).toEqual(kinds);
  });

  it('names the words it means, in the order of the text', () => {
    const text = 'Chị Nông Thị Sáng, sinh năm 1990, mắc bệnh lao.';
    const found = findPersonalData(text);
    expect(found.map(({ words }) => words)).toEqual(['Chị Nông Thị Sáng', 'sinh năm 1990']);
    for (const { from, to, words } of found) expect(text.slice(from, to)).toBe(words);
  });

  it('points into every text, whatever it is', async () => {
    const pieces = (await everything()).map(({ text }) => text.slice(0, 60));
    const texts = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string(), fc.constantFrom('\n', '. ', ': ')));
    fc.assert(
      fc.property(texts, (parts) => {
        const text = plainText(parts.join(''));
        for (const { from, to, words } of findPersonalData(text)) {
          expect(from).toBeLessThan(to);
          expect(text.slice(from, to)).toBe(words);
        }
        expect(findPersonalData(neutralWording(text))).toEqual([]);
      }),
    );
  });

  it('takes time in step with the length of the text', () => {
    const seconds = (text: string): number => {
      const began = performance.now();
      findPersonalData(text);
      return performance.now() - began;
    };
    for (const piece of ['Nguyễn Văn A ', '1. Nguyễn Văn A\n', '012 ', 'bị bệnh ', 'hộ nghèo:\n', 'đã '])
      expect(seconds(piece.repeat(60_000 / piece.length))).toBeLessThan(5000);
  });
});

describe('a neutral wording', () => {
  it('leaves nothing personal and a harmless text as it is', async () => {
    for (const { text } of await everything()) {
      const neutral = neutralWording(text);
      expect(findPersonalData(neutral), neutral).toEqual([]);
      if (findPersonalData(text).length === 0) expect(neutral).toBe(text);
    }
  });

  it.each([
    [
      'Danh sách trẻ tiêm chủng đợt tháng 12:\n1. Nông Bảo An, sinh ngày 12/03/2025\n2. Triệu Gia Huy, sinh ngày 02/04/2025',
      'Danh sách trẻ tiêm chủng đợt tháng 12:\nMời gia đình có trẻ trong độ tuổi đến trạm y tế, mang theo sổ tiêm.',
    ],
    [
      'Mời anh Bế Văn Tùng, sinh ngày 15/8/1998, đến Ban chỉ huy quân sự xã.',
      'Mời anh Bế Văn Tùng, đến Ban chỉ huy quân sự xã.',
    ],
    ['Hộ ông Nông Văn Sáng còn nợ tiền nước.', 'Một hộ trong thôn còn nợ tiền nước.'],
    [
      'Hộ nghèo gồm: Nông Văn Đức, Hà Văn Chung, Triệu Thị Xuân.',
      'Hộ nghèo gồm: các hộ có tên trong danh sách niêm yết tại nhà văn hóa thôn.',
    ],
    ['Cháu Lý Thị Sua bị sởi.', 'Một cháu bị sởi.'],
  ])('%j', (text, neutral) => {
    expect(neutralWording(text)).toBe(neutral);
  });
});
