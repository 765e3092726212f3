import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Justification, StopKind } from '@nguon/protocol/http/privacy.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type {} from './tables.ts';

/** Why a revision goes out all the same, oldest first. */
export async function readJustifications(db: Db | Tx, bulletin: string, revision: string): Promise<Justification[]> {
  const { rows } = await sql<Omit<Justification, 'at'> & { at: Date }>`
    select u.name as "byName", j.at, j.reason, j.kinds
    from privacy_justifications j join users u on u.id = j.user_id
    where j.bulletin_id = ${bulletin} and j.revision = ${revision} order by j.at, j.id`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function insertJustification(
  tx: Tx,
  row: { bulletin: string; revision: string; kinds: readonly StopKind[]; reason: string; user: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('privacy_justifications')
    .values({
      id: randomUUID(),
      bulletin_id: row.bulletin,
      revision: row.revision,
      kinds: [...row.kinds],
      reason: row.reason,
      user_id: row.user,
      at: row.at,
    })
    .execute();
}
