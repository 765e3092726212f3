import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { inTransaction } from './db.ts';
import type { Db, Tx } from './db.ts';
import { installJobs } from './jobs-schema.ts';

/** Folder of the project's own migrations. */
export const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
};

/** The database holds a history that these files do not; nothing was changed. */
export class MigrationHistoryError extends Error {}

/** Any number will do, as long as nobody else uses it. */
const LOCK = 5_208_161;

/**
 * Brings the database to the newest state, forward only: each file in its own transaction, the job tables last.
 * Several processes may call it at once; one works, the others wait.
 * @param newest number of the last migration wanted; absent: all
 * @returns the numbers applied now, in order; empty when nothing was to do
 * @throws MigrationHistoryError when an applied file was changed or is missing
 */
export async function migrate(
  db: Db,
  folder: string = MIGRATIONS,
  newest = Number.POSITIVE_INFINITY,
): Promise<number[]> {
  const files = await readMigrations(folder);
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${LOCK})`.execute(connection);
    try {
      await createHistory(connection);
      const applied = await checkHistory(connection, files);
      const waiting = files.filter((file) => !applied.has(file.number) && file.number <= newest);
      for (const file of waiting) await inTransaction(connection, (tx) => apply(tx, file));
      await installJobs(connection);
      return waiting.map((file) => file.number);
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(connection);
    }
  });
}

/** Number of the newest applied migration, 0 for an empty database. */
export async function migrationNumber(db: Db): Promise<number> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('public.migrations') is not null as there`.execute(
    db,
  );
  if (rows[0]?.there !== true) return 0;
  const newest = await db
    .selectFrom('migrations')
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  return newest?.number ?? 0;
}

/** Reads `NNNN_name.sql` files; the numbers run 1, 2, 3 … without a gap. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const files = await Promise.all(
    names.map(async (name) => {
      const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
      const text = await readFile(`${folder}/${name}`, 'utf8');
      return { number, name, sql: text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
  for (const [index, file] of files.entries()) {
    if (file.number !== index + 1)
      throw new Error(`migration ${file.name}: number ${String(index + 1).padStart(4, '0')} was expected`);
  }
  return files;
}

async function createHistory(db: Db): Promise<void> {
  await sql`create table if not exists public.migrations (
    number integer primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`.execute(db);
}

async function checkHistory(db: Db, files: readonly Migration[]): Promise<Set<number>> {
  const rows = await db.selectFrom('migrations').selectAll().orderBy('number').execute();
  for (const row of rows) {
    const file = files[row.number - 1];
    if (file?.sha256 === row.sha256) continue;
    const what =
      file === undefined ? 'thiếu / is missing' : 'đã bị sửa sau khi áp dụng / was changed after it was applied';
    throw new MigrationHistoryError(`${row.name}: ${what}`);
  }
  return new Set(rows.map((row) => row.number));
}

async function apply(tx: Tx, file: Migration): Promise<void> {
  await sql.raw(file.sql).execute(tx);
  await tx
    .insertInto('migrations')
    .values({ number: file.number, name: file.name, sha256: file.sha256, applied_at: new Date() })
    .execute();
}
