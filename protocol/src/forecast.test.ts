import { describe, expect, it } from 'vitest';
import { forecast } from './forecast.ts';
import { buildIndex, occurrenceKey } from './occurrence.ts';
import type { Occurrence, Rank } from './occurrence.ts';
import { DAY_MS, localInstant } from './wall-clock.ts';

const MINUTE = 60_000;
const MIDNIGHT = localInstant('2026-11-25', 0, 420);
const rules = { quietFrom: 1320, quietTo: 300, utcOffsetMinutes: 420, longestItemMs: 20 * MINUTE };
const minute = (n: number): number => MIDNIGHT + n * MINUTE;

/** Times in minutes of the local day; a length of null is a stream. */
function buildOccurrence(order: string, rank: Rank, from: number, to: number, length: number | null): Occurrence {
  const at = minute(from);
  const until = minute(to);
  const continuous = length === null;
  const timing = { at, until, continuous, durationMs: (length ?? to - from) * MINUTE, playThrough: false };
  const freshness = { issuedAt: MIDNIGHT - 10 * DAY_MS, staleAfterMs: 72 * 60 * MINUTE, notAfter: null };
  return { key: occurrenceKey(order, at), order, rank, level: 2, turn: 0, ...timing, ...freshness };
}

const relay = buildOccurrence('vov', 'relay', 360, 390, null);
const notice = buildOccurrence('notice', 'normal', 370, 376, 4);
const loser = buildOccurrence('loser', 'normal', 371, 375, 3);

describe('a forecast', () => {
  const day = forecast(buildIndex([relay, notice, loser]), rules, MIDNIGHT, MIDNIGHT + DAY_MS);

  it('shows each stretch of sound, why it was cut and by what', () => {
    const told = day.segments.map(({ order, from, to, attempt, outcome, reason, by }) => {
      return [order, (from - MIDNIGHT) / MINUTE, (to - MIDNIGHT) / MINUTE, attempt, outcome, reason, by];
    });
    expect(told).toEqual([
      ['vov', 360, 370, 1, 'overridden', 'higher-class', notice.key],
      ['notice', 370, 374, 1, 'finished', null, null],
      ['vov', 374, 390, 2, 'finished', null, null],
    ]);
  });

  it('shows who loses, when that is certain, why and to whom', () => {
    const { key, order } = loser;
    expect(day.losses).toEqual([{ key, order, at: minute(372), reason: 'conflict', by: notice.key }]);
  });

  it('is of a device in contact: perishable items play', () => {
    expect(day.losses.some(({ reason }) => reason === 'stale')).toBe(false);
  });

  it('leaves open what goes on past its end', () => {
    const { segments } = forecast(buildIndex([relay]), rules, MIDNIGHT, minute(365));
    expect(segments).toMatchObject([{ from: minute(360), to: minute(365), outcome: 'playing' }]);
  });

  it('takes what has been played from the history', () => {
    const starts = new Map([[notice.key, { attempts: 1, outcome: 'finished' as const }]]);
    const { segments } = forecast(buildIndex([notice, loser]), rules, minute(371), minute(400), { starts });
    expect(segments.map(({ order }) => order)).toEqual(['loser']);
    expect(starts.size).toBe(1);
  });

  it('of an empty programme or span is empty', () => {
    expect(forecast(buildIndex([]), rules, MIDNIGHT, MIDNIGHT + 7 * DAY_MS)).toEqual({ segments: [], losses: [] });
    expect(forecast(buildIndex([relay]), rules, minute(370), minute(370))).toEqual({ segments: [], losses: [] });
  });
});
