import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { RequestState } from './state-rules.ts';
import type {} from './tables.ts';

/** Writes that a request is one of those whose bulletins take turns. @param row turn and turns count from 1 */
export async function insertTurn(
  tx: Tx,
  row: { request: string; rotation: string; turn: number; turns: number },
): Promise<void> {
  const { request, rotation, turn, turns } = row;
  await tx.insertInto('rotations').values({ request_id: request, rotation_id: rotation, turn, turns }).execute();
}

/** The turn of a request and what became of the others; null for a request of its own. */
export async function readTurn(
  db: Db | Tx,
  request: string,
): Promise<{ turn: number; turns: number; others: { id: string; turn: number; state: RequestState }[] } | null> {
  const { rows } = await sql<{
    turn: number;
    turns: number;
    others: { id: string; turn: number; state: RequestState }[];
  }>`
    select own.turn, own.turns, coalesce(json_agg(json_build_object('id', r.id, 'turn', o.turn, 'state', r.state) order by o.turn), '[]') as others
    from rotations own join rotations o on o.rotation_id = own.rotation_id and o.request_id <> own.request_id
    join requests r on r.id = o.request_id
    where own.request_id = ${request} group by own.turn, own.turns`.execute(db);
  return rows[0] ?? null;
}
