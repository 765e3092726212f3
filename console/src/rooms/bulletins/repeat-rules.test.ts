import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minuteOfDay } from '../../time.ts';
import { endOfSound, MOST_SESSIONS, repeatedStarts, type OfferedSlot } from './repeat-rules.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MONDAY = Date.parse('2026-11-23T00:00:00+07:00');
const [MORNING, EVENING] = [5 * 60 + 15, 17 * 60];
const slot = (day: number, minute: number, freeMs = 30 * MINUTE): OfferedSlot => ({
  at: new Date(MONDAY + day * DAY + minute * MINUTE).toISOString(),
  freeMs,
});
const WEEK = Array.from({ length: 7 }, (_, day) => [slot(day, MORNING), slot(day, EVENING)]).flat();
const all = { count: 60, minutes: new Set([MORNING, EVENING]), from: MONDAY, until: Infinity };
const starts = (...slots: OfferedSlot[]): string[] => slots.map(({ at }) => at);

describe('a repetition', () => {
  it.each([
    ['three sessions, at both hours', { count: 3 }, starts(slot(0, MORNING), slot(0, EVENING), slot(1, MORNING))],
    ['two evenings', { count: 2, minutes: new Set([EVENING]) }, starts(slot(0, EVENING), slot(1, EVENING))],
    ['from a session on', { count: 1, from: MONDAY + DAY }, starts(slot(1, MORNING))],
    ['until a day', { until: MONDAY + DAY }, starts(slot(0, MORNING), slot(0, EVENING))],
    ['ends before the meeting does', { until: MONDAY + EVENING * MINUTE + MINUTE }, starts(slot(0, MORNING))],
    ['none at hours that the place has not', { minutes: new Set([12 * 60]) }, []],
  ])('%s', (_what, wish, expected) => {
    expect(repeatedStarts(WEEK, 2 * MINUTE, { ...all, ...wish })).toEqual(expected);
  });

  it('takes the next slots with room at its hours that end in time, leaves none out, and is never more than was asked', () => {
    const drawn = fc.array(fc.tuple(fc.nat(40), fc.constantFrom(MORNING, EVENING, 700), fc.nat(30 * MINUTE)), {
      maxLength: 90,
    });
    const wish = fc.record({
      count: fc.integer({ min: 1, max: 80 }),
      minutes: fc.subarray([MORNING, EVENING, 700]).map((minutes) => new Set(minutes)),
      from: fc.integer({ min: 0, max: 40 }).map((day) => MONDAY + day * DAY),
      until: fc
        .option(fc.integer({ min: 0, max: 41 }), { nil: undefined })
        .map((day) => (day === undefined ? Infinity : MONDAY + day * DAY)),
    });
    fc.assert(
      fc.property(drawn, fc.nat(20 * MINUTE), wish, (rows, needed, asked) => {
        const slots = rows.map(([day, minute, free]) => slot(day, minute, free));
        const taken = repeatedStarts(slots, needed, asked);
        const fits = ({ at, freeMs }: OfferedSlot): boolean =>
          freeMs >= needed &&
          asked.minutes.has(minuteOfDay(at)) &&
          Date.parse(at) >= asked.from &&
          Date.parse(at) + needed <= asked.until;
        const all = new Set(slots.filter(fits).map(({ at }) => at));
        expect(taken.length).toBe(Math.min(all.size, asked.count, MOST_SESSIONS));
        expect(taken).toEqual([...all].toSorted().slice(0, taken.length));
      }),
    );
  });

  it('ends with the day, or before it with the item itself', () => {
    expect(endOfSound(null, null)).toBe(Infinity);
    expect(endOfSound('2026-11-23', null)).toBe(MONDAY + DAY - 1);
    expect(endOfSound('2026-11-23', MONDAY + MINUTE)).toBe(MONDAY + MINUTE);
    expect(endOfSound('2026-11-23', MONDAY + 2 * DAY)).toBe(MONDAY + DAY - 1);
  });
});
