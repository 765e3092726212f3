import { Readable } from 'node:stream';
import type { PictureReply } from '@nguon/protocol/http/media.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { StoredFile } from '../../platform/files.ts';
import type { Actor } from '../../platform/http.ts';
import { cleanPicture } from '../../platform/pictures/pictures.ts';
import type { Platform } from '../../platform/platform.ts';
import { gather } from '../../platform/uploads.ts';
import { record } from '../audit/service.ts';
import { beginReading } from './picture-texts.ts';
import { readPictureText, type PictureText } from './store-picture-texts.ts';
import { deleteOriginal, insertMedia, readMedia, type MediaKind, type MediaRow } from './store.ts';

const MB = 1_000_000;
/** Largest sound that somebody may send, in bytes: an hour of good MP3, six minutes of plain WAV. */
export const LARGEST_SOUND = 60 * MB;
/** Largest picture, in bytes. */
export const LARGEST_PICTURE = 10 * MB;

const SERVED: readonly MediaKind[] = ['sound', 'copy', 'picture'];

type Storing = Pick<Platform, 'db' | 'files' | 'clock' | 'jobs'>;

/** Notes in the transaction what a stored file is, so that it can be referred to and, unless it is an original or a master, served. */
export async function knowFile(
  tx: Tx,
  file: StoredFile & { mediaType: string; kind: MediaKind },
  at: Date,
): Promise<void> {
  const { sha256, bytes, mediaType, kind } = file;
  await insertMedia(tx, { sha256, bytes, media_type: mediaType, kind, created_at: at });
}

/** Forgets a received file that was refused, unless the house knows the same bytes already. */
export async function dropFile(platform: Pick<Platform, 'files' | 'db'>, sha256: string): Promise<void> {
  if (!(await readMedia(platform.db, sha256))) await platform.files.remove(sha256);
}

/**
 * Forgets a file that was kept only for what used it, and is not served. The asker knows that nothing of its own uses it any more; what
 * another room still uses stays.
 */
export async function forgetOriginal(platform: Pick<Platform, 'files' | 'db'>, sha256: string): Promise<void> {
  if (await deleteOriginal(platform.db, sha256)) await dropFile(platform, sha256);
}

/** A file that anybody may fetch by its address; null for one that is not here or not for serving. */
export async function servedFile(db: Db | Tx, sha256: string): Promise<MediaRow | null> {
  const row = await readMedia(db, sha256);
  return row && SERVED.includes(row.kind) ? row : null;
}

/** What a file is said to be; null for one that is not known. */
export async function fileType(db: Db | Tx, sha256: string): Promise<string | null> {
  return (await readMedia(db, sha256))?.media_type ?? null;
}

/** Whether a picture with this address is kept. */
export async function isPicture(db: Db | Tx, sha256: string): Promise<boolean> {
  return (await readMedia(db, sha256))?.kind === 'picture';
}

/** Chữ trong ảnh: what is known of the letters in a picture; null for what is no picture of ours. */
export async function pictureText(db: Db | Tx, sha256: string): Promise<PictureText | null> {
  return readPictureText(db, sha256);
}

/**
 * Keeps a picture without its metadata, and has its letters read for the privacy gate.
 * @throws TooManyBytes (the door says `too-large`), Problem `invalid-input` for anything but a whole JPEG, PNG or WebP
 */
export async function keepPicture(platform: Storing, actor: Actor, content: Readable): Promise<PictureReply> {
  const clean = cleanPicture(await gather(content, LARGEST_PICTURE));
  if (!clean) {
    throw new Problem('invalid-input', {
      details: 'tệp không phải ảnh JPEG, PNG, WebP nguyên vẹn / not a whole JPEG, PNG or WebP picture',
    });
  }
  const { mediaType, width, height, bytes } = clean;
  const stored = await platform.files.put(Readable.from([bytes]), LARGEST_PICTURE);
  await inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    await knowFile(tx, { ...stored, mediaType, kind: 'picture' }, at);
    await beginReading(platform, tx, stored.sha256, at);
    const subject = { kind: 'media', id: stored.sha256 };
    await record(
      tx,
      { actor: { id: actor.user, name: actor.name }, act: 'picture.kept', subject, details: { bytes: stored.bytes } },
      at,
    );
  });
  return { ...stored, mediaType, width, height };
}
