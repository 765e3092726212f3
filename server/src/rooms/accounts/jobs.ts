import { inTransaction } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { DELEGATION_QUEUE, endPastDelegations } from './delegations.ts';
import { deleteForgottenMachines } from './machine-store.ts';
import { deleteExpired } from './session-store.ts';

const QUEUE = 'accounts.forget';
const KEPT_MS = 86_400_000;

/** Each night forgets ended sessions and old wrong passwords, and closes delegations whose last day is over. */
export function registerAccountJobs(platform: Platform): void {
  const { db, clock, jobs } = platform;
  jobs.work(QUEUE, async () =>
    inTransaction(db, async (tx) => {
      await deleteExpired(tx, new Date(clock.now().getTime() - KEPT_MS));
      await deleteForgottenMachines(tx, clock.now());
    }),
  );
  jobs.schedule(QUEUE, '10 2 * * *');
  jobs.work(DELEGATION_QUEUE, async () => endPastDelegations(platform));
  jobs.schedule(DELEGATION_QUEUE, '5 0 * * *');
}
