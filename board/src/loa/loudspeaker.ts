import { rulesOf } from '@nguon/protocol/occurrence-programme.ts';
import type { Occurrence } from '@nguon/protocol/occurrence.ts';
import type { DeviceStatus } from '@nguon/protocol/device.ts';
import type { Programme } from '@nguon/protocol/programme.ts';
import { playedSounds } from '@nguon/protocol/request.ts';
import { toInstant } from '../link/clock.ts';
import { Device } from '../link/device.ts';
import type { Ground } from '../link/start.ts';
import type { Timers } from '../link/timers.ts';
import type { Content, PartSound } from './airing.ts';
import { Engine } from './engine.ts';
import { type Plan, nextStart, planOf } from './plan.ts';
import { type Player, elementPlayer } from './player.ts';
import { soundTone } from './tone.ts';
import type { Facts } from './words.ts';

/** What the loudspeaker has of the page. */
export interface Outlets {
  audio: HTMLAudioElement;
  context: AudioContext;
  /** Something to be said on the screen has changed. */
  onChange: () => void;
  /** The browser's storage failed: it is silent already. */
  onFatal: () => void;
  /** A technician asked for a restart. */
  onRestart: () => void;
}

/** A claimed browser speaker: device, engine and player put together. */
export class Loudspeaker {
  readonly #device: Device;
  readonly #engine: Engine;
  readonly #player: Player;
  readonly #outlets: Outlets;
  #planned: { list: readonly Programme[]; units: unknown; plan: Plan } | null = null;
  #on = false;

  constructor({ memory, shelf }: Ground, timers: Timers, outlets: Outlets) {
    this.#outlets = outlets;
    const { audio, onChange, onFatal } = outlets;
    this.#player = elementPlayer(audio, timers);
    this.#device = new Device(memory, shelf, timers, {
      channel: 'speaker',
      filesOf: ({ request }) => request.sounds.map(({ sha256, bytes }) => ({ sha256, bytes })),
      actions: {
        setVolume: (percent) => this.setVolume(percent),
        testTone: (durationMs) => this.testTone(durationMs),
        restart: () => this.#restart(),
      },
      shown: () => this.#shown(),
      decidedAt: () => this.#engine.decidedAt,
      onChange: () => {
        this.#player.setVolume(memory.volume);
        this.#engine.wake();
        onChange();
      },
      onFatal,
    });
    const { clock, ledger, decidedAt } = memory;
    this.#engine = new Engine(
      {
        clock,
        ledger,
        player: this.#player,
        timers,
        plan: () => this.#plan(),
        rules: () => rulesOf(memory.identity.assignment),
        lastContactAt: () => memory.contactAt,
        audio: (o) => this.#audio(o),
        content: (o) => this.#content(o),
        onChange: () => {
          this.#device.beatShortly();
          onChange();
        },
        onFatal,
      },
      decidedAt,
    );
  }

  /** Tells what an earlier life was killed in, reads what is on disk, and then looks for the province. Silent until `turnOn`. */
  async start(): Promise<void> {
    this.#player.setVolume(this.#device.memory.volume);
    await this.#engine.settleKilled();
    await this.#device.start();
  }

  get on(): boolean {
    return this.#on;
  }

  /** The browser lets this page sound. */
  turnOn(): void {
    this.#on = true;
    this.#engine.turnOn();
    this.#outlets.onChange();
  }

  /** Silences at once, until `turnOn`. */
  async turnOff(): Promise<void> {
    this.#on = false;
    this.#outlets.audio.pause();
    await this.#engine.turnOff();
    this.#outlets.onChange();
  }

  /** Sets the loudness, percent; above the ceiling it is the ceiling. */
  async setVolume(percent: number): Promise<null> {
    await this.#device.memory.wishVolume(percent);
    this.#player.setVolume(this.#device.memory.volume);
    this.#device.beatShortly();
    this.#outlets.onChange();
    return null;
  }

  /** Sounds the soft test tick; null, or why not. */
  async testTone(durationMs: number): Promise<string | null> {
    const obstacle = this.#engine.toneObstacle(durationMs);
    if (obstacle === null) await soundTone(this.#outlets.context, durationMs, this.#device.memory.volume);
    return obstacle;
  }

  /** Everything that the screen says. */
  facts(newVersion: boolean): Facts {
    const { memory, link, orders } = this.#device;
    const { clock, identity, contactAt, ledger, volume } = memory;
    const now = clock.now();
    const ready = orders.filter((entry) => this.#device.filesState(entry) === 'here').length;
    const playing = this.#engine.playing();
    const next = nextStart(this.#plan(), now);
    const title = (o: Occurrence): string => this.#plan().titles.get(o.order) ?? 'bản tin đã gỡ';
    return {
      name: identity.assignment.name,
      now,
      clockTrusted: clock.trusted,
      on: this.#on,
      link,
      contactAt,
      playing: playing && {
        title: title(playing.o),
        positionMs: playing.positionMs,
        durationMs: playing.o.continuous ? null : playing.o.durationMs,
      },
      next: next && { title: title(next), at: next.at },
      ready,
      missing: orders.length - ready,
      receiptsWaiting: ledger.pendingCount,
      volume,
      ceiling: identity.assignment.volumeCeiling,
      newVersion,
    };
  }

  #plan(): Plan {
    const { list } = this.#device.programmes;
    const { units } = this.#device.memory.identity.assignment;
    if (this.#planned?.list !== list || this.#planned.units !== units)
      this.#planned = { list, units, plan: planOf(list, units) };
    return this.#planned.plan;
  }

  #shown(): Pick<DeviceStatus, 'volume' | 'playing' | 'showing'> {
    const playing = this.#engine.playing();
    return {
      volume: this.#device.memory.volume,
      showing: [],
      playing: playing && {
        order: playing.o.order,
        slot: toInstant(playing.o.at),
        startedAt: toInstant(playing.startedAt),
        positionMs: Math.round(playing.positionMs),
      },
    };
  }

  #audio(o: Occurrence): 'here' | 'missing' | 'altered' {
    const entry = this.#device.orders.find(({ order }) => order === o.order);
    return entry ? this.#device.filesState(entry) : 'here';
  }

  /** The sounds of an airing, each read and hashed again; one that was changed is told and fetched anew. */
  async #content(o: Occurrence): Promise<Content | null> {
    const url = this.#plan().streams.get(o.order);
    if (url !== undefined) return { kind: 'stream', url };
    const entry = this.#device.orders.find(({ order }) => order === o.order);
    if (!entry) return null;
    const blobs = new Map<string, Blob>();
    const sounds: PartSound[] = [];
    for (const { sound, part } of playedSounds(entry.request, this.#plan().leftOut.get(o.order))) {
      const { sha256, durationMs } = sound;
      const blob = blobs.get(sha256) ?? (await this.#device.shelf.take(sha256));
      if (!blob) {
        this.#device.tellAltered(o.order, sha256);
        return null;
      }
      blobs.set(sha256, blob);
      sounds.push({ blob, durationMs, part });
    }
    return { kind: 'sounds', sounds };
  }

  async #restart(): Promise<null> {
    await this.turnOff();
    await this.#device.saveClock();
    this.#outlets.onRestart();
    return null;
  }
}
