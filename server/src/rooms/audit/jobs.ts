import type { Platform } from '../../platform/platform.ts';
import { seal } from './service.ts';

const QUEUE = 'audit.seal';

/** Seals new entries each minute; `retries` none, since the next minute does the same. */
export function registerAuditJobs(platform: Platform): void {
  platform.jobs.work(QUEUE, async () => void (await seal(platform)), { once: true, retries: 0 });
  platform.jobs.schedule(QUEUE, '* * * * *');
}
