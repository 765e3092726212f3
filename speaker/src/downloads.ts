import type { Sound } from '@nguon/protocol/request.ts';
import { AlteredAudio, type AudioShelf } from './audio.ts';
import { Backoff } from './backoff.ts';
import { type Log, sentenceOf } from './log.ts';

/** A sound that some order needs, and when it is first heard (epoch milliseconds). */
export interface Needed {
  sound: Sound;
  order: string;
  firstAt: number;
}

/** What the downloads need of the rest of the speaker. */
export interface DownloadParts {
  shelf: AudioShelf;
  log: Log;
  address: () => string;
  needed: () => Needed[];
  now: () => number;
  /** This device's place among all, 0 to 1: what is not urgent is fetched at different times by different devices. */
  place: number;
  onHere: () => void;
  onAltered: (needed: Needed) => void;
}

interface Try {
  notBefore: number;
  running: boolean;
  backoff: Backoff;
}

const AT_ONCE = 2;
const LONGEST_SPREAD_MS = 60_000;

/** Brings every needed sound to the disk ahead of its slot: the one needed first goes first, failures are tried again later and later. */
export class Downloads {
  readonly #parts: DownloadParts;
  readonly #tries = new Map<string, Try>();
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(parts: DownloadParts) {
    this.#parts = parts;
  }

  /** Looks anew at what is needed: programmes changed, a file was found altered, or the province can be reached again. */
  wake(): void {
    if (this.#closed) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const now = performance.now();
    const missing = this.#missing();
    for (const sha256 of this.#tries.keys()) if (!missing.has(sha256)) this.#tries.delete(sha256);
    let free = AT_ONCE - [...this.#tries.values()].filter(({ running }) => running).length;
    let next = Infinity;
    for (const needed of missing.values()) {
      const attempt = this.#tries.get(needed.sound.sha256) ?? this.#plan(needed, now);
      if (attempt.running) continue;
      if (attempt.notBefore > now) next = Math.min(next, attempt.notBefore);
      else if (free > 0) {
        free -= 1;
        void this.#fetch(needed, attempt);
      }
    }
    if (next < Infinity) this.#timer = setTimeout(() => this.wake(), next - now);
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #missing(): Map<string, Needed> {
    const missing = new Map<string, Needed>();
    for (const needed of this.#parts.needed()) {
      const { sha256 } = needed.sound;
      if (!this.#parts.shelf.has(sha256) && !missing.has(sha256)) missing.set(sha256, needed);
    }
    return missing;
  }

  #plan(needed: Needed, now: number): Try {
    const untilHeard = Math.max(0, needed.firstAt - this.#parts.now());
    const notBefore = now + this.#parts.place * Math.min(LONGEST_SPREAD_MS, untilHeard / 10);
    const attempt = { notBefore, running: false, backoff: new Backoff(2_000, 300_000) };
    this.#tries.set(needed.sound.sha256, attempt);
    return attempt;
  }

  async #fetch(needed: Needed, attempt: Try): Promise<void> {
    const { shelf, log, address } = this.#parts;
    attempt.running = true;
    try {
      await shelf.fetch(address(), needed.sound);
      this.#tries.delete(needed.sound.sha256);
      this.#parts.onHere();
    } catch (error) {
      log.warn('sound-not-fetched', { sha256: needed.sound.sha256, why: sentenceOf(error) });
      if (error instanceof AlteredAudio) this.#parts.onAltered(needed);
      attempt.notBefore = performance.now() + 250 + attempt.backoff.next();
    } finally {
      attempt.running = false;
    }
    this.wake();
  }
}
