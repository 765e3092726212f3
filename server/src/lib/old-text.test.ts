import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOldText, writeOldText } from './old-encodings.ts';
import { encodingOfFont, likelyEncoding, readPieces } from './old-text.ts';

const SMALL = Array.from(
  'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ 0123456789.,;:()-/',
);
/** Capitals that TCVN3 has places for; the others are typed in a capital font. */
const TCVN3_CAPITALS = Array.from('ABCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYĂÂ');
const letters = (alphabet: readonly string[]) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength: 60 }).map((list) => list.join(''));

const BULLETIN =
  'Ủy ban nhân dân xã Khang Ninh thông báo: 19 giờ 30 thứ Sáu, mời bà con dự họp thôn tại nhà văn hóa để bình xét hộ nghèo. ' +
  'Đề nghị mỗi hộ cử một người, mang theo sổ hộ khẩu; người già yếu thì báo trước với trưởng thôn.';

describe('TCVN3 and VNI', () => {
  it('read what people saw on their screens', () => {
    expect(readOldText('Céng hßa x· héi chñ nghÜa ViÖt Nam', 'tcvn3')).toBe('Cộng hòa xã hội chủ nghĩa Việt Nam');
    expect(readOldText('§éc lËp - Tù do - H¹nh phóc', 'tcvn3')).toBe('Độc lập - Tự do - Hạnh phúc');
    expect(readOldText('Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam', 'vni')).toBe('Cộng hòa xã hội chủ nghĩa Việt Nam');
    expect(readOldText('ÑOÄC LAÄP - Töï do - ngöôøi, tröôøng, ñöôïc', 'vni')).toBe(
      'ĐỘC LẬP - Tự do - người, trường, được',
    );
  });

  it('come back the same, letter by letter and in any text', () => {
    const capitals = SMALL.map((letter) => letter.toUpperCase());
    for (const letter of [...SMALL, ...capitals]) expect(readOldText(writeOldText(letter, 'vni'), 'vni')).toBe(letter);
    for (const letter of [...SMALL, ...TCVN3_CAPITALS])
      expect(readOldText(writeOldText(letter, 'tcvn3'), 'tcvn3')).toBe(letter);
    const any = letters([...SMALL, ...TCVN3_CAPITALS]);
    fc.assert(fc.property(any, (text) => readOldText(writeOldText(text, 'tcvn3'), 'tcvn3') === text));
  });

  it('write a capital font in small letters, and read it in capitals', () => {
    const written = writeOldText('THÔNG BÁO VỀ VIỆC TIÊM PHÒNG'.toLowerCase(), 'tcvn3');
    expect(readPieces([{ text: written, font: '.VnTimeH' }])).toEqual({
      texts: ['THÔNG BÁO VỀ VIỆC TIÊM PHÒNG'],
      converted: 'tcvn3',
    });
  });

  it.each([
    ['.VnTime', { encoding: 'tcvn3', capital: false }],
    ['ABCDEF+.VnArialH', { encoding: 'tcvn3', capital: true }],
    ['VNI-Times', { encoding: 'vni', capital: false }],
    ['Times New Roman', null],
    [null, null],
  ])('know their fonts: %s', (font, expected) => expect(encodingOfFont(font)).toEqual(expected));
});

describe('text of unknown encoding', () => {
  it.each(['tcvn3', 'vni'] as const)('in %s is recognised by its syllables', (encoding) => {
    const old = writeOldText(BULLETIN, encoding);
    expect(likelyEncoding([old])).toBe(encoding);
    const lowered = encoding === 'tcvn3' ? BULLETIN.replace('Ủy', 'ủy') : BULLETIN;
    expect(readPieces([{ text: old, font: null }])).toEqual({ texts: [lowered], converted: encoding });
  });

  it.each([
    ['Unicode', BULLETIN],
    ['decomposed Unicode', BULLETIN.normalize('NFD')],
    ['a short Unicode text', 'Họp thôn.'],
    ['Unicode without letters of its own', 'Bà con là các cô, các chú; lúc nào có thì báo cho xã.'],
    ['Unicode in capitals', BULLETIN.toUpperCase()],
    ['English', 'The résumé of the café: naïve façades at 30 °C, ½ price, © 2026 — “déjà vu”.'],
    ['French', 'Déjà, à la fenêtre, les élèves répétaient : « où êtes-vous né ? » Noël à l’hôpital, garçon !'],
    ['German', 'Die Straße führt über Brücken; größere Häuser stünden schöner.'],
    ['numbers and signs', '§ 5, 10 m², 3 × 4 = 12, ±2 °C, ©®™'],
    ['nothing', ''],
  ])('that is %s stays as it is', (_name, text) => {
    expect(readPieces([{ text, font: null }])).toEqual({ texts: [text], converted: null });
  });

  it('under an old font stays as it is when it was typed in Unicode', () => {
    expect(readPieces([{ text: BULLETIN, font: '.VnTime' }])).toEqual({ texts: [BULLETIN], converted: null });
  });

  it('in TCVN3 gets back the ư that became a hyphen', () => {
    const old = writeOldText('Lưu ý: như đã báo, tư vấn 15/KH-UBND - được hưởng từ 7-8 giờ', 'tcvn3');
    const hyphened = old.replaceAll('\u00ad', '-');
    expect(readPieces([{ text: hyphened, font: '.VnTime' }]).texts[0]).toBe(
      'Lưu ý: như đã báo, tư vấn 15/KH-UBND - được hưởng từ 7-8 giờ',
    );
  });

  it('that is mixed is converted only where it is old', () => {
    const english = 'Résumé: see https://example.org/café';
    const pieces = [BULLETIN, writeOldText(BULLETIN, 'vni'), english].map((text) => ({ text, font: null }));
    const { texts, converted } = readPieces([...pieces, ...pieces.slice(1, 2), ...pieces.slice(1, 2)]);
    expect(texts.slice(0, 3)).toEqual([BULLETIN, BULLETIN, english]);
    expect(converted).toBe('vni');
  });

  it('is never changed when it is Vietnamese Unicode, whatever its letters', () => {
    const syllables = Array.from(new Set(BULLETIN.split(/[^\p{L}]+/u).filter((word) => word !== '')));
    const texts = fc
      .array(fc.constantFrom(...syllables), { minLength: 1, maxLength: 40 })
      .map((list) => list.join(' '));
    fc.assert(fc.property(texts, (text) => readPieces([{ text, font: null }]).converted === null));
  });
});
