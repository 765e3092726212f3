import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import { record } from '../audit/service.ts';
import { afterFailure, lockedSeconds } from './policy.ts';
import { deleteFailures, readFailures, writeFailures } from './session-store.ts';
import { readUser } from './store.ts';

/**
 * Refuses an e-mail that is locked after wrong passwords. Links and passkeys are not locked: a stranger who knows an
 * official's address cannot keep them out.
 * @param email as typed, lower case
 * @throws Problem `too-many-requests` with the seconds left
 */
export async function refuseLocked(db: Db, email: string, now: Date): Promise<void> {
  const seconds = lockedSeconds(await readFailures(db, email, false), now);
  if (seconds > 0) throw new Problem('too-many-requests', { seconds });
}

/** Counts a wrong password; the tenth in a row locks the e-mail for a quarter of an hour. */
export async function countFailure(db: Db, email: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const next = afterFailure(await readFailures(tx, email, true), now);
    await writeFailures(tx, email, next);
    const act = next.lockedUntil ? 'user.locked' : 'user.sign-in-failed';
    await recordOf(tx, email, null, act, { failures: next.failures }, now);
  });
}

/**
 * Remembers a sign-in that succeeded and forgets the wrong passwords before it.
 * @param by how: password, passkey, second factor
 */
export async function countSuccess(db: Db, email: string, by: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await deleteFailures(tx, email);
    await recordOf(tx, email, 'self', 'user.signed-in', { by }, now);
  });
}

/** Remembers that a password was right and the second factor was asked for. */
export async function countHalf(db: Db, email: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => recordOf(tx, email, null, 'user.second-factor-asked', {}, now));
}

/** Remembers what a signed-in person did to their own account. */
export async function recordOwnAct(db: Db, email: string, act: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => recordOf(tx, email, 'self', act, {}, now));
}

/** Writes an act about the account of an e-mail; an unknown e-mail is kept only as what was typed. */
async function recordOf(
  tx: Tx,
  email: string,
  who: 'self' | null,
  act: string,
  details: Record<string, string | number>,
  now: Date,
): Promise<void> {
  const user = await readUser(tx, { email });
  const actor = who === 'self' && user ? { id: user.id, name: user.name } : null;
  const subject = { kind: 'user', id: user?.id ?? null };
  await record(
    tx,
    { actor, act, subject, unit: user?.home ?? null, details: user ? details : { ...details, email } },
    now,
  );
}
