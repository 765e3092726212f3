import type { Role } from '@nguon/protocol/http/accounts.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { endDelegationsFrom, SIGNER_QUEUE } from './delegations.ts';
import { approves } from './policy.ts';
import { endGrant, insertGrant, readAdministeredUser, readStandingGrant } from './store.ts';

/** What giving a right needs of the platform. */
type House = Pick<Platform, 'clock' | 'jobs'>;

/** A right that is given. */
export interface NewGrant {
  user: string;
  role: Role;
  unit: string;
  topic: string | null;
  /** The administrator; null: the system itself, which asks nobody. */
  by: Actor | null;
}

/**
 * Gives a right; giving what stands already changes nothing.
 * @returns id of the grant
 * @throws Problem `forbidden` when `by` does not administer the unit
 */
export async function giveGrant(tx: Tx, platform: House, grant: NewGrant): Promise<string> {
  const { id, isNew } = await insertGrant(tx, { ...grant, by: grant.by?.user ?? null });
  if (id === null) throw new Problem('forbidden');
  if (isNew) await tell(tx, platform, 'grant.given', { ...grant, id });
  return id;
}

/**
 * Gives a right to a person whom the administrator looks after.
 * @throws Problem `not-found` for a person who is not theirs, `forbidden` for a unit that is not
 */
export async function grant(platform: Platform, wanted: NewGrant & { by: Actor }): Promise<string> {
  return inTransaction(platform.db, async (tx) => {
    if (!(await readAdministeredUser(tx, wanted.by.user, wanted.user))) throw new Problem('not-found');
    return giveGrant(tx, platform, wanted);
  });
}

/**
 * Takes a right away within the units of an administrator, and what was handed on from it. It ends at once: rights are read at every
 * request.
 * @throws Problem `not-found` when it does not stand or is not theirs to take
 */
export async function withdrawGrant(platform: Platform, by: Actor, user: string, id: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const standing = await readStandingGrant(tx, by.user, user, id);
    if (!standing) throw new Problem('not-found');
    await endGrant(tx, id, platform.clock.now());
    await tell(tx, platform, 'grant.withdrawn', { ...standing, user, by, id });
    await endDelegationsFrom(tx, platform, by, id);
  });
}

async function tell(tx: Tx, platform: House, act: string, grant: NewGrant & { id: string }): Promise<void> {
  const { user, role, unit, topic, by } = grant;
  const actor = by && { id: by.user, name: by.name };
  const details = { grant: grant.id, role, topic };
  await record(tx, { actor, act, subject: { kind: 'user', id: user }, unit, details }, platform.clock.now());
  if (approves(role)) await platform.jobs.enqueue(tx, SIGNER_QUEUE, { user });
}
