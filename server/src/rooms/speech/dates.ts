import { spellInteger } from './numbers.ts';
import { type Cursor, DASH, END, type Reading, lastWord, matchAt } from './reading.ts';

const DAY = '(0?[1-9]|[12]\\d|3[01])';
const MONTH = '(0?[1-9]|1[0-2])';
const YEAR = '([12]\\d{3})';
const STOP = `${END}(?!/\\d)`;

const FULL = new RegExp(`${DAY}([/.-])${MONTH}\\2${YEAR}${STOP}`, 'uy');
/** 2021-11-29, as computers write it. */
const ISO = new RegExp(`${YEAR}-${MONTH}-${DAY}${STOP}`, 'uy');
const DATE_RANGE = new RegExp(`${DAY}/${MONTH}(?:/${YEAR})?${DASH}${DAY}/${MONTH}(?:/${YEAR})?${STOP}`, 'uy');
const DAY_RANGE = new RegExp(`${DAY}${DASH}${DAY}/${MONTH}(?:/${YEAR})?${STOP}`, 'uy');
const MONTH_RANGE = new RegExp(`${MONTH}${DASH}${MONTH}/${YEAR}${STOP}`, 'uy');
const MONTH_YEAR = new RegExp(`${MONTH}/${YEAR}${STOP}`, 'uy');
const DAY_MONTH = new RegExp(`${DAY}/${MONTH}${STOP}`, 'uy');

/** Words after which two numbers and a stroke are a day and a month. */
const BEFORE_DATES = new Set(
  'ngày mùng mồng sáng trưa chiều tối đêm hôm từ đến trước sau dịp lễ hạn nhật qua nay tới kỷ niệm kể và'.split(' '),
);
/** Words after which no "ngày" is said again. */
const SAYS_DAY = new Set(['ngày', 'mùng', 'mồng']);
/** Days that everybody knows, written without a word before them. */
const WELL_KNOWN = new Set(
  '1/1 3/2 27/2 8/3 26/3 30/4 1/5 7/5 15/5 19/5 1/6 5/6 21/6 28/6 27/7 19/8 2/9 10/10 13/10 20/10 9/11 18/11 20/11 1/12 22/12 24/12 25/12'.split(
    ' ',
  ),
);
/** What is counted or shared out, so that the stroke before it is a fraction's. */
const COUNTED =
  /[ \u00a0](?:số|tổng|dân số|diện tích|quãng|đoạn|người|hộ|xã|thôn|huyện|chỉ tiêu|tiêu chí|phiếu|đại biểu)(?!\p{L})/uy;

const month = (digits: string): string => (Number(digits) === 4 ? 'tháng tư' : `tháng ${spellInteger(digits)}`);
const year = (digits: string | undefined): string => (digits === undefined ? '' : ` năm ${spellInteger(digits)}`);
const dayMonth = (day: string, monthDigits: string): string => `${spellInteger(day)} ${month(monthDigits)}`;

/** Days, months and years with strokes, dots or dashes, and their ranges. */
export function readDate(cursor: Cursor): Reading | undefined {
  const prefix = SAYS_DAY.has(lastWord(cursor)) ? '' : 'ngày ';
  const date = (match: RegExpExecArray, spoken: string): Reading => ({ length: match[0].length, spoken, kind: 'date' });
  const range = matchAt(DATE_RANGE, cursor);
  if (range) {
    const [, day = '', monthDigits = '', yearDigits, lastDay = '', lastMonth = '', lastYear] = range;
    const first = `${dayMonth(day, monthDigits)}${year(yearDigits)}`;
    return date(range, `${prefix}${first} đến ngày ${dayMonth(lastDay, lastMonth)}${year(lastYear)}`);
  }
  const days = matchAt(DAY_RANGE, cursor);
  if (days) {
    const [, day = '', lastDay = '', monthDigits = '', yearDigits] = days;
    const last = `${dayMonth(lastDay, monthDigits)}${year(yearDigits)}`;
    return date(days, `${prefix}${spellInteger(day)} đến ${prefix && 'ngày '}${last}`);
  }
  const full = matchAt(FULL, cursor);
  if (full) {
    const [, day = '', , monthDigits = '', yearDigits] = full;
    return date(full, `${prefix}${dayMonth(day, monthDigits)}${year(yearDigits)}`);
  }
  const iso = matchAt(ISO, cursor);
  if (iso) return date(iso, `${prefix}${dayMonth(iso[3] ?? '', iso[2] ?? '')}${year(iso[1])}`);
  return readMonths(cursor) ?? readDayMonth(cursor, prefix);
}

function readMonths(cursor: Cursor): Reading | undefined {
  const before = lastWord(cursor);
  const prefix = before === 'tháng' || before === 'quý' || before === 'số' ? '' : 'tháng ';
  const name = (digits: string): string => (prefix ? month(digits) : month(digits).replace('tháng ', ''));
  const range = matchAt(MONTH_RANGE, cursor);
  if (range) {
    const [whole, first = '', last = '', yearDigits] = range;
    return { length: whole.length, spoken: `${name(first)} đến ${month(last)}${year(yearDigits)}`, kind: 'date' };
  }
  const single = matchAt(MONTH_YEAR, cursor);
  if (!single) return undefined;
  const [whole, digits = '', yearDigits] = single;
  const said = before === 'quý' || before === 'số' ? spellInteger(digits) : name(digits);
  return { length: whole.length, spoken: `${said}${year(yearDigits)}`, kind: 'date' };
}

/** "30/4" is a day, "2/3 số hộ" a share: the words around decide, and a guess is marked. */
function readDayMonth(cursor: Cursor, prefix: string): Reading | undefined {
  const match = matchAt(DAY_MONTH, cursor);
  if (!match) return undefined;
  const [whole, day = '', monthDigits = ''] = match;
  COUNTED.lastIndex = cursor.at + whole.length;
  if (COUNTED.test(cursor.text)) return undefined;
  const sure = BEFORE_DATES.has(lastWord(cursor)) || isWeekday(cursor);
  const padded = day.startsWith('0') || monthDigits.startsWith('0');
  const likely = padded || Number(day) > 12 || WELL_KNOWN.has(whole);
  if (!sure && !likely) return undefined;
  const reading = { length: whole.length, spoken: prefix + dayMonth(day, monthDigits), kind: 'date' } as const;
  return sure || padded ? reading : { ...reading, atRisk: true };
}

const WEEKDAYS = new Set(['hai', 'ba', 'tư', 'năm', 'sáu', 'bảy']);
const isWeekday = ({ words }: Cursor): boolean => words.at(-2) === 'thứ' && WEEKDAYS.has(words.at(-1) ?? '');
