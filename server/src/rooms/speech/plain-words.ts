import { FOREIGN } from './foreign.ts';
import type { Cursor } from './reading.ts';
import { unitNamed } from './units.ts';

const PLAIN_WORD = /\p{Ll}[\p{Ll}\p{M}]+(?=[ ,;\n]|:(?!\/))/uy;
const PLAIN_SIGN = /[,\n](?![\d.])|[ ](?![ \u00a0\-–—−\d])|[.](?![./\d])/y;
/** Words between two numerals of one list. */
export const LINKS: ReadonlySet<string> = new Set(['và', 'hoặc', 'đến']);
/** How many of the last words a cursor carries. */
export const WORDS_KEPT = 12;

/**
 * Passes the words and signs from the cursor on that no rule can want: most of any text. A short cut, which changes nothing
 * but the time.
 *
 * @param isListed whether a unit's own list reads what begins at an offset
 * @returns the cursor behind them; the same one where there are none
 */
export function passPlain(cursor: Cursor, isListed: (at: number) => boolean): Cursor {
  const { text } = cursor;
  let { at, lineStart, lastKind } = cursor;
  const passed: string[] = [];
  for (; at < text.length && !isListed(at);) {
    PLAIN_SIGN.lastIndex = at;
    if (PLAIN_SIGN.test(text)) {
      const sign = text[at];
      if (sign === '.') lastKind = undefined;
      lineStart = sign === '\n' || (lineStart && sign === ' ');
      at += 1;
      continue;
    }
    const word = plainWord(text, at);
    if (word === undefined) break;
    passed.push(word);
    if (!LINKS.has(word)) lastKind = undefined;
    lineStart = false;
    at += word.length;
  }
  if (at === cursor.at) return cursor;
  const words = passed.length === 0 ? cursor.words : [...cursor.words, ...passed.slice(-WORDS_KEPT)].slice(-WORDS_KEPT);
  return { ...cursor, at, lineStart, lastKind, words };
}

function plainWord(text: string, at: number): string | undefined {
  PLAIN_WORD.lastIndex = at;
  const word = PLAIN_WORD.exec(text)?.[0];
  if (word === undefined || FOREIGN.has(word) || unitNamed(word) !== undefined) return undefined;
  return /\p{L}$/u.test(text[at - 1] ?? '') ? undefined : word;
}
