import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../server/src/platform/db.ts';
import { silentLog } from '../server/src/platform/log.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import { makeFolderOf, postgresIdentity } from '../server/src/platform/postgres-programs.ts';
import { startCluster, stopOrphan } from '../server/src/platform/postgres.ts';
import type { Cluster } from '../server/src/platform/postgres.ts';

type Keeper = { readonly cluster: Cluster; readonly folder: string };

const PREFIX = 'nguon-test-postgres-';
const TEMPLATE = 'nguon_template';

/**
 * Runs once per project before the tests: opens a small door on loopback. Behind it PostgreSQL is started and a
 * migrated template made when the first test asks, so that runs without a database do not pay for one.
 * @returns what stops everything again
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let keeper: Promise<Keeper> | undefined;
  const door = createServer((_request, response) => {
    keeper ??= startKeeper();
    keeper.then(
      ({ cluster }) => response.end(JSON.stringify({ adminUrl: cluster.url('postgres'), template: TEMPLATE })),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((settle) => door.listen(0, '127.0.0.1', settle));
  project.provide('databaseKeeper', `http://127.0.0.1:${(door.address() as AddressInfo).port}/`);
  return async () => {
    door.close();
    const running = await keeper?.catch(() => undefined);
    if (running !== undefined) await endKeeper(running);
  };
}

async function startKeeper(): Promise<Keeper> {
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  await makeFolderOf(folder, await postgresIdentity(folder));
  const cluster = await startCluster({
    dataDirectory: join(folder, 'data'),
    password: 'only-for-tests',
    log: silentLog(),
    durable: false,
  });
  const keeper = { cluster, folder };
  try {
    await makeTemplate(cluster);
    return keeper;
  } catch (error) {
    await endKeeper(keeper);
    throw error;
  }
}

async function makeTemplate(cluster: Cluster): Promise<void> {
  const admin = openDatabase(cluster.url('postgres'), { log: silentLog(), connections: 1 });
  await admin.pool.query(`create database ${TEMPLATE}`);
  await admin.close();
  const template = openDatabase(cluster.url(TEMPLATE), { log: silentLog(), connections: 2 });
  try {
    await migrate(template.db);
  } finally {
    await template.close();
  }
}

async function endKeeper({ cluster, folder }: Keeper): Promise<void> {
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Ends and removes what a test run that was killed has left. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    const folder = join(tmpdir(), name);
    await stopOrphan(join(folder, 'data'), silentLog());
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
