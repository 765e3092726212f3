import { spellLetters } from './letters.ts';
import { spellDigits, spellInteger } from './numbers.ts';
import { type Cursor, type Reading, matchAt } from './reading.ts';
import { unitNamed } from './units.ts';

/** 97B1-123.45, 97A-1234: number plates. */
const PLATE = /(\d{2})([A-ZĐ]{1,2}\d?)[- .]{1,2}(\d{3})\.?(\d{1,2})(?![\p{L}\p{N}])/uy;
/** 12A, 5A1, Điều 12a: a number and a letter of one thing. */
const LETTERED = /(\d{1,4})([A-Za-zĐđ])(\d{0,2})(?![\p{L}\p{N}])/uy;
/** NPK 5-10-3: numbers in a row. */
const SERIES = /\d{1,3}(?:-\d{1,3}){2,4}(?![\p{L}\p{N}/-])/uy;
/** H5N1, A/H5N1: capitals and digits by turns, at least two of each. */
const MIXED = /(?:[ABC]\/)?\p{Lu}{1,4}\d{1,3}\p{Lu}{1,3}\d{1,3}(?![\p{L}\p{N}])/uy;
/** H03.12-251124-0001, MH-2024-15: registers and files. */
const FILE = /\p{Lu}{1,5}\d{0,4}(?:[.-]\d{1,8}){2,5}(?![\p{L}\p{N}])/uy;
/** Words after which a letter belongs to the number, whatever unit it might be: khoản 3g, lớp 5V. */
const LETTER_BELONGS = new Set('điều khoản điểm lớp tổ nhà phòng lô khu dãy mạng'.split(' '));

/** Numbers with letters in them that begin with a digit. */
export function readLetteredNumber(cursor: Cursor): Reading | undefined {
  const plate = matchAt(PLATE, cursor);
  if (plate) {
    const [whole, province = '', series = '', first = '', last = ''] = plate;
    const spoken = `${spellDigits(province)} ${spellMixed(series)}, ${spellDigits(first)}, ${spellDigits(last)}`;
    return { length: whole.length, spoken, kind: 'code', atRisk: true };
  }
  const series = matchAt(SERIES, cursor)?.[0];
  if (series) {
    const spoken = series.split('-').map(spellInteger).join(' ');
    return { length: series.length, spoken, kind: 'code', atRisk: true };
  }
  const match = matchAt(LETTERED, cursor);
  if (!match) return undefined;
  const [whole, number = '', letter = '', after = ''] = match;
  const belongs = LETTER_BELONGS.has(cursor.words.at(-1) ?? '');
  if (!belongs && after === '' && (unitNamed(letter) || /^[HG]$/.test(letter))) return undefined;
  if (after !== '' && unitNamed(letter + after)) return undefined;
  const spoken = [spellInteger(number), spellLetters(letter), after && spellInteger(after)].filter(Boolean).join(' ');
  return { length: whole.length, spoken, kind: 'code' };
}

/** Codes that begin with capitals and hold digits in more than one place. */
export function readMixedCode(cursor: Cursor): Reading | undefined {
  if (!/\p{Lu}/u.test(cursor.text[cursor.at] ?? '') || /[\p{L}\p{N}]/u.test(cursor.text[cursor.at - 1] ?? ''))
    return undefined;
  const match = matchAt(MIXED, cursor) ?? matchAt(FILE, cursor);
  return match && { length: match[0].length, spoken: spellMixed(match[0]), kind: 'code', atRisk: true };
}

/** Letters by name, short numbers as numbers, longer ones and those with a zero in front digit by digit. */
function spellMixed(text: string): string {
  const pieces = text.match(/\p{L}+|\d+|[^\p{L}\d]/gu) ?? [];
  return pieces
    .map((piece) => {
      if (/\d/.test(piece)) return piece.length > 2 || piece.startsWith('0') ? spellDigits(piece) : spellInteger(piece);
      if (/\p{L}/u.test(piece)) return spellLetters(piece);
      return piece === '.' ? 'chấm' : '';
    })
    .filter(Boolean)
    .join(' ');
}
