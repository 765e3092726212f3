import type { NormalisedText } from '@nguon/protocol/http/bulletins.ts';
import type { z } from 'zod';

/** A stretch of what will be read aloud; `instead` is what stands in the original where the two differ. */
export interface SpokenPiece {
  text: string;
  instead: string | null;
  atRisk: boolean;
  /** What stands in the original for a name or a doubtful word, whose reading can be heard and changed. */
  heard?: string;
}

/**
 * What the machine will read, in pieces, so that changed words can be marked. The offsets of the spans are those of the
 * original; when they do not fit it (it was edited meanwhile) the whole comes as one unmarked piece.
 */
export function spokenPieces(original: string, said: z.infer<typeof NormalisedText>): SpokenPiece[] {
  const fits = said.spans.every(({ from, to, original: was }) => original.slice(from, to) === was);
  if (!fits) return [{ text: said.text, instead: null, atRisk: false }];
  const pieces: SpokenPiece[] = [];
  let at = 0;
  for (const { from, to, original: was, spoken, kind, atRisk } of said.spans) {
    if (from > at) pieces.push({ text: original.slice(at, from), instead: null, atRisk: false });
    const instead = spoken === was ? null : was;
    const doubted = atRisk || kind === 'name' || kind === 'foreign' || kind === 'pronunciation';
    if (spoken !== '') pieces.push({ text: spoken, instead, atRisk, ...(doubted && { heard: was }) });
    at = to;
  }
  if (at < original.length) pieces.push({ text: original.slice(at), instead: null, atRisk: false });
  return pieces;
}
