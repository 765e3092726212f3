import { Readable } from 'node:stream';
import { z } from 'zod';
import type { JoinedSoundBody, SoundView, TakeReply } from '@nguon/protocol/http/bulletins.ts';
import { Sha256 } from '@nguon/protocol/primitives.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { gather, type Upload } from '../../platform/uploads.ts';
import { dropFile, fileType, knowFile, LARGEST_SOUND } from '../media/service.ts';
import * as desk from './desk.ts';
import { beginSound } from './sounds.ts';
import { insertTake, takesAmong } from './takes-store.ts';

/** What the original of a joined sound is: the list of its takes, as JSON. */
const LIST_TYPE = 'application/vnd.nguon.takes+json';
const LARGEST_LIST = 100_000;
const List = z.array(Sha256).min(1);

/**
 * Takes one stretch of a recording. What is no sound is refused at once and nothing is kept of it; the same stretch sent again, after an
 * answer that was lost, is the same take.
 * @throws Problem `not-found`, `forbidden`, `conflict`, `media-…`, `sound-too-long`; TooManyBytes
 */
export async function addTake(
  platform: Platform,
  actor: Actor,
  bulletin: string,
  { content }: Pick<Upload, 'content'>,
): Promise<z.infer<typeof TakeReply>> {
  await inTransaction(platform.db, async (tx) => desk.openForChange(tx, actor, bulletin));
  const stored = await platform.files.put(content, LARGEST_SOUND);
  try {
    const { container } = await platform.media.probe(platform.files.path(stored.sha256));
    await inTransaction(platform.db, async (tx) => {
      await desk.openForChange(tx, actor, bulletin);
      const at = platform.clock.now();
      await knowFile(tx, { ...stored, mediaType: `audio/${container}`, kind: 'original' }, at);
      await insertTake(tx, { bulletin, sha256: stored.sha256, madeBy: actor.user, at });
    });
  } catch (error) {
    await dropFile(platform, stored.sha256);
    throw error;
  }
  return { sha256: stored.sha256 };
}

/**
 * Asks for a sound of the newest revision that is joined from takes of the bulletin, in the order given; a job makes it.
 * @throws Problem `not-found`, `forbidden`, `conflict`, `invalid-input` for a take that is not here
 */
export async function joinTakes(
  platform: Platform,
  actor: Actor,
  bulletin: string,
  { takes, language, noiseReduction }: z.output<typeof JoinedSoundBody>,
): Promise<SoundView> {
  const list = await platform.files.put(Readable.from([JSON.stringify(takes)]), LARGEST_LIST);
  return inTransaction(platform.db, async (tx) => {
    const found = await desk.openForChange(tx, actor, bulletin);
    const here = await takesAmong(tx, bulletin, takes);
    if (takes.some((take) => !here.has(take)))
      throw new Problem('invalid-input', { details: 'takes: có đoạn thu chưa gửi lên / a take was not sent yet' });
    await knowFile(tx, { ...list, mediaType: LIST_TYPE, kind: 'original' }, platform.clock.now());
    const source = { origin: 'recorded', original: list.sha256, noiseReduction } as const;
    return beginSound(platform, tx, actor, found, { language: language ?? found.content.language, source });
  });
}

/** The sound that was sent, as one file: the original itself, or its takes joined in `folder`. Throws Problem as the media worker does. */
export async function wholeOriginal(
  platform: Pick<Platform, 'db' | 'files' | 'media'>,
  original: string,
  folder: string,
  signal?: AbortSignal,
): Promise<string> {
  if ((await fileType(platform.db, original)) !== LIST_TYPE) return platform.files.path(original);
  const text = await gather(platform.files.read(original), LARGEST_LIST);
  const inputs = List.parse(JSON.parse(text.toString('utf8'))).map((take) => platform.files.path(take));
  return platform.media.join({ inputs, outDir: folder, ...(signal && { signal }) });
}
