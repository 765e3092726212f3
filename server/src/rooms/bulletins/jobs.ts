import type { Platform } from '../../platform/platform.ts';
import { forgetImports, giveUpImports, IMPORTING_QUEUE, readImportedFile } from './importing.ts';
import { giveUpSounds, makeSound, MAKING_QUEUE } from './making.ts';

const GIVING_UP_QUEUE = 'sounds.give-up';
const IMPORTS_MINDING_QUEUE = 'imports.mind';
/** A scan of thirty pages, each at its limit of time. */
const LONGEST_READING_S = 45 * 60;

/** What the room does in the background: making sounds, two at a time; reading files, one page at a time. */
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
  jobs.work<{ import: string }>(
    IMPORTING_QUEUE,
    async (data, { abandoned }) => readImportedFile(platform, data.import, abandoned),
    { concurrency: 2, seconds: LONGEST_READING_S },
  );
  jobs.work(IMPORTS_MINDING_QUEUE, async () => {
    await giveUpImports(platform);
    await forgetImports(platform);
  });
  jobs.schedule(IMPORTS_MINDING_QUEUE, '7 * * * *');
}
