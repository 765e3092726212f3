import type { IncomingHttpHeaders } from 'node:http';
import { hashPassword } from 'better-auth/crypto';
import type { ApprovalStatement, CodePermit } from '@nguon/protocol/enrolled-key.ts';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { SignedByPhone } from '@nguon/protocol/http/phones.ts';
import type { StandingApproval } from '@nguon/protocol/standing.ts';
import type { Letterhead } from '@nguon/protocol/http/reports.ts';
import { Problem } from '../../lib/problem.ts';
import type { ApproverRecord, FillingDraft } from '../../lib/signing.ts';
import type { TemplateContent } from '@nguon/protocol/http/templates.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor, LockedSession } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { machineCookie, sessionCookie } from './cookie.ts';
import { giveGrant } from './grants.ts';
import { makeLink } from './links.ts';
import { askSigner } from './phone-refusals.ts';
import { readGuarded } from './phones-store.ts';
import { hashOf } from './machine-acts.ts';
import { isUse } from './machine-rules.ts';
import { shareSession, touchSession } from './machine-store.ts';
import { APPROVING_ROLES, holdsRole } from './policy.ts';
import { letterheadInUnit } from './organization-store.ts';
import { writePassword, type LinkPurpose } from './session-store.ts';
import {
  anyAdministrator,
  endGrantsOf,
  holdsOver,
  insertUser,
  readSession,
  readApprovers,
  readProvince,
  readUser,
} from './store.ts';

/** A person as a message needs them: name, and the number where SMS go. */
export async function addressee(db: Db | Tx, user: string): Promise<{ name: string; phone: string | null } | null> {
  const found = await readUser(db, { id: user });
  return found && { name: found.name, phone: found.phone };
}

/** A person as if signed in, for a door that knows them otherwise than by a session; null for nobody. */
export async function actorOfUser(db: Db | Tx, user: string): Promise<Actor | null> {
  const found = await readUser(db, { id: user });
  return found && { user: found.id, name: found.name, email: found.email, session: '', grants: found.grants };
}

/** Those of the units in which only enrolled phones approve. */
export async function guardedUnits(db: Db | Tx, units: readonly string[]): Promise<string[]> {
  return readGuarded(db, units);
}

/**
 * Shows what an enrolled phone signed, with the proof of its PIN, to the signer.
 * @returns what it says
 * @throws Problem `pin-wrong`, `phone-locked`, `phone-unknown`, `signature-refused`, `unavailable`
 */
export async function showStatement(platform: Platform, { document, pin }: SignedByPhone): Promise<ApprovalStatement> {
  return askSigner(platform, async (signer) => signer.showApproval({ approval: document, pin }));
}

/** Shows an approver's permit for codes to the signer. Answers what it says. Throws Problem as showStatement, and `forbidden`. */
export async function showPermit(platform: Platform, { document, pin }: SignedByPhone): Promise<CodePermit> {
  return askSigner(platform, async (signer) => signer.showPermit({ permit: document, pin }));
}

/**
 * Shows a leader's standing approval of a template to the signer, with what the template says. Answers what it says.
 * @throws Problem as showPermit, and `standing-not-allowed`
 */
export async function showStanding(
  platform: Platform,
  { document, pin }: SignedByPhone,
  content: TemplateContent,
): Promise<StandingApproval> {
  return askSigner(platform, async (signer) => signer.showStanding({ approval: document, pin, content }));
}

/** Has the signer judge what was filled under a standing approval. Throws Problem `standing-not-allowed`, `forbidden`, `unavailable`. */
export async function showFilling(platform: Platform, draft: FillingDraft): Promise<void> {
  await askSigner(platform, async (signer) => signer.showFilling(draft));
}

/** Ends a standing approval at the signer, for good. Throws Problem `unavailable`. */
export async function endStanding(platform: Platform, standing: string): Promise<void> {
  await askSigner(platform, async (signer) => signer.withdrawStanding(standing));
}

/** Secret that signs session cookies. Throws when the supervisor or the operator gave none. */
export function sessionSecret({ config }: Pick<Platform, 'config'>): string {
  const secret = config.handed.sessionSecret;
  if (secret === undefined) throw new Error('SESSION_SECRET: chưa đặt / is not set');
  return secret;
}

/**
 * Reads who is signed in from the headers of a request: one query, nothing remembered between requests. On a shared machine a request that
 * changes something counts as use, without a method nothing does; and whichever way somebody entered there, the session is a shared one.
 */
export function identifyBy(
  platform: Platform,
): (headers: IncomingHttpHeaders, method?: string) => Promise<Actor | LockedSession | null> {
  const cookie = sessionCookie(platform.config.publicUrl, sessionSecret(platform));
  const machine = machineCookie(platform.config.publicUrl);
  return async (headers, method = 'GET') => {
    const token = cookie.read(headers);
    const secret = machine.read(headers);
    const found =
      token === null ? null : await readSession(platform.db, token, secret === null ? null : hashOf(secret));
    if (found === null) return null;
    if (found.toShare) await shareSession(platform.db, found.actor.session);
    if (found.locked) return { user: null, name: found.actor.name };
    if (found.actor.shared && isUse(method)) await touchSession(platform.db, found.actor.session);
    return found.actor;
  };
}

/**
 * A person as if signed in, for a command that whoever runs the machine gives in that person's name.
 * @throws Problem `not-found`
 */
export async function actorOfEmail(db: Db, email: string): Promise<Actor> {
  const found = await readUser(db, { email });
  const actor = found && (await actorOfUser(db, found.id));
  if (!actor) throw new Problem('not-found');
  return actor;
}

/**
 * Lets a person pass who holds one of the roles over a unit, through any standing grant on it or above it.
 * @param db the outer database, or the transaction of the act
 * @throws Problem `forbidden`
 */
export async function authorise(db: Db | Tx, actor: Actor, roles: readonly Role[], unit: string): Promise<void> {
  if (!(await mayAct(db, actor, roles, unit))) throw new Problem('forbidden');
}

/** Whether a person holds one of the roles over a unit. */
export async function mayAct(db: Db | Tx, actor: Actor, roles: readonly Role[], unit: string): Promise<boolean> {
  return holdsRole(actor.grants, roles) && holdsOver(db, actor.user, roles, unit);
}

/** Head and foot of the papers of a unit; null when no organization of it has entered any. */
export async function letterheadOf(db: Db, unit: string): Promise<Letterhead | null> {
  return letterheadInUnit(db, unit);
}

/** Everyone who approves today, with every unit in which they do: what the signer's own register should say. */
export async function approverRecords(db: Db): Promise<ApproverRecord[]> {
  return readApprovers(db, APPROVING_ROLES, null);
}

/** One of them; null when this person approves nothing any more. */
export async function approverRecord(db: Db, user: string): Promise<ApproverRecord | null> {
  return (await readApprovers(db, APPROVING_ROLES, user))[0] ?? null;
}

/** What these use cases need of the platform; the command line has no more. */
type House = Pick<Platform, 'config' | 'clock' | 'jobs'>;

/** A person to be added by the system itself: the first administrator, the command line, the demo. */
export interface NewPerson {
  name: string;
  email: string;
  grants: { role: Role; unit: string; topic?: string | null }[];
  organization?: string | null;
}

/**
 * Adds a person with their grants, in a transaction of the caller's.
 * @throws Problem `invalid-input` when the e-mail is taken
 */
export async function addPerson(tx: Tx, platform: House, person: NewPerson): Promise<string> {
  const email = person.email.trim().toLowerCase();
  if (await readUser(tx, { email }))
    throw new Problem('invalid-input', { details: `email: ${email} đã có / is taken` });
  const home = person.grants[0]?.unit ?? null;
  const id = await insertUser(tx, { name: person.name, email, organization: person.organization ?? null, home });
  const at = platform.clock.now();
  await record(
    tx,
    { actor: null, act: 'user.added', subject: { kind: 'user', id }, unit: home, details: { email } },
    at,
  );
  for (const grant of person.grants)
    await giveGrant(tx, platform, {
      user: id,
      role: grant.role,
      unit: grant.unit,
      topic: grant.topic ?? null,
      by: null,
    });
  return id;
}

/**
 * Adds a person, or gives the grants to the one who has this e-mail already, and makes a one-time link for them. For
 * the command line, whose user holds the machine itself.
 * @returns the link
 */
export async function admit(tx: Tx, platform: House, person: NewPerson): Promise<string> {
  const known = await readUser(tx, { email: person.email.trim().toLowerCase() });
  const user = known?.id ?? (await addPerson(tx, platform, person));
  if (known)
    for (const { role, unit, topic = null } of person.grants)
      await giveGrant(tx, platform, { user, role, unit, topic, by: null });
  return makeSignInLink(tx, platform, user, 'reset');
}

/** Ends what a person holds of a role, for the room that gave it. */
export async function endRole(tx: Tx, user: string, role: Role, at: Date): Promise<void> {
  await endGrantsOf(tx, user, role, at);
}

/** Makes a one-time sign-in link for a person, by the system itself. */
export async function makeSignInLink(tx: Tx, platform: House, user: string, purpose: LinkPurpose): Promise<string> {
  const home = (await readUser(tx, { id: user }))?.home ?? null;
  return (await makeLink(tx, platform, { user, purpose, madeBy: null, unit: home })).url;
}

/**
 * Makes the first administrator of a province that has none: with ADMIN_EMAIL and ADMIN_PASSWORD, else with a
 * one-time link. Nobody ever starts with a password that is written somewhere.
 * @returns the link to be printed, or null when none was needed or there is no province yet
 */
export async function firstAdministrator(platform: Platform): Promise<string | null> {
  const given = platform.config.admin;
  const hash = given ? await hashPassword(given.password) : null;
  return inTransaction(platform.db, async (tx) => {
    const province = await readProvince(tx);
    if (province === null || (await anyAdministrator(tx))) return null;
    const email = given?.email ?? 'quan-tri@localhost';
    const known = await readUser(tx, { email });
    const grants = [{ role: 'administrator' as const, unit: province }];
    const id = known?.id ?? (await addPerson(tx, platform, { name: 'Quản trị hệ thống', email, grants }));
    if (known)
      await giveGrant(tx, platform, { user: id, role: 'administrator', unit: province, topic: null, by: null });
    if (hash === null) return makeSignInLink(tx, platform, id, 'first');
    await writePassword(tx, id, hash);
    return null;
  });
}
