import { PAUSE_BETWEEN_SOUNDS_MS } from '@nguon/protocol/request.ts';
import { Backoff } from '../link/backoff.ts';
import type { Timers } from '../link/timers.ts';
import type { Ending, Player, Sounding, Source } from './player.ts';

/** A file to be played, and the part of an edition that it belongs to. */
export interface PartSound {
  blob: Blob;
  durationMs: number;
  part: number;
}

/** What one airing consists of: sounds in their order with their readings, each of a part (0 for a single bulletin), or another station's stream. */
export type Content = { kind: 'sounds'; sounds: readonly PartSound[] } | { kind: 'stream'; url: string };

const MOST_RESUMPTIONS = 3;
/** A file may be so much longer than what was approved before it is cut. */
const TOLERANCE_MS = 2_000;
const CHECK_MS = 500;
const STEADY_STREAM_MS = 30_000;

/**
 * One airing from its first sound to its end: readings with the pause between them, a failed player resumed where it stopped, a stream joined
 * again until somebody stops it. `ended` resolves once and never rejects.
 */
export class Airing {
  readonly ended: Promise<Ending>;
  readonly #player: Player;
  readonly #timers: Timers;
  #onSound: (() => void) | null;
  #sounding: Sounding | null = null;
  #playedMs = 0;
  #stopping = false;
  #leftOut: ReadonlySet<number> = new Set();
  /** The part that sounds. */
  #current: number | null = null;
  readonly #skipped = new Set<number>();
  #wake: (() => void) | null = null;

  constructor(player: Player, timers: Timers, content: Content, onSound: () => void) {
    this.#player = player;
    this.#timers = timers;
    this.#onSound = onSound;
    this.ended = content.kind === 'stream' ? this.#follow(content.url) : this.#perform(content.sounds);
  }

  /** Sound produced so far, in milliseconds. */
  positionMs(): number {
    return this.#playedMs + (this.#sounding?.positionMs() ?? 0);
  }

  /** Silences at once. */
  stop(): Promise<Ending> {
    this.#stopping = true;
    this.#wake?.();
    this.#sounding?.stop();
    return this.ended;
  }

  /** Leaves parts out from now on: one that sounds is silenced at once, and the next part follows. */
  leaveOut(parts: ReadonlySet<number>): void {
    this.#leftOut = parts;
    if (this.#current !== null && this.#leaves(this.#current)) this.#sounding?.stop();
  }

  async #perform(sounds: readonly PartSound[]): Promise<Ending> {
    let first = true;
    for (const sound of sounds) {
      if (!first && !this.#leaves(sound.part)) await this.#pause(PAUSE_BETWEEN_SOUNDS_MS);
      if (this.#stopping) break;
      // Asked again: a stop may have come in the pause.
      if (this.#leaves(sound.part)) continue;
      first = false;
      this.#current = sound.part;
      const detail = await this.#sound(sound);
      this.#current = null;
      if (detail !== null) return { how: 'failed', playedMs: this.#playedMs, detail };
      if (this.#stopping) break;
    }
    const detail = this.#skipped.size === 0 ? null : `parts left out: ${[...this.#skipped].join(', ')}`;
    return { how: this.#stopping ? 'stopped' : 'finished', playedMs: this.#playedMs, detail };
  }

  /** Whether a part is left out; what was is told at the end. */
  #leaves(part: number): boolean {
    if (!this.#leftOut.has(part)) return false;
    this.#skipped.add(part);
    return true;
  }

  /** One sound to its end; null, or why it could not be brought there. */
  async #sound({ blob, durationMs, part }: PartSound): Promise<string | null> {
    let reached = 0;
    for (let tries = 0; ; tries += 1) {
      const ending = await this.#play({ kind: 'file', blob }, reached, durationMs - reached + TOLERANCE_MS);
      reached += ending.playedMs;
      if (ending.how !== 'failed' || this.#stopping || this.#leaves(part)) return null;
      if (tries === MOST_RESUMPTIONS || reached >= durationMs) return ending.detail ?? 'the player failed';
    }
  }

  async #follow(url: string): Promise<Ending> {
    const backoff = new Backoff(1_000, 15_000);
    let detail: string | null = null;
    while (!this.#stopping) {
      const ending = await this.#play({ kind: 'stream', url }, 0, Infinity);
      if (this.#stopping) break;
      detail = ending.detail ?? 'the stream ended';
      if (ending.playedMs > STEADY_STREAM_MS) backoff.reset();
      await this.#pause(500 + backoff.next());
    }
    return { how: 'stopped', playedMs: this.#playedMs, detail };
  }

  /** @param longestMs more than that of one sound is never let through, whatever the file holds */
  async #play(source: Source, fromMs: number, longestMs: number): Promise<Ending> {
    const sounding = this.#player.play(source, fromMs, () => {
      this.#onSound?.();
      this.#onSound = null;
    });
    this.#sounding = sounding;
    const watch = this.#timers.every(() => {
      if (sounding.positionMs() > longestMs) sounding.stop();
    }, CHECK_MS);
    const ending = await sounding.ended;
    this.#timers.clear(watch);
    this.#sounding = null;
    this.#playedMs += ending.playedMs;
    return ending;
  }

  async #pause(ms: number): Promise<void> {
    if (this.#stopping) return;
    await new Promise<void>((resolve) => {
      const timer = this.#timers.set(resolve, ms);
      this.#wake = () => {
        this.#timers.clear(timer);
        resolve();
      };
    });
    this.#wake = null;
  }
}
