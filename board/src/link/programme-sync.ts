import { ProgrammePointer } from '@nguon/protocol/programme.ts';
import { unitProgrammeTopic } from '@nguon/protocol/topics.ts';
import { Backoff } from './backoff.ts';
import type { Programmes } from './programmes.ts';
import { type Timers, pause } from './timers.ts';
import { getText } from './web.ts';

const MOST_TRIES = 4;

/** Follows pointers to newer programmes, by login or by push. For one unit they are followed one after the other. */
export class ProgrammeSync {
  readonly #programmes: Programmes;
  readonly #timers: Timers;
  readonly #onNew: () => void;
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(programmes: Programmes, timers: Timers, onNew: () => void) {
    this.#programmes = programmes;
    this.#timers = timers;
    this.#onNew = onNew;
  }

  /** Follows the pointers of a login; true when the newest programme of each is now held. Rejects when one could not be fetched. */
  async followAll(pointers: readonly ProgrammePointer[]): Promise<boolean> {
    const results = await Promise.all(pointers.map((pointer) => this.#follow(pointer)));
    return results.every(Boolean);
  }

  /** Follows a hint that came by push; one that is no pointer, or speaks of another unit, is passed over. */
  async followHint(topic: string, payload: string): Promise<void> {
    const backoff = new Backoff(500, 8_000);
    const pointer = readPointer(topic, payload);
    for (let tries = 0; pointer && tries < MOST_TRIES; tries += 1) {
      try {
        await this.#follow(pointer);
        return;
      } catch {
        // The network failed. The next login names the same programme again.
        await pause(this.#timers, 200 + backoff.next());
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
    const accepted = await this.#programmes.accept(pointer, await getText(pointer.url));
    if (accepted) this.#onNew();
    return accepted;
  }
}

function readPointer(topic: string, payload: string): ProgrammePointer | null {
  try {
    const pointer = ProgrammePointer.parse(JSON.parse(payload));
    return unitProgrammeTopic(pointer.unit) === topic ? pointer : null;
  } catch {
    return null;
  }
}
