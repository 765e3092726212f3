import { createRequire } from 'node:module';
import { sql } from 'kysely';
import type { Db } from './db.ts';

/** Schema of the database that pg-boss keeps for itself. */
export const JOBS_SCHEMA = 'pgboss';

/**
 * Installs or upgrades the job tables, inside the migrate step so that a process at run time needs no right to create tables.
 * The library is loaded only when there is something to do: it is heavy, and a normal start has nothing to do.
 */
export async function installJobs(db: Db): Promise<void> {
  const version = libraryVersion();
  const { rows } = await sql<{ comment: string | null }>`
    select obj_description(to_regnamespace(${JOBS_SCHEMA})::oid, 'pg_namespace') as comment`.execute(db);
  if (rows[0]?.comment === version) return;
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    db: overKysely(db),
    schema: JOBS_SCHEMA,
    supervise: false,
    schedule: false,
    migrate: true,
    registerInstance: false,
  });
  boss.on('error', () => {});
  await boss.start();
  await boss.stop({ graceful: false, close: false });
  await sql.raw(`comment on schema ${JOBS_SCHEMA} is '${version}'`).execute(db);
}

/** The library speaks several statements in one text, so it gets the plain protocol without parameters where it has none. */
function overKysely(db: Db) {
  return {
    executeSql: async (text: string, values: unknown[] = []) => {
      const result = await db.executeQuery<Record<string, unknown>>({
        sql: text,
        parameters: values,
        query: { kind: 'RawNode', sqlFragments: [text], parameters: [] },
        queryId: { queryId: 'jobs-schema' },
      });
      return { rows: [...(result.rows ?? [])] };
    },
  };
}

function libraryVersion(): string {
  const { version } = createRequire(import.meta.url)('pg-boss/package.json') as { version: string };
  if (!/^[0-9a-z.-]+$/.test(version)) throw new Error('pg-boss: unreadable version');
  return version;
}
