import { spellInteger } from './numbers.ts';
import { type Cursor, DASH, END, type Reading, lastWord, matchAt } from './reading.ts';

const HOUR = '([01]?\\d|2[0-4])';
const MINUTES = '([0-5]\\d)';
/** "17h 30": a number after a space belongs to the hour only where nothing is counted by it. */
const MINUTES_APART = `[ \\u00a0]${MINUTES}(?=[ \\u00a0]?(?:['’′]|phút|ngày|sáng|chiều|tối|đến|[-–,;.)\\n]|$))`;
/** 17h30, 17g30, 17 h 30, 17 giờ 30 (phút), 17h, 17:30 and 06:59:00. */
const CLOCK = `${HOUR}(?:[ \\u00a0]?[hHgG](?:${MINUTES}|${MINUTES_APART})?|[ \\u00a0]?giờ[ \\u00a0]${MINUTES}(?:[ \\u00a0]phút)?|:${MINUTES}(?::${MINUTES})?)(?:['’′]|[ \\u00a0]?phút|ph|p)?`;
const ONE = new RegExp(`${CLOCK}${END}`, 'uy');
const RANGE = new RegExp(`${CLOCK}${DASH}${CLOCK}${END}`, 'uy');
/** 7-11h */
const SHORT_RANGE = new RegExp(`${HOUR}${DASH}${CLOCK}${END}`, 'uy');
/** A number and a lone g are grams, unless an hour is spoken of. */
const GRAMS = /\d+[ \u00a0]?[gG]$/;
const BEFORE_HOURS = new Set('lúc hồi từ đến trước sau khoảng vào tới'.split(' '));

/** The groups of one CLOCK: hour, minutes in one of four forms, seconds. */
type Groups = readonly (string | undefined)[];
const GROUPS = 6;

function spell([hour = '0', afterH, apart, afterWord, afterColon, seconds]: Groups): string {
  const minutes = afterH ?? apart ?? afterWord ?? afterColon;
  const parts = [`${spellInteger(hour)} giờ`];
  if (minutes !== undefined && Number(minutes) > 0) parts.push(`${spellInteger(minutes)} phút`);
  if (seconds !== undefined && Number(seconds) > 0) parts.push(`${spellInteger(seconds)} giây`);
  return parts.join(' ');
}

/** Times of day and their ranges. */
export function readHour(cursor: Cursor): Reading | undefined {
  const range = matchAt(RANGE, cursor);
  if (range && !isGrams(range[0], cursor)) {
    const groups = range.slice(1);
    const spoken = `${spell(groups.slice(0, GROUPS))} đến ${spell(groups.slice(GROUPS))}`;
    return { length: range[0].length, spoken, kind: 'hour' };
  }
  const short = matchAt(SHORT_RANGE, cursor);
  if (short && !isGrams(short[0], cursor)) {
    const [whole, first = '0', ...groups] = short;
    return { length: whole.length, spoken: `${spellInteger(first)} đến ${spell(groups)}`, kind: 'hour' };
  }
  const one = matchAt(ONE, cursor);
  if (!one || isGrams(one[0], cursor)) return undefined;
  return { length: one[0].length, spoken: spell(one.slice(1)), kind: 'hour' };
}

const isGrams = (written: string, cursor: Cursor): boolean =>
  GRAMS.test(written) && !BEFORE_HOURS.has(lastWord(cursor));
