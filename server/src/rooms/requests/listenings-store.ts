import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Interval } from './listening-rules.ts';
import type {} from './tables.ts';

export interface ListeningRecord {
  id: string;
  request: string;
  beganAt: Date;
  heard: Interval[];
  heardMs: number;
  totalMs: number;
}

export async function insertListening(
  db: Db | Tx,
  row: { id: string; request: string; user: string; at: Date; totalMs: number },
): Promise<void> {
  await db
    .insertInto('listenings')
    .values({
      id: row.id,
      request_id: row.request,
      user_id: row.user,
      began_at: row.at,
      reported_at: null,
      total_ms: row.totalMs,
    })
    .execute();
}

/** A person's own listening, locked for the transaction; null for anybody else's. */
export async function lockListening(tx: Tx, id: string, user: string): Promise<ListeningRecord | null> {
  const row = await tx
    .selectFrom('listenings')
    .select([
      'id',
      'request_id as request',
      'began_at as beganAt',
      'heard',
      'heard_ms as heardMs',
      'total_ms as totalMs',
    ])
    .where('id', '=', id)
    .where('user_id', '=', user)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function setHeard(
  tx: Tx,
  id: string,
  heard: readonly Interval[],
  heardMs: number,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('listenings')
    .set({ heard: sql`${JSON.stringify(heard)}::jsonb`, heard_ms: heardMs, reported_at: at })
    .where('id', '=', id)
    .execute();
}
