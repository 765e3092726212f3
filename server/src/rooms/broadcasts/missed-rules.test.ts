import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeUpOffer, missedSentence, missedVillages, type VillageHearing } from './missed-rules.ts';

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
const minutes = (from: number, to: number) => ({ at: from * MINUTE, until: to * MINUTE });
const full = (from: number, to: number, length: number) => ({ ...minutes(from, to), lengthMs: length * MINUTE });
const NEVER = 1_000_000 * MINUTE;
const FIRST = minutes(0, 30);
const LATER = minutes(600, 630);

describe('the slot of another session', () => {
  it('never overfills a village, and names every village once', () => {
    const slot = fc
      .tuple(fc.nat(5), fc.constantFrom(10, 30, 45))
      .map(([place, length]) => minutes(place * 60, place * 60 + length));
    const taken = fc
      .tuple(fc.nat(6 * 60), fc.integer({ min: 1, max: 60 }), fc.nat(40))
      .map(([from, window, length]) => full(from, from + window, length));
    const village = fc.record({ slots: fc.array(slot, { maxLength: 4 }), taken: fc.array(taken, { maxLength: 6 }) });
    fc.assert(
      fc.property(
        fc.array(village, { maxLength: 6 }),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(400),
        (drawn, needed, expires) => {
          const air = drawn.map((one, place) => ({ village: String(place), ...one }));
          const offer = makeUpOffer(air, needed * MINUTE, expires * MINUTE);
          const fits = (one: (typeof air)[number], at: number, until: number): boolean => {
            const others = one.taken.map(({ lengthMs, ...window }) => {
              const shared = Math.min(until, window.until) - Math.max(at, window.at);
              return Math.max(0, Math.min(lengthMs, shared));
            });
            return others.reduce((sum, ms) => sum + ms, needed * MINUTE) <= until - at;
          };
          if (offer === null) {
            const open = air.filter((one) =>
              one.slots.some(({ at, until }) => at + needed * MINUTE <= expires * MINUTE && fits(one, at, until)),
            );
            expect(open).toEqual([]);
            return;
          }
          const [at, until] = [Date.parse(offer.slot.at), Date.parse(offer.slot.until)];
          expect(at + needed * MINUTE).toBeLessThanOrEqual(expires * MINUTE);
          for (const id of offer.villages) {
            const one = air[Number(id)]!;
            expect(one.slots.some((own) => own.at === at && own.until >= until)).toBe(true);
            expect(fits(one, at, until)).toBe(true);
          }
          const named = [...offer.villages, ...offer.left.map((one) => one.village)];
          expect(named.toSorted()).toEqual(air.map((one) => one.village));
        },
      ),
    );
  });

  const village = (id: string, slots: readonly ReturnType<typeof minutes>[], ...taken: ReturnType<typeof full>[]) => ({
    village: id,
    slots,
    taken,
  });
  const both = [FIRST, LATER];
  it.each([
    [
      'one village is full',
      [village('a', both), village('b', both), village('c', both, full(0, 30, 30))],
      0,
      ['c full'],
    ],
    [
      'most villages are full',
      [village('a', both), village('b', both, full(0, 30, 30)), village('c', both, full(0, 30, 30))],
      600,
      [],
    ],
    [
      'only the last one listed is full',
      [village('a', [FIRST]), village('b', [FIRST], full(0, 30, 27))],
      0,
      ['b full'],
    ],
    ['what begins before it reaches into it', [village('a', both, full(-20, 10, 25), full(10, 40, 20))], 600, []],
    ['what ends as it begins takes nothing', [village('a', both, full(-30, 0, 30))], 0, []],
    [
      'each keeps its own timetable',
      [village('a', [FIRST]), village('b', [LATER]), village('c', [minutes(60, 90)])],
      0,
      ['b no-slot', 'c no-slot'],
    ],
    ['the slot of one is shorter than the item', [village('a', [minutes(0, 3)]), village('b', [FIRST])], 0, ['a full']],
  ] as const)('where %s', (_what, air, start, left) => {
    const offer = makeUpOffer(air, 5 * MINUTE, NEVER);
    expect(offer?.slot.at).toBe(new Date(start * MINUTE).toISOString());
    expect(offer?.left.map((one) => `${one.village} ${one.why}`)).toEqual(left);
  });

  it('ends with the shorter of two slots that begin together', () => {
    const air = [village('a', [minutes(0, 45)]), village('b', [FIRST])];
    expect(makeUpOffer(air, MINUTE, NEVER)?.slot.until).toBe(new Date(30 * MINUTE).toISOString());
  });

  it('is none after the expiry, however much room there is', () => {
    const air = [village('a', [minutes(60, 90)])];
    expect(makeUpOffer(air, MINUTE, 60 * MINUTE)).toBeNull();
    expect(makeUpOffer(air, MINUTE, 61 * MINUTE)).not.toBeNull();
  });
});
