import { createHash } from 'node:crypto';
import type { Occurrence } from '@nguon/protocol/occurrence.ts';
import type { OrderEntry } from '@nguon/protocol/programme.ts';
import { type PlayedSound, playedSounds } from '@nguon/protocol/request.ts';
import type { Content } from './airing.ts';
import type { AudioShelf } from './audio.ts';
import { Downloads } from './downloads.ts';
import type { Log } from './log.ts';
import type { Memory } from './memory.ts';
import { Programmes } from './programmes.ts';

/** A device's place among all, 0 to 1, always the same: what thousands would do at one moment each does at its own. */
export function placeOf(device: string): number {
  return createHash('sha256').update(device).digest().readUInt32BE(0) / 2 ** 32;
}

/** What the speaker has to play: its programmes and their sounds on disk. */
export class Supplies {
  readonly programmes: Programmes;
  readonly #memory: Memory;
  readonly #shelf: AudioShelf;
  readonly #downloads: Downloads;
  readonly #onChange: () => void;
  readonly #onFatal: (error: unknown) => void;
  readonly #toldAltered = new Set<string>();
  #announcing: Promise<void> = Promise.resolve();

  /** @param onChange something that may change the next decision: a sound came, or was found altered */
  constructor(memory: Memory, shelf: AudioShelf, log: Log, onChange: () => void, onFatal: (error: unknown) => void) {
    this.#memory = memory;
    this.#shelf = shelf;
    this.#onChange = onChange;
    this.#onFatal = onFatal;
    this.programmes = new Programmes(memory.dir, memory.identity.assignment, memory.ledger, (note) =>
      memory.note(note),
    );
    this.#downloads = new Downloads({
      shelf,
      log,
      address: () => memory.identity.address,
      needed: () => [...this.programmes.view().sounds],
      now: () => memory.clock.now(),
      place: placeOf(memory.identity.device),
      onHere: () => this.refresh(),
      onAltered: ({ order, sound }) => this.#tellAltered(order, sound.sha256),
    });
  }

  /** Programmes or sounds changed: fetches what is missing, tells what is complete, lets the engine decide anew. */
  refresh(): void {
    this.#onChange();
    this.#downloads.wake();
    this.#announcing = this.#announcing.then(() => this.#announce()).catch(this.#onFatal);
  }

  /** Stops fetching. */
  async close(): Promise<void> {
    this.#downloads.close();
    await this.#announcing;
  }

  /** State on disk of all that an occurrence sounds. */
  audio(o: Occurrence): 'here' | 'missing' | 'altered' {
    const states = this.#playedIn(o).map(({ sound }) => this.#shelf.state(sound.sha256));
    return states.find((state) => state === 'altered') ?? states.find((state) => state === 'missing') ?? 'here';
  }

  /** What is to be heard, each file read again and found intact; null when one was not, which is recorded and mended. */
  async content(o: Occurrence): Promise<Content | null> {
    const view = this.programmes.view();
    const stream = view.streams.get(o.order);
    if (stream !== undefined) return { kind: 'stream', url: stream };
    if (!view.orders.has(o.order)) return null;
    const played = this.#playedIn(o);
    for (const sha256 of new Set(played.map(({ sound }) => sound.sha256))) {
      if (await this.#shelf.isIntact(sha256)) continue;
      this.#tellAltered(o.order, sha256);
      this.#downloads.wake();
      return null;
    }
    const sounds = played.map(({ sound: { sha256, durationMs }, part }) => {
      return { path: this.#shelf.path(sha256), durationMs, part };
    });
    return { kind: 'sounds', sounds };
  }

  /** Items whose sounds are all here, and those that still miss some. */
  counts(): { ready: number; missing: number } {
    const orders = [...this.programmes.view().orders.values()];
    const ready = orders.filter((entry) => this.#isReady(entry)).length;
    return { ready, missing: orders.length - ready };
  }

  /** Removes files that no programme has named for a week. */
  async prune(): Promise<void> {
    const needed = new Set(this.programmes.view().sounds.map(({ sound }) => sound.sha256));
    await this.#shelf.prune(needed, this.#memory.ticks.wall());
  }

  /** Approved length of a file of the shelf in milliseconds; null for any other file. */
  lengthOf(sha256: string): number | null {
    return this.programmes.view().sounds.find(({ sound }) => sound.sha256 === sha256)?.sound.durationMs ?? null;
  }

  /** What an airing sounds, without the parts that were stopped. */
  #playedIn(o: Occurrence): PlayedSound[] {
    const view = this.programmes.view();
    const entry = view.orders.get(o.order);
    return entry ? playedSounds(entry.request, view.leftOut.get(o.order)) : [];
  }

  #isReady(entry: OrderEntry): boolean {
    return entry.request.sounds.every(({ sha256 }) => this.#shelf.has(sha256));
  }

  /** đã tải sẵn is said once of each order. */
  async #announce(): Promise<void> {
    const { ledger } = this.#memory;
    for (const entry of this.programmes.view().orders.values()) {
      if (ledger.ready.has(entry.order) || !this.#isReady(entry)) continue;
      const telling = this.#memory.telling({ kind: 'ready', order: entry.order, reason: null, detail: null });
      await ledger.write({ ready: entry.order }, telling);
    }
  }

  #tellAltered(order: string, sha256: string): void {
    if (this.#toldAltered.has(sha256)) return;
    this.#toldAltered.add(sha256);
    this.#memory
      .note({ kind: 'refused-document', order, reason: 'audio-altered', detail: `sound ${sha256}` })
      .catch(this.#onFatal);
  }
}
