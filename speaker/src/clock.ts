import { z } from 'zod';
import { Instant } from '@nguon/protocol/primitives.ts';

/** What a device remembers of time between two lives; kept in clock.json. */
export const SavedClock = z.strictObject({
  /** Latest instant that was known to be true. */
  trustedAt: Instant,
  /** True time minus the operating system's time, when last known. */
  wallOffsetMs: z.int(),
  /** Last contact that brought the newest programmes. */
  contactAt: Instant.nullable(),
  /** Last decision with a trusted clock. */
  decidedAt: Instant.nullable(),
});
export type SavedClock = z.infer<typeof SavedClock>;

/** Two sources of time: one that nobody can set, one that anybody can. Milliseconds. */
export interface Ticks {
  monotonic(): number;
  wall(): number;
}

export const machineTicks: Ticks = { monotonic: () => performance.now(), wall: () => Date.now() };

/**
 * The device's own clock: a trusted instant plus what the monotonic counter has passed since, so that setting the system's clock changes
 * nothing. It is trusted after a login, or at once where an RTC is declared and the system's clock is not before the last trusted time.
 */
export class DeviceClock {
  readonly #ticks: Ticks;
  readonly #startedAt: number;
  #offset: number;
  #trustedSince: number | null = null;

  constructor(ticks: Ticks, saved: SavedClock | null, hasRtc: boolean) {
    this.#ticks = ticks;
    this.#startedAt = ticks.monotonic();
    const guess = ticks.wall() + (saved?.wallOffsetMs ?? 0);
    this.#offset = guess - this.#startedAt;
    if (hasRtc && saved !== null && guess >= Date.parse(saved.trustedAt)) this.#trustedSince = this.#startedAt;
  }

  /** Whether `now()` may decide what sounds. */
  get trusted(): boolean {
    return this.#trustedSince !== null;
  }

  /** UTC epoch milliseconds; a guess while the clock is not trusted. */
  now(): number {
    return Math.round(this.#ticks.monotonic() + this.#offset);
  }

  /** `now()` as the wire writes it; an instant outside the years 1970 to 9999 is written as the nearest of them. */
  instant(): Instant {
    return toInstant(this.now());
  }

  /**
   * Takes over a time from a signed reply. The answer was made some time between question and arrival: the middle is assumed.
   * @param time instant in the reply, epoch milliseconds
   * @param roundTripMs time between question and arrival by the monotonic counter
   */
  learn(time: number, roundTripMs: number): void {
    const monotonic = this.#ticks.monotonic();
    this.#offset = time + roundTripMs / 2 - monotonic;
    this.#trustedSince ??= monotonic;
  }

  /** The part of this life in which nothing could be decided, as instants of the clock as it is known now; null while it lasts. */
  untrustedPart(): { from: number; until: number } | null {
    if (this.#trustedSince === null) return null;
    return { from: this.#startedAt + this.#offset, until: this.#trustedSince + this.#offset };
  }

  /** True time minus the operating system's time. */
  wallOffset(): number {
    return this.now() - Math.round(this.#ticks.wall());
  }
}

const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Epoch milliseconds as an instant of the wire. */
export function toInstant(at: number): Instant {
  return new Date(Math.min(Math.max(Math.round(at), 0), LAST_INSTANT)).toISOString();
}
