import type { z } from 'zod';
import type { MeaningBody, RequestView } from '@nguon/protocol/http/requests.ts';
import type { Request } from '@nguon/protocol/request.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { lockListening } from './listenings-store.ts';
import { foreignSounds, heardSound, meaningKey, refusalOfMeaning } from './meaning-rules.ts';
import { insertConfirmation, makersOf, readConfirmations } from './meanings-store.ts';
import { READERS } from './policy.ts';
import { stateWords } from './state-rules.ts';
import { readRequest } from './store.ts';

/**
 * xác nhận nội dung: somebody other than those who wrote or spoke it has heard a version in another language and says that it means what the
 * Vietnamese text says. An approver who speaks it may do so too.
 * @throws Problem `not-found`, `request-closed`, `second-speaker-needed`, `not-listened`
 */
export async function confirmMeaning(
  platform: Platform,
  actor: Actor,
  id: string,
  { sound, listening }: z.output<typeof MeaningBody>,
): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const request = await readRequest(tx, id, { person: actor.user, roles: READERS });
    const found = request && foreignSounds(request.body).find(({ sha256 }) => sha256 === sound);
    if (!found) throw new Problem('not-found');
    if (request.state !== 'waiting') throw new Problem('request-closed', { state: stateWords(request.state) });
    if ([...request.writers, ...(await makersOf(tx, found))].includes(actor.user))
      throw new Problem('second-speaker-needed');
    const own = await lockListening(tx, listening, actor.user);
    if (own?.request !== id || !heardSound(own.heard, found)) {
      const total = Math.ceil((found.toMs - found.fromMs) / 1000);
      throw new Problem('not-listened', { heard: Math.min(total - 1, Math.floor((own?.heardMs ?? 0) / 1000)), total });
    }
    const at = platform.clock.now();
    await insertConfirmation(tx, found, { user: actor.user, listening, at });
    const act = { act: 'request.meaning-confirmed', subject: { kind: 'request', id } };
    const details = { sound, language: found.language, bulletin: found.bulletin, revision: found.revision };
    await record(tx, { ...act, actor: { id: actor.user, name: actor.name }, unit: request.unit, details }, at);
  });
}

/** Refuses an approval while a version in another language has nobody who confirms what it says. Throws Problem `meaning-unconfirmed`. */
export async function refuseUnconfirmed(tx: Tx, request: Request): Promise<void> {
  const foreign = foreignSounds(request);
  const refusal = refusalOfMeaning(foreign, new Set((await readConfirmations(tx, foreign)).keys()));
  if (refusal) throw refusal;
}

/** Of each sound in another language, who confirmed what it says and whether this reader may. */
export async function meaningsOf(
  db: Db,
  request: { body: Request; writers: readonly string[] },
  reader: string,
): Promise<RequestView['meanings']> {
  const foreign = foreignSounds(request.body);
  const confirmations = await readConfirmations(db, foreign);
  return Promise.all(
    foreign.map(async (sound) => {
      const found = confirmations.get(meaningKey(sound));
      const own = [...request.writers, ...(await makersOf(db, sound))].includes(reader);
      return {
        sound: sound.sha256,
        language: sound.language,
        confirmedBy: found?.byName ?? null,
        at: found?.at.toISOString() ?? null,
        mayConfirm: !found && !own,
      };
    }),
  );
}
