import { join } from 'node:path';
import type { Config } from './config.ts';
import { signBrokerPassword } from './lib/broker-password.ts';
import { createClock, type Clock } from './platform/clock.ts';
import { readDataFolder } from './platform/data-folder.ts';
import { openDatabase } from './platform/db.ts';
import { createDocumentReader } from './platform/documents/documents.ts';
import { openFiles } from './platform/files.ts';
import { createJobs } from './platform/jobs.ts';
import type { Log } from './platform/log.ts';
import { createMediaWorker } from './platform/media/media.ts';
import { connectBroker, type BrokerClient } from './platform/mqtt.ts';
import { createNotices } from './platform/notices.ts';
import type { House, Platform } from './platform/platform.ts';
import { createSignerClient } from './platform/signer.ts';
import { connectSms } from './platform/sms.ts';
import { createSpeechEngine } from './platform/speech/speech.ts';

/** Day of the map that a demo shows: that of the project's own seed. */
const DEMO_MAP = '2021-11-01';
/** Life of the server's own broker password, in seconds; a connection that outlives it is made anew. */
const BROKER_PASSWORD_S = 24 * 3600;
const DATABASE_CONNECTIONS = 20;
/** No statement of a request takes so long; a database that is silent for longer is gone, and people are told so. */
const DATABASE_PATIENCE_MS = 8_000;

/** A platform and what ends it: jobs first, the database last. */
export interface OpenedPlatform {
  platform: Platform;
  close(): Promise<void>;
}

/**
 * Opens everything that the server uses of the outside world. Broker and signer may be away: it stays open for them.
 * @throws Error naming the variable that is missing
 */
export async function openPlatform(config: Config, log: Log): Promise<OpenedPlatform> {
  const url = required(config.databaseUrl, 'DATABASE_URL');
  const { clockOffsetMs, signerUrl, signerToken } = config.handed;
  const clock = createClock(clockOffsetMs);
  const database = openDatabase(url, {
    log,
    connections: DATABASE_CONNECTIONS,
    clockOffsetMs,
    patienceMs: DATABASE_PATIENCE_MS,
  });
  const platform: Platform = {
    config,
    house: await houseOf(config.dataDir),
    log,
    clock,
    db: database.db,
    files: await openFiles(join(config.dataDir, 'files')),
    jobs: createJobs({ url, log, clockOffsetMs }),
    notices: createNotices(url, log),
    broker: openBroker(config, clock, log),
    signer: createSignerClient({
      url: required(signerUrl, 'SIGNER_URL'),
      token: required(signerToken, 'SIGNER_TOKEN'),
    }),
    media: createMediaWorker({ processes: 2, log }),
    documents: createDocumentReader({ log }),
    sms: config.smsUrl === undefined ? null : connectSms(config.smsUrl, log),
    speech: createSpeechEngine({ processes: 1, log, voicesDir: config.voices.dir, provider: config.voices.provider }),
  };
  const close = async (): Promise<void> => {
    await platform.jobs.stop();
    await platform.notices.close();
    await platform.sms?.close();
    await platform.broker.close();
    await platform.media.stop();
    await platform.documents.stop();
    await platform.speech.stop();
    await database.close();
  };
  return { platform, close };
}

/** Where the broker listens, for carrying WebSocket there: ours on loopback, or the operator's. */
export function brokerAddress(config: Config): { host: string; port: number } {
  if (config.mqttUrl === undefined)
    return { host: '127.0.0.1', port: required(config.handed.brokerPort, 'BROKER_PORT') };
  const { hostname, port } = new URL(config.mqttUrl);
  return { host: hostname, port: Number(port || 1883) };
}

function openBroker(config: Config, clock: Clock, log: Log): BrokerClient {
  if (config.mqttUrl !== undefined) {
    const { username, password } = new URL(config.mqttUrl);
    const identity = decodeURIComponent(username) || 'server';
    return connectBroker({ url: config.mqttUrl, identity, password: async () => decodeURIComponent(password), log });
  }
  const secret = required(config.handed.brokerSecret, 'BROKER_SECRET');
  const password = async (): Promise<string> => {
    const exp = Math.floor(clock.now().getTime() / 1000) + BROKER_PASSWORD_S;
    return signBrokerPassword(secret, { sub: 'server', role: 'server', units: [], exp });
  };
  const { host, port } = brokerAddress(config);
  return connectBroker({ url: `mqtt://${host}:${port}`, identity: 'server', password, log });
}

async function houseOf(dataDir: string): Promise<House> {
  const folder = (await readDataFolder(dataDir))?.kind ?? 'production';
  return { folder, mapDate: folder === 'demo' ? DEMO_MAP : null };
}

function required<T>(value: T | undefined, variable: string): T {
  if (value === undefined) throw new Error(`${variable}: phải được đặt / must be set`);
  return value;
}
