import { hashPassword } from 'better-auth/crypto';
import type { Me } from '@nguon/protocol/http/accounts.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { deleteOtherSessions, deleteSession, writePassword } from './session-store.ts';

/** Who is signed in, and the clock and kind of the house they are in. */
export function presentMe({ clock }: Platform, actor: Actor, house: Pick<Me, 'folder' | 'mapDate'>): Me {
  return {
    id: actor.user,
    name: actor.name,
    email: actor.email,
    grants: actor.grants,
    ...(actor.shared && { sharedMachine: true }),
    now: clock.now().toISOString(),
    clockOffsetMs: clock.offsetMs,
    ...house,
  };
}

/** Sets one's own password; every other session of that person ends. Throws Problem `not-on-shared-machine`. */
export async function setPassword({ db, clock }: Platform, actor: Actor, password: string): Promise<void> {
  if (actor.shared) throw new Problem('not-on-shared-machine');
  const hash = await hashPassword(password);
  await inTransaction(db, async (tx) => {
    await writePassword(tx, actor.user, hash);
    await deleteOtherSessions(tx, actor.user, actor.session);
    await record(tx, actOn(actor, 'user.password-set'), clock.now());
  });
}

/**
 * Ends one of one's own sessions.
 * @throws Problem `not-found`
 */
export async function endSession({ db, clock }: Platform, actor: Actor, session: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await deleteSession(tx, actor.user, session))) throw new Problem('not-found');
    await record(tx, actOn(actor, 'session.ended'), clock.now());
  });
}

function actOn(actor: Actor, act: string) {
  const unit = actor.grants[0]?.unit ?? null;
  return { actor: { id: actor.user, name: actor.name }, act, subject: { kind: 'user', id: actor.user }, unit };
}
