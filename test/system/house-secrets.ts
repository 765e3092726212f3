import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import pg from 'pg';
import { signBrokerPassword } from '../../server/src/lib/broker-password.ts';
import { createSignerClient, type SignerClient } from '../../server/src/platform/signer.ts';
import type { House } from './house.ts';

/** What somebody has who stole the server's own secrets: its database, its broker, its way to the signer. */
export interface Stolen {
  db: pg.Client;
  signer: SignerClient;
  /** Address of the broker itself, behind the public port. */
  brokerPort: number;
  /** Says something to devices in the server's name. */
  push(topic: string, payload: object): Promise<void>;
  stop(): Promise<void>;
}

/** Takes them from a running house, as root on its machine could. */
export async function steal(house: House): Promise<Stolen> {
  const running = JSON.parse(await readFile(join(house.dataDir, 'running.json'), 'utf8')) as Record<string, string>;
  const taken = (name: string): string => {
    const value = running[name];
    if (value === undefined) throw new Error(`running.json has no ${name}`);
    return value;
  };
  const db = new pg.Client({
    connectionString: taken('DATABASE_URL'),
    // The thief lives on the house's day, or a village that begins on it is not there yet.
    options: `-c nguon.clock_offset_ms=${house.offsetMs}`,
  });
  await db.connect();
  const brokerPort = Number(taken('BROKER_PORT'));
  let client: MqttClient | null = null;
  return {
    db,
    signer: createSignerClient({ url: taken('SIGNER_URL'), token: taken('SIGNER_TOKEN') }),
    brokerPort,
    async push(topic, payload) {
      client ??= await enterBroker(taken('BROKER_SECRET'), brokerPort, house.now());
      await client.publishAsync(topic, JSON.stringify(payload), { qos: 1 });
    },
    async stop() {
      await client?.endAsync(true);
      await db.end();
    },
  };
}

/** Logs in as somebody who may say everything, with a password made from the stolen secret. */
async function enterBroker(secret: string, port: number, now: number): Promise<MqttClient> {
  const claims = { sub: 'thief', role: 'server' as const, units: [], exp: Math.floor(now / 1000) + 3_000 };
  const password = await signBrokerPassword(secret, claims);
  return connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: 'thief', username: 'thief', password });
}
