import { z } from 'zod';
import { RANKS, buildIndex, occurrenceKey } from './occurrence.ts';
import type { Occurrence } from './occurrence.ts';
import type { Rules } from './resolve-chance.ts';
import { endSound, newPlayback, stepPlayback } from './resolve-playback.ts';
import type { Playback, Step } from './resolve-playback.ts';
import { DAY_MS, localDate, localInstant, localTimeOfDay, zoneOffset } from './wall-clock.ts';

/** Local time on the document's date, `HH:MM:SS`, with `+n ` or `-n ` before it for another day. */
const Clock = z.string().regex(/^([+-]\d+ )?([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/);

/** An occurrence as people write it. Without `seconds` it is a stream. */
const Row = z.strictObject({
  order: z.string(),
  rank: z.enum(RANKS),
  level: z.int().default(2),
  turn: z.int().default(0),
  at: Clock,
  until: Clock,
  seconds: z.int().optional(),
  playThrough: z.boolean().default(false),
  issued: Clock.default('00:00:00'),
  staleHours: z.int().nullable().default(null),
  notAfter: Clock.nullable().default(null),
});

/** `kill`: the process dies and is back at once; `offUntil`: dies and is back then; `fails`: the player reports a dead sound. */
const Event = z.union([
  z.strictObject({ at: Clock, stop: z.string() }),
  z.strictObject({ at: Clock, clock: z.boolean() }),
  z.strictObject({ at: Clock, contact: z.literal(true) }),
  z.strictObject({ at: Clock, kill: z.literal(true) }),
  z.strictObject({ at: Clock, offUntil: Clock }),
  z.strictObject({ at: Clock, fails: z.literal(true) }),
  z.strictObject({ at: Clock, programme: z.array(Row) }),
]);

const RuleTexts = z.strictObject({ quietFrom: Clock, quietTo: Clock, longestSeconds: z.int() });

const Scenario = z.strictObject({
  name: z.string(),
  /** The document's rules unless the scenario has its own. */
  rules: RuleTexts.optional(),
  from: Clock,
  to: Clock,
  /** Last contact before the start; null: never. */
  contact: Clock.nullable().optional(),
  occurrences: z.array(Row),
  events: z.array(Event).default([]),
  expect: z.array(z.string()),
});
export type Scenario = z.infer<typeof Scenario>;

const Golden = z.strictObject({
  about: z.string(),
  date: z.iso.date(),
  zone: z.literal('Asia/Ho_Chi_Minh'),
  rules: RuleTexts,
  scenarios: z.array(Scenario),
});
export type Golden = z.infer<typeof Golden>;

/** Reads `protocol/golden/resolve.json`, already parsed from JSON; throws a ZodError naming what is wrong. */
export function readGolden(document: unknown): Golden {
  return Golden.parse(document);
}

/** Instant of a clock text of the document, UTC epoch milliseconds. */
export function goldenInstant(golden: Golden, text: string): number {
  const [time = '', day = '0'] = text.split(' ').toReversed();
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  const midnight = localInstant(golden.date, 0, zoneOffset(golden.zone));
  return midnight + Number(day) * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** The clock text of an instant. */
export function goldenClock(golden: Golden, instant: number): string {
  const offset = zoneOffset(golden.zone);
  const time = new Date(localTimeOfDay(instant, offset)).toISOString().slice(11, 19);
  const days = (Date.parse(localDate(instant, offset)) - Date.parse(golden.date)) / DAY_MS;
  return days === 0 ? time : `${days > 0 ? '+' : ''}${days} ${time}`;
}

/** A scenario's occurrence in the shape that `resolve()` takes. */
export function goldenOccurrence(golden: Golden, row: Scenario['occurrences'][number]): Occurrence {
  const { order, rank, level, turn, seconds, playThrough, staleHours, notAfter } = row;
  const at = goldenInstant(golden, row.at);
  const until = goldenInstant(golden, row.until);
  const continuous = seconds === undefined;
  return {
    key: occurrenceKey(order, at),
    order,
    rank,
    level,
    turn,
    at,
    until,
    continuous,
    playThrough,
    durationMs: continuous ? until - at : seconds * 1000,
    issuedAt: goldenInstant(golden, row.issued),
    staleAfterMs: staleHours === null ? null : staleHours * 3_600_000,
    notAfter: notAfter === null ? null : goldenInstant(golden, notAfter),
  };
}

/** The device's rules in a scenario. */
export function goldenRules(golden: Golden, scenario: Scenario): Rules {
  const { quietFrom, quietTo, longestSeconds } = scenario.rules ?? golden.rules;
  const minute = (text: string): number => {
    const [hours = 0, minutes = 0] = text.split(':').map(Number);
    return hours * 60 + minutes;
  };
  return {
    quietFrom: minute(quietFrom),
    quietTo: minute(quietTo),
    utcOffsetMinutes: zoneOffset(golden.zone),
    longestItemMs: longestSeconds * 1000,
  };
}

/** One line of an expected timeline, such as `06:00:30 cut A@06:00:00 higher-class overridden`. */
export function goldenLine(golden: Golden, step: Step): string {
  const [order = '', at = '0'] = step.key.split('@');
  const line = `${goldenClock(golden, step.at)} ${step.did} ${order}@${goldenClock(golden, Number(at))}`;
  if (step.did === 'start') return step.attempt === 1 ? line : `${line} #${step.attempt}`;
  if (step.did === 'end') return `${line} ${step.outcome}`;
  return step.did === 'cut' ? `${line} ${step.reason} ${step.outcome}` : `${line} ${step.reason}`;
}

/** Applies one outer event to the thought device. */
function suffer(playback: Playback, event: Scenario['events'][number], at: number): Step[] {
  if ('stop' in event) playback.stopped.add(event.stop);
  if ('clock' in event) playback.clockTrusted = event.clock;
  if ('contact' in event) playback.lastContactAt = at;
  if ('kill' in event || 'offUntil' in event) playback.playing = null;
  return 'fails' in event ? endSound(playback, 'interrupted', at) : [];
}

/** Plays a scenario through `resolve()` on a thought device. @returns the timeline in the form of `expect` */
export function playScenario(golden: Golden, scenario: Scenario): string[] {
  const instant = (text: string): number => goldenInstant(golden, text);
  const indexed = (rows: Scenario['occurrences']) => buildIndex(rows.map((row) => goldenOccurrence(golden, row)));
  const rules = goldenRules(golden, scenario);
  const playback = newPlayback(instant(scenario.from));
  if (scenario.contact !== undefined) {
    playback.lastContactAt = scenario.contact === null ? null : instant(scenario.contact);
  }
  let index = indexed(scenario.occurrences);
  const events = scenario.events.toSorted((a, b) => instant(a.at) - instant(b.at));
  const lines: string[] = [];
  for (let at = instant(scenario.from); at < instant(scenario.to);) {
    const steps: Step[] = [];
    if (playback.playing !== null && playback.playing.endsAt <= at) steps.push(...endSound(playback, 'finished', at));
    let back = at;
    for (let event = events[0]; event !== undefined && instant(event.at) <= at; event = events[0]) {
      events.shift();
      steps.push(...suffer(playback, event, at));
      if ('programme' in event) index = indexed(event.programme);
      if ('offUntil' in event) back = instant(event.offUntil);
    }
    if (back > at) {
      at = back;
    } else {
      const step = stepPlayback(playback, index, rules, at);
      steps.push(...step.steps);
      at = Math.min(step.nextAt, events[0] === undefined ? Infinity : instant(events[0].at));
    }
    lines.push(...steps.map((step) => goldenLine(golden, step)));
  }
  return lines;
}
