import type { Selectable } from 'kysely';
import type { Database, Db, Tx } from '../../platform/db.ts';

export type ClaimCode = Selectable<Database['claim_codes']>;
export type PendingClaim = Selectable<Database['pending_claims']>;

export async function insertClaimCode(tx: Tx, code: Omit<ClaimCode, 'device_id'>): Promise<void> {
  await tx
    .insertInto('claim_codes')
    .values({ ...code, device_id: null })
    .execute();
}

export async function readClaimCode(db: Db | Tx, sha256: string): Promise<ClaimCode | null> {
  return (await db.selectFrom('claim_codes').selectAll().where('code_sha256', '=', sha256).executeTakeFirst()) ?? null;
}

/** Uses a code for a device; false when another used it meanwhile or its time is over. */
export async function useClaimCode(tx: Tx, sha256: string, device: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('claim_codes')
    .set({ device_id: device })
    .where('code_sha256', '=', sha256)
    .where('device_id', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Writes a pending claim, and forgets those that nobody accepted in time. */
export async function insertPendingClaim(tx: Tx, claim: Omit<PendingClaim, 'device_id'>): Promise<void> {
  await tx
    .deleteFrom('pending_claims')
    .where('device_id', 'is', null)
    .where('expires_at', '<=', claim.made_at)
    .execute();
  await tx
    .insertInto('pending_claims')
    .values({ ...claim, device_id: null })
    .execute();
}

export async function readPendingClaim(db: Db | Tx, sha256: string): Promise<PendingClaim | null> {
  return (
    (await db.selectFrom('pending_claims').selectAll().where('code_sha256', '=', sha256).executeTakeFirst()) ?? null
  );
}

/** Settles a pending claim; false when somebody else did or its time is over. */
export async function settlePendingClaim(tx: Tx, sha256: string, device: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('pending_claims')
    .set({ device_id: device })
    .where('code_sha256', '=', sha256)
    .where('device_id', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
