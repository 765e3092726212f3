import { randomUUID } from 'node:crypto';
import type { SoundView } from '@nguon/protocol/http/bulletins.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { openForSound, reopen } from './desk.ts';
import { MAKING_QUEUE } from './making.ts';
import { presentSound } from './present.ts';
import { insertSound, type NewSound, unlinkSound } from './sounds-store.ts';
import type { BulletinRecord } from './store.ts';

/** Begins the making of a sound of a bulletin's newest revision: written down, asked of a job, and noted, in one transaction. */
export async function beginSound(
  platform: Platform,
  tx: Tx,
  actor: Actor,
  found: BulletinRecord,
  sound: Pick<NewSound, 'language' | 'source'> & { codec?: string },
): Promise<SoundView> {
  const [id, at] = [randomUUID(), platform.clock.now()];
  const { language, source, codec = null } = sound;
  const row = await insertSound(tx, {
    id,
    bulletin: found.id,
    revision: found.revision,
    language,
    madeBy: actor.user,
    at,
    source,
  });
  await reopen(platform, tx, found);
  await platform.jobs.enqueue(tx, MAKING_QUEUE, { sound: id });
  const details = { bulletin: found.id, origin: source.origin, language, codec };
  const act = { actor: { id: actor.user, name: actor.name }, act: 'sound.asked', subject: { kind: 'sound', id } };
  await record(tx, { ...act, unit: found.unit, details }, at);
  return presentSound(row);
}

/**
 * Takes a sound off a bulletin's newest revision; older revisions keep it.
 * @throws Problem `not-found`, `forbidden`, `conflict` while it is on the air
 */
export async function dropSound(platform: Platform, actor: Actor, bulletin: string, sound: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const found = await openForSound(tx, actor, bulletin);
    if (!(await unlinkSound(tx, found, sound))) throw new Problem('not-found');
    await reopen(platform, tx, found);
    const act = { act: 'sound.dropped', subject: { kind: 'sound', id: sound } };
    const about = { actor: { id: actor.user, name: actor.name }, unit: found.unit, details: { bulletin } };
    await record(tx, { ...act, ...about }, platform.clock.now());
  });
}
