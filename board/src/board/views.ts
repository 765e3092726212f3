/** More words than this nobody reads while passing by (look.md). */
export const MOST_WORDS = 14;

/** Number of words of a text. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

/**
 * Splits a text into views that a passer-by can take in: by paragraphs, then sentences, then clauses, and only then between words.
 * Short neighbours of one paragraph share a view. Nothing is lost: the views joined by spaces are the text.
 * @param fits whether a view can be set in legible letters on this screen; a single word is kept even when it cannot
 */
export function viewsOf(text: string, fits: (view: string) => boolean): string[] {
  const good = (view: string): boolean => countWords(view) <= MOST_WORDS && fits(view);
  return text.split(/\n+/).flatMap((paragraph) =>
    gather(
      sentencesOf(paragraph).flatMap((sentence) => partsOf(sentence, good)),
      good,
    ),
  );
}

/** Time to read a view aloud and once more, in milliseconds: at least 4 seconds, so that nothing flickers. */
export function readingMs(text: string): number {
  return Math.max(4_000, 2_000 + countWords(text) * 550);
}

function sentencesOf(paragraph: string): string[] {
  const pieces = paragraph.trim().split(/(?<=[.!?…])\s+/);
  const sentences: string[] = [];
  for (const piece of pieces) {
    const before = sentences.at(-1);
    // "TP. Bắc Kạn", "1. Chuẩn bị": such a point ends no sentence.
    if (before !== undefined && /(^|\s)(\p{Lu}{1,3}|\d{1,2})\.$/u.test(before)) {
      sentences[sentences.length - 1] = `${before} ${piece}`;
    } else if (piece !== '') sentences.push(piece);
  }
  return sentences;
}

function partsOf(sentence: string, good: (view: string) => boolean): string[] {
  if (good(sentence)) return [sentence];
  const clauses = sentence.split(/(?<=[,;:])\s+|\s+(?=[–-]\s)/);
  const parts = clauses.flatMap((clause) => (good(clause) ? [clause] : evenly(clause, good)));
  return gather(parts, good);
}

/** Splits between words into as few views as possible, none much shorter than the others. */
function evenly(clause: string, good: (view: string) => boolean): string[] {
  const words = clause.split(/\s+/).filter(Boolean);
  const fewest = pack(words, MOST_WORDS, good);
  let best = fewest;
  for (let most = MOST_WORDS - 1; most > 0; most -= 1) {
    const views = pack(words, most, good);
    if (views.length > fewest.length) break;
    best = views;
  }
  return best;
}

/** Fills views one after the other with at most so many words; a word that fits nowhere has its own. */
function pack(words: readonly string[], most: number, good: (view: string) => boolean): string[] {
  const views: string[] = [];
  for (const word of words) {
    const joined = `${views.at(-1) ?? ''} ${word}`.trim();
    if (views.length > 0 && countWords(joined) <= most && good(joined)) views[views.length - 1] = joined;
    else views.push(word);
  }
  return views;
}

/** Joins neighbours as long as they share a view well. */
function gather(parts: readonly string[], good: (view: string) => boolean): string[] {
  const views: string[] = [];
  for (const part of parts) {
    const joined = `${views.at(-1) ?? ''} ${part}`;
    if (views.length > 0 && good(joined)) views[views.length - 1] = joined;
    else views.push(part);
  }
  return views;
}
