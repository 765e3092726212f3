import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOfUser, showFilling } from '../accounts/service.ts';
import { listened, permitted, refuseLate, takeStep } from './approvals.ts';
import { waiting } from './links.ts';
import { lockBoth } from './locking.ts';
import { holdTo } from './standing-fit.ts';
import * as standings from './standing-store.ts';
import { stateOf } from './standings.ts';

/** By which standing approval a request goes out, and the listening in which its officer heard it. */
export interface ByTemplate {
  standing: string;
  digest: string;
  listening: string | null;
}

/**
 * Phát theo mẫu duyệt sẵn: the officer has heard what was filled; the leader's standing approval releases it without being asked again. The
 * approval is the leader's, given beforehand; who filled and heard it is on record. The signer judges by itself.
 * @throws Problem `not-found`, `request-closed`, `request-changed`, `standing-closed`, `standing-not-allowed`, `not-listened`, `slot-passed`,
 *   `quiet-hours`, `privacy-blocked`, `forbidden`, `unavailable`
 */
export async function approveByTemplate(platform: Platform, actor: Actor, id: string, body: ByTemplate): Promise<void> {
  const { filling, reason } = await inTransaction(platform.db, async (tx) => {
    const request = await waiting(tx, actor, id);
    if (request.digest !== body.digest) throw new Problem('request-changed');
    const now = platform.clock.now();
    const row = await standings.readStanding(tx, body.standing);
    if (row?.unit !== request.unit) throw new Problem('not-found');
    if (stateOf(row, now) !== 'standing') throw new Problem('standing-closed');
    await listened(tx, actor, request, body.listening);
    return holdTo(tx, request, row, now);
  });
  if (reason) throw new Problem('standing-not-allowed', { reason: `${reason.vi} / ${reason.en}` });
  const { request, values } = filling;
  await showFilling(platform, { standing: body.standing, request, values: { ...values } });
  await inTransaction(platform.db, async (tx) => takeFilled(platform, tx, actor, { id, ...body }));
}

async function takeFilled(
  platform: Platform,
  tx: Tx,
  actor: Actor,
  { id, standing, listening }: ByTemplate & { id: string },
): Promise<void> {
  const at = platform.clock.now();
  const { request, bulletin } = await lockBoth(tx, id);
  const row = await standings.lockStanding(tx, standing);
  if (!row || stateOf(row, at) !== 'standing') throw new Problem('standing-closed');
  const leader = row.approver === null ? null : await actorOfUser(tx, row.approver);
  if (!leader) throw new Problem('forbidden');
  const { step } = await permitted(tx, leader, request);
  await listened(tx, actor, request, listening);
  await refuseLate(tx, request, at);
  const made = { digest: request.digest, step, approver: leader.user, at: at.toISOString() };
  // The leader has heard nothing of it: the officer's listening stands in its own row.
  const heard = { listenedMs: 0, listening: null, signature: null };
  const approval = { ...made, ...heard, channel: 'template' as const, enteredBy: actor.user, standing };
  await takeStep(platform, tx, { actor: leader, request, bulletin, approval });
}
