import { inTransaction } from './platform/db.ts';
import type { Platform } from './platform/platform.ts';
import { approverRecord, approverRecords } from './rooms/accounts/service.ts';
import { unitRecords } from './rooms/units/service.ts';

/**
 * Keeps the signer's own registers in step: who approves what and where, and the tree of units. The signer writes every change into its
 * journal; what it then believes is its own.
 */
export function registerSignerJobs({ jobs, db, signer }: Platform): void {
  jobs.work<{ user: string }>('signer.approvers', async ({ user }) => {
    const record = await approverRecord(db, user);
    await (record === null ? signer.removeApprover(user) : signer.putApprover(record));
  });
  jobs.work('signer.units', async () => signer.putUnits(await unitRecords(db)));
}

/** Asks, at the start of a server, that the signer be told everything: a restored or a new signer knows nothing. */
export async function fillSignerRegisters({ db, jobs }: Pick<Platform, 'db' | 'jobs'>): Promise<void> {
  await inTransaction(db, async (tx) => {
    await jobs.enqueue(tx, 'signer.units', {});
    for (const { user } of await approverRecords(tx)) await jobs.enqueue(tx, 'signer.approvers', { user });
  });
}
