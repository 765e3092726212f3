import { spellInteger, spellNumber } from './numbers.ts';
import { type Cursor, DASH, END, type Reading, lastWord, matchAt } from './reading.ts';
import { PER_PATTERN, UNIT_PATTERN, perSpoken, unitNamed } from './units.ts';

/** 1.500.000,5 · 1,500,000 · 3,5 · 2021; 1 500 000 only before money, for elsewhere a space parts two numbers */
const SPACED = '\\d{1,3}(?:[ \\u00a0]\\d{3}){1,4}(?=[ \\u00a0]?(?:đồng|đ|₫|VNĐ|VND)(?!\\p{L}))';
const NUMBER = `(?:${SPACED}|\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?(?!\\d)|\\d{1,3}(?:,\\d{3}){2,}(?!\\d)|\\d+(?:,\\d+)?)`;
const UNIT = `(?:[ \\u00a0]?(${UNIT_PATTERN})${END})`;
const PER = `((?:/(?:${PER_PATTERN})${END}){0,3})`;
const MINUS = '([-−](?=\\d{1,3}[ \\u00a0]?[°º℃]))?';

/** A number or a range of two, with a unit or without. The unit may stand after both ends: "5%-10%". */
const AMOUNT = new RegExp(`${MINUS}(${NUMBER})(?:${UNIT}?${DASH}(${NUMBER})(?!\\d|[./:]\\d))?${UNIT}?${PER}`, 'uy');
/** A rate in words: "đồng/người/tháng", "kg cỏ khô/con/ngày". */
const RATE = new RegExp(`/(${PER_PATTERN})${END}`, 'uy');
const RATIO = new RegExp(`(\\d{1,3}):(\\d{1,6}(?:\\.\\d{3})*)${END}(?!:\\d)`, 'uy');
const FRACTION = new RegExp(`(\\d{1,4})/(\\d{1,4})${END}(?!/\\d)`, 'uy');
/** 2.1 and 2.1.3 at the head of a section, versions, and decimals written with a dot. */
const DOTTED = /(\d{1,3}(?:\.\d{1,3}){1,5})(?!\d)/uy;
const UNIT_FOLLOWS = new RegExp(`${UNIT}`, 'uy');
const TIMES = new RegExp(`(${NUMBER})[ \\u00a0]?[x×][ \\u00a0]?(?=\\d)`, 'uy');

/** Two digits with a zero in front are an office's way to write a small number ("05 hộ"), unless they name something. */
function spellPlain(written: string, cursor: Cursor): string {
  const before = lastWord(cursor);
  if (before === 'tháng' && Number(written) === 4) return 'tư';
  if (before === 'thứ' && Number(written) === 4) return 'tư';
  if (before === 'thứ' && Number(written) === 1) return 'nhất';
  if (/^0\d$/.test(written) && NAMES_A_THING.has(before)) return `không ${spellInteger(written)}`;
  return spellNumber(written);
}

const NAMES_A_THING = new Set(['số', 'mẫu', 'mã', 'biểu']);

/** Numbers with what belongs to them: ranges, money, percent, measures, rates. */
export function readAmount(cursor: Cursor): Reading | undefined {
  const match = matchAt(AMOUNT, cursor);
  if (!match) return undefined;
  const [whole, minus, first = '', firstUnit, second, lastUnit, rates = ''] = match;
  const unit = unitNamed(lastUnit ?? firstUnit ?? '');
  const said = (number: string): string => (unit ? spellNumber(number) : spellPlain(number, cursor));
  const parts = [minus ? `âm ${said(first)}` : said(first)];
  if (second !== undefined) parts.push('đến', said(second));
  if (unit) parts.push(unit.spoken);
  for (const rate of rates.split('/').filter(Boolean)) parts.push(perSpoken(rate));
  const kind = unit?.kind ?? (second === undefined ? 'number' : 'range');
  const bare = kind === 'number' && /^\d{7,}$/.test(first);
  const reading = { length: whole.length, spoken: parts.join(' '), kind } as const;
  return bare ? { ...reading, atRisk: true } : reading;
}

/** "/người", "/ngày" after words that no number stands before. */
export function readRate(cursor: Cursor): Reading | undefined {
  const match = matchAt(RATE, cursor);
  if (!match || !/[\p{L}\p{N}²³)]/u.test(cursor.text[cursor.at - 1] ?? '')) return undefined;
  return { length: match[0].length, spoken: ` ${perSpoken(match[1] ?? '')}`, kind: 'unit' };
}

const SHARES = /[ \u00a0](?:số|tổng|dân số|diện tích|quãng|đoạn)(?!\p{L})/uy;

/**
 * "2/3 số hộ" is "hai phần ba", "15/20 tiêu chí" is "mười lăm trên hai mươi", "2021/2022" two years, "1:1000" a scale.
 * Each may be wrong, so it is marked.
 */
export function readFraction(cursor: Cursor): Reading | undefined {
  const match = matchAt(FRACTION, cursor) ?? matchAt(RATIO, cursor);
  if (!match) return undefined;
  const [whole, top = '', bottom = ''] = match;
  const guess = (spoken: string): Reading => ({ length: whole.length, spoken, kind: 'fraction', atRisk: true });
  if (top.length === 4 && Number(bottom) === Number(top) + 1)
    return guess(`${spellInteger(top)}, ${spellInteger(bottom)}`);
  SHARES.lastIndex = cursor.at + whole.length;
  const small = whole.includes('/') && Number(top) < Number(bottom) && Number(bottom) <= 10;
  const link = small || SHARES.test(cursor.text) ? 'phần' : 'trên';
  return guess(`${spellInteger(top)} ${link} ${link === 'phần' && Number(bottom) === 4 ? 'tư' : spellNumber(bottom)}`);
}

/** "2.1." heads a section and is "hai chấm một"; "2.5 kg" is a decimal written the English way. */
export function readDotted(cursor: Cursor): Reading | undefined {
  const match = matchAt(DOTTED, cursor);
  if (!match) return undefined;
  const [whole, numbers = ''] = match;
  const parts = numbers.split('.');
  if (parts.slice(1).every((part) => part.length === 3)) return undefined;
  UNIT_FOLLOWS.lastIndex = cursor.at + whole.length;
  const unit = parts.length === 2 ? UNIT_FOLLOWS.exec(cursor.text) : null;
  if (unit) {
    const { spoken = '', kind = 'number' } = unitNamed(unit[1] ?? '') ?? {};
    const number = spellNumber(numbers.replace('.', ','));
    return { length: whole.length + unit[0].length, spoken: `${number} ${spoken}`, kind, atRisk: true };
  }
  return { length: whole.length, spoken: parts.map(spellInteger).join(' chấm '), kind: 'number' };
}

/** "64x32" is "sáu mươi tư nhân ba mươi hai"; the second number is read as an amount of its own. */
export function readTimes(cursor: Cursor): Reading | undefined {
  const match = matchAt(TIMES, cursor);
  return match && { length: match[0].length, spoken: `${spellNumber(match[1] ?? '')} nhân `, kind: 'number' };
}
