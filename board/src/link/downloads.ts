import { Backoff } from './backoff.ts';
import { AlteredFile, type FileShelf, type NamedFile } from './files.ts';
import type { Timers } from './timers.ts';

/** A file that an order needs, and when it is first heard or seen (epoch milliseconds). */
export interface Needed {
  file: NamedFile;
  order: string;
  firstAt: number;
}

interface Parts {
  shelf: FileShelf;
  timers: Timers;
  needed: () => readonly Needed[];
  now: () => number;
  onHere: () => void;
  onAltered: (needed: Needed) => void;
}

const LONGEST_SPREAD_MS = 30_000;

/** Brings every needed file here ahead of its time, one after the other, the one needed first at the head; failures are tried again later and later. */
export class Downloads {
  readonly #parts: Parts;
  readonly #tries = new Map<string, { notBefore: number; backoff: Backoff }>();
  #running = false;
  #timer: number | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Looks anew at what is needed: programmes changed, or a file was found altered. */
  wake(): void {
    if (this.#timer !== null) this.#parts.timers.clear(this.#timer);
    this.#timer = null;
    if (!this.#running) void this.#run();
  }

  /** The province can be reached again: what failed is tried now. */
  reached(): void {
    for (const attempt of this.#tries.values()) attempt.notBefore = Math.min(attempt.notBefore, performance.now());
    this.wake();
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let next = this.#due(); next; next = this.#due()) await this.#fetch(next);
    this.#running = false;
    const waits = this.#missing().map((needed) => this.#attempt(needed).notBefore - performance.now());
    if (waits.length > 0) this.#timer = this.#parts.timers.set(() => this.wake(), Math.max(50, Math.min(...waits)));
  }

  #missing(): Needed[] {
    const missing = this.#parts.needed().filter(({ file }) => this.#parts.shelf.state(file.sha256) !== 'here');
    return missing.toSorted((a, b) => a.firstAt - b.firstAt);
  }

  #due(): Needed | undefined {
    return this.#missing().find((needed) => this.#attempt(needed).notBefore <= performance.now());
  }

  /** What is not urgent is fetched at different times by different devices. */
  #attempt({ file, firstAt }: Needed): { notBefore: number; backoff: Backoff } {
    const known = this.#tries.get(file.sha256);
    if (known) return known;
    const spread = Math.min(LONGEST_SPREAD_MS, Math.max(0, firstAt - this.#parts.now()) / 10);
    const attempt = { notBefore: performance.now() + spread * Math.random(), backoff: new Backoff(2_000, 300_000) };
    this.#tries.set(file.sha256, attempt);
    return attempt;
  }

  async #fetch(needed: Needed): Promise<void> {
    const { shelf, onHere, onAltered } = this.#parts;
    try {
      await shelf.fetch(needed.file);
      this.#tries.delete(needed.file.sha256);
      onHere();
    } catch (error) {
      const attempt = this.#attempt(needed);
      attempt.notBefore = performance.now() + 250 + attempt.backoff.next();
      if (error instanceof AlteredFile) onAltered(needed);
    }
  }
}
