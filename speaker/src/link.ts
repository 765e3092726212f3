import type { LoginReply } from '@nguon/protocol/device.ts';
import { Backoff } from './backoff.ts';
import { type Log, sentenceOf } from './log.ts';
import type { Login } from './login.ts';
import { withinMs } from './patience.ts';

/** What the link needs of the rest of the speaker. */
export interface LinkParts {
  log: Log;
  logIn: () => Promise<Login>;
  /** Takes over what a verified reply says: time, pass, news. Rejects when some of the news could not be fetched. */
  take: (login: Login) => Promise<void>;
  now: () => number;
  /** Whether news also come by push. */
  isPushed: () => boolean;
  refreshMs: number;
  /** This device's place among all, 0 to 1. */
  place: number;
}

/** Looks for news so often when no push brings them. */
const UNPUSHED_MS = 60_000;
/** The pass is renewed so long before its end. */
const RENEW_BEFORE_MS = 60_000;

/**
 * Keeps the speaker in contact: logs in at once, again at intervals, before the pass ends, and whenever somebody asks. Devices look at
 * different moments of the interval; after failures they come back by full jitter.
 */
export class Link {
  readonly #parts: LinkParts;
  readonly #backoff = new Backoff(1_000, 120_000);
  #looks = 0;
  #wake: (() => void) | null = null;
  #asked = false;
  #closed = false;
  #running: Promise<void> | null = null;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Logs in again as soon as the last try has ended. */
  refresh(): void {
    this.#asked = true;
    this.#wake?.();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake?.();
    await withinMs(this.#running ?? Promise.resolve(), 2_000);
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      this.#asked = false;
      await this.#sleep(await this.#look());
    }
  }

  /** One look; returns how long to wait for the next, in milliseconds. */
  async #look(): Promise<number> {
    const { log } = this.#parts;
    try {
      const login = await this.#parts.logIn();
      await this.#parts.take(login);
      this.#backoff.reset();
      return this.#untilNext(login.reply);
    } catch (error) {
      const wait = 500 + this.#backoff.next();
      log.warn('no-contact', { why: sentenceOf(error), againInMs: wait });
      return wait;
    }
  }

  #untilNext(reply: LoginReply): number {
    const { refreshMs, place } = this.#parts;
    this.#looks += 1;
    const interval = this.#looks === 1 ? refreshMs * place : refreshMs;
    const wanted = this.#parts.isPushed() ? interval : Math.min(interval, UNPUSHED_MS);
    const passLeft = Date.parse(reply.expiresAt) - this.#parts.now();
    return Math.max(1_000, Math.min(wanted, passLeft - Math.min(RENEW_BEFORE_MS, passLeft / 2)));
  }

  #sleep(ms: number): Promise<void> {
    if (this.#closed || this.#asked) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
