import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeUpSlot, missedSentence, missedVillages, type VillageHearing } from './missed-rules.ts';

const speaker = (kind: string | null) => ({ kind, reason: null, at: null, lastContactAt: null });
const village = (ahead: boolean, ...kinds: (string | null)[]): VillageHearing => ({
  id: kinds.join(),
  name: 'Thôn Mẫu',
  communeName: 'Xã Mẫu',
  ahead,
  speakers: kinds.map(speaker),
});

describe('villages that missed a bulletin', () => {
  it.each([
    ['heard it', village(false, 'finished'), false],
    ['heard it from one of two', village(false, 'not-played', 'finished'), false],
    ['was without power: no word at all', village(false, null), true],
    ['had it and said no more', village(false, 'received'), true],
    ['lost power in mid-sound', village(false, 'playing'), true],
    ['was cut short', village(false, 'interrupted'), true],
    ['lost to another', village(false, 'not-played'), true],
    ['has another session to come', village(true, 'not-played'), false],
    ['has no loudspeaker', village(false), false],
  ])('one that %s', (_what, one, missed) => {
    expect(missedVillages([one])).toEqual(missed ? [one] : []);
  });

  it('are counted in words', () => {
    expect(missedSentence(8, new Date('2026-11-23T10:30:00Z'))).toBe(
      '8 thôn chưa nghe buổi 17 giờ 30, thứ Hai, 23/11/2026.',
    );
  });
});

const MINUTE = 60_000;
const roomy = (minute: number, freeMs: number) => ({
  slot: {
    at: new Date(minute * MINUTE).toISOString(),
    until: new Date((minute + 30) * MINUTE).toISOString(),
  },
  freeMs,
});

describe('the slot of another session', () => {
  it('has room, lets it end before it expires, and is the first that does', () => {
    const drawing = fc.array(fc.tuple(fc.nat(2_000), fc.nat(40 * MINUTE)), { maxLength: 12 });
    fc.assert(
      fc.property(drawing, fc.integer({ min: 1, max: 30 * MINUTE }), fc.nat(2_100), (drawn, neededMs, expires) => {
        const slots = drawn.toSorted((a, b) => a[0] - b[0]).map(([minute, free]) => roomy(minute, free));
        const last = expires * MINUTE;
        const fits = slots.filter(({ slot, freeMs }) => freeMs >= neededMs && Date.parse(slot.at) + neededMs <= last);
        expect(makeUpSlot(slots, neededMs, last)).toEqual(fits[0]?.slot ?? null);
      }),
    );
  });

  it('is none after the expiry, however much room there is', () => {
    expect(makeUpSlot([roomy(60, 30 * MINUTE)], MINUTE, 60 * MINUTE)).toBeNull();
    expect(makeUpSlot([roomy(60, 30 * MINUTE)], MINUTE, 61 * MINUTE)).not.toBeNull();
  });
});
