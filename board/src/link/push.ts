import mqtt, { type MqttClient } from 'mqtt';
import type { DeviceStatus } from '@nguon/protocol/device.ts';
import { deviceFilter, deviceTopic, unitFilter } from '@nguon/protocol/topics.ts';
import { Backoff } from './backoff.ts';
import type { Timers } from './timers.ts';

/** A broker pass as a login reply gave it; `expiresAt` in epoch milliseconds. */
export interface Pass {
  path: string;
  password: string;
  expiresAt: number;
}

/** What the push needs of the rest of the device. */
export interface PushParts {
  timers: Timers;
  device: string;
  units: () => string[];
  pass: () => Pass | null;
  now: () => number;
  /** The heartbeat of this moment; `session` tells a late last will from a new connection. */
  status: (online: boolean, session: number) => DeviceStatus;
  onMessage: (topic: string, payload: string) => void;
  onChange: () => void;
  /** From now on hints arrive; what was said before, while there was no connection, was not heard. */
  onSubscribed: () => void;
  /** A connection that stood is broken. */
  onLost: () => void;
  /** The pass was refused or has ended; a login must bring another, then `ensure` is called. */
  onPassRefused: () => void;
}

const STEADY_MS = 10_000;
const MAX_MESSAGE_BYTES = 64 * 1024;
const NOT_AUTHORISED = new Set([4, 5, 134, 135]);

/** The connection over which hints and commands arrive at once, and the heartbeat leaves. Everything also works without it, only later. */
export class Push {
  readonly #parts: PushParts;
  readonly #backoff = new Backoff(1_000, 60_000);
  #client: MqttClient | null = null;
  #timer: number | null = null;
  #session = 0;
  #refused = false;

  constructor(parts: PushParts) {
    this.#parts = parts;
  }

  get connected(): boolean {
    return this.#client?.connected ?? false;
  }

  /** Connects when there is no connection and none is planned; to be called after each login. */
  ensure(): void {
    this.#refused = false;
    if (!this.#client && this.#timer === null) this.#connect();
  }

  /** Connects anew, for instance because the units have changed. */
  restart(): void {
    this.#client?.end(true);
  }

  /** Sends the heartbeat when there is a connection. */
  beat(): void {
    if (this.connected) this.#say(true);
  }

  #say(online: boolean): void {
    const { device, status } = this.#parts;
    const text = JSON.stringify(status(online, this.#session));
    this.#client?.publish(deviceTopic(device, 'status'), text, { qos: 0 });
  }

  #connect(): void {
    const pass = this.#parts.pass();
    if (!pass) return;
    this.#session += 1;
    const client = this.#open(pass);
    this.#client = client;
    let steady: number | null = null;
    client.on('connect', () => {
      steady = this.#parts.timers.set(() => this.#backoff.reset(), STEADY_MS);
      const filters = [...this.#parts.units().map(unitFilter), deviceFilter(this.#parts.device)];
      client.subscribe(filters, { qos: 1 }, (error) => {
        if (!error) this.#parts.onSubscribed();
      });
      this.beat();
      this.#parts.onChange();
    });
    client.on('message', (topic, payload) => {
      if (payload.length <= MAX_MESSAGE_BYTES) this.#parts.onMessage(topic, new TextDecoder().decode(payload));
    });
    client.on('error', (error) => {
      if ('code' in error && NOT_AUTHORISED.has(Number(error.code))) this.#refused = true;
    });
    client.once('close', () => {
      if (steady !== null) {
        this.#parts.timers.clear(steady);
        this.#parts.onLost();
      }
      client.end(true);
      this.#lost(client);
    });
  }

  #open(pass: Pass): MqttClient {
    const { device, timers } = this.#parts;
    const will = JSON.stringify(this.#parts.status(false, this.#session));
    const keepalive = {
      set: (act: () => void, ms: number) => timers.every(act, ms),
      clear: (id: number) => timers.clear(id),
    };
    return mqtt.connect(`${location.origin.replace(/^http/, 'ws')}${pass.path}`, {
      clientId: device,
      username: device,
      password: pass.password,
      protocolVersion: 4,
      clean: true,
      keepalive: 30,
      reconnectPeriod: 0,
      connectTimeout: 10_000,
      queueQoSZero: false,
      timerVariant: keepalive as never,
      will: { topic: deviceTopic(device, 'status'), payload: will as never, qos: 1, retain: false },
    });
  }

  #lost(client: MqttClient): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#parts.onChange();
    this.#timer = this.#parts.timers.set(() => {
      this.#timer = null;
      const pass = this.#parts.pass();
      if (this.#refused || !pass || pass.expiresAt <= this.#parts.now()) this.#parts.onPassRefused();
      else this.#connect();
    }, 200 + this.#backoff.next());
  }
}
