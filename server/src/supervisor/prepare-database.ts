import { openDatabase } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { MIGRATIONS, migrate } from '../platform/migrate.ts';

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
