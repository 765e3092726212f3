import type { z } from 'zod';
import type { Organization, OrganizationBody, UserBody, UserRow } from '@nguon/protocol/http/accounts.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { makeLink } from './links.ts';
import { holdsRole, RESETTING_ROLES } from './policy.ts';
import { authorise } from './service.ts';
import { insertOrganization, readOrganization, readOrganizations } from './organization-store.ts';
import { insertUser, readAdministeredUser, readListed, readResettable, readUser, type ListedUser } from './store.ts';

/** People whom an administrator looks after, or a commune's leader leads. Throws Problem `forbidden` for anyone else. */
export async function listUsers(db: Db, actor: Actor): Promise<UserRow[]> {
  const own = actor.grants.filter(({ delegation }) => !delegation);
  if (!holdsRole(own, ['administrator', ...RESETTING_ROLES])) throw new Problem('forbidden');
  return (await readListed(db, actor.user)).map(present);
}

/**
 * Adds a person under an organization of the administrator's units, or under the administrator's own unit.
 * @throws Problem `forbidden`, `not-found` (organization), `invalid-input` (e-mail taken)
 */
export async function addUser(platform: Platform, actor: Actor, body: z.output<typeof UserBody>): Promise<UserRow> {
  requireAdministrator(actor);
  const email = body.email.toLowerCase();
  return inTransaction(platform.db, async (tx) => {
    const organization = body.organization === null ? null : await readOrganization(tx, body.organization);
    if (organization === null && body.organization !== null) throw new Problem('not-found');
    const home = organization?.unit ?? actor.grants.find((grant) => grant.role === 'administrator')?.unit ?? '';
    await authorise(tx, actor, ['administrator'], home);
    if (await readUser(tx, { email }))
      throw new Problem('invalid-input', { details: `email: ${email} đã có / is taken` });
    const id = await insertUser(tx, { name: body.name, email, organization: body.organization, home });
    const by = { id: actor.user, name: actor.name };
    await record(
      tx,
      { actor: by, act: 'user.added', subject: { kind: 'user', id }, unit: home, details: { email } },
      platform.clock.now(),
    );
    const made = await readAdministeredUser(tx, actor.user, id);
    if (!made) throw new Problem('forbidden');
    return present({ ...made, administered: true, resettable: true });
  });
}

/**
 * Makes a one-time link: by an administrator for a person all of whose rights lie where they administer, by a commune's leader for its
 * officers. A link opens the whole account, so it must not open more than its maker has.
 * @throws Problem `not-found`, `forbidden`
 */
export async function resetByLink(
  platform: Platform,
  actor: Actor,
  user: string,
): Promise<{ url: string; expiresAt: string }> {
  return inTransaction(platform.db, async (tx) => {
    const person = await readResettable(tx, actor.user, user);
    if (!person) throw new Problem('not-found');
    // Village heads act from their own phone alone.
    const isHead = holdsRole((await readUser(tx, { id: user }))?.grants ?? [], ['village-head']);
    if (!person.resettable || isHead) throw new Problem('forbidden');
    const madeBy = { id: actor.user, name: actor.name };
    return makeLink(tx, platform, { user, purpose: 'reset', madeBy, unit: person.home });
  });
}

/** Organizations of the units that a person may see: those in the subtrees of their grants and those above. */
export async function listOrganizations(db: Db, actor: Actor): Promise<Organization[]> {
  return readOrganizations(db, actor.user);
}

/** Adds an organization to a unit that the actor administers. Throws Problem `forbidden`. */
export async function addOrganization(
  platform: Platform,
  actor: Actor,
  body: z.output<typeof OrganizationBody>,
): Promise<Organization> {
  return inTransaction(platform.db, async (tx) => {
    await authorise(tx, actor, ['administrator'], body.unit);
    const id = await insertOrganization(tx, body);
    const by = { id: actor.user, name: actor.name };
    const subject = { kind: 'organization', id };
    await record(
      tx,
      { actor: by, act: 'organization.added', subject, unit: body.unit, details: { name: body.name } },
      platform.clock.now(),
    );
    return { id, ...body };
  });
}

function requireAdministrator(actor: Actor): void {
  if (!holdsRole(actor.grants, ['administrator'])) throw new Problem('forbidden');
}

function present({ home: _home, lockedUntil, ...user }: ListedUser): UserRow {
  return { ...user, lockedUntil: lockedUntil?.toISOString() ?? null };
}
