import { inTransaction } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { deleteExpired } from './session-store.ts';

const QUEUE = 'accounts.forget';
const KEPT_MS = 86_400_000;

/** Forgets each night what is over: ended sessions and old wrong passwords. */
export function registerAccountJobs({ db, clock, jobs }: Platform): void {
  jobs.work(QUEUE, async () =>
    inTransaction(db, async (tx) => deleteExpired(tx, new Date(clock.now().getTime() - KEPT_MS))),
  );
  jobs.schedule(QUEUE, '10 2 * * *');
}
