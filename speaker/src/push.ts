import { type IClientOptions, type MqttClient, connect } from 'mqtt';
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
  /** From now on hints arrive; what was hinted before, nobody has heard. */
  onSubscribed: () => void;
  /** The pass was refused or has ended; a login must bring another, then `ensure` is called. */
  onPassRefused: () => void;
}

const STEADY_MS = 10_000;
const EXCHANGE_BEFORE_MS = 120_000;
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
  #endsAt = 0;
  #subscribed = false;
  #refused = false;
  #closed = false;

  constructor(parts: PushParts) {
    this.#parts = parts;
  }

  /** Whether hints and commands arrive now. */
  get connected(): boolean {
    return this.#subscribed && (this.#client?.connected ?? false);
  }

  /**
   * Connects when there is no connection and none is planned; to be called after each login. The broker ends a connection with its pass:
   * one that is about to end is exchanged now, before anybody takes the speaker for dead.
   */
  ensure(): void {
    this.#refused = false;
    const pass = this.#parts.pass();
    if (
      this.#client?.connected &&
      pass &&
      pass.expiresAt > this.#endsAt &&
      this.#endsAt < this.#parts.now() + EXCHANGE_BEFORE_MS
    ) {
      this.#client.end();
      this.#client = null;
    }
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
    const { address, log } = this.#parts;
    this.#session += 1;
    this.#endsAt = pass.expiresAt;
    this.#subscribed = false;
    const client = connect(`${address().replace(/^http/, 'ws')}${pass.path}`, this.#clientOptions(pass));
    this.#client = client;
    let steady: NodeJS.Timeout | undefined;
    client.on('connect', () => {
      steady = setTimeout(() => this.#backoff.reset(), STEADY_MS);
      this.#subscribe(client);
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

  #clientOptions(pass: Pass): IClientOptions {
    const { device, status } = this.#parts;
    const payload = Buffer.from(JSON.stringify(status(false, this.#session)));
    return {
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
      will: { topic: deviceTopic(device, 'status'), payload, qos: 1, retain: false },
    };
  }

  #subscribe(client: MqttClient): void {
    const { device, units, log } = this.#parts;
    client.subscribe([...units().map(unitFilter), deviceFilter(device)], { qos: 1 }, (error) => {
      if (error || this.#client !== client) return;
      this.#subscribed = true;
      log.info('push-connected', { session: this.#session });
      this.#parts.onSubscribed();
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
