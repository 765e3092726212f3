import type { z } from 'zod';
import type { JoinedSoundBody, SoundView, TakeReply } from '@nguon/protocol/http/bulletins.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Upload } from '../../platform/uploads.ts';
import { dropFile, knowFile, LARGEST_SOUND } from '../media/service.ts';
import * as desk from './desk.ts';
import { beginSound } from './sounds.ts';
import { keepTakeList, TAKE_LIST } from './take-list.ts';
import { insertTake, takesAmong } from './takes-store.ts';

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
  const list = await keepTakeList(platform, takes);
  return inTransaction(platform.db, async (tx) => {
    const found = await desk.openForChange(tx, actor, bulletin);
    const here = await takesAmong(tx, bulletin, takes);
    if (takes.some((take) => !here.has(take)))
      throw new Problem('invalid-input', { details: 'takes: có đoạn thu chưa gửi lên / a take was not sent yet' });
    await knowFile(tx, { ...list, mediaType: TAKE_LIST, kind: 'original' }, platform.clock.now());
    const source = { origin: 'recorded', original: list.sha256, noiseReduction } as const;
    return beginSound(platform, tx, actor, found, { language: language ?? found.content.language, source });
  });
}
