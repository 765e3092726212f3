import { join } from 'node:path';
import { environment, plainEnvironment } from '../config.ts';
import type { Config } from '../config.ts';
import { compileCache, newSecret, openSecrets, removeRunning, writeRunning } from '../platform/data-folder.ts';
import type { DataFolder, Secrets } from '../platform/data-folder.ts';
import { lockFolder } from '../platform/folder-lock.ts';
import type { Log } from '../platform/log.ts';
import { freePort } from '../platform/postgres.ts';
import { exists } from '../platform/postgres-programs.ts';
import { mindDatabase } from './database.ts';
import { keepProcess } from './kept-process.ts';
import type { KeptProcess, Program } from './kept-process.ts';
import { openFolder } from './open-folder.ts';

/** Absolute paths of the programs; tests put small ones in their place. */
export type Programs = {
  readonly broker: string;
  readonly signer: string;
  readonly server: string;
  readonly speakers: string;
};

const SOURCES = join(import.meta.dirname, '..');
export const PROGRAMS: Programs = {
  broker: join(SOURCES, 'broker/main.ts'),
  signer: join(SOURCES, 'signer/main.ts'),
  server: join(SOURCES, 'main.ts'),
  speakers: join(SOURCES, '../../speaker/src/fleet.ts'),
};

export type Running = {
  /** Address that the server printed. */
  readonly url: string;
  readonly folder: DataFolder;
  /** Process numbers by name, for status and tests. */
  readonly pids: () => Record<string, number | undefined>;
  /** Stops everything, the last started first. */
  readonly stop: () => Promise<void>;
};

type Part = { readonly name: string; pid(): number | undefined; stop(): Promise<void> };
type Variables = Record<string, string>;

/**
 * Starts every process of one machine and keeps them running: PostgreSQL (unless DATABASE_URL), broker (unless MQTT_URL),
 * signer, server, and in a demo folder its speakers.
 * @param alongside what may be done meanwhile, once the folder is ours
 * @returns when the server is ready and `alongside` done
 * @throws FolderHeldError, DataFolderError, MigrationHistoryError, or an Error that names what could not be started
 */
export async function supervise(
  config: Config,
  log: Log,
  programs: Programs = PROGRAMS,
  alongside: () => Promise<void> = async () => {},
): Promise<Running> {
  const lock = await lockFolder(config.dataDir);
  // In order of their start; stopped the other way round.
  const parts: Part[] = [{ name: 'supervisor', pid: () => process.pid, stop: () => lock.release() }];
  const stop = async (): Promise<void> => {
    await removeRunning(config.dataDir);
    for (const part of parts.toReversed()) await part.stop();
  };
  try {
    await removeRunning(config.dataDir);
    const folder = await openFolder(config);
    const [url] = await allOf([startParts(config, folder, programs, log, parts), alongside()] as const);
    return { url, folder, pids: () => Object.fromEntries(parts.map((part) => [part.name, part.pid()])), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for all of them to end, also when one has failed: what is still starting could not be stopped otherwise. */
async function allOf<T extends readonly Promise<unknown>[]>(works: T): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(works);
  return Promise.all(works) as Promise<{ [K in keyof T]: Awaited<T[K]> }>;
}

/** Starts everything in its order and returns the server's address. */
async function startParts(
  config: Config,
  folder: DataFolder,
  programs: Programs,
  log: Log,
  parts: Part[],
): Promise<string> {
  const secrets = await openSecrets(config.dataDir);
  const common = commonVariables(config, folder);
  const [databaseUrl, handed] = await allOf([
    startDatabase(config, folder, secrets, log, parts),
    startNeighbours(config, common, programs, log, parts),
  ] as const);
  const serverVariables = (): Variables => ({
    ...common,
    ...operatorVariables(config),
    ...handed,
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: secrets.sessionSecret,
  });
  const url = await startServer(serverVariables, handed, programs, log, parts);
  await writeRunning(config.dataDir, serverVariables());
  if (folder.kind === 'demo') await startSpeakers(config, common, programs, log, parts);
  return url;
}

/** What every child is told: nothing secret. Compiled code is kept: it halves the time that a start takes. */
function commonVariables(config: Config, folder: DataFolder): Variables {
  return {
    ...plainEnvironment(environment()),
    DATA_DIR: config.dataDir,
    LOG_LEVEL: config.logLevel,
    CLOCK_OFFSET_MS: String(folder.clockOffsetMs),
    NODE_COMPILE_CACHE: compileCache(config.dataDir),
  };
}

/** What the operator said that concerns the server alone. */
function operatorVariables(config: Config): Variables {
  return {
    PORT: String(config.port),
    HOST: config.host,
    PUBLIC_URL: config.publicUrl,
    ...(config.tls === undefined ? {} : { TLS_CERT: config.tls.certFile, TLS_KEY: config.tls.keyFile }),
    ...(config.trustProxy === undefined ? {} : { TRUST_PROXY: String(config.trustProxy) }),
    ...(config.admin === undefined ? {} : { ADMIN_EMAIL: config.admin.email, ADMIN_PASSWORD: config.admin.password }),
    ...(config.mqttUrl === undefined ? {} : { MQTT_URL: config.mqttUrl }),
    ...(config.smsUrl === undefined ? {} : { SMS_URL: config.smsUrl }),
    ...voiceVariables(config.voices),
  };
}

function voiceVariables({ dir, provider }: Config['voices']): Variables {
  return {
    ...(dir === undefined ? {} : { VOICES_DIR: dir }),
    ...(provider === undefined ? {} : { VOICE_HTTP_URL: provider.url }),
    ...(provider?.token === undefined ? {} : { VOICE_HTTP_TOKEN: provider.token }),
  };
}

async function startDatabase(
  config: Config,
  folder: DataFolder,
  secrets: Secrets,
  log: Log,
  parts: Part[],
): Promise<string> {
  const ours = async (): Promise<string> => {
    const database = await mindDatabase(config.dataDir, folder, secrets, log);
    parts.push({ name: 'database', pid: database.pid, stop: () => database.stop() });
    return database.url;
  };
  // What speaks SQL is loaded while PostgreSQL comes up.
  const [url, { prepareDatabase }] = await allOf([
    Promise.resolve(config.databaseUrl ?? ours()),
    import('./prepare-database.ts'),
  ] as const);
  await prepareDatabase(url, log);
  return url;
}

/**
 * Starts broker and signer, each with its own fresh secret and on a port that it keeps over restarts.
 * @returns what the server must know to reach them; brought up to date whenever one comes back at another address
 */
async function startNeighbours(
  config: Config,
  common: Variables,
  programs: Programs,
  log: Log,
  parts: Part[],
): Promise<Variables> {
  const handed: Variables = { BROKER_SECRET: newSecret(), SIGNER_TOKEN: newSecret() };
  const [brokerPort, signerPort] = [await freePort(), await freePort()];
  const signer: Program = {
    name: 'signer',
    command: [programs.signer],
    environment: () => ({ ...common, SIGNER_TOKEN: handed['SIGNER_TOKEN'] ?? '', SIGNER_PORT: String(signerPort) }),
    onReady: (url) => (handed['SIGNER_URL'] = url),
  };
  const broker: Program = {
    name: 'broker',
    command: [programs.broker],
    environment: () => ({ ...common, BROKER_SECRET: handed['BROKER_SECRET'] ?? '', BROKER_PORT: String(brokerPort) }),
    onReady: (url) => (handed['BROKER_PORT'] = new URL(url).port),
  };
  const wanted = config.mqttUrl === undefined ? [broker, signer] : [signer];
  await allOf(wanted.map(async (program) => parts.push(await keepProcess(program, log))));
  return handed;
}

/** Starts the server, and starts it again when a neighbour has moved since: its variables are then out of date. */
async function startServer(
  variables: () => Variables,
  handed: Variables,
  programs: Programs,
  log: Log,
  parts: Part[],
): Promise<string> {
  let url = '';
  const server = await keepProcess(
    { name: 'server', command: [programs.server], environment: variables, onReady: (address) => (url = address) },
    log,
  );
  parts.push(server);
  restartWhenMoved(server, handed);
  return url;
}

function restartWhenMoved(server: KeptProcess, handed: Variables): void {
  const address = (): string => `${handed['SIGNER_URL']} ${handed['BROKER_PORT']}`;
  let known = address();
  const watch = setInterval(() => {
    if (known === address()) return;
    known = address();
    server.restart();
  }, 500);
  watch.unref();
}

/**
 * The speakers of a demo, once the demo has said which they are: the light ones of the villages in one process, and one that really
 * sounds. Without a sound card that one writes its sound to files. Nobody waits for them: they are devices, and the system is ready
 * without any.
 */
async function startSpeakers(
  config: Config,
  common: Variables,
  programs: Programs,
  log: Log,
  parts: Part[],
): Promise<void> {
  const folder = join(config.dataDir, 'speakers');
  const hasSoundCard = await exists('/dev/snd');
  const lists = [
    { name: 'speakers', list: join(folder, 'fleet.json'), audio: 'silent' },
    { name: 'real speaker', list: join(folder, 'real.json'), audio: hasSoundCard ? '' : 'decoder-file' },
  ];
  for (const { name, list, audio } of lists) {
    if (!(await exists(list)) || !(await exists(programs.speakers))) continue;
    const environment = (): Variables => ({
      ...common,
      NGUON_SPEAKER_DIR: folder,
      NGUON_SPEAKER_FLEET: list,
      ...(audio === '' ? {} : { NGUON_SPEAKER_AUDIO: audio }),
    });
    parts.push(comingPart(name, keepProcess({ name, command: [programs.speakers], environment }, log), log));
  }
}

/** A part that may still be starting when it is to be stopped. */
function comingPart(name: string, starting: Promise<KeptProcess>, log: Log): Part {
  const started = starting.catch((error: unknown) => {
    log.error({ err: error }, `${name} không chạy được / cannot be started`);
    return undefined;
  });
  let kept: KeptProcess | undefined;
  void started.then((process) => (kept = process));
  return { name, pid: () => kept?.pid(), stop: async () => (await started)?.stop() };
}
