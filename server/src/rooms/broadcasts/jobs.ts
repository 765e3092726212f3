import type { Platform } from '../../platform/platform.ts';
import { STOP_STANDING_QUEUE } from '../requests/service.ts';
import { ISSUE_QUEUE, makeOrder, type MakeOrder, settleBulletins, URGENT_QUEUE } from './orders.ts';
import {
  type IssueProgramme,
  issueProgramme,
  PUSH_QUEUE,
  pushProgramme,
  REFRESH_QUEUE,
  refreshProgrammes,
} from './programmes.ts';
import { type StopStanding, stopStanding } from './standing-stops.ts';

/** What this room does in the background. Handlers bear being run twice. */
export function registerBroadcastJobs(platform: Platform): void {
  const { jobs } = platform;
  const issue = async (job: IssueProgramme): Promise<void> => void (await issueProgramme(platform, job));
  jobs.work<MakeOrder>('orders.make', (job) => makeOrder(platform, job));
  jobs.work<StopStanding>(STOP_STANDING_QUEUE, (job) => stopStanding(platform, job));
  jobs.work<IssueProgramme>(ISSUE_QUEUE, issue, { concurrency: 4 });
  // Workers of its own: a stop waits behind no re-issue of a hundred communes.
  jobs.work<IssueProgramme>(URGENT_QUEUE, issue, { concurrency: 4 });
  // An hour of tries a minute apart; a device that was cut off as long logs in anew and asks for itself.
  jobs.work<IssueProgramme>(PUSH_QUEUE, (job) => pushProgramme(platform, job), { retries: 60, once: true });
  jobs.work<{ all?: boolean }>(REFRESH_QUEUE, async ({ all }) => refreshProgrammes(platform, all));
  jobs.schedule(REFRESH_QUEUE, '11 * * * *');
  jobs.work('bulletins.settle', () => settleBulletins(platform));
  jobs.schedule('bulletins.settle', '41 * * * *');
}
