import { romanValue, spellInteger } from './numbers.ts';
import { type Cursor, DASH, END, type Reading, matchAt } from './reading.ts';

const NUMERAL = '([IVXL]{2,8}|[IVX])';
const ONE = new RegExp(`${NUMERAL}${END}`, 'uy');
const RANGE = new RegExp(`${NUMERAL}${DASH}${NUMERAL}${END}`, 'uy');
const YEAR = /\/([12]\d{3})(?![\p{L}\d/])/uy;
const HEADING_END = /[.):]|\/(?!\p{L})|[ \u00a0]?[-–]/uy;
/** A capitalised word after it: "VI PHẠM", "XI MĂNG" are words of a heading. */
const CAPITALS_FOLLOW = /[ \u00a0]\p{Lu}{2,}/uy;

/** "lần thứ I", "kỳ họp thứ IV" */
const ORDINALS: Readonly<Record<number, string>> = { 1: 'nhất', 4: 'tư' };
/** Numerals that are syllables of a line of capitals as well. */
const WORDS_TOO = new Set(['VI', 'XI', 'LI']);

/** Words that a numeral follows. */
const BEFORE = new Set(
  'hội khóa khoá thứ kỷ quý chương phần mục lục kỳ hạng loại cấp bậc tập vùng vực khu nhóm đoạn lần điều độ bảng biểu đợt giải tuần đoàn mức bước hàng tổ kì'.split(
    ' ',
  ),
);

/** Roman numerals where something is counted: Đại hội XIII, quý IV/2021, mục II và III, "I." at the head of a section. */
export function readRoman(cursor: Cursor): Reading | undefined {
  if (!/[IVXL]/.test(cursor.text[cursor.at] ?? '')) return undefined;
  const called = BEFORE.has(cursor.words.at(-1) ?? '') || cursor.lastKind === 'roman';
  const range = called ? matchAt(RANGE, cursor) : undefined;
  const [first, last] = [romanValue(range?.[1] ?? ''), romanValue(range?.[2] ?? '')];
  if (range && first !== undefined && last !== undefined) {
    const spoken = `${spellInteger(String(first))} đến ${spellInteger(String(last))}`;
    return withYear(cursor, { length: range[0].length, spoken, kind: 'roman' });
  }
  const match = matchAt(ONE, cursor);
  const value = romanValue(match?.[1] ?? '');
  if (!match || value === undefined) return undefined;
  const ordinal = cursor.words.at(-1) === 'thứ' ? ORDINALS[value] : undefined;
  const reading: Reading = { length: match[0].length, spoken: ordinal ?? spellInteger(String(value)), kind: 'roman' };
  const after = cursor.at + match[0].length;
  CAPITALS_FOLLOW.lastIndex = after;
  const inCapitals = CAPITALS_FOLLOW.test(cursor.text) && isCapitals(cursor);
  if (called && !(inCapitals && WORDS_TOO.has(match[0]))) return withYear(cursor, reading);
  HEADING_END.lastIndex = after;
  if (cursor.lineStart && HEADING_END.test(cursor.text)) return reading;
  CAPITALS_FOLLOW.lastIndex = after;
  const alone = /^[IVX]{2,}$/.test(match[0]) && !CAPITALS_FOLLOW.test(cursor.text) && !isCapitals(cursor);
  return alone ? { ...reading, atRisk: true } : undefined;
}

/** The two letters before the numeral are capitals: it stands in a line of capitals. */
const isCapitals = ({ text, at }: Cursor): boolean =>
  /\p{Lu}{2,}[ \u00a0]?$/u.test(text.slice(Math.max(0, at - 4), at));

function withYear({ text, at }: Cursor, reading: Reading): Reading {
  YEAR.lastIndex = at + reading.length;
  const year = YEAR.exec(text);
  if (!year) return reading;
  const spoken = `${reading.spoken} năm ${spellInteger(year[1] ?? '')}`;
  return { ...reading, length: reading.length + year[0].length, spoken };
}

const SMALL = /(?:\((viii|vii|iii|vi|iv|ix|ii|i|v|x)|(viii|vii|iii|vi|iv|ix|ii))\)(?!\p{L})/uy;

/** "(ii)", "iv)": the items of a list, as contracts and projects number them. */
export function readSmallRoman(cursor: Cursor): Reading | undefined {
  const opens = cursor.text[cursor.at] === '(';
  if (!opens && !cursor.lineStart) return undefined;
  const match = matchAt(SMALL, cursor);
  const value = romanValue((match?.[1] ?? match?.[2] ?? '').toUpperCase());
  if (!match || value === undefined) return undefined;
  return { length: match[0].length, spoken: ` ${spellInteger(String(value))},`, kind: 'clause' };
}
