import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chown, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './log.ts';
import { exists, makeFolderOf, postgresIdentity, postgresPrograms } from './postgres-programs.ts';
import type { Identity, Programs } from './postgres-programs.ts';

export type ClusterOptions = {
  /** Absolute path of PostgreSQL's own folder; filled by initdb when it holds nothing yet. */
  readonly dataDirectory: string;
  /** Password of the superuser `nguon`; set when the folder is filled. */
  readonly password: string;
  readonly log: Log;
  /** Port on loopback; absent: any free one. */
  readonly port?: number;
  /** False only in tests: nothing is flushed to the disk. */
  readonly durable?: boolean;
};

/** A running PostgreSQL of ours, on loopback. */
export type Cluster = {
  readonly pid: number;
  readonly port: number;
  /** Connection text of a database in it. */
  url(database: string): string;
  /** Settles when the process ends, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends open connections, writes everything down, ends the process. */
  stop(): Promise<void>;
};

/** PostgreSQL needs nothing of our variables; messages must be English so that the ready line is found. */
const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };

/**
 * Starts the embedded PostgreSQL. One left behind by a killed supervisor in the same folder is stopped first.
 * @throws Error with PostgreSQL's own last words when it does not come up
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const identity = await postgresIdentity(options.dataDirectory);
  const programs = await postgresPrograms(identity);
  await stopOrphan(options.dataDirectory, options.log);
  if (!(await exists(join(options.dataDirectory, 'PG_VERSION')))) await initialise(options, identity, programs);
  const port = options.port ?? (await freePort());
  const child = spawn(programs.postgres, postgresArguments(options, port), {
    ...identity,
    cwd: '/',
    env: ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its own session: Ctrl-C in the terminal reaches the supervisor, which stops it last.
    detached: true,
  });
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
  await untilReady(child, options.log);
  return {
    pid: child.pid ?? 0,
    port,
    url: (database) => `postgres://nguon:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`,
    ended,
    stop: async () => {
      child.kill('SIGINT');
      const late = setTimeout(() => child.kill('SIGQUIT'), 15_000);
      await ended;
      clearTimeout(late);
    },
  };
}

function postgresArguments(options: ClusterOptions, port: number): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: options.durable === false ? '200' : '100',
    ...(options.durable === false
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', max_wal_size: '4GB' }
      : {}),
  };
  return [
    '-D',
    options.dataDirectory,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

async function initialise(options: ClusterOptions, identity: Identity | undefined, programs: Programs): Promise<void> {
  // Filled aside and renamed: a folder cut short in the middle is never started.
  const partial = `${options.dataDirectory}.${randomUUID()}`;
  await makeFolderOf(partial, identity);
  const passwordFile = join(tmpdir(), `nguon-${randomUUID()}`);
  await writeFile(passwordFile, options.password, { mode: 0o600 });
  if (identity !== undefined) await chown(passwordFile, identity.uid, identity.gid);
  try {
    const sync = options.durable === false ? ['--no-sync'] : [];
    const access = ['--username=nguon', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    await runToEnd(
      programs.initdb,
      ['-D', partial, '--encoding=UTF8', '--locale=C.UTF-8', ...access, ...sync],
      identity,
    );
    await rm(options.dataDirectory, { recursive: true, force: true });
    await rename(partial, options.dataDirectory);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(partial, { recursive: true, force: true });
  }
}

async function runToEnd(program: string, args: string[], identity: Identity | undefined): Promise<void> {
  const child = spawn(program, args, { ...identity, cwd: '/', env: ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const code = await new Promise<number | null>((settle, fail) => child.once('error', fail).once('close', settle));
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${words.trim()}`);
}

async function untilReady(child: ChildProcess, log: Log): Promise<void> {
  let words = '';
  await new Promise<void>((settle, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`PostgreSQL ended with ${code}: ${words.slice(-2000).trim()}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      const said = chunk.toString();
      words = (words + said).slice(-4000);
      for (const line of said.split('\n')) if (line.trim() !== '') log.debug(line);
      if (words.includes('database system is ready to accept connections')) settle();
    });
  });
}

/**
 * Stops a PostgreSQL that runs in this folder without its parent, as after `kill -9` of the supervisor, and takes away the
 * number that a dead one has left: it may belong to another program by now, and PostgreSQL would take that for itself.
 */
export async function stopOrphan(dataDirectory: string, log: Log): Promise<void> {
  const file = join(dataDirectory, 'postmaster.pid');
  const lines = await readFile(file, 'utf8').catch(() => '');
  const pid = Number.parseInt(lines, 10);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (await runsIn(pid, dataDirectory)) await endOrphan(pid, dataDirectory, log);
  await rm(file, { force: true });
}

async function endOrphan(pid: number, dataDirectory: string, log: Log): Promise<void> {
  log.warn(
    { pid },
    'Tìm thấy PostgreSQL còn sót lại của lần chạy trước, đang dừng nó / stopping a PostgreSQL left by an earlier run',
  );
  for (const [signal, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 2_000],
  ] as const) {
    process.kill(pid, signal);
    const end = Date.now() + patience;
    while (Date.now() < end) {
      await sleep(20);
      if (!(await runsIn(pid, dataDirectory))) return;
    }
  }
}

/** Whether that process is a PostgreSQL on this folder, by whatever path: its command line must name it. */
async function runsIn(pid: number, dataDirectory: string): Promise<boolean> {
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  const named = words[words.indexOf('-D') + 1] ?? '';
  const [theirs, ours] = await Promise.all([realpath(named).catch(() => ''), realpath(dataDirectory)]);
  return theirs === ours;
}

/** A TCP port on loopback that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle, fail) => server.once('error', fail).listen(0, '127.0.0.1', settle));
  const address = server.address();
  await new Promise((settle) => server.close(settle));
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return address.port;
}
