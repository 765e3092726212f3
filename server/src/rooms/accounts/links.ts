import { createHash, randomBytes } from 'node:crypto';
import { signInLinkPath } from '@nguon/protocol/http/accounts.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { SESSION_DAYS } from './auth.ts';
import {
  deleteFailures,
  deleteOtherSessions,
  endLinks,
  insertLink,
  insertSession,
  spendLink,
  type LinkPurpose,
} from './session-store.ts';

/** How long a link waits to be used, in milliseconds. The first and the demo's have no one who could make another. */
const LIFETIME_MS: Readonly<Record<LinkPurpose, number>> = {
  first: 7 * 86_400_000,
  reset: 24 * 3_600_000,
  demo: 365 * 86_400_000,
};

/**
 * Makes a one-time sign-in link and spoils those that the person has not used. Only the hash of the token is kept.
 * @param madeBy whoever asked for it; null: the system or the command line
 */
export async function makeLink(
  tx: Tx,
  { clock, config }: Pick<Platform, 'clock' | 'config'>,
  link: { user: string; purpose: LinkPurpose; madeBy: { id: string; name: string } | null; unit: string | null },
): Promise<{ url: string; expiresAt: string }> {
  const now = clock.now();
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + LIFETIME_MS[link.purpose]);
  await endLinks(tx, link.user, now);
  const madeBy = link.madeBy?.id ?? null;
  await insertLink(tx, { tokenSha256: hashOf(token), user: link.user, purpose: link.purpose, madeBy, expiresAt });
  const details = { purpose: link.purpose, expiresAt: expiresAt.toISOString() };
  await record(
    tx,
    {
      actor: link.madeBy,
      act: 'sign-in-link.made',
      subject: { kind: 'user', id: link.user },
      unit: link.unit,
      details,
    },
    now,
  );
  return { url: `${config.publicUrl}${signInLinkPath(token)}`, expiresAt: expiresAt.toISOString() };
}

/**
 * Signs in by a one-time link. A reset ends the person's other sessions and lifts a lock.
 * @param device what the browser says it is
 * @returns token of the new session
 * @throws Problem `link-used-or-expired`
 */
export async function signInByLink(db: Db, token: string, device: string | null, now: Date): Promise<string> {
  return inTransaction(db, async (tx) => {
    const person = await spendLink(tx, hashOf(token), now);
    if (!person) throw new Problem('link-used-or-expired');
    if (person.purpose === 'reset') await deleteOtherSessions(tx, person.user, null);
    await deleteFailures(tx, person.email);
    const session = await openSession(tx, person.user, device);
    const actor = { id: person.user, name: person.name };
    const details = { by: 'link', purpose: person.purpose };
    await record(
      tx,
      { actor, act: 'user.signed-in', subject: { kind: 'user', id: person.user }, unit: person.home, details },
      now,
    );
    return session;
  });
}

/** Opens a session for a person without asking anything. Answers its token. */
export async function openSession(tx: Tx, user: string, device: string | null): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await insertSession(tx, { user, token, days: SESSION_DAYS, device: device?.slice(0, 300) ?? null });
  return token;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
