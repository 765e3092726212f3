import { randomUUID } from 'node:crypto';
import { Problem } from '../../lib/problem.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import * as store from './corrections-store.ts';
import * as desk from './desk.ts';
import { correctionBody } from './correction-rules.ts';
import { hashContent } from './rules.ts';
import { insertBulletin, type BulletinRecord } from './store.ts';

/** A bulletin that is put right, in the state that was on the air. */
export type Corrected = store.Corrected;

/**
 * Makes the draft of a correction: the words of the error, to be put right, and never below priority. Part of a transaction that has locked
 * the error.
 * @returns the draft's id
 * @throws Problem `forbidden` without the right to write there, `conflict` for what was never on the air, `invalid-input` for an edition
 */
export async function createCorrection(
  platform: Pick<Platform, 'clock'>,
  tx: Tx,
  actor: Actor,
  error: BulletinRecord,
): Promise<string> {
  if (error.content.parts)
    throw desk.wrong('bulletin', 'đính chính từng bản tin trong chương trình / correct the bulletin in it');
  if (!['ordered', 'recalled', 'expired'].includes(error.state)) throw new Problem('conflict');
  const hashed = await hashContent(correctionBody(error.content));
  await desk.checkContent(tx, actor, error.unit, hashed);
  const [id, at] = [randomUUID(), platform.clock.now()];
  await insertBulletin(tx, { id, unit: error.unit, author: actor.user, at }, hashed);
  await store.insertCorrection(tx, { bulletin: id, corrects: error.id, revision: error.revision, at });
  const details = { corrects: error.id, wrong: error.revision };
  await desk.note(tx, actor, 'bulletin.correction-begun', { id, unit: error.unit }, details, at);
  return id;
}

/** What a bulletin puts right; null for one that is no correction. */
export async function correctedBy(db: Db | Tx, bulletin: string): Promise<Corrected | null> {
  return store.correctedBy(db, bulletin);
}
