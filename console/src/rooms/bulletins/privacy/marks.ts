/** A piece of a text, marked or not. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** Cuts a text at stretches to be marked; such as overlap or touch become one, such as lie outside are left out. */
export function markedPieces(text: string, stretches: readonly { from: number; to: number }[]): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const [start, stop] = [Math.max(from, end), Math.min(to, text.length)];
    if (stop <= start) continue;
    if (start > end) pieces.push({ text: text.slice(end, start), marked: false });
    pieces.push({ text: text.slice(start, stop), marked: true });
    end = stop;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), marked: false });
  return pieces;
}
