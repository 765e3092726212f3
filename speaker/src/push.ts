import { type MqttClient, connect } from 'mqtt';
import type { DeviceStatus } from '@nguon/protocol/device.ts';
import { deviceFilter, deviceTopic, unitFilter } from '@nguon/protocol/topics.ts';
import { Backoff } from './backoff.ts';
import type { Log } from './log.ts';
import { withinMs } from './patience.ts';

/** A broker pass as a login reply gave it. */
export interface Pass {
  path: string;
  password: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** What the push needs of the rest of the speaker. */
export interface PushParts {
  log: Log;
  device: string;
  address: () => string;
  units: () => string[];
  pass: () => Pass | null;
  now: () => number;
  /** The heartbeat of this moment; `session` tells a late last will from a new connection. */
  status: (online: boolean, session: number) => DeviceStatus;
  onMessage: (topic: string, payload: Buffer) => void;
  /** The pass was refused or has ended; a login must bring another, then `ensure` is called. */
  onPassRefused: () => void;
}

const STEADY_MS = 10_000;
/** No message of ours is longer; a longer one is not read. */
const MAX_MESSAGE_BYTES = 64 * 1024;
const NOT_AUTHORISED = new Set([4, 5, 134, 135]);

/** The connection over which hints and commands arrive at once, and the heartbeat leaves. Everything also works without it, only later. */
export class Push {
  readonly #parts: PushParts;
  readonly #backoff = new Backoff(1_000, 60_000);
  #client: MqttClient | null = null;
  #timer: NodeJS.Timeout | null = null;
  #session = 0;
  #refused = false;
  #closed = false;

  constructor(parts: PushParts) {
    this.#parts = parts;
  }

  get connected(): boolean {
    return this.#client?.connected ?? false;
  }

  /** Connects when there is no connection and none is planned; to be called after each login. */
  ensure(): void {
    this.#refused = false;
    if (!this.#client && !this.#timer) this.#connect();
  }

  /** Connects anew, for instance because the units have changed. */
  restart(): void {
    this.#client?.end(true);
  }

  /** Sends the heartbeat when there is a connection. */
  beat(): void {
    if (!this.#client?.connected) return;
    const { device, status } = this.#parts;
    this.#client.publish(deviceTopic(device, 'status'), JSON.stringify(status(true, this.#session)), { qos: 0 });
  }

  /** Says good-bye and disconnects. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    const client = this.#client;
    if (!client) return;
    const { device, status } = this.#parts;
    if (client.connected)
      client.publish(deviceTopic(device, 'status'), JSON.stringify(status(false, this.#session)), { qos: 0 });
    await withinMs(client.endAsync(), 1_000);
    client.end(true);
  }

  #connect(): void {
    const pass = this.#parts.pass();
    if (this.#closed || !pass) return;
    const { device, address, log } = this.#parts;
    this.#session += 1;
    const will = JSON.stringify(this.#parts.status(false, this.#session));
    const client = connect(`${address().replace(/^http/, 'ws')}${pass.path}`, {
      clientId: device,
      username: device,
      password: pass.password,
      protocolVersion: 4,
      clean: true,
      keepalive: 30,
      reconnectPeriod: 0,
      connectTimeout: 10_000,
      queueQoSZero: false,
      wsOptions: { maxPayload: MAX_MESSAGE_BYTES },
      will: { topic: deviceTopic(device, 'status'), payload: Buffer.from(will), qos: 1, retain: false },
    });
    this.#client = client;
    let steady: NodeJS.Timeout | undefined;
    client.on('connect', () => {
      log.info('push-connected', { session: this.#session });
      steady = setTimeout(() => this.#backoff.reset(), STEADY_MS);
      client.subscribe([...this.#parts.units().map(unitFilter), deviceFilter(device)], { qos: 1 });
      this.beat();
    });
    client.on('message', (topic, payload) => this.#parts.onMessage(topic, payload));
    client.on('error', (error) => {
      log.warn('push-failed', { why: error.message });
      if ('code' in error && NOT_AUTHORISED.has(Number(error.code))) this.#refused = true;
    });
    client.once('close', () => {
      clearTimeout(steady);
      client.end(true);
      this.#lost(client);
    });
  }

  #lost(client: MqttClient): void {
    if (this.#client !== client || this.#closed) return;
    this.#client = null;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const pass = this.#parts.pass();
      if (this.#refused || !pass || pass.expiresAt <= this.#parts.now()) this.#parts.onPassRefused();
      else this.#connect();
    }, 200 + this.#backoff.next());
  }
}
