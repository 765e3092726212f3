import type { Instant } from '@nguon/protocol/primitives.ts';

/** What a device remembers of time between two lives. Instants are UTC epoch milliseconds. */
export interface SavedClock {
  /** Latest instant that was known to be true. */
  trustedAt: number;
  /** True time minus the machine's time, when last known. */
  wallOffsetMs: number;
  /** Last contact that brought the newest programmes. */
  contactAt: number | null;
  /** Last decision with a trusted clock. */
  decidedAt: number | null;
}

/** Two sources of time: one that nobody can set, one that anybody can. Milliseconds. */
export interface Ticks {
  monotonic(): number;
  wall(): number;
}

export const browserTicks: Ticks = { monotonic: () => performance.now(), wall: () => Date.now() };

/** The machine's time running so far ahead of the counter means that the machine has slept: the counter stood still meanwhile. */
const SLEPT_MS = 60_000;

/**
 * The device's own clock: a trusted instant plus what the monotonic counter has passed since. It is trusted after a login, or at once where
 * a technician declared that the machine keeps its time (`hasRtc`) and that time is not before the last trusted one; no longer after a sleep.
 */
export class DeviceClock {
  readonly #ticks: Ticks;
  #offset: number;
  #trusted = false;
  /** The machine's time minus the counter, when the clock was last set. */
  #gap: number;
  /** Counter when trust was last missing, from and until. */
  #doubt: { from: number; until: number | null };

  constructor(ticks: Ticks, saved: SavedClock | null, hasRtc: boolean) {
    this.#ticks = ticks;
    const started = ticks.monotonic();
    const guess = ticks.wall() + (saved?.wallOffsetMs ?? 0);
    this.#offset = guess - started;
    this.#gap = ticks.wall() - started;
    this.#doubt = { from: started, until: null };
    if (hasRtc && saved !== null && guess >= saved.trustedAt) this.#trust();
  }

  /** Whether `now()` may decide what is heard and seen. */
  get trusted(): boolean {
    if (this.#trusted && this.#hasSlept()) {
      this.#trusted = false;
      this.#doubt = { from: this.#ticks.monotonic(), until: null };
    }
    return this.#trusted;
  }

  /** UTC epoch milliseconds; a guess while the clock is not trusted. */
  now(): number {
    return Math.round(this.#ticks.monotonic() + this.#offset);
  }

  /** `now()` as the wire writes it. */
  instant(): Instant {
    return toInstant(this.now());
  }

  /**
   * Takes over a time from a verified reply. It was made between question and arrival: the middle is assumed.
   * @param roundTripMs time between question and arrival by the counter
   */
  learn(time: number, roundTripMs: number): void {
    const counter = this.#ticks.monotonic();
    this.#offset = time + roundTripMs / 2 - counter;
    this.#gap = this.#ticks.wall() - counter;
    if (!this.trusted) this.#trust();
  }

  /** The last part of this life in which nothing could be decided, as instants of the clock as it is known now; null while it lasts. */
  untrustedPart(): { from: number; until: number } | null {
    const { from, until } = this.#doubt;
    return until === null ? null : { from: from + this.#offset, until: until + this.#offset };
  }

  /** True time minus the machine's time. */
  wallOffset(): number {
    return this.now() - Math.round(this.#ticks.wall());
  }

  #trust(): void {
    this.#trusted = true;
    this.#doubt = { ...this.#doubt, until: this.#ticks.monotonic() };
  }

  #hasSlept(): boolean {
    return this.#ticks.wall() - this.#ticks.monotonic() - this.#gap > SLEPT_MS;
  }
}

const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Epoch milliseconds as an instant of the wire. */
export function toInstant(at: number): Instant {
  return new Date(Math.min(Math.max(Math.round(at), 0), LAST_INSTANT)).toISOString();
}
