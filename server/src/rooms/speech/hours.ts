import { spellInteger } from './numbers.ts';
import { type Cursor, DASH, END, type Reading, matchAt } from './reading.ts';

const HOUR = '([01]?\\d|2[0-4])';
const MINUTES = '([0-5]\\d)';
/** 17h30, 17g30, 17 giờ 30 (phút), 17h, 17:30 and 06:59:00. */
const CLOCK = `${HOUR}(?:[hg]${MINUTES}?|[ \\u00a0]?giờ[ \\u00a0]${MINUTES}(?:[ \\u00a0]phút)?|:${MINUTES}(?::${MINUTES})?)(?:'|’|ph(?:út)?)?`;
const ONE = new RegExp(`${CLOCK}${END}`, 'uy');
const RANGE = new RegExp(`${CLOCK}${DASH}${CLOCK}${END}`, 'uy');
/** 7-11h */
const SHORT_RANGE = new RegExp(`${HOUR}${DASH}${CLOCK}${END}`, 'uy');

/** The groups of one CLOCK: hour, minutes in one of three forms, seconds. */
type Groups = readonly (string | undefined)[];
const GROUPS = 5;

function spell([hour = '0', afterH, afterWord, afterColon, seconds]: Groups): string {
  const minutes = afterH ?? afterWord ?? afterColon;
  const parts = [`${spellInteger(hour)} giờ`];
  if (minutes !== undefined && Number(minutes) > 0) parts.push(`${spellInteger(minutes)} phút`);
  if (seconds !== undefined && Number(seconds) > 0) parts.push(`${spellInteger(seconds)} giây`);
  return parts.join(' ');
}

/** Times of day and their ranges. */
export function readHour(cursor: Cursor): Reading | undefined {
  const range = matchAt(RANGE, cursor);
  if (range) {
    const groups = range.slice(1);
    const spoken = `${spell(groups.slice(0, GROUPS))} đến ${spell(groups.slice(GROUPS))}`;
    return { length: range[0].length, spoken, kind: 'hour' };
  }
  const short = matchAt(SHORT_RANGE, cursor);
  if (short) {
    const [whole, first = '0', ...groups] = short;
    return { length: whole.length, spoken: `${spellInteger(first)} đến ${spell(groups)}`, kind: 'hour' };
  }
  const one = matchAt(ONE, cursor);
  return one && { length: one[0].length, spoken: spell(one.slice(1)), kind: 'hour' };
}
