import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RANKS, buildIndex, occurrenceKey, rankPlace } from './occurrence.ts';
import type { Occurrence } from './occurrence.ts';
import type { Rules } from './resolve-chance.ts';
import { newPlayback, stepPlayback } from './resolve-playback.ts';
import type { Playback, Step } from './resolve-playback.ts';

const SECOND = 1000;
const FROM = Date.UTC(2026, 10, 25, 14, 30); // 21:30 in Viet Nam
const SPAN = 2400;
const TO = FROM + SPAN * SECOND;

type Event = { at: number } & ({ stop: string } | { kill: true } | { trust: boolean } | { contact: true });
interface Case {
  occurrences: Occurrence[];
  rules: Rules;
  events: Event[];
}

const second = fc.integer({ min: 0, max: SPAN }).map((s) => FROM + s * SECOND);
const seconds = (max: number) => fc.integer({ min: 1, max }).map((s) => s * SECOND);
const orderId = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');

const occurrence: fc.Arbitrary<Occurrence> = fc
  .record({
    order: orderId,
    rank: fc.constantFrom(...RANKS),
    level: fc.integer({ min: 0, max: 3 }),
    turn: fc.integer({ min: 0, max: 2 }),
    at: second,
    window: seconds(900),
    length: seconds(300),
    stream: fc.boolean(),
    playThrough: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    staleAfterMs: fc.option(seconds(SPAN), { freq: 3 }),
    notAfter: fc.option(second, { freq: 3 }),
  })
  .map(({ window, length, stream, ...o }) => {
    const continuous = o.rank === 'live' || (stream && (o.rank === 'relay' || o.rank === 'filler'));
    const timing = { until: o.at + window, durationMs: continuous ? window : length, continuous };
    return { ...o, ...timing, key: occurrenceKey(o.order, o.at), issuedAt: FROM - 600 * SECOND };
  });

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ at: second, stop: orderId }),
  fc.record({ at: second, kill: fc.constant(true as const) }),
  fc.record({ at: second, trust: fc.boolean() }),
  fc.record({ at: second, contact: fc.constant(true as const) }),
);

/** Quiet hours that begin and end in or about the span of the cases: 21:30 to 22:10. */
const rules: fc.Arbitrary<Rules> = fc
  .record({ quietFrom: fc.integer({ min: 1280, max: 1339 }), length: fc.integer({ min: 0, max: 1439 }) })
  .chain(({ quietFrom, length }) =>
    fc.constantFrom(250, 600).map((longest) => ({
      quietFrom,
      quietTo: (quietFrom + length) % 1440,
      utcOffsetMinutes: 420,
      longestItemMs: longest * SECOND,
    })),
  );

const cases: fc.Arbitrary<Case> = fc.record({
  occurrences: fc.array(occurrence, { maxLength: 14 }),
  rules,
  events: fc.array(event, { maxLength: 5 }).map((list) => list.toSorted((a, b) => a.at - b.at)),
});

/** Lets an outer event happen to the device. */
function suffer(playback: Playback, event: Event): void {
  if ('stop' in event) playback.stopped.add(event.stop);
  if ('kill' in event) playback.playing = null;
  if ('trust' in event) playback.clockTrusted = event.trust;
  if ('contact' in event) playback.lastContactAt = event.at;
}

/** Steps a thought device by what `resolve()` asks for, or by a fixed stride, and lets `watch` see it after each step. */
function drive(given: Case, stride?: number, watch: (p: Playback, at: number) => unknown = () => undefined): Step[] {
  const index = buildIndex(given.occurrences);
  const playback = newPlayback(FROM);
  const events = [...given.events];
  const log: Step[] = [];
  for (let at = FROM; at < TO;) {
    const due = playback.playing?.endsAt === at;
    // A sound that ends at the instant of an event has ended.
    const before = due ? stepPlayback(playback, index, given.rules, at).steps : [];
    for (; events[0] !== undefined && events[0].at <= at; events.shift()) suffer(playback, events[0]);
    const { steps, nextAt } = stepPlayback(playback, index, given.rules, at);
    log.push(...before, ...steps);
    watch(playback, at);
    if (nextAt <= at) throw new Error(`stands still at ${at}`);
    at = stride === undefined ? Math.min(nextAt, events[0]?.at ?? Infinity) : at + stride;
  }
  return log;
}

interface Sound {
  o: Occurrence;
  from: number;
  to: number;
  end: string;
}

/** The stretches of sound in a log. A kill leaves no step: it shows as the next step that is not that sound's end. */
function soundsOf(given: Case, log: readonly Step[]): Sound[] {
  const { byKey } = buildIndex(given.occurrences);
  const kills = given.events.filter((e) => 'kill' in e).map((e) => e.at);
  return log.flatMap((step, place) => {
    const o = byKey.get(step.key);
    if (step.did !== 'start' || o === undefined) return [];
    const end = log.slice(place + 1).find((s) => s.did !== 'refuse' && s.key === step.key);
    const kill = kills.find((at) => at > step.at && (end === undefined || at < end.at));
    const to = kill ?? end?.at ?? Math.min(TO, o.continuous ? TO : step.at + o.durationMs);
    const outcome = end?.did === 'end' || end?.did === 'cut' ? end.outcome : 'playing';
    return [{ o, from: step.at, to, end: kill === undefined ? outcome : 'killed' }];
  });
}

function isQuiet(at: number, { quietFrom, quietTo }: Rules): boolean {
  const minute = Math.floor((at / 1000 / 60 + 420) % 1440);
  if (quietFrom <= quietTo) return minute >= quietFrom && minute < quietTo;
  return minute >= quietFrom || minute < quietTo;
}

function anyQuiet(from: number, to: number, rules: Rules): boolean {
  for (let t = from; t < to; t += SECOND) if (isQuiet(t, rules)) return true;
  return false;
}

/** By asking every second of the sound: could it begin now and keep all bounds? */
function couldBegin(o: Occurrence, at: number, p: Playback, given: Case): boolean {
  const start = p.starts.get(o.key);
  if (p.stopped.has(o.order) || (start !== undefined && start.outcome !== 'overridden')) return false;
  const need = o.continuous ? Math.min(10 * SECOND, o.until - o.at) : o.durationMs;
  const bounded = !o.continuous && ['priority', 'normal', 'filler'].includes(o.rank);
  if (bounded && o.durationMs > given.rules.longestItemMs) return false;
  if (at < o.at || at + need > o.until || (o.notAfter !== null && at + need > o.notAfter)) return false;
  const stale = o.staleAfterMs;
  if (stale !== null && o.issuedAt + stale < at && (p.lastContactAt ?? -Infinity) + stale < at) return false;
  if (o.rank === 'emergency') return true;
  return !anyQuiet(at, at + need, given.rules);
}

/** Looks for what must not be in many cases: `wrongs` lists it. */
function expectNone(wrongs: (given: Case) => unknown[], numRuns = 400): void {
  fc.assert(
    fc.property(cases, (given) => {
      expect(wrongs(given)).toEqual([]);
    }),
    { numRuns },
  );
}

const heard = (given: Case): Sound[] => soundsOf(given, drive(given));

/** What goes before what within the choice of one instant, as a list to compare place by place. */
function precedence(o: Occurrence): (number | string)[] {
  return [rankPlace(o.rank), o.rank === 'priority' ? o.turn : 0, o.level, o.at, o.order];
}

function precedes(a: Occurrence, b: Occurrence): boolean {
  const [first, second] = [precedence(a), precedence(b)];
  const place = first.findIndex((value, i) => value !== second[i]);
  return first[place]! < second[place]!;
}

describe('whatever the programme, the rules and the events', () => {
  it('never two sounds at once', () => {
    expectNone((given) => heard(given).filter((sound, place, all) => sound.to > (all[place + 1]?.from ?? TO)));
  });

  it('nothing before its slot, after its window or after its expiry', () => {
    expectNone((given) =>
      heard(given).filter(({ o, from, to }) => from < o.at || to > Math.min(o.until, o.notAfter ?? Infinity)),
    );
  });

  it('nothing but emergencies in quiet hours', () => {
    expectNone((given) =>
      heard(given).filter(({ o, from, to }) => o.rank !== 'emergency' && anyQuiet(from, to, given.rules)),
    );
  });

  it('no occurrence begins twice unless a higher rank cut it', () => {
    expectNone((given) =>
      heard(given).filter(({ o, end }, place, all) => {
        const next = all[place + 1];
        if (end === 'overridden') return next === undefined || rankPlace(next.o.rank) >= rankPlace(o.rank);
        return all.slice(place + 1).some((later) => later.o.key === o.key);
      }),
    );
  });

  it('a finished item was heard whole', () => {
    expectNone((given) =>
      heard(given).filter(({ o, from, to, end }) => end === 'finished' && !o.continuous && to - from !== o.durationMs),
    );
  });

  it('a higher rank never waits for a lower one unless that plays through, and nobody waits for silence', () => {
    expectNone((given) => {
      const { occurrences, byKey } = buildIndex(given.occurrences);
      const wrong: unknown[] = [];
      drive(given, SECOND, (p, at) => {
        const running = byKey.get(p.playing?.key ?? '');
        const able = occurrences.filter((o) => p.clockTrusted && o !== running && couldBegin(o, at, p, given));
        const mayWait = (o: Occurrence): boolean =>
          running !== undefined &&
          ((running.playThrough && o.rank !== 'emergency') || rankPlace(o.rank) >= rankPlace(running.rank));
        wrong.push(...able.filter((o) => !mayWait(o)));
      });
      return wrong;
    }, 100);
  });

  it('what starts is the first in order of those that could', () => {
    expectNone((given) => {
      const { occurrences, byKey } = buildIndex(given.occurrences);
      const wrong: unknown[] = [];
      drive(given, undefined, (p, at) => {
        const started = p.playing?.startedAt === at ? byKey.get(p.playing.key) : undefined;
        if (started === undefined) return;
        wrong.push(...occurrences.filter((o) => precedes(o, started) && couldBegin(o, at, p, given)));
      });
      return wrong;
    });
  });

  it('a stop wins at once', () => {
    expectNone((given) => {
      const stops = given.events.filter((event) => 'stop' in event);
      return heard(given).filter(({ o, to }) => stops.some(({ stop, at }) => o.order === stop && to > at));
    });
  });

  it('without a trusted clock there is silence', () => {
    expectNone((given) => {
      const wrong: unknown[] = [];
      drive(given, undefined, (p, at) => (p.clockTrusted || p.playing === null ? 0 : wrong.push(at)));
      return wrong;
    });
  });

  it('stepping by nextChangeAt tells the same story as stepping by every second', () => {
    const same = fc.property(cases, (given) => {
      expect(drive(given)).toEqual(drive(given, SECOND));
    });
    fc.assert(same, { numRuns: 100 });
  });

  it('the order of the input and doubles in it change nothing', () => {
    const same = fc.property(cases, fc.infiniteStream(fc.nat()), (given, chance) => {
      const mixed = given.occurrences.map((o) => ({ o, place: chance.next().value })).sort((a, b) => a.place - b.place);
      const occurrences = [...mixed, ...mixed.slice(0, 3)].map(({ o }) => o);
      expect(drive({ ...given, occurrences })).toEqual(drive(given));
    });
    fc.assert(same);
  });

  it('every airing whose window has closed is settled once: nothing is lost in silence', () => {
    expectNone((given) => {
      const log = drive({ ...given, events: given.events.filter((event) => !('trust' in event)) });
      const settles = (step: Step): boolean =>
        step.did !== 'start' && !(step.did === 'cut' && step.outcome === 'overridden');
      const closed = buildIndex(given.occurrences).occurrences.filter(({ until }) => until < TO);
      return closed.filter(({ key }) => log.filter((step) => step.key === key && settles(step)).length !== 1);
    });
  });
});
