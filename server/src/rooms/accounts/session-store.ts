import { sql } from 'kysely';
import type { SignInWays } from '@nguon/protocol/http/accounts.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { Failures } from './policy.ts';

export type LinkPurpose = 'first' | 'reset' | 'demo';

export interface NewSession {
  user: string;
  token: string;
  days: number;
  device: string | null;
}

/** Opens a session; it ends by the machine's own time, like those that better-auth opens. */
export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await sql`
    insert into auth_sessions (user_id, token, user_agent, expires_at)
    values (${session.user}::uuid, ${session.token}, ${session.device}, now() + make_interval(days => ${session.days}))`.execute(
    tx,
  );
}

export interface SessionRecord {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  device: string;
}

export async function readSessions(db: Db, user: string): Promise<SessionRecord[]> {
  const { rows } = await sql<SessionRecord>`
    select id, created_at as "createdAt", expires_at as "expiresAt", coalesce(user_agent, '') as device
    from auth_sessions where user_id = ${user}::uuid and expires_at > now() order by created_at desc`.execute(db);
  return rows;
}

/** Ends one of a person's own sessions. Answers whether there was one. */
export async function deleteSession(tx: Tx, user: string, session: string): Promise<boolean> {
  const { rows } = await sql`
    delete from auth_sessions where id = ${session}::uuid and user_id = ${user}::uuid returning id`.execute(tx);
  return rows.length > 0;
}

/** Ends all of a person's sessions but one. */
export async function deleteOtherSessions(tx: Tx, user: string, kept: string | null): Promise<void> {
  await sql`delete from auth_sessions where user_id = ${user}::uuid and id is distinct from ${kept}::uuid`.execute(tx);
}

/** Whether a person has a password, and a second factor that is asked for. */
export async function readSignInWays(db: Db, user: string): Promise<SignInWays> {
  const { rows } = await sql<SignInWays>`
    select u.two_factor_enabled as "secondFactor", exists (
      select from auth_accounts a where a.user_id = u.id and a.provider_id = 'credential' and a.password is not null) as password
    from users u where u.id = ${user}::uuid`.execute(db);
  return rows[0] ?? { password: false, secondFactor: false };
}

export async function insertLink(
  tx: Tx,
  link: { tokenSha256: string; user: string; purpose: LinkPurpose; madeBy: string | null; expiresAt: Date },
): Promise<void> {
  await sql`
    insert into sign_in_links (token_sha256, user_id, purpose, made_by, expires_at)
    values (${link.tokenSha256}, ${link.user}::uuid, ${link.purpose}, ${link.madeBy}::uuid, ${link.expiresAt})`.execute(
    tx,
  );
}

/** Spends a link: of two that come at once, one gets the person and the other null. */
export async function spendLink(
  tx: Tx,
  tokenSha256: string,
  now: Date,
): Promise<{ user: string; name: string; email: string; purpose: LinkPurpose; home: string | null } | null> {
  const { rows } = await sql<{ user: string; name: string; email: string; purpose: LinkPurpose; home: string | null }>`
    update sign_in_links l set used_at = ${now} from users u
    where l.token_sha256 = ${tokenSha256} and l.used_at is null and l.expires_at > ${now} and u.id = l.user_id
    returning u.id as "user", u.name, u.email, l.purpose, u.home_unit_id as home`.execute(tx);
  return rows[0] ?? null;
}

/** Makes the links of a person that were not used worthless. */
export async function endLinks(tx: Tx, user: string, now: Date): Promise<void> {
  await sql`
    update sign_in_links set expires_at = ${now} where user_id = ${user}::uuid and used_at is null and expires_at > ${now}`.execute(
    tx,
  );
}

/** Sets the password of a person, in the place where better-auth reads it. */
export async function writePassword(tx: Tx, user: string, hash: string): Promise<void> {
  await sql`
    insert into auth_accounts (user_id, account_id, provider_id, password) values (${user}::uuid, ${user}, 'credential', ${hash})
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`.execute(tx);
}

/** Wrong passwords of an e-mail; inside a transaction its row stays locked until the end. */
export async function readFailures(db: Db, email: string, lock: boolean): Promise<Failures | null> {
  const { rows } = await sql<Failures>`
    select failures, last_at as "lastAt", locked_until as "lockedUntil" from sign_in_failures
    where email = ${email} ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0] ?? null;
}

export async function writeFailures(tx: Tx, email: string, known: Failures): Promise<void> {
  await sql`
    insert into sign_in_failures (email, failures, last_at, locked_until)
    values (${email}, ${known.failures}, ${known.lastAt}, ${known.lockedUntil})
    on conflict (email) do update
      set failures = excluded.failures, last_at = excluded.last_at, locked_until = excluded.locked_until`.execute(tx);
}

export async function deleteFailures(tx: Tx, email: string): Promise<void> {
  await sql`delete from sign_in_failures where email = ${email}`.execute(tx);
}

/** Forgets what is over: sessions, links and wrong passwords of days ago. */
export async function deleteExpired(tx: Tx, before: Date): Promise<void> {
  await sql`delete from auth_sessions where expires_at < now() - interval '1 day'`.execute(tx);
  await sql`delete from auth_verifications where expires_at < now() - interval '1 day'`.execute(tx);
  await sql`delete from sign_in_failures where last_at < ${before}`.execute(tx);
  await sql`delete from machine_sign_ins where expires_at < ${before}`.execute(tx);
}
