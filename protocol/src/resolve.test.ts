import { describe, expect, it } from 'vitest';
import { buildIndex, occurrenceKey } from './occurrence.ts';
import type { Occurrence } from './occurrence.ts';
import { outcomeOfCut, outcomeOfRefusal, resolve } from './resolve.ts';
import type { Decision, Moment, Outcome, Start } from './resolve.ts';
import { DAY_MS, localInstant } from './wall-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SIX = localInstant('2026-11-25', 360, 420);
const rules = { quietFrom: 1320, quietTo: 300, utcOffsetMinutes: 420, longestItemMs: 20 * MINUTE };

function buildOccurrence(order: string, part: Partial<Occurrence> = {}): Occurrence {
  const { at = SIX } = part;
  const timing = { at, until: at + 10 * MINUTE, durationMs: 2 * MINUTE, continuous: false, playThrough: false };
  const freshness = { issuedAt: SIX - DAY_MS, staleAfterMs: null, notAfter: null };
  return { key: occurrenceKey(order, at), order, rank: 'normal', level: 2, turn: 0, ...timing, ...freshness, ...part };
}

const item = buildOccurrence('a');

function decide(list: Occurrence[], at: number, part: Partial<Moment> = {}, starts: [string, Start][] = []): Decision {
  const moment = { at, since: at, clockTrusted: true, lastContactAt: at, playing: null, stopped: new Set<string>() };
  return resolve(buildIndex(list), rules, { starts: new Map(starts) }, { ...moment, ...part });
}

describe('a decision', () => {
  it('says what to start, and when to look again: here when the window ends', () => {
    expect(decide([item], SIX)).toEqual({ play: item, cut: null, refused: [], nextChangeAt: item.until });
  });

  it('lets what runs go on, by the same words', () => {
    const playing = { key: item.key, startedAt: SIX };
    const starts: [string, Start][] = [[item.key, { attempts: 1, outcome: 'playing' }]];
    expect(decide([item], SIX + MINUTE, { playing }, starts).play).toEqual(item);
  });

  it('looks again at the next slot', () => {
    const later = buildOccurrence('b', { at: SIX + HOUR });
    expect(decide([later], SIX)).toEqual({ play: null, cut: null, refused: [], nextChangeAt: SIX + HOUR });
  });

  it('looks again when quiet hours begin and end, and never later than in a day', () => {
    expect(decide([], SIX).nextChangeAt).toBe(SIX + 16 * HOUR);
    expect(decide([], SIX + 16 * HOUR).nextChangeAt).toBe(SIX + 23 * HOUR);
    const open = { ...rules, quietFrom: 0, quietTo: 0 };
    const moment = {
      at: SIX,
      since: SIX,
      clockTrusted: true,
      lastContactAt: null,
      playing: null,
      stopped: new Set<string>(),
    };
    expect(resolve(buildIndex([]), open, { starts: new Map() }, moment).nextChangeAt).toBe(SIX + DAY_MS);
  });

  it('looks again when a waiting one loses its chance', () => {
    const loser = buildOccurrence('b', { until: SIX + 5 * MINUTE });
    expect(decide([item, loser], SIX).nextChangeAt).toBe(SIX + 3 * MINUTE);
  });

  it('cuts by an untrusted clock and decides nothing else', () => {
    const playing = { key: item.key, startedAt: SIX };
    const cut = { key: item.key, reason: 'untrusted-clock' };
    const silent = { play: null, cut, refused: [], nextChangeAt: SIX + DAY_MS };
    expect(decide([item], SIX, { clockTrusted: false, playing })).toEqual(silent);
  });

  it('starts another in the same decision that cuts', () => {
    const waiting = buildOccurrence('b');
    const playing = { key: item.key, startedAt: SIX };
    const decision = decide([item, waiting], SIX + MINUTE, { playing, stopped: new Set(['a']) });
    expect(decision).toMatchObject({ play: waiting, cut: { key: item.key, reason: 'stopped' } });
  });

  it('cuts what no document lists', () => {
    const decision = decide([], SIX, { playing: { key: 'gone@1', startedAt: SIX - MINUTE } });
    expect(decision.cut).toEqual({ key: 'gone@1', reason: 'stopped' });
  });
});

describe('once', () => {
  it.each<[Outcome, boolean]>([
    ['overridden', true],
    ['playing', false],
    ['finished', false],
    ['interrupted', false],
    ['stopped', false],
    ['refused', false],
  ])('one that is %s in the history: may it start? %s', (outcome, starts) => {
    const { play } = decide([item], SIX + MINUTE, {}, [[item.key, { attempts: 1, outcome }]]);
    expect(play !== null).toBe(starts);
  });

  it.each<[Outcome]>([['finished'], ['interrupted'], ['stopped'], ['refused']])('%s is told once', (outcome) => {
    const late = { since: SIX - HOUR };
    expect(decide([item], SIX + HOUR, late, [[item.key, { attempts: 1, outcome }]]).refused).toEqual([]);
  });

  it('windows that closed before `since` are not told', () => {
    expect(decide([item], SIX + HOUR, { since: SIX }).refused).toEqual([{ key: item.key, reason: 'missed' }]);
    expect(decide([item], SIX + HOUR, { since: SIX + 30 * MINUTE }).refused).toEqual([]);
  });
});

describe('edges', () => {
  const perishable = buildOccurrence('a', { issuedAt: SIX - 72 * HOUR, staleAfterMs: 72 * HOUR });
  it.each([
    ['at its stale time to the millisecond', SIX, null, true],
    ['a millisecond later', SIX + 1, null, false],
    ['a millisecond later, last contact exactly as long ago', SIX + 1, SIX + 1 - 72 * HOUR, true],
    ['a millisecond later, last contact a millisecond longer ago', SIX + 1, SIX - 72 * HOUR, false],
  ])('a perishable item %s', (_when, at, lastContactAt, starts) => {
    expect(decide([perishable], at, { lastContactAt }).play !== null).toBe(starts);
  });

  it.each<[string, Partial<Occurrence>, boolean]>([
    ['an item as long as the longest', { durationMs: 20 * MINUTE }, true],
    ['a longer item', { durationMs: 20 * MINUTE + 1 }, false],
    ['a longer recorded relay', { durationMs: 25 * MINUTE, rank: 'relay' }, true],
    ['a longer filler item', { durationMs: 25 * MINUTE, rank: 'filler' }, false],
    ['a longer filler stream', { durationMs: 30 * MINUTE, rank: 'filler', continuous: true }, true],
    ['a longer emergency', { durationMs: 25 * MINUTE, rank: 'emergency' }, true],
  ])('%s', (_what, part, starts) => {
    const o = buildOccurrence('a', { until: SIX + 30 * MINUTE, ...part });
    expect(decide([o], SIX).play !== null).toBe(starts);
  });

  it('a sound of no length does not start at its expiry', () => {
    expect(decide([buildOccurrence('a', { durationMs: 0, notAfter: SIX })], SIX).play).toBeNull();
    expect(decide([buildOccurrence('a', { durationMs: 0, notAfter: SIX, rank: 'emergency' })], SIX).play).toBeNull();
  });
});

describe('what to write down', () => {
  it.each([
    ['higher-class', false, 'overridden'],
    ['higher-class', true, 'overridden'],
    ['stopped', false, 'stopped'],
    ['expired', true, 'finished'],
    ['expired', false, 'interrupted'],
    ['quiet-hours', true, 'finished'],
    ['untrusted-clock', true, 'interrupted'],
  ] as const)('after a cut for %s (stream: %s): %s', (reason, continuous, outcome) => {
    expect(outcomeOfCut(reason, continuous)).toBe(outcome);
  });

  it('after a refusal: interrupted if it was heard in part', () => {
    expect([outcomeOfRefusal('killed'), outcomeOfRefusal('higher-class')]).toEqual(['interrupted', 'interrupted']);
    expect([outcomeOfRefusal('conflict'), outcomeOfRefusal('missed')]).toEqual(['refused', 'refused']);
  });
});
