import { describe, expect, it } from 'vitest';
import { isPossibleSyllable } from './vietnamese-syllable.ts';

const YES =
  'Ủy uỷ ban nhân dân xã Khang Ninh hòa hoà giếng gì gìn quyết quý quỳnh nghiêng nghỉ đường ương ướt khuya khuỷu ngoằn ngoèo ' +
  'thuế huyện Kạn Pác Phật Đắc yêu yếu ỷ y ếch oanh thuở xoong trưởng ngoài';
const NO = 'cafe wifi xâ~ thhông ngưòii cac tạic hoach bàt đươngg strong résumé Nguyênn qưy 12 abc ưư';

describe('a possible syllable', () => {
  it.each(YES.split(' '))('%s is one', (word) => expect(isPossibleSyllable(word)).toBe(true));
  it.each(NO.split(' '))('%s is none', (word) => expect(isPossibleSyllable(word)).toBe(false));

  it('may come decomposed and in capitals', () => {
    expect(isPossibleSyllable('TRƯỜNG'.normalize('NFD'))).toBe(true);
  });
});
