import type { DoubtfulWord } from '@nguon/protocol/http/imports.ts';

/** Text that was read of a file, with the words still to look at again, in their order. */
export interface ReadText {
  readonly text: string;
  readonly doubtful: readonly DoubtfulWord[];
}

/** A stretch of text; `word` is the place of a doubtful one in the list, or null. */
export interface TextPiece {
  readonly text: string;
  readonly word: number | null;
}

/** Cuts a text at its doubtful words. */
export function piecesOf({ text, doubtful }: ReadText): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const [word, { from, to }] of doubtful.entries()) {
    if (from > at) pieces.push({ text: text.slice(at, from), word: null });
    pieces.push({ text: text.slice(from, to), word });
    at = to;
  }
  return at < text.length ? [...pieces, { text: text.slice(at), word: null }] : pieces;
}

/** Puts a word in the place of a doubtful one, which is settled with it; those behind move along. */
export function settleWord({ text, doubtful }: ReadText, word: number, said: string): ReadText {
  const found = doubtful[word];
  if (!found) return { text, doubtful };
  const moved = said.length - (found.to - found.from);
  return {
    text: text.slice(0, found.from) + said + text.slice(found.to),
    doubtful: doubtful
      .filter((_, at) => at !== word)
      .map((each) => (each.from < found.from ? each : { ...each, from: each.from + moved, to: each.to + moved })),
  };
}
