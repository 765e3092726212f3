import { spellInteger, spellNumber } from './numbers.ts';
import { spellPlain } from './ordinals.ts';
import { type Cursor, DASH, END, type Reading, lastWord, matchAt } from './reading.ts';
import { PER_PATTERN, UNIT_PATTERN, perSpoken, unitNamed } from './units.ts';

/** 1.500.000,5 · 1,500,000 · 3,5 · 2021; 1 500 only before money, for elsewhere a space parts two numbers */
const SPACED =
  '(?:\\d{1,3}(?:[ \\u00a0]\\d{3}){1,4}(?=[ \\u00a0]?(?:đồng|đ|₫|VNĐ|VND)(?!\\p{L}))|[1-9]\\d{0,2}(?:[ \\u00a0]\\d{3}){2,4}(?![ \\u00a0]?\\d))';
const NUMBER = `(?:${SPACED}|\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?(?!\\d)|\\d{1,3}(?:,\\d{3}){2,}(?!\\d)|\\d+(?:,\\d+)?)`;
const UNIT = `(?:[ \\u00a0]?(${UNIT_PATTERN})${END})`;
const PER = `((?:/(?:${PER_PATTERN})${END}){0,3})`;
const MINUS = '([-−](?=\\d))?';

/** A number or a range of two, with a unit or without. The unit may stand after both ends: "5%-10%". */
const AMOUNT = new RegExp(`${MINUS}(${NUMBER})(?:${UNIT}?${DASH}(${NUMBER})(?!\\d|[./:]\\d))?${UNIT}?${PER}`, 'uy');
/** A rate in words: "đồng/người/tháng", "kg cỏ khô/con/ngày". */
const RATE = new RegExp(`/(${PER_PATTERN})${END}`, 'uy');
/** "đồng/cụm": whatever stands after a unit and a stroke is what it is given for. */
const ANY_RATE = /\/(\p{Ll}[\p{L}\p{M}]{1,6})(?![\p{L}\p{M}\p{N}])/uy;
const UNIT_WORDS = new Set('đồng gam lít mét tấn tạ triệu nghìn tỷ khối vuông'.split(' '));
/** "20 g muối/10 lít nước" */
const PER_AMOUNT = new RegExp(`/(?=\\d{1,4}(?:,\\d)?[ \\u00a0]?(?:${PER_PATTERN})${END})`, 'uy');
const BEFORE_RANGES = new Set(['số', 'thắng', 'thua', 'hòa']);
/** "1,000 đ" is a thousand: no money has thousandth parts. */
const ENGLISH_THOUSAND = /^\d{1,3},\d{3}$/;

/** Numbers with what belongs to them: ranges, money, percent, measures, rates. */
export function readAmount(cursor: Cursor): Reading | undefined {
  const match = matchAt(AMOUNT, cursor);
  if (!match) return undefined;
  const [whole, minus, first = '', firstUnit, second, lastUnit, rates = ''] = match;
  if (minus && !isMinus(cursor, lastUnit ?? firstUnit)) return undefined;
  const unit = unitNamed(lastUnit ?? firstUnit ?? '');
  const said = (number: string): string => {
    if (!unit) return spellPlain(number, cursor);
    return spellNumber(unit.kind === 'money' && ENGLISH_THOUSAND.test(number) ? number.replace(',', '.') : number);
  };
  const parts = [minus ? `âm ${said(first)}` : said(first)];
  if (second !== undefined) parts.push(...(isScore(cursor, first, second) ? [] : ['đến']), said(second));
  if (unit) parts.push(unit.spoken);
  for (const rate of rates.split('/').filter(Boolean)) parts.push(perSpoken(rate));
  const kind = unit?.kind ?? (second === undefined ? 'number' : 'range');
  const reading = { length: whole.length, spoken: parts.join(' '), kind } as const;
  return isDoubtful(cursor, first, second, kind) ? { ...reading, atRisk: true } : reading;
}

/** A dash before a number is a minus before degrees, or where no bullet and no range can be meant. */
function isMinus({ text, at, lineStart }: Cursor, unit: string | undefined): boolean {
  const degrees = /^[°º℃]/.test(unit ?? '') || unit === 'oC' || unit === '0C' || unit === 'độ C';
  return degrees || (!lineStart && (at === 0 || /[\s(:]/.test(text[at - 1] ?? '')));
}

const isScore = (cursor: Cursor, first: string, second: string): boolean =>
  cursor.words.at(-2) === 'tỷ' && BEFORE_RANGES.has(lastWord(cursor)) && first.length <= 2 && second.length <= 2;

/** A long bare number, one with three decimals (a thousand?), a day that may be a range. */
function isDoubtful(cursor: Cursor, first: string, second: string | undefined, kind: Reading['kind']): boolean {
  if (kind === 'number' && (/^\d{7,}$/.test(first) || ENGLISH_THOUSAND.test(first))) return true;
  if (kind === 'money' && ENGLISH_THOUSAND.test(first)) return true;
  return kind === 'range' && lastWord(cursor) === 'ngày' && Number(second) <= 12 && Number(first) <= 31;
}

/** "/người", "/ngày" after words that no number stands before. */
export function readRate(cursor: Cursor): Reading | undefined {
  if (cursor.text[cursor.at] !== '/' || !/[\p{L}\p{N}²³)]/u.test(cursor.text[cursor.at - 1] ?? '')) return undefined;
  const amount = matchAt(PER_AMOUNT, cursor);
  if (amount) return { length: 1, spoken: ' trên ', kind: 'unit' };
  const match = matchAt(RATE, cursor) ?? (UNIT_WORDS.has(lastWord(cursor)) ? matchAt(ANY_RATE, cursor) : undefined);
  if (!match) return undefined;
  if (ALTERNATIVES.has(`${lastWord(cursor)}/${match[1]}`)) return undefined;
  return { length: match[0].length, spoken: ` ${perSpoken(match[1] ?? '')}`, kind: 'unit' };
}

/** Not "for each" but "or": what stands before and after the stroke is of one kind. */
const ALTERNATIVES = new Set([
  'thôn/bản',
  'bản/thôn',
  'xã/thôn',
  'hộ/người',
  'ngày/đêm',
  'tuần/tháng',
  'tháng/quý',
  'quý/năm',
]);

const DOTTED = /(\d{1,3}(?:\.\d{1,3}){1,5})(?!\d)/uy;
const UNIT_FOLLOWS = new RegExp(UNIT, 'uy');
const MAGNITUDE_FOLLOWS = /[ \u00a0](?:triệu|tỷ|tỉ|nghìn|ngàn|độ|lần|điểm)(?!\p{L})/uy;
const TIMES = new RegExp(`(${NUMBER})[ \\u00a0]?[x×*][ \\u00a0]?(?=\\d)`, 'uy');
const CURRENCY = new RegExp(`([$€£¥])[ \\u00a0]?(${NUMBER})`, 'uy');
const CURRENCIES: Readonly<Record<string, string>> = { $: 'đô la', '€': 'ơ rô', '£': 'bảng Anh', '¥': 'yên' };

/** "2.1." heads a section and is "hai chấm một"; "2.5 kg" is a decimal written the English way. */
export function readDotted(cursor: Cursor): Reading | undefined {
  const match = matchAt(DOTTED, cursor);
  if (!match) return undefined;
  const [whole, numbers = ''] = match;
  const parts = numbers.split('.');
  if (parts.slice(1).every((part) => part.length === 3)) return undefined;
  const after = cursor.at + whole.length;
  UNIT_FOLLOWS.lastIndex = after;
  MAGNITUDE_FOLLOWS.lastIndex = after;
  const unit = parts.length === 2 ? UNIT_FOLLOWS.exec(cursor.text) : null;
  const number = spellNumber(numbers.replace('.', ','));
  if (unit) {
    const { spoken = '', kind = 'number' } = unitNamed(unit[1] ?? '') ?? {};
    return { length: whole.length + unit[0].length, spoken: `${number} ${spoken}`, kind, atRisk: true };
  }
  if (parts.length === 2 && MAGNITUDE_FOLLOWS.test(cursor.text)) {
    return { length: whole.length, spoken: number, kind: 'number', atRisk: true };
  }
  return { length: whole.length, spoken: parts.map(spellInteger).join(' chấm '), kind: 'number' };
}

/** "64x32" is "sáu mươi tư nhân ba mươi hai"; the second number is read as an amount of its own. */
export function readTimes(cursor: Cursor): Reading | undefined {
  const match = matchAt(TIMES, cursor);
  return match && { length: match[0].length, spoken: `${spellNumber(match[1] ?? '')} nhân `, kind: 'number' };
}

/** "$100", with the sign in front. */
export function readCurrency(cursor: Cursor): Reading | undefined {
  const match = matchAt(CURRENCY, cursor);
  if (!match) return undefined;
  const [whole, sign = '', number = ''] = match;
  return { length: whole.length, spoken: ` ${spellNumber(number)} ${CURRENCIES[sign]}`, kind: 'money', atRisk: true };
}
