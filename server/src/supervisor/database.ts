import { setTimeout as sleep } from 'node:timers/promises';
import { databaseFolder } from '../platform/data-folder.ts';
import type { DataFolder, Secrets } from '../platform/data-folder.ts';
import type { Log } from '../platform/log.ts';
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
