import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { LogEntryBody } from '@nguon/protocol/http/reports.ts';
import type { Approval } from '@nguon/protocol/request.ts';

/** What a loudspeaker says of one airing; instants in UTC epoch milliseconds, only by a clock that it trusted. */
export interface SpeakerWord {
  device: string;
  /** The village in which it stands; null: at the commune's office. */
  village: string | null;
  /** Kind of the receipt that counts; null: nothing was heard of it. */
  kind: string | null;
  reason: string | null;
  playedMs: number | null;
  beganAt: number | null;
  endedAt: number | null;
}

/** One slot of an order, or one relay, in a commune. */
export interface Airing {
  kind: 'order' | 'relay';
  /** The order, or the slot of the relay. */
  order: string;
  at: number;
  until: number;
  title: string;
  /** Of a bulletin; null for a relay. */
  bulletin: {
    id: string;
    class: Bulletin['class'];
    topic: string | null;
    genre: Bulletin['genre'];
    origin: Bulletin['origin'];
    contributors: Bulletin['contributors'];
    sounds: { language: string; durationMs: number }[];
    approvals: { name: string; channel: Approval['channel'] }[];
    /** phát bù: start of the session that it makes up for, UTC epoch milliseconds; null for any other. */
    makesUpFor: number | null;
    /** The village head whose notice it is; null for any other. */
    villageHead: string | null;
    /** Village-level units of the commune at which it was aimed. */
    villages: string[];
  } | null;
  speakers: SpeakerWord[];
}

/** A line by hand, as it stands after corrections. */
export interface HandLine extends Omit<LogEntryBody, 'from' | 'until' | 'corrects' | 'cancels'> {
  id: string;
  from: number;
  until: number;
  authorName: string;
  madeAt: number;
}

/** How many loudspeakers finished, were cut, did not play, or said nothing. */
export interface SpeakerCount {
  finished: number;
  cut: number;
  silent: number;
  unclear: number;
  all: number;
}

/** A line of the log book before it is put into words. */
export interface LogLine {
  from: number;
  /** null: not known. */
  until: number | null;
  /** The hours are those of the timetable: no loudspeaker with a true clock told others. */
  planned: boolean;
  /** Longest sound that any loudspeaker of the commune really played, or the length of a line by hand. */
  playedMs: number;
  count: SpeakerCount;
  /** Reason ('' where none was told) and number of loudspeakers, most frequent first, those that said nothing last. */
  troubles: { kind: 'cut' | 'silent' | 'unclear'; reason: string; speakers: number }[];
  source: { airing: Airing } | { hand: HandLine };
}

type Outcome = 'finished' | 'cut' | 'silent' | 'unclear';
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  finished: 'finished',
  interrupted: 'cut',
  'not-played': 'silent',
  expired: 'silent',
};

/** What became of an airing at one loudspeaker. */
export function outcomeOf({ kind }: Pick<SpeakerWord, 'kind'>): Outcome {
  return (kind === null ? undefined : OUTCOMES[kind]) ?? 'unclear';
}

/** Whether any loudspeaker of the commune sounded it, to the end or not. */
export function sounded({ speakers }: Pick<Airing, 'speakers'>): boolean {
  return speakers.some((speaker) => outcomeOf(speaker) === 'finished' || playedOf(speaker) > 0);
}

/** Length that was really heard of an airing: the longest of any loudspeaker, in milliseconds. */
export function playedOfAiring({ speakers }: Pick<Airing, 'speakers'>): number {
  return Math.max(0, ...speakers.map(playedOf));
}

/** The book's lines in the order in which they were on the air. */
export function logLines(airings: readonly Airing[], hands: readonly HandLine[]): LogLine[] {
  const lines = [...airings.map(lineOfAiring), ...hands.map(lineOfHand)];
  return lines.toSorted((a, b) => a.from - b.from || keyOf(a).localeCompare(keyOf(b)));
}

/** Identity of a line within a book. */
export function keyOf({ source }: LogLine): string {
  return 'hand' in source ? source.hand.id : `${source.airing.order}@${source.airing.at}`;
}

/** Sums of a book. `playedMs` of relays and lines by hand are kept apart: they are not productions of the commune's receipts. */
export function sumsOf(lines: readonly LogLine[]) {
  const airings = lines.flatMap((line) => ('airing' in line.source ? [{ ...line, airing: line.source.airing }] : []));
  const own = airings.filter(({ airing }) => airing.kind === 'order');
  const relays = airings.filter(({ airing }) => airing.kind === 'relay');
  const hands = lines.filter((line) => 'hand' in line.source);
  return {
    airings: own.length,
    makeUps: own.filter(({ airing }) => airing.bulletin !== null && airing.bulletin.makesUpFor !== null).length,
    sounded: own.filter(({ airing }) => sounded(airing)).length,
    whole: own.filter(({ count }) => count.finished === count.all && count.all > 0).length,
    playedMs: total(own),
    relays: relays.length,
    relayMs: total(relays),
    hands: hands.length,
    handMs: total(hands),
  };
}

/**
 * Lines by hand as they stand: of a line and its corrections the last one counts, and none where it cancels.
 * @param entries in the order in which they were written
 */
export function standing<E extends { id: string; corrects: string | null; cancels: boolean }>(
  entries: readonly E[],
): E[] {
  const corrected = new Set(entries.map(({ corrects }) => corrects));
  return entries.filter(({ id, cancels }) => !corrected.has(id) && !cancels);
}

function total(lines: readonly Pick<LogLine, 'playedMs'>[]): number {
  return lines.reduce((sum, { playedMs }) => sum + playedMs, 0);
}

function playedOf(speaker: SpeakerWord): number {
  const outcome = outcomeOf(speaker);
  return outcome === 'finished' || outcome === 'cut' ? (speaker.playedMs ?? 0) : 0;
}

function lineOfAiring(airing: Airing): LogLine {
  const { speakers, at } = airing;
  const heard = speakers.filter((speaker) => playedOf(speaker) > 0 || outcomeOf(speaker) === 'finished');
  const begun = heard.flatMap(({ beganAt }) => (beganAt === null ? [] : [beganAt]));
  const ended = heard.flatMap(({ endedAt }) => (endedAt === null ? [] : [endedAt]));
  const playedMs = playedOfAiring(airing);
  const from = begun.length > 0 ? Math.min(...begun) : at;
  const last = ended.length > 0 ? Math.max(...ended) : from + playedMs;
  return {
    from,
    until: heard.length === 0 ? null : Math.max(last, from),
    planned: begun.length === 0,
    playedMs,
    count: countOf(speakers),
    troubles: troublesOf(speakers),
    source: { airing },
  };
}

function lineOfHand(hand: HandLine): LogLine {
  const count = { finished: 0, cut: 0, silent: 0, unclear: 0, all: 0 };
  const { from, until } = hand;
  return { from, until, planned: false, playedMs: until - from, count, troubles: [], source: { hand } };
}

function countOf(speakers: readonly SpeakerWord[]): SpeakerCount {
  const count = { finished: 0, cut: 0, silent: 0, unclear: 0, all: speakers.length };
  for (const speaker of speakers) count[outcomeOf(speaker)] += 1;
  return count;
}

function troublesOf(speakers: readonly SpeakerWord[]): LogLine['troubles'] {
  const found = new Map<string, LogLine['troubles'][number]>();
  for (const speaker of speakers) {
    const kind = outcomeOf(speaker);
    if (kind === 'finished') continue;
    const reason = speaker.reason ?? '';
    const known = found.get(`${kind} ${reason}`) ?? { kind, reason, speakers: 0 };
    found.set(`${kind} ${reason}`, { ...known, speakers: known.speakers + 1 });
  }
  // What is known before what is not.
  const last = ({ kind }: { kind: string }): number => (kind === 'unclear' ? 1 : 0);
  return [...found.values()].toSorted(
    (a, b) => last(a) - last(b) || b.speakers - a.speakers || a.reason.localeCompare(b.reason),
  );
}
