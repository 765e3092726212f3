import { z } from 'zod';

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/** One day in milliseconds. */
export const DAY_MS = DAY_MINUTES * MINUTE;

/** The time zones a unit may keep. All have a fixed offset: the whole of Viet Nam has kept UTC+7 without summer time since June 1975. */
export const zoneSchema = z.enum(['Asia/Ho_Chi_Minh']);
export type Zone = z.infer<typeof zoneSchema>;

const offsets: Readonly<Record<Zone, number>> = { 'Asia/Ho_Chi_Minh': 420 };

/** Minutes that a zone's wall clock is ahead of UTC. */
export function zoneOffset(zone: Zone): number {
  return offsets[zone];
}

/** Milliseconds since local midnight, 0 … 86,399,999, at an instant (UTC epoch milliseconds). */
export function localTimeOfDay(at: number, utcOffsetMinutes: number): number {
  const local = (at + utcOffsetMinutes * MINUTE) % DAY_MS;
  // The remainder of a negative instant can be -0; midnight has one zero.
  return local < 0 ? local + DAY_MS : local + 0;
}

/** Minute of the local day, 0 … 1439, at an instant. */
export function localMinute(at: number, utcOffsetMinutes: number): number {
  return Math.floor(localTimeOfDay(at, utcOffsetMinutes) / MINUTE);
}

/** Local calendar date `YYYY-MM-DD` at an instant. */
export function localDate(at: number, utcOffsetMinutes: number): string {
  return new Date(at + utcOffsetMinutes * MINUTE).toISOString().slice(0, 10);
}

/** Local weekday at an instant, 1 Monday … 7 Sunday (ISO 8601). */
export function localWeekday(at: number, utcOffsetMinutes: number): number {
  return new Date(at + utcOffsetMinutes * MINUTE).getUTCDay() || 7;
}

/**
 * Instant of a minute of a local calendar day.
 * @param date `YYYY-MM-DD`, a real date; throws RangeError otherwise
 * @param minute minutes after local midnight; 1440 is the next midnight
 */
export function localInstant(date: string, minute: number, utcOffsetMinutes: number): number {
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  const real = !Number.isNaN(midnight) && new Date(midnight).toISOString().slice(0, 10) === date;
  if (!real) throw new RangeError(`not a calendar date: ${date}`);
  return midnight + (minute - utcOffsetMinutes) * MINUTE;
}

/** First instant strictly after `at` at which the local clock shows this minute of the day (1440 is midnight). */
export function nextLocalMinute(at: number, minute: number, utcOffsetMinutes: number): number {
  const wanted = (minute % DAY_MINUTES) * MINUTE;
  const passed = localTimeOfDay(at, utcOffsetMinutes);
  return at - passed + wanted + (wanted <= passed ? DAY_MS : 0);
}
