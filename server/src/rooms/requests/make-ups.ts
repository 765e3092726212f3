import { randomUUID } from 'node:crypto';
import type { Request, Slot } from '@nguon/protocol/request.ts';
import { Problem } from '../../lib/problem.ts';
import type { Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { lockBulletin, mayWrite } from '../bulletins/service.ts';
import { holdToRules, sendOnRoute } from './keeping.ts';
import { SUBMITTERS } from './policy.ts';
import * as store from './store.ts';

/** What is to be heard once more, where, and when. */
export interface MakeUp {
  /** The approved request that says it. */
  of: string;
  /** Start of the session that was missed, UTC. */
  missedAt: string;
  /** The places that missed it. */
  targets: readonly string[];
  slot: Slot;
}

/**
 * phát bù: asks for another session of what was approved, in places that missed it. Text, sounds, length and expiry are those of the approved
 * request; places and time are new, so that it needs its approvals like any other.
 * @returns the new request's id
 * @throws Problem `not-found`, `conflict` for what no longer stands as it was approved or has a request that waits, and as submitRequest
 */
export async function submitMakeUp(platform: Platform, tx: Tx, actor: Actor, makeUp: MakeUp): Promise<string> {
  const about = await store.bulletinOf(tx, makeUp.of);
  const bulletin = about === null ? null : await lockBulletin(tx, about);
  if (!bulletin || !(await mayWrite(tx, actor, bulletin, SUBMITTERS))) throw new Problem('not-found');
  const approved = await store.lockRequest(tx, makeUp.of);
  if (approved?.state !== 'approved' || !approved.current || bulletin.state !== 'ordered')
    throw new Problem('conflict');
  if ((await store.waitingOf(tx, bulletin.id)).length > 0) throw new Problem('conflict');
  const request: Request = {
    ...approved.body,
    id: randomUUID(),
    author: actor.user,
    targets: [...new Set(makeUp.targets)].toSorted(),
    times: { kind: 'slots', slots: [makeUp.slot] },
  };
  await holdToRules(tx, request, platform.clock.now());
  await sendOnRoute(platform, tx, actor, { bulletin, request, details: { makesUp: makeUp.of } });
  await store.insertMakeUp(tx, { request: request.id, of: makeUp.of, missedAt: new Date(makeUp.missedAt) });
  return request.id;
}
