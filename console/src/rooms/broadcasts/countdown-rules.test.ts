import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countdown, LEAD_MS, NEAR_MS, type Ahead, type Situation } from './countdown-rules.ts';

const MINUTE = 60_000;
/** 17 giờ on the province's clock, and 5 giờ 15 of the morning after. */
const FIVE = Date.parse('2026-11-25T17:00:00+07:00');
const MORNING = Date.parse('2026-11-26T05:15:00+07:00');
const slot = (at: number, freeMs = 30 * MINUTE): Ahead => ({ at, until: at + 45 * MINUTE, freeMs });

function at(minutesBefore: number, change: Partial<Situation> = {}): Situation {
  return {
    now: FIVE - minutesBefore * MINUTE,
    slots: [slot(FIVE), slot(MORNING)],
    sessionMs: 121_000,
    listenMs: MINUTE,
    stage: 'written',
    approvals: 1,
    byCode: true,
    ...change,
  };
}

const told = (situation: Situation): string => {
  const known = countdown(situation);
  return known === null ? 'nothing' : known.ways.map(({ way }) => way).join(' ');
};

describe('what can still be done before a slot', () => {
  it.each<[string, Situation, string]>([
    ['more than an hour before', at(61), 'nothing'],
    ['an hour before', at(60), 'submit link code now next'],
    ['six minutes before', at(6), 'submit link code now next'],
    // A minute of listening, 45 s to answer, 30 s for the message, 45 s until loudspeakers have it: three minutes.
    ['just over three minutes before: a message still comes in time', at(3.1), 'submit link code now next'],
    ['just under three minutes before: it does not', at(2.9), 'submit code now next'],
    ['two minutes and a half before: only a code, which nobody has to hear', at(2.3), 'code now next'],
    ['two minutes before: nothing leads to this slot', at(2), 'now next'],
    ['nothing is written yet, ten minutes before', at(10, { stage: 'idea' }), 'submit link code template now next'],
    ['nothing is written yet, five minutes before: a template', at(5, { stage: 'idea' }), 'template now next'],
    ['it waits for its approval: what is left is to ask', at(6, { stage: 'waiting' }), 'link code'],
    ['it waits, and it is too late', at(1, { stage: 'waiting' }), ''],
    ['a priority bulletin is not approved by code', at(2.3, { byCode: false }), 'now next'],
    ['two approvals, six minutes before', at(6, { approvals: 2 }), 'submit link now next'],
    ['two approvals, four minutes before', at(4, { approvals: 2 }), 'now next'],
    [
      'longer than five minutes: no code',
      at(12, { sessionMs: 6 * MINUTE, listenMs: 3 * MINUTE }),
      'submit link now next',
    ],
    ['no slot after this one', at(6, { slots: [slot(FIVE)] }), 'submit link code now'],
    ['the slot has begun', at(-1), 'nothing'],
    ['a timetable without slots', at(6, { slots: [] }), 'nothing'],
  ])('%s', (_when, situation, ways) => expect(told(situation)).toBe(ways));

  it('passes over a slot without room', () => {
    const six = slot(FIVE + 20 * MINUTE);
    const known = countdown(at(6, { slots: [slot(FIVE, MINUTE), six, slot(MORNING)] }));
    expect(known).toMatchObject({ slot: six, next: slot(MORNING) });
  });

  it('says the minutes in which the last way has to be begun', () => {
    // A code takes 90 s and loudspeakers 45: eight minutes and a quarter before the slot leave six.
    expect(countdown(at(8.25, { listenMs: 2 * MINUTE }))?.leftMs).toBe(6 * MINUTE);
    expect(countdown(at(1))?.leftMs).toBe(0);
  });
});

describe('of any situation', () => {
  const situations = fc.record({
    now: fc.integer({ min: FIVE - NEAR_MS, max: FIVE - 1 }),
    slots: fc.constant([slot(FIVE), slot(MORNING)]),
    sessionMs: fc.integer({ min: 0, max: 20 * MINUTE }),
    listenMs: fc.integer({ min: 0, max: 20 * MINUTE }),
    stage: fc.constantFrom<Situation['stage']>('idea', 'written', 'waiting'),
    approvals: fc.integer({ min: 1, max: 2 }),
    byCode: fc.boolean(),
  });

  it('no way is offered whose time has gone, and none comes back as the clock goes on', () => {
    fc.assert(
      fc.property(situations, fc.integer({ min: 0, max: NEAR_MS }), (situation, later) => {
        const now = Math.min(FIVE - 1, situation.now + later);
        const [before, after] = [countdown(situation)!, countdown({ ...situation, now })!];
        for (const { before: limit } of after.ways) if (limit !== null) expect(limit).toBeGreaterThan(now);
        expect(before.ways.map(({ way }) => way)).toEqual(expect.arrayContaining(after.ways.map(({ way }) => way)));
      }),
    );
  });

  it('a way begun in its time is through before the slot, whatever is to be heard', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        for (const { way, before } of countdown(situation)!.ways) {
          if (before === null) continue;
          const heard = way === 'code' ? 0 : situation.listenMs * situation.approvals;
          expect(before + heard + LEAD_MS).toBeLessThanOrEqual(FIVE);
        }
      }),
    );
  });
});
