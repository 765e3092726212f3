import type { SpokenFormKind } from '@nguon/protocol/http/speech.ts';

/** One line of a text: where it is, and what it says without the white space around it. */
export interface Line {
  /** UTF-16 offsets of the trimmed text; an empty line has both at its start. */
  readonly from: number;
  readonly to: number;
  /** Where the line begins, its leading blanks included. */
  readonly start: number;
  /** Where the next line begins. */
  readonly next: number;
  readonly text: string;
}

/** A line that belongs to no block. */
export interface BodyLine extends Line {
  /** Nothing but blank lines lies between it and the line of the body before it. */
  readonly joined: boolean;
}

/** Lines that go together, and what is said instead of them. */
export interface Block {
  readonly kind: SpokenFormKind;
  /** How many lines, at least one. */
  readonly lines: number;
  /** Empty: nothing is said. */
  readonly replacement?: string;
  readonly why: string;
  readonly optional?: boolean;
}

/** What a text is known to be before its lines are read. */
export interface OfficialText {
  readonly lines: readonly Line[];
  /** It carries marks of an office: quốc hiệu, a number, a place with a date, căn cứ. */
  readonly official: boolean;
  /** Puts a line of capitals into the letters that people write. */
  readonly recase: (capitals: string) => string;
  /** The office that speaks, as people write it; undefined when the head does not name it. */
  readonly issuer: string | undefined;
  /** Index of the first article ("Điều 1."): a title below it is that of an annex. */
  readonly annexFrom: number;
}

/** Tries to take lines from an index on for a block; undefined when they are something else. */
export type BlockReader = (text: OfficialText, at: number, zone: 'head' | 'body') => Block | undefined;

/** The lines of a text. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let at = 0; at <= text.length;) {
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end;
    const raw = text.slice(at, stop);
    const trimmed = raw.trim();
    const from = at + (trimmed === '' ? 0 : raw.length - raw.trimStart().length);
    const next = end < 0 ? text.length : end + 1;
    lines.push({ from, to: from + trimmed.length, start: at, next, text: trimmed });
    if (end < 0) break;
    at = next;
  }
  return lines;
}

/** Words of capitals, with at least two letters and no small one. */
export function isCapitals(text: string): boolean {
  return /\p{Lu}[^\p{L}]*\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}

/** A line of dashes, dots or stars. */
export function isRuler(text: string): boolean {
  return /^[-–—_=*~.·•\s]{3,}$/.test(text) && !/^[\s.]*$/.test(text);
}

/** Cells of a line that was set in columns: tabs, bars, or three blanks and more between them. */
export function cellsOf(text: string): string[] {
  return text
    .split(/\t+| {3,}|\u00a0{3,}|\|/)
    .map((cell) => cell.trim())
    .filter(Boolean);
}

/** The text with its first letter a capital. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The text with its first letter a small one. */
export function uncapitalised(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The next line with words on it, or undefined. */
export function nextWritten(lines: readonly Line[], at: number): number | undefined {
  for (let index = at; index < lines.length; index += 1) if (lines[index]?.text) return index;
  return undefined;
}
