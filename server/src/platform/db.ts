import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import type { Transaction } from 'kysely';
import pg from 'pg';
import { clientClass } from './db-client.ts';
import type { Log } from './log.ts';

/** Rows of the applied migrations. */
export type MigrationsTable = { number: number; name: string; sha256: string; applied_at: Date };

/**
 * Every table by name. A room adds its own in its store.ts:
 * `declare module '../../platform/db.ts' { interface Database { units: UnitsTable } }`.
 */
export interface Database {
  migrations: MigrationsTable;
}

/** The outer database: one statement at a time, each on any connection. */
export type Db = Kysely<Database>;
/** Inside a transaction touch only this. */
export type Tx = Transaction<Database>;

export type OpenedDatabase = { readonly db: Db; readonly pool: pg.Pool; close(): Promise<void> };

export type DatabaseOptions = {
  readonly log: Log;
  /** Most connections held at once. Default 10. */
  readonly connections?: number;
  /** Milliseconds that the project's clock runs ahead of the database's; SQL's today() follows the project's. */
  readonly clockOffsetMs?: number;
  /** Longest wait for the answer to one statement in milliseconds. Default: without end, as migrations need it. */
  readonly patienceMs?: number;
};

/**
 * Opens a pool of connections; none is made before the first statement.
 * Values: int8 → number (an error beyond 2^53), timestamptz → Date, date → 'YYYY-MM-DD', jsonb → parsed, numeric → text.
 * @param url postgres://…
 */
export function openDatabase(url: string, options: DatabaseOptions): OpenedDatabase {
  const pool = new pg.Pool({
    Client: clientClass(options.patienceMs),
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 8_000,
    application_name: 'nguon',
    options: `-c nguon.clock_offset_ms=${options.clockOffsetMs ?? 0}`,
    types: { getTypeParser },
  });
  // A connection that breaks while idle is replaced at the next statement; unheard, it would end the process.
  pool.on('error', (error) =>
    options.log.warn({ err: error }, 'mất một kết nối cơ sở dữ liệu / a database connection was lost'),
  );
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const close = async (): Promise<void> => {
    // What the pool says of its connections from here on is of no interest.
    pool.removeAllListeners('error').on('error', () => {});
    await db.destroy();
    // Kysely ends only a pool that it has used itself.
    if (!pool.ended) await pool.end();
  };
  return { db, pool, close };
}

const INT8 = 20;
const DATE = 1082;
const INT8_ARRAY = 1016;

function getTypeParser(type: number, format?: 'text' | 'binary'): (value: never) => unknown {
  if (type === INT8) return toSafeInteger;
  if (type === DATE) return String;
  if (type === INT8_ARRAY) {
    const parse = pg.types.getTypeParser(INT8_ARRAY as never, 'text') as (value: string) => (string | null)[];
    return (value: string) => parse(value).map((item) => (item === null ? null : toSafeInteger(item)));
  }
  return pg.types.getTypeParser(type, format as 'text') as (value: never) => unknown;
}

function toSafeInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} does not fit a number exactly`);
  return number;
}

/**
 * Runs `act` in one transaction: committed when it resolves, rolled back when it rejects.
 * The level is read committed; a statement that must see no change asks for `serializable` or locks rows.
 */
export function inTransaction<T>(
  db: Db,
  act: (tx: Tx) => Promise<T>,
  level: 'read committed' | 'repeatable read' | 'serializable' = 'read committed',
): Promise<T> {
  return db.transaction().setIsolationLevel(level).execute(act);
}

/** Whether the database answers at all within a second. For /readyz. */
export async function databaseAnswers(db: Db): Promise<boolean> {
  const answer = db.executeQuery(CompiledQuery.raw('select 1')).then(
    () => true,
    () => false,
  );
  return Promise.race([answer, new Promise<boolean>((settle) => setTimeout(settle, 1_000, false).unref())]);
}
