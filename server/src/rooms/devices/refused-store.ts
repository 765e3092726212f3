import type { Insertable } from 'kysely';
import type { Database, Tx } from '../../platform/db.ts';

export async function insertRefused(tx: Tx, refused: Insertable<Database['refused_messages']>): Promise<void> {
  await tx.insertInto('refused_messages').values(refused).execute();
}
