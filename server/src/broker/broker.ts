import { BROKER_DISCONNECT } from '@nguon/protocol/topics.ts';
import { Aedes } from 'aedes';
import type { AedesPublishPacket, Client, Subscription } from 'aedes';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { readBrokerPassword } from '../lib/broker-password.ts';
import type { BrokerClaims } from '../lib/broker-password.ts';
import type { Log } from '../platform/log.ts';
import { GuardedConnection } from './guarded-connection.ts';
import { mayPublish, maySubscribe } from './rights.ts';

const DEVICE_LIMIT = 64 * 1024;
const SERVER_LIMIT = 1024 * 1024;

export type BrokerOptions = {
  /** Loopback port; 0 for any free one. */
  readonly port: number;
  /** Key of the passwords (see lib/broker-password.ts). */
  readonly secret: string;
  readonly clock: { now(): Date };
  readonly log: Log;
};

export type Broker = { readonly port: number; stop(): Promise<void> };

/**
 * Starts the MQTT 3.1.1 broker on loopback. Clean sessions only and nothing retained: it holds nothing that matters.
 * A client's id, user name and the subject of its password are one and the same.
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const logins = createLogins(options);
  const aedes = new OwnAedes({
    connectTimeout: 10_000,
    keepaliveLimit: 300,
    maxTopicLevels: 8,
    maxInflightInbound: 1,
    preConnect: (_client, packet, callback) => {
      packet.clean = true;
      callback(null, true);
    },
    authenticate: (client, username, password, callback) => {
      void logins.admit(client, username, password, (admitted) => callback(null, admitted));
    },
    authorizePublish: (client, packet, callback) => {
      const who = client === null ? undefined : logins.who(client);
      const allowed = who !== undefined && !packet.retain && packet.qos < 2 && mayPublish(who, packet.topic);
      if (!allowed)
        options.log.warn(
          { client: client?.id, topic: packet.topic, retain: packet.retain, qos: packet.qos },
          'refused a message',
        );
      callback(allowed ? null : new Error('not allowed'));
    },
    authorizeSubscribe: (client, subscription: Subscription, callback) => {
      const who = logins.who(client);
      const allowed = who !== undefined && maySubscribe(who, subscription.topic);
      if (!allowed) options.log.warn({ client: client.id, topic: subscription.topic }, 'refused a subscription');
      callback(null, allowed ? subscription : null);
    },
  });
  aedes.on('clientDisconnect', (client) => logins.forget(client));
  aedes.on('clientError', (client, error) => options.log.info({ client: client.id, err: error }, 'client error'));
  aedes.on('connectionError', (_client, error) => options.log.info({ err: error }, 'connection error'));
  await aedes.listen();
  aedes.subscribe(
    BROKER_DISCONNECT,
    (packet, done) =>
      dropClient(packet, done, (id) => {
        logins.bar(id);
        aedes.registered(id)?.close();
      }),
    () => {},
  );
  return listen(aedes, options);
}

/** No password lives longer; whoever was dropped has none after this. */
const LONGEST_PASSWORD_MS = 60 * 60_000;

/** Checks logins, remembers who is who, and drops each at the end of its password. */
function createLogins(options: BrokerOptions) {
  const known = new WeakMap<Client, { claims: BrokerClaims; end: NodeJS.Timeout }>();
  const barred = new Map<string, number>();
  return {
    /** The passwords that an identity holds count no more. */
    bar(id: string): void {
      const now = options.clock.now().getTime();
      for (const [other, until] of barred) if (until <= now) barred.delete(other);
      barred.set(id, now + LONGEST_PASSWORD_MS);
    },
    who: (client: Client): BrokerClaims | undefined => known.get(client)?.claims,
    async admit(
      client: Client,
      username: string | undefined,
      password: Buffer | undefined,
      answer: (admitted: boolean) => void,
    ): Promise<void> {
      const now = options.clock.now();
      const claims = await readBrokerPassword(options.secret, password?.toString() ?? '', now);
      const isBarred = (barred.get(client.id) ?? 0) > now.getTime();
      if (isBarred || claims === null || claims.sub !== username || claims.sub !== client.id) {
        options.log.warn({ client: client.id, username }, 'refused a login');
        return answer(false);
      }
      const left = Math.min(claims.exp * 1000 - now.getTime(), 2 ** 31 - 1);
      known.set(client, { claims, end: setTimeout(() => client.close(), left) });
      if (claims.role === 'server' && client.conn instanceof GuardedConnection) client.conn.meter.limit = SERVER_LIMIT;
      answer(true);
    },
    forget: (client: Client): void => clearTimeout(known.get(client)?.end),
  };
}

const DisconnectOrder = z.strictObject({ client: z.string().min(1).max(64) });

function dropClient(packet: AedesPublishPacket, done: () => void, drop: (id: string) => void): void {
  try {
    drop(DisconnectOrder.parse(JSON.parse(packet.payload.toString())).client);
  } finally {
    done();
  }
}

async function listen(aedes: OwnAedes, options: BrokerOptions): Promise<Broker> {
  const server = createServer({ noDelay: true, keepAlive: true }, (socket) =>
    aedes.handle(new GuardedConnection(socket, DEVICE_LIMIT)),
  );
  await new Promise<void>((settle, fail) => server.once('error', fail).listen(options.port, '127.0.0.1', settle));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.close();
      await new Promise<void>((settle) => aedes.close(settle));
    },
  };
}

/** What aedes keeps of its clients; not part of its published types. */
type Registry = {
  clients: Record<string, Client | undefined>;
  connectedClients: number;
  unregisterClient(client: Client): void;
};

/**
 * When a client logs in again while its old connection is still closing, the end of the old one would delete the
 * entry of the new one. Here an entry is deleted only by the connection that it stands for.
 */
class OwnAedes extends Aedes {
  readonly #entered = new WeakSet<Client>();

  constructor(options: ConstructorParameters<typeof Aedes>[0]) {
    super(options);
    const registry = this as unknown as Registry;
    const unregister = registry.unregisterClient.bind(this);
    this.on('client', (client) => void this.#entered.add(client));
    registry.unregisterClient = (client) => {
      if (registry.clients[client.id] === client) return unregister(client);
      if (this.#entered.has(client)) registry.connectedClients -= 1;
      this.emit('clientDisconnect', client);
    };
  }

  /** The connection that now stands for this id. */
  registered(id: string): Client | undefined {
    return (this as unknown as Registry).clients[id];
  }
}
