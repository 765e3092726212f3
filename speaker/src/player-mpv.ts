import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from './log.ts';
import { type MpvMessage, MpvProcess } from './mpv-process.ts';
import type { Ending, Player, PlayOrder, Sounding } from './player.ts';

/** How mpv is used on this machine. */
export interface MpvOptions {
  path: string;
  /** mpv's name of the sound card; null for its default. */
  device: string | null;
  /** Folder for recordings in place of a sound card; null for real sound. */
  recordings: string | null;
  log: Log;
}

/** mpv writes files as fast as it can unless a filter keeps time. 16 bits, since every reader of WAV knows them. */
const RECORDING = ['--ao=pcm', '--af=lavfi=[arealtime]', '--audio-format=s16'];

/** A sound that has not moved for so long is dead, whatever mpv says. */
const STALLED_MS = 8_000;
const CHECK_MS = 1_000;
const STOP_PATIENCE_MS = 1_500;

/** Plays through one idle mpv that is started beforehand, watched, and replaced when it dies or hangs. */
export class MpvPlayer implements Player {
  readonly #options: MpvOptions;
  #process: MpvProcess | null = null;
  #current: MpvSounding | null = null;
  #volume = 100;
  #closed = false;

  constructor(options: MpvOptions) {
    this.#options = options;
    if (options.recordings !== null) mkdirSync(options.recordings, { recursive: true });
    this.#ready();
  }

  play(order: PlayOrder, onSound: () => void): Sounding {
    const process = this.#ready();
    const { recordings } = this.#options;
    const recording = recordings === null ? null : join(recordings, `${order.label}.wav`);
    const sounding = new MpvSounding(process, order, recording, onSound);
    this.#current = sounding;
    return sounding;
  }

  setVolume(percent: number): void {
    this.#volume = percent;
    if (this.#process?.alive) void this.#process.command('set_property', 'volume', percent);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#current?.stop();
    this.#process?.kill();
  }

  #ready(): MpvProcess {
    if (this.#process?.alive) return this.#process;
    const { path, device, recordings, log } = this.#options;
    const output = recordings === null ? (device === null ? [] : [`--audio-device=${device}`]) : RECORDING;
    const process = new MpvProcess(
      path,
      [...output, `--volume=${this.#volume}`],
      (message) => this.#current?.hear(message),
      (why) => {
        this.#current?.playerEnded(process, why);
        if (!this.#closed) log.warn('player-ended', { why });
      },
    );
    void process.command('observe_property', 1, 'time-pos');
    this.#process = process;
    return process;
  }
}

class MpvSounding implements Sounding {
  readonly ended: Promise<Ending>;
  readonly #end: (ending: Ending) => void;
  readonly #process: MpvProcess;
  /** mpv's position at which this sound began, in seconds; a stream counts from wherever it was joined. */
  #base: number | null;
  readonly #recorded: boolean;
  readonly #onSound: () => void;
  readonly #watch: NodeJS.Timeout;
  #begun = false;
  #stopping = false;
  #done = false;
  #entry: number | null = null;
  #positionMs = 0;
  #movedAt = performance.now();

  constructor(process: MpvProcess, order: PlayOrder, recording: string | null, onSound: () => void) {
    const { promise, resolve } = Promise.withResolvers<Ending>();
    this.ended = promise;
    this.#end = resolve;
    this.#process = process;
    this.#base = order.source.kind === 'file' ? order.fromMs / 1000 : null;
    this.#recorded = recording !== null;
    this.#onSound = onSound;
    this.#watch = setInterval(() => this.#check(), CHECK_MS);
    void this.#load(order, recording);
  }

  positionMs(): number {
    return this.#positionMs;
  }

  async stop(): Promise<void> {
    if (this.#done) return;
    this.#stopping = true;
    // mpv that does not obey is silenced by ending it.
    const patience = setTimeout(() => this.#process.kill(), STOP_PATIENCE_MS);
    void this.#process.command('stop');
    await this.ended;
    clearTimeout(patience);
  }

  hear(message: MpvMessage): void {
    if (this.#done) return;
    if (message.event === 'start-file') this.#entry = message.playlist_entry_id ?? null;
    // A recording begins with the file; mpv reports restarted playback only after its 1.4 s of buffer.
    if (message.event === (this.#recorded ? 'file-loaded' : 'playback-restart')) this.#heard();
    if (message.event === 'property-change' && message.name === 'time-pos') this.#move(message.data);
    if (message.event === 'end-file' && this.#entry !== null && message.playlist_entry_id === this.#entry)
      this.#ended(message);
  }

  playerEnded(process: MpvProcess, why: string): void {
    if (process === this.#process) this.#finish(this.#stopping ? 'stopped' : 'failed', why);
  }

  async #load({ source, fromMs }: PlayOrder, recording: string | null): Promise<void> {
    if (recording !== null) await this.#process.command('set_property', 'ao-pcm-file', recording);
    await this.#process.command('set_property', 'start', fromMs > 0 ? (fromMs / 1000).toFixed(3) : 'none');
    const word = await this.#process.command('loadfile', source.kind === 'file' ? source.path : source.url, 'replace');
    if (word !== 'success') this.#finish('failed', word);
  }

  #heard(): void {
    this.#movedAt = performance.now();
    if (this.#begun) return;
    this.#begun = true;
    this.#onSound();
  }

  #move(position: unknown): void {
    if (typeof position !== 'number' || this.#entry === null) return;
    this.#base ??= position;
    const playedMs = Math.round((position - this.#base) * 1000);
    if (playedMs > this.#positionMs) this.#movedAt = performance.now();
    this.#positionMs = Math.max(this.#positionMs, playedMs);
  }

  #ended({ reason, file_error: error }: MpvMessage): void {
    if (this.#stopping) this.#finish('stopped', null);
    else if (reason === 'eof' && this.#begun) this.#finish('finished', null);
    else this.#finish('failed', error ?? reason ?? 'no sound');
  }

  #check(): void {
    if (performance.now() - this.#movedAt < STALLED_MS) return;
    this.#finish('failed', 'the sound stood still');
    this.#process.kill();
  }

  #finish(how: Ending['how'], detail: string | null): void {
    if (this.#done) return;
    this.#done = true;
    clearInterval(this.#watch);
    this.#end({ how, playedMs: this.#positionMs, detail });
  }
}
