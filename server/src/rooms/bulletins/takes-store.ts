import type { Tx } from '../../platform/db.ts';

/** Notes that a file is a take of a bulletin; sent again, it is the same take. */
export async function insertTake(
  tx: Tx,
  take: { bulletin: string; sha256: string; madeBy: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('takes')
    .values({ bulletin_id: take.bulletin, sha256: take.sha256, made_by: take.madeBy, created_at: take.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Those of the named files that are takes of a bulletin. */
export async function takesAmong(tx: Tx, bulletin: string, named: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('takes')
    .select('sha256')
    .where('bulletin_id', '=', bulletin)
    .where('sha256', 'in', named)
    .execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}
