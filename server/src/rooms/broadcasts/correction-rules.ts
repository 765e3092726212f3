import { PAUSE_BETWEEN_SOUNDS_MS, playedSounds, type Played, type Request } from '@nguon/protocol/request.ts';
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
  /** When it told this. */
  toldAt: number;
  /** Since when the part is left out at this loudspeaker; null where it is not. */
  leftOutAt: number | null;
  /** Places of all parts of the edition that were left out there, whenever that was. */
  leftOut: readonly number[];
}

/** One airing of an order in which a bulletin was to be heard. */
export interface Airing {
  order: string;
  at: number;
  /** "Phát ngay": in no slot of a timetable. */
  now: boolean;
  played: Played;
  /** Where it stands in an edition; null for an order of its own. */
  place: number | null;
  words: Word[];
}

/** How often a bulletin was heard, and where. */
export interface Heard {
  sessions: Pick<Airing, 'at' | 'now'>[];
  villages: string[];
  /** Sessions by unit with a loudspeaker that sounded it, villages or not. */
  places: ReadonlyMap<string, number>;
}

/** One session for which a correction is ordered, and those of the places asked about in which it is to be heard. */
export interface Coming {
  at: number;
  units: readonly string[];
}

/** A bulletin that a request says, alone or as a part of an edition. */
export interface Said {
  bulletin: string;
  title: string;
  text: string;
}

/** What a request says, each bulletin once: the parts of an edition, or its one bulletin. */
export function saidBy({ revision, screen, parts }: Pick<Request, 'revision' | 'screen' | 'parts'>): Said[] {
  if (!parts) return [{ bulletin: revision.bulletin, title: screen.title, text: screen.text }];
  const said = parts.flatMap(({ bulletin, title, text }) =>
    bulletin ? [{ bulletin: bulletin.bulletin, title, text }] : [],
  );
  return said.filter((one, index) => said.findIndex(({ bulletin }) => bulletin === one.bulletin) === index);
}

/** What must have come before a part of a session begins, in milliseconds. */
export interface Before {
  /** Of sound alone, as a loudspeaker counts what it played. */
  soundMs: number;
  /** With the pauses, as time passes. */
  elapsedMs: number;
}

/**
 * What must have come before a part of a session begins.
 * @param place of the part, from 0; null for a single bulletin @param leftOut parts that may have been silent: they are not counted on
 */
export function beforePart(played: Played, place: number | null, leftOut: readonly number[]): Before {
  if (place === null || !played.parts) return { soundMs: 0, elapsedMs: 0 };
  const silent = new Set(
    played.parts.map((_, other) => other).filter((other) => other >= place || leftOut.includes(other)),
  );
  const sounds = playedSounds(played, silent);
  const soundMs = sounds.reduce((sum, { sound }) => sum + sound.durationMs, 0);
  return { soundMs, elapsedMs: soundMs + sounds.length * PAUSE_BETWEEN_SOUNDS_MS };
}

/** Whether a loudspeaker sounded the bulletin, or a piece of it. In doubt it did: who heard an error has a right to the correction. */
export function didSound(
  { kind, playedMs, beganAt, toldAt, leftOutAt }: Word,
  { soundMs, elapsedMs }: Before,
): boolean {
  // What was left out only after the end had been told silenced nothing.
  const over = kind !== 'playing' && leftOutAt !== null && leftOutAt > toldAt;
  if (leftOutAt !== null && !over && leftOutAt <= beganAt + elapsedMs) return false;
  return kind !== 'interrupted' || playedMs === null || playedMs > soundMs;
}

/** How often and where a bulletin was heard, by what the loudspeakers told; twice in one session, by whatever orders, is once. */
export function heardOf(airings: readonly Airing[]): Heard {
  const sounded = airings
    .map(({ played, place, ...airing }) => ({
      ...airing,
      words: airing.words.filter((word) => didSound(word, beforePart(played, place, word.leftOut))),
    }))
    .filter(({ words }) => words.length > 0);
  const sessions = new Map(sounded.map(({ at, now }) => [at, { at, now }]));
  const words = sounded.flatMap((airing) => airing.words);
  const units = [...new Set(words.map(({ unit }) => unit))].toSorted();
  const sessionsIn = (unit: string): Set<number> =>
    new Set(sounded.flatMap((airing) => (airing.words.some((word) => word.unit === unit) ? airing.at : [])));
  return {
    sessions: [...sessions.values()].toSorted((a, b) => a.at - b.at),
    villages: [...new Set(words.flatMap(({ village }) => village ?? []))].toSorted(),
    places: new Map(units.map((unit) => [unit, sessionsIn(unit).size])),
  };
}

/** In how many sessions a correction will be heard, and in how many places less often than the error was. */
export function comingOf(
  { places }: Pick<Heard, 'places'>,
  coming: readonly Coming[],
): { asked: number; uncovered: number } {
  const sessionsIn = (unit?: string): number =>
    new Set(coming.flatMap(({ at, units }) => (unit === undefined || units.includes(unit) ? at : []))).size;
  return {
    asked: sessionsIn(),
    uncovered: [...places].filter(([unit, sessions]) => sessionsIn(unit) < sessions).length,
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

/** Whether a correction is heard less often than the error, in all or in some places. @param uncovered such villages and other places */
export function fallsShort(error: Pick<Heard, 'sessions'>, asked: number, uncovered: number): boolean {
  return error.sessions.length > 0 && (asked < error.sessions.length || uncovered > 0);
}

/** "Bản sai đã phát 3 buổi ở 12 thôn." */
export function errorSentence({ sessions, villages }: Pick<Heard, 'sessions' | 'villages'>): string {
  if (sessions.length === 0) return 'Chưa loa nào báo đã phát bản sai.';
  const where = villages.length === 0 ? '' : ` ở ${villages.length} thôn`;
  return `Bản sai đã phát ${sessions.length} buổi${where}.`;
}
