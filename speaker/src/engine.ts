import type { Occurrence } from '@nguon/protocol/occurrence.ts';
import { buildIndex } from '@nguon/protocol/occurrence.ts';
import { type Rules, hasChance, quietView } from '@nguon/protocol/resolve-chance.ts';
import { type CutReason, type Refusal, resolve } from '@nguon/protocol/resolve.ts';
import { DAY_MS } from '@nguon/protocol/wall-clock.ts';
import { Airing, type Content } from './airing.ts';
import { type DeviceClock, toInstant } from './clock.ts';
import type { Ledger, Telling } from './ledger.ts';
import type { StartLine } from './ledger-lines.ts';
import type { Log } from './log.ts';
import type { Ending, Player, Sounding } from './player.ts';
import { KILLED, type Verdict, verdictOfCut, verdictOfEnd, verdictOfRefusal } from './telling.ts';

/** What the programmes of this device come to. */
export interface Plan {
  occurrences: readonly Occurrence[];
  stopped: ReadonlySet<string>;
  /** Parts of editions that are left out, by order. */
  leftOut: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Everything the engine needs of the rest of the speaker. */
export interface EngineParts {
  clock: Pick<DeviceClock, 'now' | 'trusted' | 'untrustedPart'>;
  ledger: Pick<Ledger, 'starts' | 'write'>;
  player: Player;
  log: Log;
  plan: () => Plan;
  rules: () => Rules;
  lastContactAt: () => number | null;
  /** State on disk of the sounds of an order; a relay's stream is always `here`. */
  audio: (o: Occurrence) => 'here' | 'missing' | 'altered';
  /** What is to be heard, its files read and found intact at this moment; null when one was not. */
  content: (o: Occurrence) => Promise<Content | null>;
  /** Something that a heartbeat shows has changed. */
  onChange: () => void;
  /** The disk refused what must be kept: nothing more can be promised. */
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
/** How often one whose sound is missing is looked at again. */
const MISSING_LOOK_MS = 5_000;

/**
 * Plays what `resolve` decides and nothing else. A start is on disk before its sound; each end is on disk together with its receipt.
 * All that it does runs one after the other, so that no decision is made on half a change.
 */
export class Engine {
  readonly #parts: EngineParts;
  #queue: Promise<void> = Promise.resolve();
  #waking = false;
  #stopped = false;
  #timer: NodeJS.Timeout | null = null;
  #current: Current | null = null;
  #tone: Sounding | null = null;
  #since: number | null;

  /** @param decidedAt last decision of an earlier life; null for a new device, which tells nothing of the past */
  constructor(parts: EngineParts, decidedAt: number | null) {
    this.#parts = parts;
    this.#since = decidedAt;
  }

  /** Tells of what an earlier life was playing when it ended; it is not started again. */
  async settleKilled(): Promise<void> {
    const killed = [...this.#parts.ledger.starts.values()].filter(({ outcome }) => outcome === 'playing');
    for (const start of killed) {
      await this.#settle(start, KILLED);
    }
  }

  /** Decides anew as soon as possible: documents, sounds, clock or contact changed. */
  wake(): void {
    if (this.#waking || this.#stopped) return;
    this.#waking = true;
    this.#enqueue(async () => {
      this.#waking = false;
      await this.#decide();
    });
  }

  /** What sounds now. */
  playing(): { order: string; slot: number; startedAt: number; positionMs: number } | null {
    if (!this.#current) return null;
    const { o, startedAt, airing } = this.#current;
    return { order: o.order, slot: o.at, startedAt, positionMs: airing.positionMs() };
  }

  /** Last decision with a trusted clock. */
  get decidedAt(): number | null {
    return this.#since;
  }

  /** Plays a test tick unless something forbids it. Returns null when it has sounded, else why not. */
  async testTone(path: string, durationMs: number): Promise<string | null> {
    const { clock, player } = this.#parts;
    if (!clock.trusted) return 'untrusted-clock';
    const view = quietView(clock.now(), this.#parts.rules());
    if (view.quiet || clock.now() + durationMs > view.begins) return 'quiet-hours';
    if (this.#current || this.#tone) return 'busy';
    this.#tone = player.play(
      { source: { kind: 'file', path }, fromMs: 0, label: `tone-${clock.now()}` },
      () => undefined,
    );
    const ending = await this.#tone.ended;
    this.#tone = null;
    return ending.how === 'finished' ? null : (ending.detail ?? ending.how);
  }

  /** Falls silent for good; what was sounding is told as interrupted. */
  async stop(): Promise<void> {
    this.#enqueue(async () => {
      this.#stopped = true;
      if (this.#timer) clearTimeout(this.#timer);
      await this.#tone?.stop();
      if (this.#current) await this.#close(this.#current, await this.#current.airing.stop(), null);
    });
    await this.#queue;
  }

  #enqueue(task: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (!this.#stopped) await task();
    });
    this.#queue = this.#queue.catch((error: unknown) => this.#parts.onFatal(error));
  }

  async #decide(): Promise<void> {
    const { clock, ledger } = this.#parts;
    const rules = this.#parts.rules();
    const at = clock.now();
    const plan = this.#parts.plan();
    const since = Math.min(this.#since ?? at, at);
    const near = plan.occurrences.filter(
      (o) => o.key === this.#current?.o.key || (o.until > since && o.at < at + DAY_MS + LONGEST_SLEEP_MS),
    );
    const [able, unable] = this.#split(near, at, rules);
    const decision = resolve(
      buildIndex(able),
      rules,
      { starts: ledger.starts },
      {
        at,
        since,
        clockTrusted: clock.trusted,
        lastContactAt: this.#parts.lastContactAt(),
        playing: this.#current && { key: this.#current.o.key, startedAt: this.#current.startedAt },
        stopped: plan.stopped,
      },
    );
    if (decision.cut && this.#current) await this.#cut(this.#current, decision.cut.reason);
    if (this.#current) this.#current.airing.leaveOut(plan.leftOut.get(this.#current.o.order) ?? NONE);
    for (const refusal of decision.refused) await this.#refuse(refusal, able);
    if (decision.play && decision.play.key !== this.#current?.o.key) await this.#begin(decision.play);
    if (clock.trusted) this.#since = at;
    this.#sleep(
      unable.some((o) => o.at <= at) ? Math.min(decision.nextChangeAt, at + MISSING_LOOK_MS) : decision.nextChangeAt,
    );
  }

  /** One whose sound is not here must not win over one that can play. It is shown to `resolve` when it can no longer come in time. */
  #split(near: readonly Occurrence[], at: number, rules: Rules): [Occurrence[], Occurrence[]] {
    const able: Occurrence[] = [];
    const unable: Occurrence[] = [];
    for (const o of near) {
      const waits = o.key !== this.#current?.o.key && this.#parts.audio(o) !== 'here' && hasChance(o, at, rules);
      (waits && !this.#parts.plan().stopped.has(o.order) ? unable : able).push(o);
    }
    return [able, unable];
  }

  #sleep(until: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    const wait = Math.min(Math.max(until - this.#parts.clock.now(), 0), LONGEST_SLEEP_MS);
    this.#timer = setTimeout(() => this.wake(), wait);
  }

  async #begin(o: Occurrence): Promise<void> {
    const { clock, ledger, player, log } = this.#parts;
    const content = await this.#parts.content(o);
    if (!content) {
      log.warn('sound-not-intact', { order: o.order });
      this.wake();
      return;
    }
    await this.#tone?.stop();
    const attempts = Math.min((ledger.starts.get(o.key)?.attempts ?? 0) + 1, 100);
    const start: StartLine = { key: o.key, order: o.order, slot: toInstant(o.at), attempts, outcome: 'playing' };
    await ledger.write({ start });
    const airing = new Airing(player, content, `${o.order}-${o.at}-${attempts}`, () => this.#heard(start));
    const current: Current = { o, airing, startedAt: clock.now(), attempts };
    this.#current = current;
    log.info('started', { order: o.order, slot: start.slot, attempts });
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
    this.#parts.ledger.write({}, telling).catch((error: unknown) => this.#parts.onFatal(error));
  }

  async #cut(current: Current, reason: CutReason): Promise<void> {
    await this.#close(current, await current.airing.stop(), reason);
  }

  async #close(current: Current, ending: Ending, reason: CutReason | null): Promise<void> {
    const { o, attempts } = current;
    this.#current = null;
    const cut = reason !== null && ending.how !== 'finished';
    const verdict = cut ? verdictOfCut(o, reason, ending) : verdictOfEnd(o, ending);
    this.#parts.log.info('ended', { order: o.order, outcome: verdict.outcome, cut: reason, ...ending });
    await this.#settle({ key: o.key, order: o.order, slot: toInstant(o.at), attempts }, verdict);
    this.#parts.onChange();
  }

  async #refuse({ key, reason }: Refusal, able: readonly Occurrence[]): Promise<void> {
    const o = able.find((candidate) => candidate.key === key);
    if (!o) return;
    const before = this.#parts.ledger.starts.get(key);
    const verdict = verdictOfRefusal(reason, {
      audio: this.#parts.audio(o),
      clockUntrusted: this.#closedUntrusted(o),
    });
    this.#parts.log.info('not-played', {
      order: o.order,
      slot: toInstant(o.at),
      reason: verdict.tells?.reason ?? reason,
    });
    await this.#settle({ key, order: o.order, slot: toInstant(o.at), attempts: before?.attempts ?? 0 }, verdict);
  }

  #closedUntrusted(o: Occurrence): boolean {
    const part = this.#parts.clock.untrustedPart();
    return part !== null && o.until > part.from && o.at < part.until;
  }

  async #settle(airing: Omit<StartLine, 'outcome'>, { outcome, tells }: Verdict): Promise<void> {
    const start: StartLine = {
      key: airing.key,
      order: airing.order,
      slot: airing.slot,
      attempts: airing.attempts,
      outcome,
    };
    await this.#parts.ledger.write({ start }, tells ? this.#telling(start, tells) : undefined);
  }

  #telling(start: StartLine, tells: NonNullable<Verdict['tells']>): Telling {
    const { clock } = this.#parts;
    const { order, slot, attempts: attempt } = start;
    return { order, slot, at: toInstant(clock.now()), clockTrusted: clock.trusted, attempt, ...tells };
  }
}
