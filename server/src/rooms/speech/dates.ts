import { spellLunarDay } from './lunar.ts';
import { spellInteger } from './numbers.ts';
import { type Cursor, DASH, END, type Reading, lastWord, matchAt } from './reading.ts';

const DAY = '(0?[1-9]|[12]\\d|3[01])';
const MONTH = '(0?[1-9]|1[0-2])';
const YEAR = '([12]\\d{3})';
const STOP = `${END}(?![/-]\\d)`;

const FULL = new RegExp(`${DAY}( ?/ ?|[.-])${MONTH}\\2${YEAR}${END}(?!/\\d)`, 'uy');
/** 29/11/21: the year of this century. */
const SHORT_YEAR = new RegExp(`${DAY}/${MONTH}/(\\d{2})${STOP}`, 'uy');
/** 2021-11-29, as computers write it. */
const ISO = new RegExp(`${YEAR}-${MONTH}-${DAY}${STOP}`, 'uy');
const DATE_RANGE = new RegExp(`${DAY}/${MONTH}(?:/${YEAR})?${DASH}${DAY}/${MONTH}(?:/${YEAR})?${END}(?!/\\d)`, 'uy');
const DAY_RANGE = new RegExp(`${DAY}${DASH}${DAY}/${MONTH}(?:/${YEAR})?${END}(?!/\\d)`, 'uy');
const MONTHS_RANGE = new RegExp(`${MONTH}/${YEAR}${DASH}${MONTH}/${YEAR}${END}(?!/\\d)`, 'uy');
const MONTH_RANGE = new RegExp(`${MONTH}${DASH}${MONTH}/${YEAR}${END}(?!/\\d)`, 'uy');
const MONTH_YEAR = new RegExp(`${MONTH}/${YEAR}${END}(?!/\\d)`, 'uy');
const DAY_MONTH = new RegExp(`${DAY}/${MONTH}${END}(?!/\\d)`, 'uy');
/** "ngày 20-11", "sáng 5.9": with a dash only where it cannot be a range, or everybody knows the day. */
const DAY_MONTH_DASHED = new RegExp(`${DAY}([.-])${MONTH}${END}(?![./-]\\d)`, 'uy');
/** "năm học 2021-2022", "vụ đông xuân 2021-2022": one year that runs over two. */
const SCHOOL_YEAR = new RegExp(`${YEAR}[-–/]${YEAR}${END}(?!/\\d)`, 'uy');
const YEARS_OVER_TWO = new Set(['học', 'khóa', 'khoá', 'xuân', 'đông', 'vụ', 'mùa']);

/** Words after which two numbers and a stroke are a day and a month. */
const BEFORE_DATES = new Set(
  'ngày mùng mồng sáng trưa chiều tối đêm hôm từ đến trước sau dịp lễ hạn nhật qua nay tới kỷ niệm kể và hết là'.split(
    ' ',
  ),
);
const SURELY_BEFORE_DATES = new Set('ngày mùng mồng sáng trưa chiều tối đêm hôm dịp lễ khánh'.split(' '));
/** Words after which no "ngày" is said again. */
const SAYS_DAY = new Set(['ngày', 'mùng', 'mồng']);
/** Last words of "ngày ban hành", "ngày có hiệu lực", "ngày sinh", "ngày cấp". */
const ENDS_DAY_OF = new Set(['hành', 'lực', 'sinh', 'cấp', 'ký', 'hẹn', 'họp', 'nhận', 'gửi']);
/** Days that everybody knows, written without a word before them. */
const WELL_KNOWN = new Set(
  '1/1 3/2 27/2 8/3 26/3 30/4 1/5 7/5 15/5 19/5 1/6 5/6 21/6 28/6 27/7 19/8 2/9 10/10 13/10 20/10 9/11 18/11 20/11 1/12 22/12 24/12 25/12'.split(
    ' ',
  ),
);
/** What is counted or shared out, so that the stroke before it is a fraction's. */
const COUNTED =
  /[ \u00a0](?:số|tổng|dân số|diện tích|quãng|đoạn|người|hộ|xã|thôn|bản|huyện|chỉ tiêu|tiêu chí|phiếu|đại biểu|đồng chí|đảng viên|trường|trẻ|con|cụm)(?!\p{L})/uy;

const month = (digits: string): string => (Number(digits) === 4 ? 'tháng tư' : `tháng ${spellInteger(digits)}`);
const year = (digits: string | undefined): string => (digits === undefined ? '' : ` năm ${spellInteger(digits)}`);
const dayMonth = (day: string, monthDigits: string): string => `${spellInteger(day)} ${month(monthDigits)}`;
const date = (match: RegExpExecArray, spoken: string, atRisk = false): Reading => {
  return { length: match[0].length, spoken, kind: 'date', ...(atRisk && { atRisk }) };
};

/** Days, months and years with strokes, dots or dashes, and their ranges. */
export function readDate(cursor: Cursor): Reading | undefined {
  const prefix = saysDay(cursor) ? '' : 'ngày ';
  return readDayRange(cursor, prefix) ?? readFull(cursor, prefix) ?? readMonths(cursor) ?? readDayMonth(cursor, prefix);
}

/** "ngày 2/9", and "ngày ban hành 2/9", "ngày sinh: 2/9", where the day has been named already. */
function saysDay({ words }: Cursor): boolean {
  const last = words.at(-1) ?? '';
  return SAYS_DAY.has(last) || (ENDS_DAY_OF.has(last) && words.slice(-4).includes('ngày'));
}

function readDayRange(cursor: Cursor, prefix: string): Reading | undefined {
  const range = matchAt(DATE_RANGE, cursor);
  if (range) {
    const [, day = '', monthDigits = '', yearDigits, lastDay = '', lastMonth = '', lastYear] = range;
    const first = `${dayMonth(day, monthDigits)}${year(yearDigits)}`;
    return date(range, `${prefix}${first} đến ngày ${dayMonth(lastDay, lastMonth)}${year(lastYear)}`);
  }
  const days = matchAt(DAY_RANGE, cursor);
  if (!days) return undefined;
  const [, day = '', lastDay = '', monthDigits = '', yearDigits] = days;
  const last = `${dayMonth(lastDay, monthDigits)}${year(yearDigits)}`;
  return date(days, `${prefix}${spellInteger(day)} đến ${prefix && 'ngày '}${last}`);
}

function readFull(cursor: Cursor, prefix: string): Reading | undefined {
  const full = matchAt(FULL, cursor);
  if (full) {
    const [whole, day = '', , monthDigits = '', yearDigits] = full;
    const lunar = spellLunarDay(cursor, whole.length, day, monthDigits);
    if (lunar) return date(full, `${prefix}${lunar}${year(yearDigits)}`);
    return date(full, `${prefix}${dayMonth(day, monthDigits)}${year(yearDigits)}`);
  }
  const iso = matchAt(ISO, cursor);
  if (iso) return date(iso, `${prefix}${dayMonth(iso[3] ?? '', iso[2] ?? '')}${year(iso[1])}`);
  const short = matchAt(SHORT_YEAR, cursor);
  return short && date(short, `${prefix}${dayMonth(short[1] ?? '', short[2] ?? '')}${year(`20${short[3]}`)}`, true);
}

function readMonths(cursor: Cursor): Reading | undefined {
  const before = lastWord(cursor);
  const years = matchAt(SCHOOL_YEAR, cursor);
  if (years && YEARS_OVER_TWO.has(before) && Number(years[2]) === Number(years[1]) + 1) {
    return date(years, `${spellInteger(years[1] ?? '')}, ${spellInteger(years[2] ?? '')}`);
  }
  const counted = before === 'quý' || before === 'số';
  const prefix = before === 'tháng' || counted ? '' : 'tháng ';
  const name = (digits: string): string => (prefix ? month(digits) : month(digits).replace('tháng ', ''));
  const months = matchAt(MONTHS_RANGE, cursor);
  if (months) {
    const [, first = '', firstYear, last = '', lastYear] = months;
    return date(months, `${name(first)}${year(firstYear)} đến ${month(last)}${year(lastYear)}`);
  }
  const range = matchAt(MONTH_RANGE, cursor);
  if (range) {
    const [, first = '', last = '', yearDigits] = range;
    const until = counted ? spellInteger(last) : month(last);
    return date(range, `${counted ? spellInteger(first) : name(first)} đến ${until}${year(yearDigits)}`);
  }
  const single = matchAt(MONTH_YEAR, cursor);
  if (!single) return undefined;
  const [, digits = '', yearDigits] = single;
  return date(single, `${counted ? spellInteger(digits) : name(digits)}${year(yearDigits)}`);
}

/** "30/4" is a day, "2/3 số hộ" a share: the words around decide, and a guess is marked. */
function readDayMonth(cursor: Cursor, prefix: string): Reading | undefined {
  const match = matchAt(DAY_MONTH, cursor);
  if (!match) return readDashed(cursor, prefix);
  const [whole, day = '', monthDigits = ''] = match;
  const lunar = spellLunarDay(cursor, whole.length, day, monthDigits);
  if (lunar) return date(match, prefix + lunar);
  COUNTED.lastIndex = cursor.at + whole.length;
  if (COUNTED.test(cursor.text)) return undefined;
  const sure = BEFORE_DATES.has(lastWord(cursor)) || isWeekday(cursor) || cursor.lastKind === 'date';
  const padded = day.startsWith('0') || monthDigits.startsWith('0');
  const likely = padded || Number(day) > 12 || WELL_KNOWN.has(whole);
  if (!sure && !likely) return undefined;
  return date(match, prefix + dayMonth(day, monthDigits), !sure && !padded);
}

function readDashed(cursor: Cursor, prefix: string): Reading | undefined {
  const dashed = matchAt(DAY_MONTH_DASHED, cursor);
  if (!dashed) return undefined;
  const [, day = '', sign, monthDigits = ''] = dashed;
  const known = WELL_KNOWN.has(`${Number(day)}/${Number(monthDigits)}`);
  const isOne = sign === '.' || Number(day) > Number(monthDigits) || known;
  const called = SURELY_BEFORE_DATES.has(lastWord(cursor)) || (known && cursor.lastKind === 'date');
  if (!called || !isOne) return undefined;
  return date(dashed, prefix + dayMonth(day, monthDigits), !known);
}

const WEEKDAYS = new Set(['hai', 'ba', 'tư', 'năm', 'sáu', 'bảy']);
const isWeekday = ({ words }: Cursor): boolean => words.at(-2) === 'thứ' && WEEKDAYS.has(words.at(-1) ?? '');

const SHORT_MONTH = new RegExp(`T\\.?${MONTH}/${YEAR}${END}(?!/\\d)`, 'uy');
const SHORT_DAYS = /T([2-7])[ \u00a0]?[-–][ \u00a0]?(?:T([2-7])|CN)(?![\p{L}\p{N}])/uy;
const WEEKDAY_NAMES: Readonly<Record<string, string>> = { 2: 'Hai', 3: 'Ba', 4: 'Tư', 5: 'Năm', 6: 'Sáu', 7: 'Bảy' };

/** T9/2026 is a month, T2-T6 days of the week. */
export function readShortDate(cursor: Cursor): Reading | undefined {
  if (cursor.text[cursor.at] !== 'T') return undefined;
  const found = matchAt(SHORT_MONTH, cursor);
  if (found) return date(found, `${month(found[1] ?? '')}${year(found[2])}`);
  const days = matchAt(SHORT_DAYS, cursor);
  if (!days) return undefined;
  const last = days[2] === undefined ? 'Chủ nhật' : `thứ ${WEEKDAY_NAMES[days[2]]}`;
  return date(days, `thứ ${WEEKDAY_NAMES[days[1] ?? '']} đến ${last}`, true);
}
