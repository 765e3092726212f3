import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonSlot, fitting, orderSlots, speakerState, touchesQuiet, villageState, type WeeklySlot } from './rules.ts';

const slot: WeeklySlot = {
  id: 'a',
  unit: 'u',
  kind: 'bulletins',
  title: 'Buổi sáng',
  weekdays: [1],
  fromMinute: 300,
  toMinute: 330,
  stream: null,
};

describe('touchesQuiet', () => {
  it('is so exactly when one minute of the slot is quiet', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 1440 }), minute, minute, (fromMinute, length, from, to) => {
        const toMinute = Math.min(1440, fromMinute + length);
        const quiet = (at: number): boolean => (from <= to ? at >= from && at < to : at >= from || at < to);
        const minutes = Array.from({ length: toMinute - fromMinute }, (_, step) => fromMinute + step);
        expect(touchesQuiet({ fromMinute, toMinute }, from, to)).toBe(minutes.some(quiet));
      }),
    );
  });
});

describe('orderSlots', () => {
  const now = { kind: 'now', windowMs: 60_000, notAfter: '2026-11-23T02:00:00.000Z' } as const;

  it('begins "Phát ngay" at the last approval, and not when that came too late', () => {
    expect(orderSlots(now, new Date('2026-11-23T02:00:00.000Z'))).toEqual([
      { at: '2026-11-23T02:00:00.000Z', until: '2026-11-23T02:01:00.000Z' },
    ]);
    expect(orderSlots(now, new Date('2026-11-23T02:00:00.001Z'))).toBeNull();
  });
});

it('gives a common slot only where all have one, with the earliest end', () => {
  const dated = (until: number) => ({ slot, at: 0, until });
  expect(commonSlot([dated(2_000), dated(1_000)])?.until).toBe('1970-01-01T00:00:01.000Z');
  expect(commonSlot([dated(2_000), null])).toBeNull();
  expect(commonSlot([])).toBeNull();
});

it('takes as many as fit, from the first on', () => {
  expect(fitting([])).toBe(0);
  expect(fitting([1_000, 2_000])).toBe(2);
  expect(fitting([1_000, 2_499_001, 1])).toBe(1);
});

it('knows a village by the loudspeaker that did best', () => {
  expect(villageState(['not-played', 'reached', 'waiting'])).toBe('reached');
  expect(villageState([])).toBe('no-speaker');
  expect([speakerState(null), speakerState('received'), speakerState('expired')]).toEqual([
    'waiting',
    'received',
    'not-played',
  ]);
});
