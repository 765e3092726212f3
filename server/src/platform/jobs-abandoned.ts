import pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { JOBS_SCHEMA } from './jobs-schema.ts';
import type { Log } from './log.ts';

/** Any number will do, as long as nobody else uses it. */
const LOCK = 5_208_162;

/**
 * Says that this process does jobs. If no other process says so, jobs that are marked as being done belong to one that was
 * killed, and are tried again at once instead of when they have been silent for long enough.
 * The database forgets the word of a process whose connection ends, however it ends.
 * @returns what takes the word back
 */
export async function takeUpAbandoned(boss: PgBoss, url: string, log: Log): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url, application_name: 'nguon-jobs-present' });
  // When the connection is lost, what silent jobs are watched by still works.
  client.on('error', (error) => log.warn({ err: error }, 'hàng đợi công việc / job queue'));
  await client.connect();
  const { rows } = await client.query<{ alone: boolean }>(`select pg_try_advisory_lock(${LOCK}) as alone`);
  const alone = rows[0]?.alone === true;
  if (alone) await tryAgain(boss, client, log);
  await client.query(`select pg_advisory_lock_shared(${LOCK})`);
  if (alone) await client.query(`select pg_advisory_unlock(${LOCK})`);
  return () => client.end();
}

async function tryAgain(boss: PgBoss, client: pg.Client, log: Log): Promise<void> {
  const { rows } = await client.query<{ name: string; ids: string[] }>(
    `select name, array_agg(id::text) as ids from ${JOBS_SCHEMA}.job where state = 'active' group by name`,
  );
  for (const { name, ids } of rows) {
    log.warn(
      { queue: name, jobs: ids.length },
      'làm lại việc dang dở của tiến trình đã chết / taking up jobs of a process that died',
    );
    await boss.fail(name, ids, { reason: 'the process doing it died' });
  }
}
