import { join } from 'node:path';
import { Problem } from '../../lib/problem.ts';
import { plainText } from '../../lib/plain-text.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import * as store from './store-picture-texts.ts';

/** The queue that reads the letters of pictures: data `{ picture }`, its address. */
export const PICTURE_READING_QUEUE = 'pictures.read';

/** Longer than every retry together: what nobody could read by then, a person looks at. */
const GIVEN_UP_AFTER_MS = 60 * 60_000;
/** A page of small print holds some 6,000 letters. */
const LONGEST_TEXT = 60_000;
/** Pictures of before that are taken up in one round. */
const TAKEN_UP_AT_ONCE = 200;

/** Has a picture's letters read, once: what is read or being read already is not begun again. */
export async function beginReading({ jobs }: Pick<Platform, 'jobs'>, tx: Tx, picture: string, at: Date): Promise<void> {
  if (await store.insertPictureText(tx, picture, at)) await jobs.enqueue(tx, PICTURE_READING_QUEUE, { picture });
}

/**
 * Reads the letters of one picture and keeps them with it. Job: run twice, it changes nothing.
 * @throws what may go better another time; a picture that cannot be read is kept as `unread`
 */
export async function readLetters(platform: Platform, picture: string, signal?: AbortSignal): Promise<void> {
  if ((await store.readPictureText(platform.db, picture))?.state !== 'reading') return;
  const found = await recognised(platform, picture, signal);
  await store.finishPictureText(platform.db, picture, found, platform.clock.now());
}

async function recognised(
  { documents, files, log }: Platform,
  picture: string,
  signal: AbortSignal | undefined,
): Promise<{ state: 'read' | 'unread'; text: string }> {
  const asked = { path: files.path(picture), format: 'photo', page: 0 } as const;
  try {
    return await files.scratch(async (folder) => {
      const { text } = await documents.recognise({ ...asked, out: join(folder, 'seen.jpg') }, signal);
      return { state: 'read', text: plainText(text).slice(0, LONGEST_TEXT) };
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'unavailable') throw error;
    log.info({ picture, code: error.code }, 'the letters of a picture cannot be read');
    return { state: 'unread', text: '' };
  }
}

/** Begins pictures that were kept before their letters were read, and gives up those that nobody could read within the hour. For a schedule. */
export async function mindPictureTexts(platform: Platform): Promise<void> {
  const { db, clock } = platform;
  const at = clock.now();
  await store.giveUpPictureTexts(db, new Date(at.getTime() - GIVEN_UP_AFTER_MS), at);
  for (const picture of await store.picturesNeverRead(db, TAKEN_UP_AT_ONCE)) {
    await inTransaction(db, async (tx) => beginReading(platform, tx, picture, at));
  }
}
