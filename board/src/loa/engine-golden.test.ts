import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Golden,
  type Scenario,
  goldenClock,
  goldenInstant,
  goldenOccurrence,
  goldenRules,
  playScenario,
  readGolden,
} from '@nguon/protocol/resolve-golden.ts';
import { buildIndex } from '@nguon/protocol/occurrence.ts';
import { type RefusalReason, outcomeOfRefusal } from '@nguon/protocol/resolve.ts';
import type { StartLine } from '../link/ledger.ts';
import { VirtualPlayer, VirtualTime, settle } from '../testing/virtual-page.ts';
import { Engine } from './engine.ts';
import type { Plan } from './plan.ts';

const golden = readGolden(
  JSON.parse(readFileSync(new URL('../../../protocol/golden/resolve.json', import.meta.url), 'utf8')),
);

/** What a device writes down for a line of the golden timeline: `06:00:30 A@06:00:00 overridden`. */
function writtenFor(line: string): string {
  const words = line.split(' ');
  const day = /^[+-]/.test(words[0] ?? '') ? 1 : 0;
  const time = words.slice(0, 1 + day).join(' ');
  const did = words[1 + day];
  const rest = words.slice(2 + day);
  // The key's own clock text may hold a day: "A@+1 06:00:00".
  const key = rest.splice(0, /@[+-]\d+$/.test(rest[0] ?? '') ? 2 : 1).join(' ');
  if (did === 'start') return `${time} ${key} playing ${rest[0] ?? '#1'}`;
  if (did === 'refuse') return `${time} ${key} ${outcomeOfRefusal(rest[0] as RefusalReason)}`;
  return `${time} ${key} ${rest.at(-1)}`;
}

/** A browser speaker in virtual time: its real engine, over a ledger in memory and a player that keeps exact time. */
class Lab {
  readonly lines: string[] = [];
  readonly #golden: Golden;
  readonly #scenario: Scenario;
  readonly #time: VirtualTime;
  readonly #player: VirtualPlayer;
  readonly #starts = new Map<string, StartLine>();
  readonly #stopped = new Set<string>();
  #plan: Plan;
  #trusted = true;
  #contact: number | null;
  #engine: Engine;

  constructor(document: Golden, scenario: Scenario) {
    this.#golden = document;
    this.#scenario = scenario;
    const from = this.#instant(scenario.from);
    this.#time = new VirtualTime(from);
    this.#contact = scenario.contact === undefined ? from : this.#instantOrNull(scenario.contact);
    this.#plan = this.#planned(scenario.occurrences);
    this.#player = new VirtualPlayer(this.#time, () => this.#durationOf());
    this.#engine = this.#live(from);
  }

  async run(): Promise<string[]> {
    const events = this.#scenario.events.toSorted((a, b) => this.#instant(a.at) - this.#instant(b.at));
    const end = this.#instant(this.#scenario.to);
    while (this.#time.now < end) {
      if (this.#player.end()) await settle();
      for (let event = events[0]; event && this.#instant(event.at) <= this.#time.now; event = events[0]) {
        events.shift();
        this.#suffer(event);
      }
      this.#time.fire();
      await this.#decide();
      const next = Math.min(this.#time.next, this.#player.endsAt, events[0] ? this.#instant(events[0].at) : end);
      this.#time.now = Math.max(this.#time.now, next);
    }
    return this.lines;
  }

  async #decide(): Promise<void> {
    this.#engine.wake();
    await settle();
    while (this.#time.fire()) await settle();
    this.#player.mend();
  }

  #suffer(event: Scenario['events'][number]): void {
    if ('stop' in event) this.#stopped.add(event.stop);
    if ('clock' in event) this.#trusted = event.clock;
    if ('contact' in event) this.#contact = this.#time.now;
    if ('programme' in event) this.#plan = this.#planned(event.programme);
    if ('fails' in event) this.#player.fail();
    if ('kill' in event || 'offUntil' in event) {
      const { decidedAt } = this.#engine;
      this.#player.die();
      this.#time.forget();
      if ('offUntil' in event) this.#time.now = this.#instant(event.offUntil);
      this.#engine = this.#live(decidedAt);
    }
  }

  #live(decidedAt: number | null): Engine {
    const isTrusted = (): boolean => this.#trusted;
    const engine = new Engine(
      {
        clock: {
          now: () => this.#time.now,
          untrustedPart: () => null,
          get trusted() {
            return isTrusted();
          },
        },
        ledger: { starts: this.#starts, write: (facts) => this.#write(facts.start) },
        player: this.#player,
        timers: this.#time.timers,
        plan: () => this.#plan,
        rules: () => goldenRules(this.#golden, this.#scenario),
        lastContactAt: () => this.#contact,
        audio: () => 'here',
        content: (o) =>
          Promise.resolve(
            o.continuous
              ? { kind: 'stream', url: 'https://station.example/stream' }
              : { kind: 'sounds', sounds: [{ blob: new Blob(), durationMs: o.durationMs, part: 0 }] },
          ),
        onChange: () => undefined,
        onFatal: (error) => {
          throw error;
        },
      },
      decidedAt,
    );
    // One that was killed at once never comes to life.
    void engine.settleKilled().then(() => {
      if (this.#engine === engine) engine.turnOn();
    });
    return engine;
  }

  #write(start: StartLine | undefined): Promise<void> {
    if (!start) return Promise.resolve();
    this.#starts.set(start.key, start);
    const [order = '', at = '0'] = start.key.split('@');
    const key = `${order}@${goldenClock(this.#golden, Number(at))}`;
    const outcome = start.outcome === 'playing' ? `playing #${start.attempts}` : start.outcome;
    this.lines.push(`${goldenClock(this.#golden, this.#time.now)} ${key} ${outcome}`);
    return Promise.resolve();
  }

  #durationOf(): number {
    const running = [...this.#starts.values()].findLast(({ outcome }) => outcome === 'playing');
    const o = buildIndex(this.#plan.occurrences).byKey.get(running?.key ?? '');
    return o && !o.continuous ? o.durationMs : Infinity;
  }

  #planned(rows: Scenario['occurrences']): Plan {
    const occurrences = rows.map((row) => goldenOccurrence(this.#golden, row));
    return { occurrences, stopped: this.#stopped, leftOut: new Map(), titles: new Map(), streams: new Map() };
  }

  #instantOrNull(text: string | null): number | null {
    return text === null ? null : this.#instant(text);
  }

  #instant(text: string): number {
    return goldenInstant(this.#golden, text);
  }
}

describe('golden timelines on a browser speaker', () => {
  const scenarios = golden.scenarios.map((scenario) => [scenario.name, scenario] as const);

  it.each(scenarios)('decided: %s', (_name, scenario) => {
    expect(playScenario(golden, scenario)).toEqual(scenario.expect);
  });

  // The golden device gives a stream up when it breaks; this one joins it again until its slot ends.
  const rejoined = ['after a dead relay the filler steps in'];
  const driven = scenarios.filter(([name]) => !rejoined.includes(name));

  it.each(driven)('driven: %s', async (_name, scenario) => {
    expect(await new Lab(golden, scenario).run()).toEqual(scenario.expect.map(writtenFor));
  });
});
