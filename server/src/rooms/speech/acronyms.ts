import { ABBREVIATIONS } from './abbreviations.ts';
import { FOREIGN } from './foreign.ts';
import { isSayable, spellLetters } from './letters.ts';
import { spellDigits, spellInteger } from './numbers.ts';
import { type Cursor, type Reading, matchAt } from './reading.ts';
import { DOTTED, ROADS, STROKES } from './shorthands.ts';
import { isVietnameseSyllable } from './syllables.ts';

const WORD = /\p{L}[\p{L}\p{M}]*/uy;
const COMPOUND = /\p{Lu}\p{L}{0,9}(?:[&-]\p{Lu}\p{L}{0,9}){1,3}(?![\p{L}\p{N}])/uy;
const STROKED = /(?:[\p{L}]\/[\p{L}]|24\/7)(?![\p{L}\p{N}/])/uy;
const AND_SO_ON = /v\.v(?:\.{1,3}|…)?(?![\p{L}\p{N}])(\s*(?:$|\n|\p{Lu}))?/uy;
/** What follows an abbreviation whose dot belongs to it: a name, a number, or another abbreviation. */
const NAME_FOLLOWS = /\.?[ \u00a0]?(?=\p{Lu}|\d)/uy;
const ROAD_NUMBER = /[. \u00a0]{0,2}(\d{1,3})(\p{Lu}?)(?![\p{L}\p{N}])/uy;
const CODE = /(\p{Lu}{1,5}|Covid)[-–]?(\d{1,6})(\p{Lu}?)(?![\p{L}\p{N}])/uy;

const reading = (length: number, spoken: string, kind: Reading['kind'], atRisk = false): Reading => {
  return atRisk ? { length, spoken, kind, atRisk } : { length, spoken, kind };
};

/** Abbreviations, acronyms and codes: what begins with a letter and is not read as it is written. */
export function readLetters(cursor: Cursor): Reading | undefined {
  const stroked = matchAt(STROKED, cursor)?.[0] ?? '';
  const shorthand = STROKES.get(stroked);
  if (shorthand) return reading(stroked.length, shorthand, 'abbreviation');
  const soOn = matchAt(AND_SO_ON, cursor);
  if (soOn) {
    const ending = soOn[1];
    return reading(
      soOn[0].length - (ending?.length ?? 0),
      ending === undefined ? 'vân vân' : 'vân vân.',
      'abbreviation',
    );
  }
  const word = matchAt(WORD, cursor)?.[0];
  if (!word || !/^\p{Lu}/u.test(word)) return undefined;
  return readCompound(cursor) ?? readRoad(cursor, word) ?? readDotted(cursor, word) ?? readWord(cursor, word);
}

function readCompound(cursor: Cursor): Reading | undefined {
  const whole = matchAt(COMPOUND, cursor)?.[0];
  if (!whole) return undefined;
  const known = ABBREVIATIONS.get(whole);
  if (known) return reading(whole.length, known, 'abbreviation');
  const parts = whole.split(/[&-]/).map((part) => ABBREVIATIONS.get(part) ?? MODEST.get(part));
  if (parts.includes(undefined)) return undefined;
  return reading(whole.length, parts.join(whole.includes('&') ? ' và ' : ', '), 'abbreviation', true);
}

function readRoad(cursor: Cursor, word: string): Reading | undefined {
  const road = ROADS.get(word);
  if (!road) return undefined;
  ROAD_NUMBER.lastIndex = cursor.at + word.length;
  const number = ROAD_NUMBER.exec(cursor.text);
  if (!number) return undefined;
  const branch = number[2] ? ` ${spellLetters(number[2])}` : '';
  const named = cursor.words.at(-1) === 'đường' ? road.replace(/^đường /, '') : road;
  const spoken = `${named} ${spellInteger(number[1] ?? '')}${branch}`;
  return reading(word.length + number[0].length, spoken, 'abbreviation');
}

/** "TP. Bắc Kạn", "P. Sông Cầu", "KT. CHỦ TỊCH": one letter needs the dot, more letters only the name. */
function readDotted(cursor: Cursor, word: string): Reading | undefined {
  const full = DOTTED.get(word);
  const after = cursor.at + word.length;
  if (!full || (word.length === 1 && !isLetterOfPlace(cursor, word))) return undefined;
  NAME_FOLLOWS.lastIndex = after;
  const follows = NAME_FOLLOWS.exec(cursor.text)?.[0];
  const dotted = cursor.text[after] === '.';
  if (follows !== undefined && (dotted || (word.length > 1 && follows !== ''))) {
    return reading(word.length + follows.length, `${full} `, 'abbreviation', word === 'TT');
  }
  return word.toUpperCase() === 'TP' ? reading(word.length, full, 'abbreviation') : undefined;
}

/** "H. Ba Bể" inside a line; not "A. Phần chung", nor "bà Nguyễn Thị H. Sau đó", where it is the rest of a name. */
function isLetterOfPlace({ text, at, lineStart }: Cursor, letter: string): boolean {
  if (lineStart && letter !== 'Ô') return false;
  const name = /^.\.[ \u00a0]?(?:\p{Lu}[\p{Ll}\p{M}]|\d)/u.test(text.slice(at, at + 5));
  return name && !/\p{Lu}\p{Ll}+ $/u.test(text.slice(Math.max(0, at - 9), at));
}

/** VẬT TƯ in a line of capitals is a word; TƯ elsewhere is Trung ương. */
function isWordOfHeading({ text, at }: Cursor, word: string): boolean {
  if (!isVietnameseSyllable(word)) return false;
  const end = at + word.length;
  return /\p{Lu}{2,} $/u.test(text.slice(Math.max(0, at - 4), at)) || /^ \p{Lu}{2}/u.test(text.slice(end, end + 4));
}

function readWord(cursor: Cursor, word: string): Reading | undefined {
  const code = matchAt(CODE, cursor);
  if (code && !/\p{L}/u.test(cursor.text[cursor.at - 1] ?? '')) return readCode(code);
  const full = isWordOfHeading(cursor, word) ? undefined : (ABBREVIATIONS.get(word) ?? MODEST.get(word));
  if (full) return reading(word.length, full, 'abbreviation', MODEST.has(word));
  const capitals = /^\p{Lu}{2,8}$/u.test(word) || /^\p{Lu}{2,6}\p{Ll}$/u.test(word);
  if (!capitals || isVietnameseSyllable(word) || (word.length > 4 && isSayable(word))) return undefined;
  return reading(word.length, spellLetters(word), 'acronym', true);
}

/** Short forms with several meanings: read by the likeliest, and marked. */
const MODEST: ReadonlyMap<string, string> = new Map([
  ['CT', 'Chủ tịch'],
  ['VT', 'văn thư'],
  ['TT', 'thông tư'],
  ['ĐT', 'điện thoại'],
  ['NĐ', 'nghị định'],
  ['QĐ', 'quyết định'],
  ['NQ', 'nghị quyết'],
  ['KH', 'kế hoạch'],
  ['BC', 'báo cáo'],
  ['TB', 'thông báo'],
  ['CV', 'công văn'],
  ['TTr', 'tờ trình'],
  ['HD', 'hướng dẫn'],
  ['CN', 'Chủ nhật'],
  ['CP', 'Chính phủ'],
  ['TE', 'trẻ em'],
  ['TH', 'tiểu học'],
  ['CA', 'công an'],
  ['QS', 'quân sự'],
  ['MT', 'Mặt trận'],
  ['PTTH', 'phổ thông trung học'],
]);

/** A4, VOV1, H5N1's first half, COVID-19: letters by name (or meaning), then the number. */
function readCode([whole, letters = '', digits = '', branch = '']: RegExpExecArray): Reading {
  const named =
    ABBREVIATIONS.get(letters) ??
    FOREIGN.get(letters.toLowerCase()) ??
    (letters.length > 2 && isSayable(letters) ? letters : spellLetters(letters));
  const number = digits.length > 3 || /^0\d/.test(digits) ? spellDigits(digits) : spellInteger(digits);
  const spoken = [named, number, spellLetters(branch)].filter(Boolean).join(' ');
  return reading(whole.length, spoken, 'code', !FOREIGN.has(letters.toLowerCase()));
}
