import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROKER_ALIVE } from '@nguon/protocol/topics.ts';
import type { Log } from './log.ts';

export type BrokerClientOptions = {
  /** mqtt://host:port */
  readonly url: string;
  /** Client id and user name. */
  readonly identity: string;
  /** Asked before each connection, since passwords are short-lived. */
  readonly password: () => Promise<string>;
  readonly log: Log;
  /** Most messages that wait for the broker at once. Default 1,000. */
  readonly queueLimit?: number;
  /** Longest wait for the broker's acknowledgement in milliseconds. Default 5,000. */
  readonly patience?: number;
};

export type BrokerClient = {
  /**
   * Sends a message; resolves when the broker has it. A push is a hint: whoever must be sure reads the document.
   * @throws BrokerAwayError when it is not acknowledged in time or too many wait already
   */
  publish(topic: string, payload: string | Buffer, options?: { qos?: 0 | 1 }): Promise<void>;
  /** Hears a filter from now on, over lost connections too; an error of the handler is logged. */
  subscribe(filter: string, handler: (topic: string, payload: Buffer) => void | Promise<void>): void;
  connected(): boolean;
  /** Whether the broker answers within a second. For /readyz. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
};

/** The broker did not take the message; nothing is known of whether it was sent. */
export class BrokerAwayError extends Error {}

type Listener = { readonly filter: string; readonly handler: (topic: string, payload: Buffer) => void | Promise<void> };

/** Connects to the broker and stays connected; returns at once, connected or not. */
export function connectBroker(options: BrokerClientOptions): BrokerClient {
  const listeners: Listener[] = [];
  const patience = options.patience ?? 5_000;
  let waiting = 0;
  const client = mqtt.connect(options.url, {
    clientId: options.identity,
    username: options.identity,
    protocolVersion: 4,
    clean: true,
    keepalive: 30,
    reconnectPeriod: 0,
    connectTimeout: 5_000,
    resubscribe: false,
    manualConnect: true,
  });
  // Each waiting message listens for the end of the connection.
  client.setMaxListeners(0);
  const life = keepConnected(client, options);
  client.on('connect', () => {
    for (const { filter } of listeners) client.subscribe(filter, { qos: 1 });
  });
  client.on('message', (topic, payload) => deliver(listeners, topic, payload, options.log));
  return {
    async publish(topic, payload, { qos = 1 } = {}) {
      if (waiting >= (options.queueLimit ?? 1_000)) throw new BrokerAwayError('too many messages wait for the broker');
      waiting += 1;
      try {
        const deadline = Date.now() + patience;
        // mqtt.js keeps what it is given while disconnected, without bound and without an end: wait here instead.
        while (!client.connected && Date.now() < deadline) await sleep(50);
        if (!client.connected) throw new BrokerAwayError('the broker cannot be reached');
        await acknowledged(client, topic, payload, qos, deadline - Date.now());
      } finally {
        waiting -= 1;
      }
    },
    subscribe(filter, handler) {
      listeners.push({ filter, handler });
      if (client.connected) client.subscribe(filter, { qos: 1 });
    },
    connected: () => client.connected,
    async answers() {
      if (!client.connected) return false;
      // A broker that hangs keeps its connections; only an acknowledgement shows that it lives. Nobody hears this topic.
      return acknowledged(client, BROKER_ALIVE, '', 1, 1_000).then(
        () => true,
        () => false,
      );
    },
    close: () => life.end(),
  };
}

/** Connects again after each loss with a fresh password: full jitter, at most ten seconds. */
function keepConnected(client: MqttClient, options: BrokerClientOptions): { end(): Promise<void> } {
  let ended = false;
  let losses = 0;
  const connect = async (): Promise<void> => {
    try {
      client.options.password = await options.password();
      if (ended) return;
      if (losses === 0) client.connect();
      else client.reconnect();
    } catch (error) {
      options.log.error({ err: error }, 'broker: password');
      client.emit('close');
    }
  };
  client.on('error', (error) => options.log.warn({ err: error }, 'mất liên lạc với bộ chuyển tin / broker connection'));
  client.on('connect', () => (losses = 0));
  client.on('close', () => {
    if (ended) return;
    losses += 1;
    setTimeout(() => void connect(), Math.random() * Math.min(10_000, 250 * 2 ** Math.min(losses, 6)));
  });
  void connect();
  return {
    async end() {
      ended = true;
      await client.endAsync(true);
    },
  };
}

/** A refused message closes the connection and its acknowledgement never comes, so the wait is bounded. */
function acknowledged(
  client: MqttClient,
  topic: string,
  payload: string | Buffer,
  qos: 0 | 1,
  patience: number,
): Promise<void> {
  return new Promise((settle, fail) => {
    const away = (): void => done(new BrokerAwayError('the broker did not acknowledge'));
    const late = setTimeout(away, Math.max(patience, 100));
    client.once('close', away);
    const done = (error?: Error | null): void => {
      clearTimeout(late);
      client.off('close', away);
      if (error) fail(error);
      else settle();
    };
    client.publish(topic, payload, { qos }, done);
  });
}

function deliver(listeners: readonly Listener[], topic: string, payload: Buffer, log: Log): void {
  for (const { filter, handler } of listeners) {
    if (!matches(filter, topic)) continue;
    Promise.resolve()
      .then(() => handler(topic, payload))
      .catch((error: unknown) => log.error({ err: error, topic }, 'broker message'));
  }
}

/** Whether an MQTT filter with `+` and `#` covers a topic. */
export function matches(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (const [at, level] of wanted.entries()) {
    if (level === '#') return true;
    if (at >= levels.length || (level !== '+' && level !== levels[at])) return false;
  }
  return wanted.length === levels.length;
}
