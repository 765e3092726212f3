import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAY_MS,
  localDate,
  localInstant,
  localMinute,
  localTimeOfDay,
  localWeekday,
  nextLocalMinute,
  zoneOffset,
  zoneSchema,
} from './wall-clock.ts';

const offset = zoneOffset('Asia/Ho_Chi_Minh');
const instant = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) });

describe('wall clock of Viet Nam', () => {
  it.each([
    ['2026-11-24T16:59:59.999Z', '2026-11-24', 1439, 2],
    ['2026-11-24T17:00:00.000Z', '2026-11-25', 0, 3],
    ['2026-11-28T22:30:00.000Z', '2026-11-29', 330, 7],
    ['2028-02-28T18:00:00.000Z', '2028-02-29', 60, 2],
    ['1969-12-31T16:00:00.000Z', '1969-12-31', 1380, 3],
  ])('%s is %s, minute %i, weekday %i', (text, date, minute, weekday) => {
    const at = Date.parse(text);
    expect([localDate(at, offset), localMinute(at, offset), localWeekday(at, offset)]).toEqual([date, minute, weekday]);
  });

  it('agrees with the platform about the zone', () => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });
    // Until 13 June 1975 the zone database has Sài Gòn an hour further ahead.
    const one = Date.UTC(1975, 5, 12, 16);
    fc.assert(
      fc.property(instant, (at) => localDate(at, at < one ? offset + 60 : offset) === format.format(at)),
      { numRuns: 1_000 },
    );
  });

  it('finds the instant of a local date and minute, and back', () => {
    expect(localInstant('2026-11-25', 360, offset)).toBe(Date.parse('2026-11-24T23:00:00.000Z'));
    expect(localInstant('2026-11-25', 1440, offset)).toBe(localInstant('2026-11-26', 0, offset));
    fc.assert(
      fc.property(instant, (at) => {
        const whole = localInstant(localDate(at, offset), localMinute(at, offset), offset);
        return whole <= at && at - whole < 60_000;
      }),
    );
  });

  it.each(['2026-02-30', '2026-13-01', '25/11/2026', ''])('refuses %j as a date', (text) => {
    expect(() => localInstant(text, 0, offset)).toThrow(RangeError);
  });

  it('finds the next time the clock shows a minute: strictly later, within a day', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 1440 }), (at, minute) => {
        const next = nextLocalMinute(at, minute, offset);
        return next > at && next <= at + DAY_MS && localTimeOfDay(next, offset) === (minute % 1440) * 60_000;
      }),
    );
  });

  it('knows no other zone', () => {
    expect(zoneSchema.safeParse('Asia/Bangkok').success).toBe(false);
  });
});
