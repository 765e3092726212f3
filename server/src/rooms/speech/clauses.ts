import { spellLetters } from './letters.ts';
import { type Cursor, type Reading, lastWord, matchAt } from './reading.ts';

/** "điểm a khoản 2 Điều 15": a letter alone. */
const LETTER = /([A-Za-zĐđÊêÔôƠơƯưÂâĂă])(?![\p{L}\p{M}\p{N}])/uy;
/** "a) Đối tượng" and "b. Địa điểm" at the head of a line. */
const ITEM = /([a-zđêôơư])(\)|\.(?= ))/uy;
/** Single letters that are words. */
const WORDS = new Set([
  'à',
  'ạ',
  'ả',
  'á',
  'ồ',
  'ố',
  'ô',
  'ơ',
  'ừ',
  'ở',
  'ổ',
  'ợ',
  'ý',
  'ỷ',
  'ỳ',
  'y',
  'ư',
  'a',
  'o',
  'e',
  'u',
  'i',
  'ê',
]);
/** "4 đội x 10 người" */
const TIMES_SIGN = /x(?= \d)/uy;
const INITIALS = /\p{Lu}(?:\.\p{Lu}){1,3}(?![\p{L}\p{N}])/uy;
const CENTRAL = new Set(['T.Ư', 'T.W']);

/** Letters that name an item of a law or a list, and single letters anywhere: by their names. */
export function readLetterAlone(cursor: Cursor): Reading | undefined {
  const { text, at, lineStart } = cursor;
  if (/[\p{L}\p{M}\p{N}]/u.test(text[at - 1] ?? '')) return undefined;
  const item = lineStart ? matchAt(ITEM, cursor) : undefined;
  if (item) {
    const [whole, letter = '', sign] = item;
    return { length: whole.length, spoken: `${spellLetters(letter)}${sign === '.' ? '.' : ','} `, kind: 'clause' };
  }
  const initials = matchAt(INITIALS, cursor);
  if (initials) {
    const spoken = CENTRAL.has(initials[0]) ? 'Trung ương' : spellLetters(initials[0]);
    return { length: initials[0].length, spoken, kind: 'acronym', atRisk: true };
  }
  if (matchAt(TIMES_SIGN, cursor)) return { length: 1, spoken: 'nhân', kind: 'symbol' };
  const match = matchAt(LETTER, cursor);
  if (!match) return undefined;
  const [letter] = match;
  const named = lastWord(cursor) === 'điểm' || cursor.lastKind === 'clause';
  if (!named && WORDS.has(letter.toLowerCase())) return undefined;
  return { length: 1, spoken: spellLetters(letter), kind: named ? 'clause' : 'acronym' };
}
