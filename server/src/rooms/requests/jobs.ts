import type { Platform } from '../../platform/platform.ts';
import { REVISED_QUEUE } from '../bulletins/service.ts';
import { closeOutdatedRequests, lapseRequest, LAPSE_QUEUE } from './service.ts';

/** What the room does in the background: closing what can no longer be approved. */
export function registerRequestJobs(platform: Platform): void {
  const { jobs } = platform;
  jobs.work<{ request: string }>(LAPSE_QUEUE, async ({ request }) => lapseRequest(platform, request));
  jobs.work<{ bulletin: string }>(REVISED_QUEUE, async ({ bulletin }) => closeOutdatedRequests(platform, bulletin));
}
