import type { Timers } from '../link/timers.ts';

/** Something that can sound: a file that was read and found intact, or a stream of another station. */
export type Source = { kind: 'file'; blob: Blob } | { kind: 'stream'; url: string };

/** How a sound ended. `detail` is for technicians. */
export interface Ending {
  how: 'finished' | 'stopped' | 'failed';
  playedMs: number;
  detail: string | null;
}

/** One sound under way. `ended` resolves once and never rejects. */
export interface Sounding {
  readonly ended: Promise<Ending>;
  /** Sound really produced so far, in milliseconds. */
  positionMs(): number;
  /** Silences at once. */
  stop(): void;
}

/** Makes sound, one at a time. */
export interface Player {
  /** Starts a sound; `onSound` is called once, when it is really heard. */
  play(source: Source, fromMs: number, onSound: () => void): Sounding;
  /** Percent of full loudness, from now on. */
  setVolume(percent: number): void;
}

/** A sound that has not moved for so long is dead, whatever the browser says. */
const DEAD_MS = 8_000;
const LOOK_MS = 500;

/** Plays through one audio element of the page, the one that the operator's click has allowed to sound. */
export function elementPlayer(audio: HTMLAudioElement, timers: Timers): Player {
  return {
    play: (source, fromMs, onSound) => new ElementSounding(audio, timers, { source, fromMs, onSound }),
    setVolume: (percent) => {
      audio.volume = Math.min(Math.max(percent / 100, 0), 1);
    },
  };
}

class ElementSounding implements Sounding {
  readonly ended: Promise<Ending>;
  readonly #audio: HTMLAudioElement;
  readonly #timers: Timers;
  readonly #listening = new AbortController();
  readonly #address: string;
  readonly #isFile: boolean;
  readonly #onSound: () => void;
  #settle: (ending: Ending) => void = () => undefined;
  #playedMs = 0;
  #last: number;
  #movedAt = performance.now();
  #heard = false;
  #done = false;
  #watch: number;

  constructor(
    audio: HTMLAudioElement,
    timers: Timers,
    { source, fromMs, onSound }: { source: Source; fromMs: number; onSound: () => void },
  ) {
    this.#audio = audio;
    this.#timers = timers;
    this.#onSound = onSound;
    this.#isFile = source.kind === 'file';
    this.#address = source.kind === 'file' ? URL.createObjectURL(source.blob) : source.url;
    this.#last = fromMs / 1000;
    this.ended = new Promise((resolve) => (this.#settle = resolve));
    const { signal } = this.#listening;
    audio.addEventListener('timeupdate', () => this.#measure(), { signal });
    audio.addEventListener('ended', () => this.#end('finished', null), { signal });
    audio.addEventListener('error', () => this.#end('failed', audio.error?.message || 'the sound cannot be read'), {
      signal,
    });
    audio.src = this.#address;
    if (fromMs > 0) audio.currentTime = fromMs / 1000;
    audio.play().catch((error: unknown) => this.#end('failed', sentenceOf(error)));
    this.#watch = timers.every(() => this.#look(), LOOK_MS);
  }

  positionMs(): number {
    this.#measure();
    return Math.round(this.#playedMs);
  }

  stop(): void {
    this.#end('stopped', null);
  }

  /** Counts what the element really moved. */
  #measure(): void {
    if (this.#done) return;
    const moved = this.#audio.currentTime - this.#last;
    this.#last = this.#audio.currentTime;
    if (moved <= 0) return;
    // A stream may begin at any number; a leap is no sound.
    if (moved < 5) this.#playedMs += moved * 1000;
    this.#movedAt = performance.now();
    if (this.#heard) return;
    this.#heard = true;
    this.#onSound();
  }

  #look(): void {
    this.#measure();
    if (!this.#done && performance.now() - this.#movedAt > DEAD_MS) this.#end('failed', 'the sound stands still');
  }

  #end(how: Ending['how'], detail: string | null): void {
    if (this.#done) return;
    this.#measure();
    this.#done = true;
    this.#timers.clear(this.#watch);
    this.#listening.abort();
    this.#audio.pause();
    this.#audio.removeAttribute('src');
    this.#audio.load();
    if (this.#isFile) URL.revokeObjectURL(this.#address);
    this.#settle({ how, playedMs: Math.round(this.#playedMs), detail });
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
