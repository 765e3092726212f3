import type { Platform } from '../../platform/platform.ts';
import { REVISED_QUEUE } from '../bulletins/service.ts';
import { CHANGED_QUEUE } from '../templates/service.ts';
import { forgetUnsentNotes } from './return-notes.ts';
import { DIGEST_QUEUE, tellLeaders } from './standing-digest.ts';
import { closeStandingsOf } from './standings.ts';
import { LAPSE_QUEUE } from './keeping.ts';
import { closeOutdatedRequests, lapseRequest } from './service.ts';

const FORGET_QUEUE = 'requests.forget-notes';

/**
 * What the room does in the background: closing what can no longer be approved, telling leaders in the evening what was filled, forgetting
 * what was spoken and never sent.
 */
export function registerRequestJobs(platform: Platform): void {
  const { jobs } = platform;
  jobs.work<{ request: string }>(LAPSE_QUEUE, async ({ request }) => lapseRequest(platform, request));
  jobs.work<{ bulletin: string }>(REVISED_QUEUE, async ({ bulletin }) => closeOutdatedRequests(platform, bulletin));
  jobs.work<{ template: string; by: string }>(CHANGED_QUEUE, async (job) => closeStandingsOf(platform, job));
  jobs.work(DIGEST_QUEUE, async () => tellLeaders(platform));
  // Hourly, for a demo's clock is ahead of the machine's: which hour it is, the job looks itself.
  jobs.schedule(DIGEST_QUEUE, '7 * * * *');
  jobs.work(FORGET_QUEUE, async () => forgetUnsentNotes(platform));
  jobs.schedule(FORGET_QUEUE, '40 2 * * *');
}
