import { spellInteger } from './numbers.ts';
import { type Cursor, type Reading, matchAt } from './reading.ts';
import { spellAddress } from './addresses.ts';

const RULE = /[-_=*~.]{4,}|[-_=*~]{3,}/uy;
const BULLET = /(?:[-–—+*•●▪◦○►✓]|-)[ \t\u00a0]+/uy;
const END_MARK = /\.\/\.?/uy;
const ADDRESS =
  /(?:https?:\/\/|www\.)[^\s<>"”)]{1,200}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,32}){1,4}|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:vn|com|org|net|edu|gov|info|me)(?![\w.]*\w)(?:\/[^\s<>"”)]{0,200})?/uy;
const SPACED_DASH = /[ \u00a0]{1,4}[-–—−]{1,2}[ \u00a0]{1,4}/uy;
/** "7 giờ - 9 giờ", "2 triệu - 3 triệu", "thứ Hai - thứ Sáu": the dash stands between two of a kind. */
const SAME_KIND = /(?:\d|(?:ngày|tháng|thứ|quý|năm|cấp|km) (?:\d|\p{Lu})|[Cc]hủ nhật)/uy;
const RANGE_WORDS_BEFORE =
  /(?:\d[\d.,hg]*|\d ?(?:giờ|triệu|tỷ|tỉ|nghìn|ngàn|tuổi|phút)|[Tt]hứ \p{L}+|(?:ngày|tháng|quý|năm) \S+|[%°]C?)$/u;
const SUPERSCRIPT = /[⁰¹²³⁴-⁹]+/uy;
const PICTURE = /(?:\p{Extended_Pictographic}(?:[\u{1f3fb}-\u{1f3ff}]|\u200d|\u20e3)*|\p{Regional_Indicator})+/uy;
const OTHER_NUMBER = /\p{N}/uy;
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
  '~': ' khoảng ',
  '≈': ' khoảng ',
  '≠': ' khác ',
  '√': ' căn ',
  '∞': ' vô cùng ',
  '→': ', ',
  '⇒': ', ',
  '№': ' số ',
  '©': ' ',
  '®': ' ',
  '™': ' ',
  '★': ' ',
  '☎': ' điện thoại ',
  '–': ', ',
  '—': ', ',
  $: ' đô la ',
  '€': ' ơ rô ',
  '£': ' bảng Anh ',
  '₫': ' đồng ',
  '‰': ' phần nghìn ',
  '⁄': ' phần ',
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
  const spoken = spellAddress(match);
  return reading(match.length, spoken, 'address', true);
}

/** Single signs and dashes between words. */
export function readSymbol(cursor: Cursor): Reading | undefined {
  const dash = matchAt(SPACED_DASH, cursor);
  if (dash) return reading(dash[0].length, isRange(cursor, dash[0].length) ? ' đến ' : ', ', 'symbol');
  const raised = matchAt(SUPERSCRIPT, cursor);
  if (raised) return readRaised(cursor, raised[0]);
  const picture = matchAt(PICTURE, cursor);
  const sign = cursor.text[cursor.at] ?? '';
  if (picture && !Object.hasOwn(SINGLE, sign)) return reading(picture[0].length, ' ', 'layout');
  const unknown = matchAt(OTHER_NUMBER, cursor);
  if (unknown) return reading(unknown[0].length, '', 'symbol', true);
  const spoken = Object.hasOwn(SINGLE, sign) ? SINGLE[sign] : undefined;
  return spoken === undefined ? undefined : reading(1, spoken, 'symbol');
}

function isRange({ text, at, lastKind }: Cursor, length: number): boolean {
  if (lastKind === 'phone' || lastKind === 'identity') return false;
  SAME_KIND.lastIndex = at + length;
  return SAME_KIND.test(text) && RANGE_WORDS_BEFORE.test(text.slice(Math.max(0, at - 16), at));
}

/** "10³" is a power; after a word it is the mark of a note, and nothing tells how it is meant. */
function readRaised({ text, at }: Cursor, raised: string): Reading {
  const power = /\d/.test(text[at - 1] ?? '');
  const digits = raised.normalize('NFKC');
  return reading(raised.length, ` ${power ? 'mũ ' : ''}${spellInteger(digits)} `, 'symbol', true);
}
