import { describe, expect, it } from 'vitest';
import { isTonelessSyllable, isVietnameseSyllable } from './syllables.ts';

const words = (text: string): string[] => text.split(' ');

describe('a possible Vietnamese syllable', () => {
  it.each(
    words(
      'nghiêng Nghĩa quốc quyết giếng gì giờ khuỷu yêu y tế ý kỹ Thúy khuya xoong loong hoẵng ướt nước Kạn Pác Nặm Khuổi uống oan quýt quỳnh huỵch gặt MẠNH',
    ),
  )('%s', (word) => expect(isVietnameseSyllable(word)).toBe(true));
});

describe('no Vietnamese syllable', () => {
  it.each(
    words(
      'Phja Slam Bjoóc zalo wifi ngi ghà cía kố nge tap bac lat hoc hộng1 strê ố̀ aa oi2 internet nghiêngg trườnng đkê fa ja nướ̀c',
    ),
  )('%s', (word) => expect(isVietnameseSyllable(word)).toBe(false));
});

describe('a syllable without its marks', () => {
  it.each(words('nguon thong khang quyet bac truong dich'))('%s', (word) =>
    expect(isTonelessSyllable(word)).toBe(true),
  );
  it.each(words('a xyz htx gov ngg'))('not %s', (word) => expect(isTonelessSyllable(word)).toBe(false));
});
