import type { Occurrence } from './occurrence.ts';
import { DAY_MS, localTimeOfDay, nextLocalMinute } from './wall-clock.ts';

/** What a device's signed assignment allows. Minutes are of the local day, 0 … 1440; equal ends mean no quiet hours. */
export interface Rules {
  readonly quietFrom: number;
  readonly quietTo: number;
  readonly utcOffsetMinutes: number;
  readonly longestItemMs: number;
}

/** A stream is not joined for less than this: a few seconds of a relay are only noise. */
export const SHORTEST_JOIN_MS = 10_000;

const MINUTE = 60_000;

/** Quiet hours as seen from one instant. */
export interface QuietView {
  readonly at: number;
  readonly quiet: boolean;
  /** Next instants at which quiet hours begin and end; Infinity without quiet hours. */
  readonly begins: number;
  readonly ends: number;
}

/** Looks at quiet hours from an instant. They include their first instant and exclude their last. */
export function quietView(at: number, rules: Rules): QuietView {
  const { quietFrom, quietTo, utcOffsetMinutes } = rules;
  if (quietFrom === quietTo) return { at, quiet: false, begins: Infinity, ends: Infinity };
  const time = localTimeOfDay(at, utcOffsetMinutes);
  const sinceFrom = (time - quietFrom * MINUTE + 2 * DAY_MS) % DAY_MS;
  const length = ((quietTo - quietFrom + 1440) % 1440) * MINUTE;
  return {
    at,
    quiet: sinceFrom < length,
    begins: nextLocalMinute(at, quietFrom, utcOffsetMinutes),
    ends: nextLocalMinute(at, quietTo, utcOffsetMinutes),
  };
}

/** Sound that must still fit for a start to make sense: the whole item, or the shortest join of a stream. */
export function soundNeeded(o: Occurrence): number {
  return o.continuous ? Math.min(SHORTEST_JOIN_MS, o.until - o.at) : o.durationMs;
}

/** Last instant that its window and its content's expiry allow. */
export function deadline(o: Occurrence): number {
  return o.notAfter !== null && o.notAfter < o.until ? o.notAfter : o.until;
}

function endsInTime(o: Occurrence, begin: number): boolean {
  const last = deadline(o);
  return begin < last && begin + soundNeeded(o) <= last;
}

/** Whether it could start at the view's instant and keep its window, its expiry and the quiet hours. */
export function fitsNow(o: Occurrence, view: QuietView): boolean {
  if (view.at < o.at || !endsInTime(o, view.at)) return false;
  return o.rank === 'emergency' || (!view.quiet && view.at + soundNeeded(o) <= view.begins);
}

/** Whether there is an instant, `from` or later, at which it could start. */
export function hasChance(o: Occurrence, from: number, rules: Rules): boolean {
  const begin = Math.max(from, o.at);
  if (!endsInTime(o, begin)) return false;
  if (o.rank === 'emergency') return true;
  const view = quietView(begin, rules);
  if (fitsNow(o, view)) return true;
  // The only other first chance is the end of the quiet hours that stand in the way.
  return view.ends !== Infinity && fitsNow(o, quietView(view.ends, rules));
}

/** Whether there is an instant strictly after the view's at which it could start; the common case without a second look. */
export function hasLaterChance(o: Occurrence, view: QuietView, rules: Rules): boolean {
  const next = view.at + 1;
  const before = o.at < next && !view.quiet && next + soundNeeded(o) <= view.begins;
  return before ? endsInTime(o, next) : hasChance(o, next, rules);
}

/** Longer than an item may be here; streams, relays and emergencies are bounded by their windows instead. */
export function isTooLong(o: Occurrence, rules: Rules): boolean {
  const exempt = o.continuous || o.rank === 'emergency' || o.rank === 'relay' || o.rank === 'live';
  return !exempt && o.durationMs > rules.longestItemMs;
}

/** Perishable and without contact for its stale time, so that a withheld recall cannot keep it on air. Judged at each start. */
export function isStale(o: Occurrence, at: number, lastContactAt: number | null): boolean {
  if (o.staleAfterMs === null || o.issuedAt + o.staleAfterMs >= at) return false;
  return lastContactAt === null || lastContactAt + o.staleAfterMs < at;
}
