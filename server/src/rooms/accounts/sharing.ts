import { randomBytes } from 'node:crypto';
import { verifyPassword } from 'better-auth/crypto';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashOf, recordOf } from './machine-acts.ts';
import * as store from './machine-store.ts';
import { deleteFailures } from './session-store.ts';
import { countFailure, refuseLocked } from './sign-in.ts';
import { readUser } from './store.ts';

/**
 * Makes this browser a shared machine and the present session one of it: never remembered, locked when nobody uses it. The machine stands in
 * the unit where the person is at home; whoever is at home nowhere has theirs locked all the same, but no phone opens it.
 * @param present the secret by which the browser is known already
 * @param device what the browser says it is
 * @returns the new secret of the browser; null when it has one, or gets none
 */
export async function shareMachine(
  { db, clock }: Platform,
  actor: Actor,
  present: string | null,
  device: string | null,
): Promise<string | null> {
  return inTransaction(db, async (tx) => {
    const at = clock.now();
    await store.shareSession(tx, actor.session);
    await recordOf(tx, actor.user, 'session.shared', {}, at);
    if (present !== null && (await store.readMachine(tx, { secretSha256: hashOf(present) }))) return null;
    const unit = (await readUser(tx, { id: actor.user }))?.home ?? actor.grants[0]?.unit;
    if (unit === undefined) return null;
    const secret = randomBytes(32).toString('base64url');
    const machine = { secretSha256: hashOf(secret), unit, device: device?.slice(0, 300) ?? null };
    await store.insertMachine(tx, { ...machine, by: actor.user, at });
    await recordOf(tx, actor.user, 'machine.set-up', { device: device ?? '' }, at);
    return secret;
  });
}

/** Makes a browser a machine of one person again: it asks no phone any more. The present session stays as it is until its person signs out. */
export async function unshareMachine({ db, clock }: Platform, actor: Actor, present: string | null): Promise<void> {
  await inTransaction(db, async (tx) => {
    const machine = present === null ? null : await store.readMachine(tx, { secretSha256: hashOf(present) });
    if (!machine) return;
    await store.deleteMachine(tx, machine.id);
    await recordOf(tx, actor.user, 'machine.removed', { device: machine.device }, clock.now());
  });
}

/**
 * Lifts the lock of a shared machine by the password of the person who is on it. Wrong ones count as at sign-in.
 * @throws Problem `signed-out`, `too-many-requests`, `wrong-password`
 */
export async function unlockMachine({ db, clock }: Platform, token: string | null, password: string): Promise<void> {
  const locked = token === null ? null : await store.readSharedSession(db, token);
  if (!locked) throw new Problem('signed-out');
  await refuseLocked(db, locked.email, clock.now());
  if (locked.password === null || !(await verifyPassword({ hash: locked.password, password }))) {
    await countFailure(db, locked.email, clock.now());
    throw new Problem('wrong-password');
  }
  await inTransaction(db, async (tx) => {
    await deleteFailures(tx, locked.email);
    await store.unlockSession(tx, locked.session);
    await recordOf(tx, locked.user, 'session.unlocked', {}, clock.now());
  });
}
