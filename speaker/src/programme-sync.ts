import { ProgrammePointer } from '@nguon/protocol/programme.ts';
import { unitProgrammeTopic } from '@nguon/protocol/topics.ts';
import { Backoff } from './backoff.ts';
import { type Log, sentenceOf } from './log.ts';
import type { Programmes } from './programmes.ts';
import { getText } from './web.ts';

const MOST_TRIES = 4;

/** Follows pointers to newer programmes, whether they came with a login or by push. For one unit they are followed one after the other. */
export class ProgrammeSync {
  readonly #programmes: Programmes;
  readonly #address: () => string;
  readonly #onNew: () => void;
  readonly #log: Log;
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(programmes: Programmes, address: () => string, onNew: () => void, log: Log) {
    this.#programmes = programmes;
    this.#address = address;
    this.#onNew = onNew;
    this.#log = log;
  }

  /**
   * Follows the pointers of a login reply.
   * @returns true when the newest programme of each is now held
   * Rejects with the error of the network when one could not be fetched.
   */
  async followAll(pointers: readonly ProgrammePointer[]): Promise<boolean> {
    const results = await Promise.all(pointers.map((pointer) => this.#follow(pointer)));
    return results.every(Boolean);
  }

  /** Follows a hint that came by push on a topic; one that is not a pointer, or of another unit, is passed over. Never rejects. */
  async followHint(topic: string, payload: Buffer): Promise<void> {
    const backoff = new Backoff(500, 8_000);
    const pointer = readPointer(topic, payload);
    for (let tries = 0; pointer && tries < MOST_TRIES; tries += 1) {
      try {
        await this.#follow(pointer);
        return;
      } catch (error) {
        this.#log.warn('programme-not-fetched', { unit: pointer.unit, why: sentenceOf(error) });
        await new Promise((resolve) => setTimeout(resolve, 200 + backoff.next()));
      }
    }
  }

  #follow(pointer: ProgrammePointer): Promise<boolean> {
    const before = this.#queues.get(pointer.unit) ?? Promise.resolve();
    const result = before.catch(() => undefined).then(() => this.#fetch(pointer));
    this.#queues.set(pointer.unit, result);
    return result;
  }

  async #fetch(pointer: ProgrammePointer): Promise<boolean> {
    if (!(await this.#programmes.wants(pointer))) return this.#programmes.version(pointer.unit) >= pointer.version;
    const accepted = await this.#programmes.accept(
      pointer.unit,
      await getText(this.#address(), pointer.url),
      pointer.sha256,
    );
    this.#log.info(accepted ? 'programme' : 'programme-refused', { unit: pointer.unit, version: pointer.version });
    if (accepted) this.#onNew();
    return accepted;
  }
}

function readPointer(topic: string, payload: Buffer): ProgrammePointer | null {
  try {
    const pointer = ProgrammePointer.parse(JSON.parse(payload.toString('utf8')));
    return unitProgrammeTopic(pointer.unit) === topic ? pointer : null;
  } catch {
    return null;
  }
}
