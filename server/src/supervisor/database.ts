import { setTimeout as sleep } from 'node:timers/promises';
import { databaseFolder } from '../platform/data-folder.ts';
import type { DataFolder, Secrets } from '../platform/data-folder.ts';
import { openDatabase } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { MIGRATIONS, migrate } from '../platform/migrate.ts';
import { startCluster } from '../platform/postgres.ts';
import type { Cluster } from '../platform/postgres.ts';

const NAME = 'nguon';

export type MindedDatabase = { readonly url: string; readonly pid: () => number; stop(): Promise<void> };

/** Starts the embedded PostgreSQL of a data folder and starts it again whenever it dies, on the same port. */
export async function mindDatabase(
  dataDir: string,
  folder: DataFolder,
  secrets: Secrets,
  log: Log,
): Promise<MindedDatabase> {
  const options = { dataDirectory: await databaseFolder(dataDir, folder), password: secrets.databasePassword, log };
  let cluster = await startCluster(options);
  let stopping = false;
  const { port } = cluster;
  const mind = async (): Promise<void> => {
    await cluster.ended;
    if (stopping) return;
    log.error('PostgreSQL đã dừng bất ngờ, sẽ chạy lại / PostgreSQL ended unexpectedly, will be started again');
    cluster = await startAgain(
      () => startCluster({ ...options, port }),
      () => stopping,
      log,
    );
    return mind();
  };
  void mind().catch((error: unknown) => (stopping ? undefined : log.error({ err: error }, 'PostgreSQL')));
  return {
    url: cluster.url(NAME),
    pid: () => cluster.pid,
    async stop() {
      stopping = true;
      await cluster.stop();
    },
  };
}

async function startAgain(start: () => Promise<Cluster>, isOver: () => boolean, log: Log): Promise<Cluster> {
  for (let pause = 100; ; pause = Math.min(pause * 2, 10_000)) {
    await sleep(pause);
    if (isOver()) throw new Error('stopped meanwhile');
    try {
      return await start();
    } catch (error) {
      log.error({ err: error }, 'PostgreSQL chưa chạy lại được / PostgreSQL could not be started again yet');
    }
  }
}

/**
 * Makes the database if it is not there and brings it to the newest state, or to the migration `newest`.
 * Returns the migrations applied now.
 */
export async function prepareDatabase(url: string, log: Log, newest?: number): Promise<number[]> {
  await createIfMissing(url, log);
  const opened = openDatabase(url, { log, connections: 2 });
  try {
    return await migrate(opened.db, MIGRATIONS, newest);
  } finally {
    await opened.close();
  }
}

const NO_SUCH_DATABASE = '3D000';

async function createIfMissing(url: string, log: Log): Promise<void> {
  const wanted = openDatabase(url, { log, connections: 1 });
  try {
    await wanted.pool.query('select 1');
    return;
  } catch (error) {
    if ((error as { code?: string }).code !== NO_SUCH_DATABASE) throw error;
  } finally {
    await wanted.close();
  }
  const admin = new URL(url);
  const name = decodeURIComponent(admin.pathname.slice(1));
  admin.pathname = '/postgres';
  const opened = openDatabase(admin.href, { log, connections: 1 });
  try {
    await opened.pool.query(`create database "${name.replaceAll('"', '""')}"`);
  } finally {
    await opened.close();
  }
}
