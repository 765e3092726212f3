import type { Platform } from '../../platform/platform.ts';
import { mindPictureTexts, PICTURE_READING_QUEUE, readLetters } from './picture-texts.ts';

const MINDING_QUEUE = 'pictures.mind';
/** One picture at its limit of time, behind two pages of somebody's scan. */
const LONGEST_READING_S = 5 * 60;

/** What the room does in the background: reading the letters of pictures, one at a time. */
export function registerMediaJobs(platform: Platform): void {
  const { jobs } = platform;
  jobs.work<{ picture: string }>(
    PICTURE_READING_QUEUE,
    async ({ picture }, { abandoned }) => readLetters(platform, picture, abandoned),
    { concurrency: 1, seconds: LONGEST_READING_S },
  );
  jobs.work(MINDING_QUEUE, async () => mindPictureTexts(platform));
  jobs.schedule(MINDING_QUEUE, '*/5 * * * *');
}
