/** How an item of a list or a heading is marked, outermost first. */
export type MarkerStyle =
  | 'letter-section'
  | 'roman'
  | 'number'
  | 'number-2'
  | 'number-3'
  | 'letter'
  | 'dash'
  | 'plus'
  | 'bullet';

export interface Marker {
  readonly style: MarkerStyle;
  /** The count begins anew here. */
  readonly first: boolean;
  /** Characters up to the words. */
  readonly length: number;
}

const STYLES: readonly [RegExp, MarkerStyle][] = [
  [/^[A-D]\.\s+(?=\p{Lu})/u, 'letter-section'],
  [/^[IVX]{1,6}\.\s+(?=\p{L})/u, 'roman'],
  [/^\d{1,2}\.\d{1,2}(?:\.\d{1,2}){1,2}[.)]?\s+(?=\p{Lu})/u, 'number-3'],
  [/^\d{1,2}\.\d{1,2}[.)]?\s+(?=\p{Lu})/u, 'number-2'],
  [/^\d{1,2}[.)]\s+(?=[\p{L}\d"“(])/u, 'number'],
  [/^[a-zđ]\)\s*(?=[\p{L}\d"“(])/u, 'letter'],
  [/^[-–—]\s+(?=[\p{L}\d"“(])/u, 'dash'],
  [/^[-–—](?=\p{L})/u, 'dash'],
  [/^\+\s+(?=[\p{L}\d"“(])/u, 'plus'],
  [/^\+(?=\p{L})/u, 'plus'],
  [/^[•●▪◦○►✓*]\s*(?=[\p{L}\d"“(])/u, 'bullet'],
];
const FIRST = /^(?:[A1aI][.)]|(?:\d{1,2}\.){1,3}1[.)\s]|(?:\d{1,2}\.)+1\s)/u;

/** The marker at the head of a line; several in a row count as the first of them. */
export function markerOf(text: string): Marker | undefined {
  let found: Omit<Marker, 'length'> | undefined;
  let at = 0;
  for (let count = 0; count < 4; count += 1) {
    const rest = text.slice(at, at + 40);
    const match = STYLES.map(([pattern, style]) => ({ length: pattern.exec(rest)?.[0].length, style })).find(
      ({ length }) => length !== undefined,
    );
    if (match?.length === undefined) break;
    found ??= { style: match.style, first: FIRST.test(rest) };
    at += match.length;
  }
  return found && { ...found, length: at };
}
