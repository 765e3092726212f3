import { sessionMs, type Request } from '@nguon/protocol/request.ts';
import { quietView, type Rules } from '@nguon/protocol/resolve-chance.ts';
import { DAY_MS } from '@nguon/protocol/wall-clock.ts';
import { Problem } from '../../lib/problem.ts';
import { spokenInstant } from '../../lib/spoken-time.ts';
import { lastChance } from './rules.ts';

/** A timer is never exact: an item needs so much more than its own length in its window (as resolve() does). */
const START_MARGIN_MS = 5_000;
const FARTHEST_MS = 30 * DAY_MS;

/** Why a request cannot be submitted as it is, or null. `rules` are those of all its targets. */
export function refusalOfSubmission(request: Request, rules: readonly Rules[], now: Date): Problem | null {
  if (request.class === 'emergency') return new Problem('emergency-not-yet');
  if (request.channels.includes('speaker') && request.sounds.length === 0) return new Problem('sound-missing');
  return refusalOfTimes(request, now) ?? refusalOfSound(request, rules, now);
}

/** Why a request that was right when submitted can no longer be approved, or null. */
export function refusalOfLateApproval(request: Request, rules: readonly Rules[], now: Date): Problem | null {
  const { times } = request;
  const gone = now.getTime() >= Math.min(lastChance(times), Date.parse(request.expiresAt));
  const fits =
    times.kind === 'now' || times.slots.some((slot) => now.getTime() + needed(request) <= Date.parse(slot.until));
  if (gone || !fits) return new Problem('slot-passed', { slot: firstSlotWords(request) });
  return refusalOfSound(request, rules, now);
}

/** First start in words, for lists and sentences: "Phát ngay" or "17 giờ 30, thứ Hai, 23/11/2026 và 2 buổi nữa". */
export function timesWords({ times }: Pick<Request, 'times'>): string {
  if (times.kind === 'now') return 'Phát ngay';
  const more = times.slots.length - 1;
  return `${firstSlotWords({ times })}${more > 0 ? ` và ${more} buổi nữa` : ''}`;
}

function firstSlotWords({ times }: Pick<Request, 'times'>): string {
  const first = times.kind === 'slots' ? times.slots[0]?.at : undefined;
  return first === undefined ? 'Phát ngay' : spokenInstant(new Date(first));
}

function refusalOfTimes(request: Request, now: Date): Problem | null {
  const expiry = Date.parse(request.expiresAt);
  if (expiry <= now.getTime()) return wrong('expiresAt', 'đã qua / has passed');
  if (request.times.kind === 'now') return null;
  for (const { at } of request.times.slots) {
    const start = Date.parse(at);
    if (start <= now.getTime()) return new Problem('slot-passed', { slot: spokenInstant(new Date(at)) });
    if (start > now.getTime() + FARTHEST_MS) return wrong('times.starts', 'quá 30 ngày / more than 30 days ahead');
    if (start + sessionMs(request) > expiry) return wrong('expiresAt', 'trước buổi cuối / before the last slot ends');
  }
  return null;
}

function refusalOfSound(request: Request, rules: readonly Rules[], now: Date): Problem | null {
  if (!request.channels.includes('speaker')) return null;
  const length = sessionMs(request);
  const limit = Math.min(...rules.map((rule) => rule.longestItemMs));
  if (length > limit) return new Problem('sound-too-long', { minutes: minutes(length), limit: minutes(limit) });
  if (request.times.kind === 'now') return refusalOfStart(request, now.getTime(), rules);
  for (const { at, until } of request.times.slots) {
    const start = Date.parse(at);
    if (start + needed(request) > Date.parse(until)) {
      return new Problem('slot-too-short', { seconds: Math.ceil(length / 1000), slot: spokenInstant(new Date(at)) });
    }
    const quiet = refusalOfStart(request, start, rules);
    if (quiet) return quiet;
  }
  return null;
}

/** An item starts outside quiet hours and ends before they begin, in every place that hears it. */
function refusalOfStart(request: Request, start: number, rules: readonly Rules[]): Problem | null {
  for (const place of rules) {
    const view = quietView(start, place);
    if (view.quiet || start + sessionMs(request) > view.begins) {
      return new Problem('quiet-hours', { from: minuteWords(place.quietFrom), to: minuteWords(place.quietTo) });
    }
  }
  return null;
}

function needed(request: Request): number {
  return request.channels.includes('speaker') ? sessionMs(request) + START_MARGIN_MS : 0;
}

/** Minute of the day as "21:30". */
function minuteWords(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function minutes(ms: number): number {
  return Math.round(ms / 6_000) / 10;
}

function wrong(field: string, what: string): Problem {
  return new Problem('invalid-input', { details: `${field}: ${what}` });
}
