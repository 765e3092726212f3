import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_WORDS, countWords, readingMs, viewsOf } from './views.ts';

const anywhere = (): boolean => true;
const short =
  (most: number) =>
  (view: string): boolean =>
    view.length <= most;

describe('views of a text', () => {
  it('keeps a short notice whole', () => {
    expect(viewsOf('Cắt điện từ 8 giờ đến 11 giờ ngày mai.', anywhere)).toEqual([
      'Cắt điện từ 8 giờ đến 11 giờ ngày mai.',
    ]);
  });

  it('splits at sentences, and lets short ones share a view', () => {
    const text = 'Kính mời bà con. Họp thôn lúc 19 giờ. Địa điểm là nhà văn hóa Nà Phặc, xã Thượng Giáo, huyện Ba Bể.';
    expect(viewsOf(text, anywhere)).toEqual([
      'Kính mời bà con. Họp thôn lúc 19 giờ.',
      'Địa điểm là nhà văn hóa Nà Phặc, xã Thượng Giáo, huyện Ba Bể.',
    ]);
  });

  it('splits a long sentence at its commas first', () => {
    const text =
      'Ủy ban nhân dân xã đề nghị các hộ dọn dẹp đường làng, ngõ xóm, khơi thông cống rãnh, và treo cờ Tổ quốc trước ngày 2 tháng 9.';
    const views = viewsOf(text, anywhere);
    expect(views[0]).toBe('Ủy ban nhân dân xã đề nghị các hộ dọn dẹp đường làng,');
    expect(views.every((view) => countWords(view) <= MOST_WORDS)).toBe(true);
  });

  it('ends no sentence at an abbreviation or a number of a list', () => {
    expect(viewsOf('Họp tại TP. Bắc Kạn.', short(30))).toEqual(['Họp tại TP. Bắc Kạn.']);
    expect(viewsOf('1. Mang theo giấy tờ.', anywhere)).toEqual(['1. Mang theo giấy tờ.']);
  });

  it('has no views of an empty text, and keeps paragraphs apart', () => {
    expect(viewsOf(' \n \n', anywhere)).toEqual([]);
    expect(viewsOf('Một.\nHai.', anywhere)).toEqual(['Một.', 'Hai.']);
  });

  it('loses and adds no word, whatever the screen', () => {
    const words = fc.array(fc.constantFrom('bà', 'con,', 'họp.', 'TP.', '17:30', '–', 'nghiêng', '\n', '2.500', 'xã;'));
    fc.assert(
      fc.property(words, fc.integer({ min: 3, max: 80 }), (list, most) => {
        const text = list.join(' ');
        const views = viewsOf(text, short(most));
        expect(views.join(' ').split(/\s+/).filter(Boolean)).toEqual(text.split(/\s+/).filter(Boolean));
        for (const view of views) {
          expect(countWords(view)).toBeLessThanOrEqual(MOST_WORDS);
          expect(view.length <= most || countWords(view) === 1).toBe(true);
        }
      }),
    );
  });
});

describe('time of a view', () => {
  it('is never so short that a board would flicker, and grows with the words', () => {
    expect(readingMs('Họp')).toBe(4_000);
    expect(readingMs(Array.from({ length: 14 }, () => 'chữ').join(' '))).toBe(9_700);
  });
});
