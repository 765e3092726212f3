import { spellDigits, spellInteger } from './numbers.ts';
import { type Cursor, type Reading, matchAt } from './reading.ts';

const RULE = /[-_=*~.]{4,}|[-_=*~]{3,}/uy;
const BULLET = /(?:[-–—+*•●▪◦○►✓]|-)[ \t\u00a0]+/uy;
const END_MARK = /\.\/\.?/uy;
const ADDRESS =
  /(?:https?:\/\/|www\.)[^\s<>"”)]{1,200}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,32}){1,4}|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:vn|com|org|net|edu|gov)(?![\w.])(?:\/[^\s<>"”)]{0,200})?/uy;
const SPACED_DASH = /[ \u00a0]{1,4}[-–—]{1,2}[ \u00a0]{1,4}/uy;
const SINGLE: Readonly<Record<string, string>> = {
  '&': ' và ',
  '%': ' phần trăm ',
  '@': ' a còng ',
  '+': ' cộng ',
  '=': ' bằng ',
  '>': ' lớn hơn ',
  '<': ' nhỏ hơn ',
  '≥': ' lớn hơn hoặc bằng ',
  '≤': ' nhỏ hơn hoặc bằng ',
  '±': ' cộng trừ ',
  '×': ' nhân ',
  '÷': ' chia ',
  '°': ' độ ',
  '§': ' mục ',
  '/': ', ',
  '|': ', ',
  '\\': ' ',
  '*': ' ',
  _: ' ',
  '#': ' ',
  '^': ' ',
  '~': ' ',
  '`': ' ',
  '•': ' ',
  '\t': ' ',
};

const reading = (length: number, spoken: string, kind: Reading['kind'], atRisk = false): Reading => {
  return atRisk ? { length, spoken, kind, atRisk } : { length, spoken, kind };
};

/** Rules of dashes, bullets and the "./." that ends an office's letter: they are seen, not said. */
export function readLayout(cursor: Cursor): Reading | undefined {
  const rule = matchAt(RULE, cursor);
  if (rule && !/\.{4}/.test(rule[0])) return reading(rule[0].length, '', 'layout');
  if (rule) return reading(rule[0].length, '.', 'layout');
  const end = matchAt(END_MARK, cursor);
  if (end) return reading(end[0].length, '.', 'layout');
  const bullet = cursor.lineStart ? matchAt(BULLET, cursor) : undefined;
  return bullet && reading(bullet[0].length, '', 'layout');
}

/** Web and mail addresses: dots and strokes by name. Nobody remembers one by ear, so it is marked. */
export function readAddress(cursor: Cursor): Reading | undefined {
  const match = matchAt(ADDRESS, cursor)?.[0].replace(/[.,;:!?]+$/, '');
  if (!match) return undefined;
  const spoken = match
    .replace(/^https?:\/\//, '')
    .replaceAll(/\d+/g, (digits) => ` ${digits.length > 2 ? spellDigits(digits) : spellInteger(digits)} `)
    .replaceAll('@', ' a còng ')
    .replaceAll('.', ' chấm ')
    .replaceAll('/', ' gạch chéo ')
    .replaceAll(/[-–]/g, ' gạch ngang ')
    .replaceAll(/[^\p{L}\p{M} ]/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  return reading(match.length, spoken, 'address', true);
}

/** Single signs and dashes between words. */
export function readSymbol(cursor: Cursor): Reading | undefined {
  const dash = matchAt(SPACED_DASH, cursor);
  if (dash) return reading(dash[0].length, ', ', 'symbol');
  const sign = cursor.text[cursor.at] ?? '';
  const spoken = Object.hasOwn(SINGLE, sign) ? SINGLE[sign] : undefined;
  return spoken === undefined ? undefined : reading(1, spoken, 'symbol');
}
