import { sessionMs, type Played } from '@nguon/protocol/request.ts';
import { localTimeOfDay } from '@nguon/protocol/wall-clock.ts';

/** What one loudspeaker told of one airing in which a bulletin was to be heard. Instants are UTC epoch milliseconds. */
export interface Word {
  /** The unit in which it stands, and the village if that is one. */
  unit: string;
  village: string | null;
  /** playing, finished or interrupted: it began to sound. */
  kind: 'playing' | 'finished' | 'interrupted';
  playedMs: number | null;
  beganAt: number;
  /** Since when the part is left out at this loudspeaker; null where it is not. */
  leftOutAt: number | null;
}

/** One airing of an order in which a bulletin was to be heard. */
export interface Airing {
  order: string;
  at: number;
  /** "Phát ngay": in no slot of a timetable. */
  now: boolean;
  /** Milliseconds of the session before the bulletin begins: 0 unless it is a part of an edition. */
  offsetMs: number;
  words: Word[];
}

/** How often a bulletin was heard, and where. */
export interface Heard {
  sessions: Pick<Airing, 'at' | 'now'>[];
  villages: string[];
  /** Units with a loudspeaker that sounded it, villages or not. */
  units: string[];
}

/** Milliseconds of a session before one of its parts begins. @param place of the part, from 0; null for a single bulletin */
export function offsetOf(played: Played, place: number | null): number {
  if (place === null || !played.parts) return 0;
  const later = new Set(played.parts.map((_, other) => other).filter((other) => other >= place));
  const before = sessionMs(played, later);
  return before === 0 ? 0 : before + 1_000;
}

/** Whether a loudspeaker sounded the bulletin, or a piece of it. In doubt it did: who heard an error has a right to the correction. */
export function didSound({ kind, playedMs, beganAt, leftOutAt }: Word, offsetMs: number): boolean {
  if (leftOutAt !== null && leftOutAt <= beganAt + offsetMs) return false;
  return kind !== 'interrupted' || playedMs === null || playedMs > offsetMs;
}

/** How often and where a bulletin was heard, by what the loudspeakers told. */
export function heardOf(airings: readonly Airing[]): Heard {
  const sounded = airings
    .map((airing) => ({ ...airing, words: airing.words.filter((word) => didSound(word, airing.offsetMs)) }))
    .filter(({ words }) => words.length > 0);
  const words = sounded.flatMap((airing) => airing.words);
  return {
    sessions: sounded.map(({ at, now }) => ({ at, now })).toSorted((a, b) => a.at - b.at),
    villages: [...new Set(words.flatMap(({ village }) => village ?? []))].toSorted(),
    units: [...new Set(words.map(({ unit }) => unit))].toSorted(),
  };
}

/**
 * When a correction is heard as often as the error: for each session of the error the next slot that begins at the same time of day, and for
 * what was broadcast at once, or has no such slot ahead, the next slot that is left.
 * @param slots starts ahead that all places have, UTC epoch milliseconds @param offset minutes ahead of UTC
 * @returns starts in order; fewer than sessions where the timetable has no more
 */
export function proposeStarts(
  sessions: readonly Pick<Airing, 'at' | 'now'>[],
  slots: readonly number[],
  offset: number,
): number[] {
  const free = slots.toSorted((a, b) => a - b);
  const take = (index: number): number[] => (index === -1 ? [] : free.splice(index, 1));
  const alike = sessions.map(({ at, now }) => {
    const minute = localTimeOfDay(at, offset);
    return now ? [] : take(free.findIndex((start) => localTimeOfDay(start, offset) === minute));
  });
  const others = alike.filter((found) => found.length === 0).map(() => take(free.length > 0 ? 0 : -1));
  return [...alike, ...others].flat().toSorted((a, b) => a - b);
}

/** Whether a correction is heard less often or in fewer places than the error. @param uncovered villages and other places that it leaves out */
export function fallsShort(error: Pick<Heard, 'sessions'>, asked: number, uncovered: number): boolean {
  return error.sessions.length > 0 && (asked < error.sessions.length || uncovered > 0);
}

/** "Bản sai đã phát 3 buổi ở 12 thôn." */
export function errorSentence({ sessions, villages }: Pick<Heard, 'sessions' | 'villages'>): string {
  if (sessions.length === 0) return 'Chưa loa nào báo đã phát bản sai.';
  const where = villages.length === 0 ? '' : ` ở ${villages.length} thôn`;
  return `Bản sai đã phát ${sessions.length} buổi${where}.`;
}
