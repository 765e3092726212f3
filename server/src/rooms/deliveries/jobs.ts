import type { Platform } from '../../platform/platform.ts';
import { TEXTS_QUEUE, type OutgoingText } from '../requests/service.ts';
import { keepReport, sendText } from './texts.ts';

/** Sends texts as they are asked for, and hears what the gateway says of them later. */
export function registerDeliveryJobs(platform: Platform): void {
  const { jobs, sms, log } = platform;
  jobs.work<OutgoingText>(TEXTS_QUEUE, async (message, { id }) => sendText(platform, id, message), { concurrency: 2 });
  sms?.onReport((report) => {
    keepReport(platform, report).catch((error: unknown) => log.error({ err: error }, 'a report of an SMS was lost'));
  });
}
