import { sql } from 'kysely';
import type { Db } from './db.ts';
import { JOBS_SCHEMA } from './jobs-schema.ts';

/** What the jobs of a queue that nobody has done yet were given, oldest first. For tests. */
export async function waitingJobs<T extends object>(db: Db, queue: string): Promise<T[]> {
  const { rows } = await sql<{ data: T }>`
    select data from ${sql.table(`${JOBS_SCHEMA}.job`)} where name = ${queue} and state < 'active' order by created_on, id`.execute(
    db,
  );
  return rows.map((row) => row.data);
}
