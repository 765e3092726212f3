import { DAY_MS } from '@nguon/protocol/wall-clock.ts';
import { endOfDay, minuteOfDay } from '../../time.ts';

/** A slot of a timetable ahead: its start (UTC) and how much of it nothing else has taken. */
export interface OfferedSlot {
  at: string;
  freeMs: number;
}

/** How often, at which hours, and until when something is to be broadcast. */
export interface Repeating {
  /** Sessions that are wanted, at least one. */
  count: number;
  /** Minutes of the day at which slots begin that are taken. */
  minutes: ReadonlySet<number>;
  /** The first session begins then or later, UTC epoch milliseconds. */
  from: number;
  /** All sound has ended by then: the chosen day or the item's own end; Infinity: neither. */
  until: number;
}

/** The server takes no request that reaches farther, and none with more sessions. */
export const FARTHEST_MS = 30 * DAY_MS;
export const MOST_SESSIONS = 60;

/** The sessions that a repetition makes: the first ones of the timetable with room that begin at its hours and end in time. Starts in order. */
export function repeatedStarts(
  slots: readonly OfferedSlot[],
  neededMs: number,
  { count, minutes, from, until }: Repeating,
): string[] {
  const fitting = slots.filter(({ at, freeMs }) => {
    const start = Date.parse(at);
    return start >= from && minutes.has(minuteOfDay(at)) && freeMs >= neededMs && start + neededMs <= until;
  });
  return [...new Set(fitting.map(({ at }) => at))].toSorted().slice(0, Math.min(count, MOST_SESSIONS));
}

/** When sound must have ended: the earlier of a chosen last day and an end of the item's own. UTC epoch milliseconds; Infinity without either. */
export function endOfSound(lastDay: string | null, endsAt: number | null): number {
  return Math.min(lastDay === null ? Infinity : Date.parse(endOfDay(lastDay)), endsAt ?? Infinity);
}
