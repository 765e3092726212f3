import { readLetters } from './acronyms.ts';
import { readAmount, readCurrency, readDotted, readRate, readTimes } from './amounts.ts';
import { readLetterAlone } from './clauses.ts';
import { readLetteredNumber, readMixedCode } from './codes.ts';
import { readCoordinate } from './coordinates.ts';
import { readDate, readShortDate } from './dates.ts';
import { readDocument } from './documents.ts';
import { readForeign } from './foreign.ts';
import { readFraction } from './fractions.ts';
import { readHour } from './hours.ts';
import { readLoneUnit } from './lone-units.ts';
import { findNames } from './names.ts';
import { compose } from './original.ts';
import { readIdentity, readPhone } from './phones.ts';
import { LINKS, passPlain, WORDS_KEPT } from './plain-words.ts';
import { pronunciationReader } from './pronunciations.ts';
import type { Cursor, Reader, Reading, SpanKind } from './reading.ts';
import { readRoman, readSmallRoman } from './romans.ts';
import { SpokenText } from './spoken-text.ts';
import { readAddress, readLayout, readSymbol } from './symbols.ts';

/** A stretch of the original that is not read as it is written, or a name that a person may want to hear. */
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

/** What begins with a digit; the first that reads it wins, so what is longer or surer stands before. */
const DIGIT_READERS: readonly Reader[] = [
  readLayout,
  readAddress,
  readLetters,
  readDocument,
  readCoordinate,
  readDate,
  readHour,
  readPhone,
  readIdentity,
  readTimes,
  readFraction,
  readLetteredNumber,
  readDotted,
  readAmount,
];
const LETTER_READERS: readonly Reader[] = [
  readAddress,
  readSmallRoman,
  readRoman,
  readShortDate,
  readMixedCode,
  readForeign,
  readLoneUnit,
  readLetters,
  readLetterAlone,
];
const SIGN_READERS: readonly Reader[] = [
  readSmallRoman,
  readLayout,
  readPhone,
  readCurrency,
  readAmount,
  readRate,
  readSymbol,
];

const LETTERS = /[\p{L}\p{M}]+/uy;

/**
 * Vietnamese text as an announcer reads it: numbers, dates, hours, money, units, document numbers, phone numbers, Roman
 * numerals and abbreviations in words, signs said or left out; names and foreign words marked. Takes time linear in the
 * text; never throws.
 *
 * @param options.pronunciations the unit's own list, how it is written → how it is said; it wins over every rule
 */
export function normalise(
  text: string,
  options: { pronunciations?: ReadonlyMap<string, string> } = {},
): NormalisedText {
  const composed = compose(text);
  const { text: whole } = composed;
  const listed = options.pronunciations?.size ? pronunciationReader(options.pronunciations) : undefined;
  const spoken = new SpokenText();
  const spans: Span[] = [];
  const mark = (from: number, to: number, reading: Omit<Reading, 'length'>): void => {
    addSpan(spans, text, [composed.originalOffset(from), composed.originalEnd(to)], reading);
  };
  let unread = 0;
  let before = '';
  const markNames = (to: number): void => {
    if (to === unread) return;
    for (const { from, to: end, kind, atRisk } of findNames(whole, unread, to, { text: before, to: unread })) {
      mark(from, end, { spoken: whole.slice(from, end), kind, atRisk });
    }
  };
  let cursor: Cursor = { text: whole, at: 0, lineStart: true, words: [], lastKind: undefined, lastEnd: 0 };
  const isListed = (at: number): boolean => listed !== undefined && listed({ ...cursor, at }) !== undefined;
  while (cursor.at < whole.length) {
    const from = cursor.at;
    cursor = passPlain(cursor, isListed);
    if (cursor.at > from) {
      spoken.copy(whole.slice(from, cursor.at));
      continue;
    }
    const reading = listed?.(cursor) ?? firstOf(readersFor(whole[cursor.at] ?? ''), cursor);
    if (!reading) {
      const [piece, next] = pass(cursor);
      spoken.copy(piece);
      cursor = next;
      continue;
    }
    markNames(cursor.at);
    unread = cursor.at + reading.length;
    mark(cursor.at, unread, reading);
    spoken.say(startsAfterNumber(cursor, reading) ? `, ${reading.spoken}` : reading.spoken);
    cursor = passReading(cursor, reading);
    before = /\p{L}\s*$/u.test(reading.spoken) ? (cursor.words.at(-1) ?? '') : '';
  }
  markNames(whole.length);
  return { text: spoken.toString(), spans };
}

/** Adds a span; where two readings come from one sign of the original (⑴), the second joins the first. */
function addSpan(
  spans: Span[],
  text: string,
  [from, to]: readonly [number, number],
  { spoken, kind, atRisk = false }: Omit<Reading, 'length'>,
): void {
  const last = spans.at(-1);
  if (last && from < last.to) {
    const joined = { to: Math.max(to, last.to), spoken: `${last.spoken} ${spoken}`.trim() };
    spans[spans.length - 1] = { ...last, ...joined, original: text.slice(last.from, joined.to) };
    return;
  }
  spans.push({ from, to, original: text.slice(from, to), spoken: spoken.trim(), kind, atRisk });
}

const ENDS_IN_NUMBER: ReadonlySet<SpanKind | undefined> = new Set([
  'code',
  'number',
  'roman',
  'date',
  'phone',
  'identity',
]);
const BEGINS_WITH_NUMBER: ReadonlySet<SpanKind> = new Set(['number', 'money', 'unit', 'percent', 'range']);

/** Two numbers side by side need a breath between them: "giống LVN10 95.000 đ", "loại I 250.000 đ". */
function startsAfterNumber({ text, at, lastKind, lastEnd }: Cursor, { kind }: Reading): boolean {
  const apart = lastEnd === at - 1 && /[ \u00a0]/.test(text[lastEnd] ?? '');
  return apart && /\d/.test(text[at] ?? '') && ENDS_IN_NUMBER.has(lastKind) && BEGINS_WITH_NUMBER.has(kind);
}

function passReading({ text, at, lineStart, words }: Cursor, { length, spoken, kind }: Reading): Cursor {
  const said = spoken
    .toLowerCase()
    .split(/[ ,.]+/)
    .filter(Boolean)
    .slice(-WORDS_KEPT);
  return {
    text,
    at: at + length,
    lineStart: lineStart && kind === 'layout',
    words: [...words, ...said].slice(-WORDS_KEPT),
    lastKind: kind,
    lastEnd: at + length,
  };
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
  const { text, at, words, lastKind, lastEnd } = cursor;
  LETTERS.lastIndex = at;
  const word = LETTERS.exec(text)?.[0];
  if (word) {
    const lower = word.toLowerCase();
    const kept = LINKS.has(lower) ? lastKind : undefined;
    const passed = words.length < WORDS_KEPT ? [...words, lower] : [...words.slice(1), lower];
    return [word, { text, at: at + word.length, lineStart: false, words: passed, lastKind: kept, lastEnd }];
  }
  const sign = text[at] ?? '';
  const blank = /\s/.test(sign);
  const kept = blank || sign === ',' ? lastKind : undefined;
  const lineStart = sign === '\n' || (cursor.lineStart && blank);
  return [sign, { text, at: at + 1, lineStart, words, lastKind: kept, lastEnd }];
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
