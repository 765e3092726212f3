import { performance } from 'node:perf_hooks';
import { buildIndex, compareOccurrences, occurrenceKey, openAt } from '../../protocol/src/occurrence.ts';
import type { Occurrence, Rank } from '../../protocol/src/occurrence.ts';
import { DAY_MS } from '../../protocol/src/wall-clock.ts';
import { resolve } from '../../protocol/src/resolve.ts';
import type { Moment } from '../../protocol/src/resolve.ts';

const MINUTE = 60_000;
const MONDAY = Date.UTC(2026, 10, 22, 17); // local midnight
const DAYS = 7;
const SLOTS = 30;
const LEVELS = 4;
const TARGET = 300_000;
const RANKS: readonly Rank[] = ['normal', 'priority', 'normal', 'relay'];
const rules = { quietFrom: 1320, quietTo: 300, utcOffsetMinutes: 420, longestItemMs: 20 * MINUTE };

/** A slot each half hour from 05:00, filled by every level at once: each decision has losers that wait or are refused. */
function week(): Occurrence[] {
  const places = Array.from({ length: DAYS * SLOTS * LEVELS }, (_, n) => n);
  return places.map((n) => {
    const level = n % LEVELS;
    const slot = Math.floor(n / LEVELS);
    const at = MONDAY + Math.floor(slot / SLOTS) * DAY_MS + (300 + (slot % SLOTS) * 30) * MINUTE;
    const order = `order-${n}`;
    const rank = RANKS[(slot + level) % RANKS.length] ?? 'normal';
    const timing = { at, until: at + 40 * MINUTE, durationMs: 5 * MINUTE, continuous: false, playThrough: false };
    const freshness = { issuedAt: MONDAY, staleAfterMs: 72 * 60 * MINUTE, notAfter: null };
    return { key: occurrenceKey(order, at), order, rank, level, turn: 0, ...timing, ...freshness };
  });
}

const occurrences = week();
const index = buildIndex(occurrences);
const history = { starts: new Map<string, never>() };

/** Instants all over the week by a fixed sequence, by turns in silence and with an item that has run for a minute. */
function moments(count: number): Moment[] {
  let state = 2298;
  return Array.from({ length: count }, (_, n) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const at = MONDAY + Math.floor((state / 2_147_483_648) * DAYS * DAY_MS);
    const running = n % 2 === 0 ? undefined : openAt(index, at)[0];
    const playing = running === undefined ? null : { key: running.key, startedAt: at - MINUTE };
    return { at, since: at - MINUTE, clockTrusted: true, lastContactAt: at, playing, stopped: new Set<string>() };
  });
}

/** What the decision costs without an index: look at all, sort what is open, take the first. */
function scan(moment: Moment): Occurrence | undefined {
  return occurrences
    .filter((o) => o.at <= moment.at && moment.at < o.until && moment.at + o.durationMs <= o.until)
    .sort(compareOccurrences)[0];
}

/** Decisions per second, the best of fifteen short rounds: the one that other work on the machine disturbed least. */
function rate(list: readonly Moment[], decide: (moment: Moment) => unknown): number {
  const rates = Array.from({ length: 15 }, () => {
    const begun = performance.now();
    let decided = 0;
    for (const moment of list) if (decide(moment) !== undefined) decided += 1;
    return ((decided > 0 ? list.length : 0) / (performance.now() - begun)) * 1000;
  });
  return Math.round(Math.max(...rates));
}

const value = rate(moments(100_000), (moment) => resolve(index, rules, history, moment));
const reference = rate(moments(10_000), scan);
const figure = 'decisions per second; 7 days × 30 slots × 4 levels';
const ratio = Number((value / reference).toFixed(1));
console.log(
  JSON.stringify({ bench: 'resolve', figure, value, reference, ratio, target: TARGET, holds: value >= TARGET }),
);
if (value < TARGET) process.exitCode = 1;
