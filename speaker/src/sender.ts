import type { ReceiptBatch } from '@nguon/protocol/device.ts';
import { signDocument } from '@nguon/protocol/sign.ts';
import { TYPES } from '@nguon/protocol/verify.ts';
import { Backoff } from './backoff.ts';
import type { Identity } from './identity.ts';
import type { Ledger } from './ledger.ts';
import { type Log, sentenceOf } from './log.ts';
import { withinMs } from './patience.ts';
import { postJson } from './web.ts';

const BATCH = 500;
/** Receipts of one moment travel together. */
const GATHER_MS = 150;
const PARTING_MS = 2_000;

/** Brings receipts to the province. They leave the ledger only when it has answered 2xx. */
export class Sender {
  readonly #ledger: Pick<Ledger, 'pending' | 'acknowledge'>;
  readonly #identity: () => Identity;
  readonly #log: Log;
  readonly #backoff = new Backoff(1_000, 120_000);
  #timer: NodeJS.Timeout | null = null;
  #sending: Promise<void> | null = null;
  #failing = false;
  #closed = false;

  constructor(ledger: Pick<Ledger, 'pending' | 'acknowledge'>, identity: () => Identity, log: Log) {
    this.#ledger = ledger;
    this.#identity = identity;
    this.#log = log;
  }

  /** There is something to tell. While sending fails, the back-off decides when. */
  wake(): void {
    if (!this.#failing) this.#plan(GATHER_MS);
  }

  /** The province has just been reached: try now. */
  reached(): void {
    this.#failing = false;
    this.#backoff.reset();
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#plan(GATHER_MS);
  }

  /** Sends what can be sent within moments, then stops. What is left is on disk. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    const last = async (): Promise<void> => {
      await this.#sending;
      if (!this.#failing) await this.#send();
    };
    await withinMs(last(), PARTING_MS);
  }

  #plan(ms: number): void {
    if (this.#timer || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#sending ??= this.#send().finally(() => {
        this.#sending = null;
        // What was written while the last batch was on its way.
        if (!this.#failing && this.#ledger.pending(1).length > 0) this.#plan(GATHER_MS);
      });
    }, ms);
  }

  async #send(): Promise<void> {
    try {
      for (let receipts = this.#ledger.pending(BATCH); receipts.length > 0; receipts = this.#ledger.pending(BATCH)) {
        const { device, address, key } = this.#identity();
        const batch: ReceiptBatch = { device, receipts };
        await postJson(address, '/api/device/receipts', { batch: await signDocument(batch, TYPES.receipts, key) });
        await this.#ledger.acknowledge(receipts);
      }
      this.#failing = false;
      this.#backoff.reset();
    } catch (error) {
      this.#failing = true;
      const wait = 250 + this.#backoff.next();
      this.#log.warn('receipts-wait', { why: sentenceOf(error), againInMs: wait });
      this.#plan(wait);
    }
  }
}
