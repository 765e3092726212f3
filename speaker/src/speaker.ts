import { basename } from 'node:path';
import type { DeviceStatus } from '@nguon/protocol/device.ts';
import { rulesOf } from '@nguon/protocol/occurrence-programme.ts';
import type { AudioShelf } from './audio.ts';
import { type Ticks, machineTicks, toInstant } from './clock.ts';
import { Commands } from './commands.ts';
import { Contact } from './contact.ts';
import { Engine } from './engine.ts';
import type { Log } from './log.ts';
import { SOFTWARE } from './login.ts';
import { Memory } from './memory.ts';
import type { Player } from './player.ts';
import type { MakePlayer } from './players.ts';
import type { SpeakerReport } from './report.ts';
import { Supplies } from './supplies.ts';
import { writeTone } from './tone.ts';

/** What a speaker is made of besides its state folder. */
export interface SpeakerOptions {
  dir: string;
  shelf: AudioShelf;
  /** Whether this speaker alone fills the shelf, and may remove from it what its programmes name no more. */
  ownsShelf: boolean;
  makePlayer: MakePlayer;
  hasRtc: boolean;
  refreshMs: number;
  log: Log;
  ticks?: Ticks;
  /** A technician asked for a restart. */
  onRestart: () => void;
  /** Nothing can be promised any more, for instance because the disk is full. */
  onFatal: (error: unknown) => void;
}

const BEAT_MS = 60_000;
const SAVE_CLOCK_MS = 300_000;
const PRUNE_MS = 6 * 3_600_000;
const GATHER_CHANGES_MS = 300;

/** Length of the test tick where nobody says otherwise, in milliseconds. */
export const TONE_MS = 1_000;

/** One loudspeaker: what it remembers, what it has to play, its engine and its contact, put together. */
export class Speaker {
  readonly #options: SpeakerOptions;
  readonly #memory: Memory;
  readonly #supplies: Supplies;
  readonly #player: Player;
  readonly #engine: Engine;
  readonly #contact: Contact;
  readonly #commands: Commands;
  #timers: NodeJS.Timeout[] = [];
  #beatSoon: NodeJS.Timeout | null = null;
  #contacts = 0;
  #closing: Promise<void> | null = null;

  private constructor(options: SpeakerOptions, memory: Memory) {
    this.#options = options;
    this.#memory = memory;
    const { log, onFatal } = options;
    const { clock, ledger } = memory;
    this.#supplies = new Supplies(memory, options.shelf, log, () => this.#changed(), onFatal);
    this.#player = options.makePlayer((path) => this.#supplies.lengthOf(basename(path)) ?? TONE_MS);
    this.#engine = new Engine(
      {
        clock,
        ledger,
        player: this.#player,
        log,
        plan: () => this.#supplies.programmes.view(),
        rules: () => rulesOf(memory.identity.assignment),
        lastContactAt: () => memory.contactAt,
        audio: (o) => this.#supplies.audio(o),
        content: (o) => this.#supplies.content(o),
        onChange: () => this.#beatShortly(),
        onFatal,
      },
      memory.decidedAt,
    );
    this.#commands = new Commands({
      identity: () => memory.identity,
      clock,
      ledger,
      log,
      note: (note) => memory.note(note),
      actions: {
        setVolume: (percent) => this.setVolume(percent),
        testTone: (durationMs) => this.testTone(durationMs),
        restart: () => this.#restart(),
      },
    });
    this.#contact = new Contact({
      memory,
      supplies: this.#supplies,
      log,
      refreshMs: options.refreshMs,
      status: (online, session) => this.#status(online, session),
      onCommand: (jws) => void this.#commands.take(jws).catch(onFatal),
      onContact: () => this.#contacted(),
    });
  }

  /** Reads a claimed state folder. Throws WrongSetting when it was never claimed, RefusedDocument when it was changed. */
  static async open(options: SpeakerOptions): Promise<Speaker> {
    const memory = await Memory.open(options.dir, options.hasRtc, options.ticks ?? machineTicks);
    const speaker = new Speaker(options, memory);
    await speaker.#supplies.programmes.load(memory.identity.assignment);
    return speaker;
  }

  /** Starts from what is on disk, before any socket is opened, and then looks for the province. */
  async start(): Promise<void> {
    this.#player.setVolume(this.#memory.volume);
    await this.#engine.settleKilled();
    this.#supplies.refresh();
    this.#contact.start();
    this.#every(BEAT_MS, () => this.#contact.beat());
    this.#every(SAVE_CLOCK_MS, () => void this.#memory.saveClock(this.#engine.decidedAt).catch(this.#options.onFatal));
    if (this.#options.ownsShelf) this.#every(PRUNE_MS, () => void this.#supplies.prune().catch(this.#options.onFatal));
  }

  /** Falls silent, tells what can be told, and leaves the folder in order. Later calls wait for the first. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Sets the loudness; above the ceiling it is the ceiling. */
  async setVolume(percent: number): Promise<null> {
    await this.#memory.wishVolume(percent);
    this.#player.setVolume(this.#memory.volume);
    this.#beatShortly();
    return null;
  }

  /** Plays the soft test tick. Returns null when it has sounded, else why not. */
  async testTone(durationMs: number): Promise<string | null> {
    return this.#engine.testTone(await writeTone(this.#memory.dir, durationMs), durationMs);
  }

  /** Everything that a technician at the mast would ask. */
  report(): SpeakerReport {
    const { identity, contactAt, ledger } = this.#memory;
    return {
      running: true,
      device: identity.device,
      name: identity.assignment.name,
      address: identity.address,
      units: identity.assignment.units.map(({ name }) => name),
      connected: this.#contact.connected,
      lastContactAt: contactAt === null ? null : toInstant(contactAt),
      volumeCeiling: identity.assignment.volumeCeiling,
      receiptsWaiting: ledger.pendingCount,
      status: this.#status(true, 0),
    };
  }

  #status(online: boolean, session: number): DeviceStatus {
    const { clock, boot, volume } = this.#memory;
    const playing = online ? this.#engine.playing() : null;
    return {
      online,
      boot,
      session,
      at: toInstant(clock.now()),
      clockTrusted: clock.trusted,
      software: SOFTWARE,
      volume,
      playing: playing && {
        order: playing.order,
        slot: toInstant(playing.slot),
        startedAt: toInstant(playing.startedAt),
        positionMs: playing.positionMs,
      },
      programmes: this.#supplies.programmes.versions(),
      ...this.#supplies.counts(),
      showing: [],
    };
  }

  #changed(): void {
    this.#engine.wake();
    this.#beatShortly();
  }

  #contacted(): void {
    this.#player.setVolume(this.#memory.volume);
    this.#changed();
    this.#contacts += 1;
    // The first contact is worth keeping at once: it is what an RTC is compared with. Later ones are kept by the timer.
    if (this.#contacts <= 2) void this.#memory.saveClock(this.#engine.decidedAt).catch(this.#options.onFatal);
  }

  /** Heartbeat on change: several changes of a moment make one. */
  #beatShortly(): void {
    this.#beatSoon ??= setTimeout(() => {
      this.#beatSoon = null;
      this.#contact.beat();
    }, GATHER_CHANGES_MS);
  }

  async #restart(): Promise<null> {
    this.#options.onRestart();
    return null;
  }

  #every(ms: number, act: () => void): void {
    this.#timers.push(setInterval(act, ms));
  }

  async #close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#engine.stop();
    await this.#supplies.close();
    await this.#contact.close();
    if (this.#beatSoon) clearTimeout(this.#beatSoon);
    await this.#player.close();
    await this.#memory.saveClock(this.#engine.decidedAt);
    await this.#memory.ledger.close();
  }
}
