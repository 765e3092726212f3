import { Readable } from 'node:stream';
import { z } from 'zod';
import { Sha256 } from '@nguon/protocol/primitives.ts';
import type { StoredFile } from '../../platform/files.ts';
import type { Platform } from '../../platform/platform.ts';
import { gather } from '../../platform/uploads.ts';
import { fileType } from '../media/service.ts';

/** Media type of the original of a joined sound: the list of its takes, as JSON. */
export const TAKE_LIST = 'application/vnd.nguon.takes+json';
const LARGEST_LIST = 100_000;
const List = z.array(Sha256).min(1);

/** Keeps which takes a sound is joined from, in their order. */
export async function keepTakeList({ files }: Pick<Platform, 'files'>, takes: readonly string[]): Promise<StoredFile> {
  return files.put(Readable.from([JSON.stringify(takes)]), LARGEST_LIST);
}

/** The sound that was sent, as one file: the original itself, or its takes joined in `folder`. Throws Problem as the media worker does. */
export async function wholeOriginal(
  platform: Pick<Platform, 'db' | 'files' | 'media'>,
  original: string,
  folder: string,
  signal?: AbortSignal,
): Promise<string> {
  if ((await fileType(platform.db, original)) !== TAKE_LIST) return platform.files.path(original);
  const text = await gather(platform.files.read(original), LARGEST_LIST);
  const inputs = List.parse(JSON.parse(text.toString('utf8'))).map((take) => platform.files.path(take));
  return platform.media.join({ inputs, outDir: folder, ...(signal && { signal }) });
}
