/** What a stretch of the original was taken for. */
export type SpanKind =
  | 'abbreviation'
  | 'acronym'
  | 'address'
  | 'clause'
  | 'code'
  | 'date'
  | 'document'
  | 'foreign'
  | 'fraction'
  | 'hour'
  | 'identity'
  | 'layout'
  | 'money'
  | 'name'
  | 'number'
  | 'percent'
  | 'phone'
  | 'pronunciation'
  | 'range'
  | 'roman'
  | 'symbol'
  | 'unit';

/** How one stretch of text is read aloud. */
export interface Reading {
  /** Characters of the original that it stands for, from the cursor on. */
  readonly length: number;
  readonly spoken: string;
  readonly kind: SpanKind;
  /** A guess that a person should listen to. */
  readonly atRisk?: boolean;
}

/** Where the scanner stands and what it has passed. */
export interface Cursor {
  /** The whole text, composed (NFC). */
  readonly text: string;
  readonly at: number;
  /** Only white space lies between the last line break and here. */
  readonly lineStart: boolean;
  /** The last words passed, lower case, newest last; spoken words where something was read. */
  readonly words: readonly string[];
  /** The last reading, if nothing but spaces, commas and "và" lies between its end and here. */
  readonly lastKind: SpanKind | undefined;
  /** Where the last reading ended. */
  readonly lastEnd: number;
}

/** Tries to read what begins at the cursor; undefined when it is something else. */
export type Reader = (cursor: Cursor) => Reading | undefined;

/** Matches a sticky pattern at the cursor. */
export function matchAt(pattern: RegExp, { text, at }: Cursor): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** The newest word that was passed, or an empty string. */
export function lastWord({ words }: Cursor): string {
  return words.at(-1) ?? '';
}

/** A dash between two ends of a range, with or without spaces; as a piece of a pattern. */
export const DASH = '[ \\u00a0]?[-–—−~÷][ \\u00a0]?';

/** Neither letter nor digit may follow; as a piece of a pattern. */
export const END = '(?![\\p{L}\\p{N}])';
