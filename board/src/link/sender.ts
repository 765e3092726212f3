import type { ReceiptBatch } from '@nguon/protocol/device.ts';
import { signDocument } from '@nguon/protocol/sign.ts';
import { TYPES } from '@nguon/protocol/verify.ts';
import { Backoff } from './backoff.ts';
import type { Memory } from './memory.ts';
import type { Timers } from './timers.ts';
import { postJson } from './web.ts';

const BATCH = 500;
/** Receipts of one moment travel together. */
const GATHER_MS = 150;

/** Brings receipts to the province. They leave the ledger only when it has answered 2xx. */
export class Sender {
  readonly #memory: Memory;
  readonly #timers: Timers;
  readonly #backoff = new Backoff(1_000, 120_000);
  #timer: number | null = null;
  #sending = false;
  #failing = false;

  constructor(memory: Memory, timers: Timers) {
    this.#memory = memory;
    this.#timers = timers;
  }

  /** There is something to tell. While sending fails, the back-off decides when. */
  wake(): void {
    if (!this.#failing) this.#plan(GATHER_MS);
  }

  /** The province has just been reached: try now. */
  reached(): void {
    this.#failing = false;
    this.#backoff.reset();
    if (this.#timer !== null) this.#timers.clear(this.#timer);
    this.#timer = null;
    this.#plan(GATHER_MS);
  }

  #plan(ms: number): void {
    if (this.#timer !== null || this.#sending) return;
    this.#timer = this.#timers.set(() => {
      this.#timer = null;
      void this.#send();
    }, ms);
  }

  async #send(): Promise<void> {
    const { ledger, identity } = this.#memory;
    this.#sending = true;
    let wait = GATHER_MS;
    try {
      for (let receipts = ledger.pending(BATCH); receipts.length > 0; receipts = ledger.pending(BATCH)) {
        const batch: ReceiptBatch = { device: identity.device, receipts };
        const signed = await signDocument(batch, TYPES.receipts, identity.key.signing);
        await postJson('/api/device/receipts', { batch: signed });
        await ledger.acknowledge(receipts);
      }
      this.#failing = false;
      this.#backoff.reset();
    } catch {
      this.#failing = true;
      wait = 250 + this.#backoff.next();
    }
    this.#sending = false;
    if (ledger.pendingCount > 0) this.#plan(wait);
  }
}
