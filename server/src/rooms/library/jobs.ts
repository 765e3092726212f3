import type { Platform } from '../../platform/platform.ts';
import { giveUpItems, ITEMS_QUEUE, makeItem } from './making.ts';

const GIVING_UP_QUEUE = 'library.give-up';

/** What the room does in the background: making sounds, one at a time; a song is long and nobody waits for it. */
export function registerLibraryJobs(platform: Platform): void {
  const { jobs } = platform;
  jobs.work<{ item: string }>(ITEMS_QUEUE, async ({ item }, { abandoned }) => makeItem(platform, item, abandoned), {
    concurrency: 1,
  });
  jobs.work(GIVING_UP_QUEUE, async () => giveUpItems(platform));
  jobs.schedule(GIVING_UP_QUEUE, '9,39 * * * *');
}
