import type { Platform } from '../../platform/platform.ts';
import { makeOrder, type MakeOrder } from './orders.ts';
import { type IssueProgramme, issueProgramme, reissueAll } from './programmes.ts';

/** What this room does in the background. Handlers bear being run twice. */
export function registerBroadcastJobs(platform: Platform): void {
  const { jobs } = platform;
  jobs.work<MakeOrder>('orders.make', (job) => makeOrder(platform, job));
  jobs.work<IssueProgramme>('programmes.issue', async (job) => void (await issueProgramme(platform, job)), {
    concurrency: 4,
  });
  jobs.work('programmes.reissue', () => reissueAll(platform));
  // Before the first slots of the day, so that devices hold a programme issued today when they begin to speak.
  jobs.schedule('programmes.reissue', '30 3 * * *');
}
