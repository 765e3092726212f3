import { BEFORE_NAMES, OFFICE_WORDS, PLACE_PREFIXES, SURNAMES } from './name-words.ts';
import { isVietnameseSyllable } from './syllables.ts';

/** A stretch that is read as it is written, and why a person may want to hear it. */
export interface HeardWord {
  readonly from: number;
  readonly to: number;
  readonly kind: 'name' | 'foreign';
  readonly atRisk: boolean;
}

const WORDS = /[\p{L}\p{M}]+/gu;
const CAPITALISED = /^\p{Lu}[\p{Ll}\p{M}]*$/u;
const SENTENCE_START = /(?:^|[.!?:;…\n][\s"“'‘(\-–+*•]*)$/u;
const LOOK_BACK = 8;
/** Longest name, in words. */
const MOST_WORDS = 6;

interface Before {
  readonly text: string;
  readonly to: number;
}
interface Word extends Before {
  readonly from: number;
}

/**
 * Proper names and words that are no Vietnamese syllables, in a stretch that nothing else read. A name is doubtful when one
 * of its syllables cannot be Vietnamese, for the voice then says it by a guess.
 *
 * @param text the whole text; `from` and `to` bound the stretch
 * @param before the word said before the stretch, and where it ended
 */
export function findNames(text: string, from: number, to: number, before: Before): HeardWord[] {
  const words = wordsIn(text, from, to);
  const found: HeardWord[] = [];
  for (let index = 0; index < words.length;) {
    const count = nameLength(text, words, index, before);
    const named = words.slice(index, index + Math.max(1, count));
    const strange = named.some((word) => !isVietnameseSyllable(word.text));
    const [first, last] = [named[0], named.at(-1)];
    if (first && last && (count > 0 || strange)) {
      const kind = count > 0 || CAPITALISED.test(first.text) ? 'name' : 'foreign';
      found.push({ from: first.from, to: last.to, kind, atRisk: strange });
    }
    index += Math.max(1, count);
  }
  return found;
}

function wordsIn(text: string, from: number, to: number): Word[] {
  const stretch = text.slice(from, to);
  return Array.from(stretch.matchAll(WORDS), (match) => {
    const start = from + match.index;
    return { text: match[0], from: start, to: start + match[0].length };
  });
}

/** How many words from an index on are one name; 0 for none. */
function nameLength(text: string, words: readonly Word[], index: number, before: Before): number {
  const first = words[index];
  if (!first || !CAPITALISED.test(first.text)) return 0;
  let count = 1;
  while (count < MOST_WORDS && joins(text, words[index + count - 1], words[index + count])) count += 1;
  if (BEFORE_NAMES.has(wordBefore(text, words, index, before))) return count;
  if (PLACE_PREFIXES.has(first.text) || SURNAMES.has(first.text)) return count > 1 ? count : 0;
  const starts = SENTENCE_START.test(text.slice(Math.max(0, first.from - LOOK_BACK), first.from));
  return count > 1 && !starts && !OFFICE_WORDS.has(first.text) ? count : 0;
}

/** The word that stands right before, with nothing but spaces between. */
function wordBefore(text: string, words: readonly Word[], index: number, before: Before): string {
  const first = words[index];
  const previous = words[index - 1] ?? before;
  if (!first || !/^[ \u00a0]{0,2}$/.test(text.slice(previous.to, first.from))) return '';
  return previous.text.toLowerCase();
}

/** Two capitalised words with one space or a hyphen between them. */
function joins(text: string, one: Word | undefined, next: Word | undefined): boolean {
  if (!one || !next || next.from - one.to !== 1 || !CAPITALISED.test(next.text)) return false;
  return /[ \u00a0-]/.test(text[one.to] ?? '');
}
