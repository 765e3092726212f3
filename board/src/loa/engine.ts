import { type Occurrence, buildIndex } from '@nguon/protocol/occurrence.ts';
import { type Rules, hasChance, quietView } from '@nguon/protocol/resolve-chance.ts';
import { type CutReason, type Refusal, resolve } from '@nguon/protocol/resolve.ts';
import { DAY_MS } from '@nguon/protocol/wall-clock.ts';
import { type DeviceClock, toInstant } from '../link/clock.ts';
import type { Ledger, StartLine, Telling } from '../link/ledger.ts';
import type { Timers } from '../link/timers.ts';
import { Airing, type Content } from './airing.ts';
import type { Plan } from './plan.ts';
import type { Ending, Player } from './player.ts';
import { KILLED, type Verdict, verdictOfCut, verdictOfEnd, verdictOfRefusal } from './telling.ts';

/** Everything the engine needs of the rest of the page. */
export interface EngineParts {
  clock: Pick<DeviceClock, 'now' | 'trusted' | 'untrustedPart'>;
  ledger: Pick<Ledger, 'starts' | 'write'>;
  player: Player;
  timers: Timers;
  plan: () => Plan;
  rules: () => Rules;
  lastContactAt: () => number | null;
  /** State on this machine of the sounds of an order; a relay's stream is always `here`. */
  audio: (o: Occurrence) => 'here' | 'missing' | 'altered';
  /** What is to be heard, its files read and found intact at this moment; null when one was not. */
  content: (o: Occurrence) => Promise<Content | null>;
  /** Something that screen or heartbeat show has changed. */
  onChange: () => void;
  /** What must be kept could not be written: nothing more can be promised. */
  onFatal: (error: unknown) => void;
}

interface Current {
  o: Occurrence;
  airing: Airing;
  startedAt: number;
  attempts: number;
}

const NONE: ReadonlySet<number> = new Set();
const LONGEST_SLEEP_MS = 60_000;
const MISSING_LOOK_MS = 5_000;

/**
 * Plays what `resolve` decides and nothing else. A start is on disk before its sound; each end is on disk together with its receipt. All that it
 * does runs one after the other, so that no decision is made on half a change.
 */
export class Engine {
  readonly #parts: EngineParts;
  #queue: Promise<void> = Promise.resolve();
  #on = false;
  #waking = false;
  #timer: number | null = null;
  #current: Current | null = null;
  #since: number | null;

  /** @param decidedAt last decision of an earlier life; null for a new device, which tells nothing of the past */
  constructor(parts: EngineParts, decidedAt: number | null) {
    this.#parts = parts;
    this.#since = decidedAt;
  }

  /** Tells of what an earlier life was playing when it ended; it is not started again. */
  async settleKilled(): Promise<void> {
    const killed = [...this.#parts.ledger.starts.values()].filter(({ outcome }) => outcome === 'playing');
    for (const start of killed) await this.#settle(start, KILLED);
  }

  /** The operator allowed sound: from now on decisions are made. */
  turnOn(): void {
    this.#on = true;
    this.wake();
  }

  /** Decides anew as soon as possible: documents, sounds, clock or contact changed. */
  wake(): void {
    if (this.#waking || !this.#on) return;
    this.#waking = true;
    this.#enqueue(async () => {
      this.#waking = false;
      await this.#decide();
    });
  }

  /** What sounds now. */
  playing(): { o: Occurrence; startedAt: number; positionMs: number } | null {
    if (!this.#current) return null;
    const { o, startedAt, airing } = this.#current;
    return { o, startedAt, positionMs: airing.positionMs() };
  }

  /** Last decision with a trusted clock. */
  get decidedAt(): number | null {
    return this.#since;
  }

  /** Whether a test tick of a length may sound now; null, or why not. */
  toneObstacle(durationMs: number): string | null {
    const { clock } = this.#parts;
    if (!this.#on) return 'sound is off';
    if (!clock.trusted) return 'untrusted-clock';
    const view = quietView(clock.now(), this.#parts.rules());
    if (view.quiet || clock.now() + durationMs > view.begins) return 'quiet-hours';
    return this.#current ? 'busy' : null;
  }

  /** Falls silent; what was sounding is told as interrupted. Nothing is decided until `turnOn`. */
  async turnOff(): Promise<void> {
    this.#on = false;
    this.#enqueue(async () => {
      if (this.#timer !== null) this.#parts.timers.clear(this.#timer);
      if (this.#current) await this.#close(this.#current, await this.#current.airing.stop(), null);
    });
    await this.#queue;
  }

  #enqueue(task: () => Promise<void>): void {
    this.#queue = this.#queue.then(task).catch((error: unknown) => {
      // Nothing may sound that cannot be written down.
      void this.#current?.airing.stop();
      this.#on = false;
      this.#parts.onFatal(error);
    });
  }

  async #decide(): Promise<void> {
    if (!this.#on) return;
    const { clock, ledger, plan: planned } = this.#parts;
    const rules = this.#parts.rules();
    const at = clock.now();
    const plan = planned();
    const since = Math.min(this.#since ?? at, at);
    const [able, unable] = this.#split(this.#near(plan, since, at), plan, at, rules);
    const playing = this.#current && { key: this.#current.o.key, startedAt: this.#current.startedAt };
    const { trusted: clockTrusted } = clock;
    const lastContactAt = this.#parts.lastContactAt();
    const moment = { at, since, clockTrusted, lastContactAt, playing, stopped: plan.stopped };
    const decision = resolve(buildIndex(able), rules, { starts: ledger.starts }, moment);
    if (decision.cut && this.#current) await this.#cut(this.#current, decision.cut.reason);
    if (this.#current) this.#current.airing.leaveOut(plan.leftOut.get(this.#current.o.order) ?? NONE);
    for (const refusal of decision.refused) await this.#refuse(refusal, able);
    if (decision.play && decision.play.key !== this.#current?.o.key) await this.#begin(decision.play);
    if (clockTrusted) this.#since = at;
    const waits = unable.some((o) => o.at <= at);
    this.#sleep(waits ? Math.min(decision.nextChangeAt, at + MISSING_LOOK_MS) : decision.nextChangeAt);
  }

  /** What can matter until the next decision. */
  #near(plan: Plan, since: number, at: number): Occurrence[] {
    const horizon = at + DAY_MS + LONGEST_SLEEP_MS;
    return plan.occurrences.filter((o) => o.key === this.#current?.o.key || (o.until > since && o.at < horizon));
  }

  /** One whose sound is not here must not win over one that can play. It is shown to `resolve` when it can no longer come in time. */
  #split(near: readonly Occurrence[], plan: Plan, at: number, rules: Rules): [Occurrence[], Occurrence[]] {
    const able: Occurrence[] = [];
    const unable: Occurrence[] = [];
    for (const o of near) {
      const idle = o.key !== this.#current?.o.key && !plan.stopped.has(o.order);
      const waits = idle && this.#parts.audio(o) !== 'here' && hasChance(o, at + 1, rules);
      (waits ? unable : able).push(o);
    }
    return [able, unable];
  }

  #sleep(until: number): void {
    const { timers, clock } = this.#parts;
    if (this.#timer !== null) timers.clear(this.#timer);
    this.#timer = timers.set(() => this.wake(), Math.min(Math.max(until - clock.now(), 0), LONGEST_SLEEP_MS));
  }

  async #begin(o: Occurrence): Promise<void> {
    const { clock, ledger, player, timers } = this.#parts;
    const content = await this.#parts.content(o);
    if (!content) return this.wake();
    const attempts = Math.min((ledger.starts.get(o.key)?.attempts ?? 0) + 1, 100);
    const start: StartLine = { key: o.key, order: o.order, slot: toInstant(o.at), attempts, outcome: 'playing' };
    await ledger.write({ start });
    const airing = new Airing(player, timers, content, () => this.#heard(start));
    const current: Current = { o, airing, startedAt: clock.now(), attempts };
    this.#current = current;
    this.#parts.onChange();
    void airing.ended.then((ending) =>
      this.#enqueue(async () => {
        if (this.#current !== current) return;
        await this.#close(current, ending, null);
        this.wake();
      }),
    );
  }

  #heard(start: StartLine): void {
    const telling = this.#telling(start, { kind: 'playing', reason: null, playedMs: null, detail: null });
    this.#parts.ledger.write({}, telling).catch(this.#parts.onFatal);
  }

  async #cut(current: Current, reason: CutReason): Promise<void> {
    await this.#close(current, await current.airing.stop(), reason);
  }

  async #close({ o, attempts }: Current, ending: Ending, reason: CutReason | null): Promise<void> {
    this.#current = null;
    const cut = reason !== null && ending.how !== 'finished';
    const verdict = cut ? verdictOfCut(o, reason, ending) : verdictOfEnd(o, ending);
    await this.#settle({ key: o.key, order: o.order, slot: toInstant(o.at), attempts }, verdict);
    this.#parts.onChange();
  }

  async #refuse({ key, reason }: Refusal, able: readonly Occurrence[]): Promise<void> {
    const o = able.find((candidate) => candidate.key === key);
    if (!o) return;
    const attempts = this.#parts.ledger.starts.get(key)?.attempts ?? 0;
    const known = { audio: this.#parts.audio(o), clockUntrusted: this.#closedUntrusted(o) };
    await this.#settle({ key, order: o.order, slot: toInstant(o.at), attempts }, verdictOfRefusal(reason, known));
  }

  #closedUntrusted(o: Occurrence): boolean {
    const part = this.#parts.clock.untrustedPart();
    return part !== null && o.until > part.from && o.at < part.until;
  }

  async #settle(airing: Omit<StartLine, 'outcome'>, { outcome, tells }: Verdict): Promise<void> {
    const { key, order, slot, attempts } = airing;
    const start: StartLine = { key, order, slot, attempts, outcome };
    await this.#parts.ledger.write({ start }, ...(tells ? [this.#telling(start, tells)] : []));
  }

  #telling(start: StartLine, tells: NonNullable<Verdict['tells']>): Telling {
    const { clock } = this.#parts;
    const { order, slot, attempts: attempt } = start;
    return { order, slot, at: toInstant(clock.now()), clockTrusted: clock.trusted, attempt, ...tells };
  }
}
