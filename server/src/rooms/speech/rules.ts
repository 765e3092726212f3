import { readLetters } from './acronyms.ts';
import { readAmount, readDotted, readFraction, readRate, readTimes } from './amounts.ts';
import { readDate } from './dates.ts';
import { readDocument } from './documents.ts';
import { readHour } from './hours.ts';
import { compose } from './original.ts';
import { readIdentity, readPhone } from './phones.ts';
import { pronunciationReader } from './pronunciations.ts';
import type { Cursor, Reader, SpanKind } from './reading.ts';
import { readRoman } from './romans.ts';
import { SpokenText } from './spoken-text.ts';
import { readAddress, readLayout, readSymbol } from './symbols.ts';

/** A stretch of the original that is not read as it is written. */
export interface Span {
  /** UTF-16 offsets in the original, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly original: string;
  /** What is said instead; empty: nothing. */
  readonly spoken: string;
  readonly kind: SpanKind;
  /** A person should listen to this one before approving. */
  readonly atRisk: boolean;
}

export interface NormalisedText {
  /** What the voice reads. */
  readonly text: string;
  /** In the order of the original, never overlapping. */
  readonly spans: readonly Span[];
}

const DIGIT_READERS: readonly Reader[] = [
  readLayout,
  readAddress,
  readLetters,
  readDocument,
  readDate,
  readHour,
  readPhone,
  readIdentity,
  readTimes,
  readFraction,
  readDotted,
  readAmount,
];
const LETTER_READERS: readonly Reader[] = [readAddress, readRoman, readLetters];
const SIGN_READERS: readonly Reader[] = [readLayout, readPhone, readAmount, readRate, readSymbol];

const LETTERS = /[\p{L}\p{M}]+/uy;
/** Words between two numerals of one list. */
const LINKS = new Set(['và', 'hoặc', 'đến']);
const WORDS_KEPT = 10;

/**
 * Vietnamese text as an announcer reads it: numbers, dates, hours, money, units, document numbers, phone numbers, Roman
 * numerals and abbreviations in words, signs said or left out. Takes time linear in the text; never throws.
 *
 * @param options.pronunciations the province's own list, how it is written → how it is said; it wins over every rule
 */
export function normalise(
  text: string,
  options: { pronunciations?: ReadonlyMap<string, string> } = {},
): NormalisedText {
  const { text: composed, originalOffset } = compose(text);
  const listed = options.pronunciations?.size ? [pronunciationReader(options.pronunciations)] : [];
  const spoken = new SpokenText();
  const spans: Span[] = [];
  let cursor: Cursor = { text: composed, at: 0, lineStart: true, words: [], lastKind: undefined };
  while (cursor.at < composed.length) {
    const readers = readersFor(composed[cursor.at] ?? '');
    const reading = firstOf(listed, cursor) ?? firstOf(readers, cursor);
    if (!reading) {
      const [piece, next] = pass(cursor);
      spoken.copy(piece);
      cursor = next;
      continue;
    }
    const end = cursor.at + reading.length;
    const [from, to] = [originalOffset(cursor.at), originalOffset(end)];
    const { kind, atRisk = false } = reading;
    spans.push({ from, to, original: text.slice(from, to), spoken: reading.spoken.trim(), kind, atRisk });
    spoken.say(reading.spoken);
    const words = [
      ...cursor.words,
      ...reading.spoken
        .toLowerCase()
        .split(/[ ,.]+/)
        .filter(Boolean)
        .slice(-WORDS_KEPT),
    ];
    const lineStart = cursor.lineStart && kind === 'layout';
    cursor = { text: composed, at: end, lineStart, words: words.slice(-WORDS_KEPT), lastKind: kind };
  }
  return { text: spoken.toString(), spans };
}

function readersFor(character: string): readonly Reader[] {
  if (/\d/.test(character)) return DIGIT_READERS;
  return /\p{L}/u.test(character) ? LETTER_READERS : SIGN_READERS;
}

function firstOf(readers: readonly Reader[], cursor: Cursor): ReturnType<Reader> {
  for (const read of readers) {
    const reading = read(cursor);
    if (reading && reading.length > 0) return reading;
  }
  return undefined;
}

/** Passes one word, or one sign, as it is written. */
function pass(cursor: Cursor): [piece: string, next: Cursor] {
  const { text, at, words, lastKind } = cursor;
  LETTERS.lastIndex = at;
  const word = LETTERS.exec(text)?.[0];
  if (word) {
    const lower = word.toLowerCase();
    const kept = LINKS.has(lower) ? lastKind : undefined;
    const next = {
      text,
      at: at + word.length,
      lineStart: false,
      words: [...words, lower].slice(-WORDS_KEPT),
      lastKind: kept,
    };
    return [word, next];
  }
  const sign = text[at] ?? '';
  const blank = /\s/.test(sign);
  const kept = blank || sign === ',' ? lastKind : undefined;
  const lineStart = sign === '\n' || (cursor.lineStart && blank);
  return [sign, { text, at: at + 1, lineStart, words, lastKind: kept }];
}

/** Syllables a second between the pauses, and seconds of pause, of the bundled voice; measured on announcements. */
const PACES = {
  normal: { syllables: 4.1, comma: 0.35, stop: 0.4 },
  slow: { syllables: 3.55, comma: 0.4, stop: 0.5 },
} as const;

/**
 * How long a normalised text lasts when it is read aloud, in seconds. An estimate for a screen, right within a tenth for
 * running text; the limit of 20 minutes is enforced on the sound itself.
 */
export function estimateSeconds(text: string, pace: keyof typeof PACES = 'normal'): number {
  const { syllables, comma, stop } = PACES[pace];
  const words = text.match(/[\p{L}\p{M}]+/gu)?.length ?? 0;
  const commas = text.match(/[,;:]/g)?.length ?? 0;
  const stops = text.match(/[.!?…]+|\n+/g)?.length ?? 0;
  return Math.round((words / syllables + commas * comma + stops * stop) * 10) / 10;
}
