/** A text in composed form (NFC), and where each of its characters came from. */
export interface Composed {
  readonly text: string;
  /** Offset in the original of the character at an offset of `text`; the length of `text` maps to the original's. */
  readonly originalOffset: (offset: number) => number;
}

/**
 * Composes a text so that patterns can name letters, and remembers where each letter was: phones and old files send
 * Vietnamese in pieces (NFD), and what a screen marks must be the reader's own text.
 */
export function compose(original: string): Composed {
  if (original === original.normalize('NFC')) return { text: original, originalOffset: (offset) => offset };
  const pieces: string[] = [];
  const origins: number[] = [];
  let at = 0;
  for (const cluster of original.match(/\P{M}?\p{M}*/gsu) ?? []) {
    const composed = cluster.normalize('NFC');
    pieces.push(composed);
    for (let unit = 0; unit < composed.length; unit += 1) origins.push(at);
    at += cluster.length;
  }
  origins.push(original.length);
  return { text: pieces.join(''), originalOffset: (offset) => origins[offset] ?? original.length };
}
