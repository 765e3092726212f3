import type { Ending, Player, Sounding } from '../loa/player.ts';
import type { Timers } from '../link/timers.ts';

/** Time that a test moves, and the timers that hang on it. */
export class VirtualTime {
  now: number;
  readonly #waiting = new Map<number, { at: number; act: () => void }>();
  #last = 0;
  /** Repeating timers only watch; a test that needs no watching is a thousand times faster without them. */
  readonly timers: Timers = {
    set: (act, ms) => {
      this.#last += 1;
      this.#waiting.set(this.#last, { at: this.now + Math.max(0, ms), act });
      return this.#last;
    },
    every: () => 0,
    clear: (id) => void this.#waiting.delete(id),
  };

  constructor(now: number) {
    this.now = now;
  }

  /** Instant of the next timer; Infinity when there is none. */
  get next(): number {
    return Math.min(Infinity, ...[...this.#waiting.values()].map(({ at }) => at));
  }

  /** Fires what is due; returns whether there was anything. */
  fire(): boolean {
    const due = [...this.#waiting].filter(([, { at }]) => at <= this.now);
    for (const [id] of due) this.#waiting.delete(id);
    for (const [, { act }] of due) act();
    return due.length > 0;
  }

  /** Everything is forgotten, as when a page is killed. */
  forget(): void {
    this.#waiting.clear();
  }
}

/** A player whose sounds last exactly as long as they say, or end when a test makes them fail. */
export class VirtualPlayer implements Player {
  readonly #time: VirtualTime;
  readonly #durationOf: () => number;
  #running: { settle: (how: Ending['how']) => void; endsAt: number } | null = null;
  #failing = false;

  /** @param durationOf length of the sound that is being started; Infinity for a stream */
  constructor(time: VirtualTime, durationOf: () => number) {
    this.#time = time;
    this.#durationOf = durationOf;
  }

  /** When the running sound ends by itself; Infinity when nothing runs. */
  get endsAt(): number {
    return this.#running?.endsAt ?? Infinity;
  }

  setVolume(): void {
    // Nobody listens.
  }

  play(): Sounding {
    const startedAt = this.#time.now;
    let settle: (ending: Ending) => void = () => undefined;
    const ended = new Promise<Ending>((resolve) => (settle = resolve));
    const playedMs = (): number => Math.max(1, this.#time.now - startedAt);
    const running = {
      endsAt: startedAt + this.#durationOf(),
      settle: (how: Ending['how']) => {
        if (this.#running === running) this.#running = null;
        settle({ how, playedMs: playedMs(), detail: how === 'failed' ? 'broken' : null });
      },
    };
    this.#running = running;
    if (this.#failing) running.settle('failed');
    return { ended, positionMs: playedMs, stop: () => running.settle('stopped') };
  }

  /** Ends the running sound if it is due; returns whether it was. */
  end(): boolean {
    if (this.endsAt > this.#time.now) return false;
    this.#running?.settle('finished');
    return true;
  }

  /** The running sound breaks, and is broken wherever it is tried again, until `mend`. */
  fail(): void {
    this.#failing = true;
    this.#running?.settle('failed');
  }

  mend(): void {
    this.#failing = false;
  }

  /** The page died: nothing sounds, nobody hears of it. */
  die(): void {
    this.#running = null;
  }
}

/** Lets everything that was promised for this instant happen. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
