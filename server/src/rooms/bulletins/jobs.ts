import type { Platform } from '../../platform/platform.ts';
import { giveUpSounds, makeSound, MAKING_QUEUE } from './making.ts';

const GIVING_UP_QUEUE = 'sounds.give-up';

/** What the room does in the background: making sounds, two at a time. */
export function registerBulletinJobs(platform: Platform): void {
  const { jobs } = platform;
  jobs.work<{ sound: string }>(
    MAKING_QUEUE,
    async ({ sound }, { abandoned }) => makeSound(platform, sound, abandoned),
    {
      concurrency: 2,
    },
  );
  jobs.work(GIVING_UP_QUEUE, async () => giveUpSounds(platform));
  jobs.schedule(GIVING_UP_QUEUE, '*/15 * * * *');
}
