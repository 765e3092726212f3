import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import { FORGOTTEN_DAYS, LOCK_MINUTES, SHARED_HOURS } from './machine-rules.ts';

/** A browser that somebody has made a shared machine. */
export interface SharedMachine {
  id: string;
  device: string;
  unit: string;
  unitName: string;
  setUpByName: string;
  setUpAt: Date;
}

/** A shared machine by its id or by the hash of its secret; null when there is none. */
export async function readMachine(
  db: Db | Tx,
  by: { id: string } | { secretSha256: string },
): Promise<SharedMachine | null> {
  const match = 'id' in by ? sql`m.id = ${by.id}::uuid` : sql`m.secret_sha256 = ${by.secretSha256}`;
  const { rows } = await sql<SharedMachine>`
    select m.id, coalesce(m.device, '') as device, m.unit_id as unit, unit_name(m.unit_id) as "unitName",
      u.name as "setUpByName", m.set_up_at as "setUpAt"
    from shared_machines m join users u on u.id = m.set_up_by where ${match}`.execute(db);
  return rows[0] ?? null;
}

export async function insertMachine(
  tx: Tx,
  one: { secretSha256: string; unit: string; device: string | null; by: string; at: Date },
): Promise<void> {
  await sql`
    insert into shared_machines (secret_sha256, unit_id, device, set_up_by, set_up_at, used_at)
    values (${one.secretSha256}, ${one.unit}, ${one.device}, ${one.by}, ${one.at}, ${one.at})`.execute(tx);
}

export async function deleteMachine(tx: Tx, id: string): Promise<void> {
  await sql`delete from shared_machines where id = ${id}::uuid`.execute(tx);
}

export async function touchMachine(tx: Tx, id: string, at: Date): Promise<void> {
  await sql`update shared_machines set used_at = ${at} where id = ${id}::uuid`.execute(tx);
}

/** Forgets shared machines that nobody used for long. */
export async function deleteForgottenMachines(tx: Tx, now: Date): Promise<void> {
  await sql`delete from shared_machines where used_at < ${now}::timestamptz - make_interval(days => ${FORGOTTEN_DAYS})`.execute(
    tx,
  );
}

/** Whether somebody works in a unit: at home there, or with any right over it. */
export async function worksIn(db: Db | Tx, person: string, unit: string): Promise<boolean> {
  const { rows } = await sql`
    select where exists (select from users u where u.id = ${person}::uuid and u.home_unit_id = ${unit}::uuid)
      or exists (
        select from standing_grants g cross join lateral unit_descendants(g.unit_id) d
        where g.user_id = ${person}::uuid and d.unit = ${unit}::uuid)`.execute(db);
  return rows.length > 0;
}

/** Opens a session on a shared machine; it ends by the machine's own time. */
export async function insertSharedSession(
  tx: Tx,
  session: { user: string; token: string; device: string | null },
): Promise<void> {
  await sql`
    insert into auth_sessions (user_id, token, user_agent, shared, expires_at)
    values (${session.user}::uuid, ${session.token}, ${session.device}, true, now() + make_interval(hours => ${SHARED_HOURS}))`.execute(
    tx,
  );
}

/** Ends the session that a browser brings, whoever's it is. */
export async function deleteSessionOf(tx: Tx, token: string): Promise<void> {
  await sql`delete from auth_sessions where token = ${token}`.execute(tx);
}

/** Makes a session one of a shared machine, which lasts no longer than these. */
export async function shareSession(db: Db | Tx, id: string): Promise<void> {
  await sql`
    update auth_sessions
    set shared = true, used_at = now(), expires_at = least(expires_at, now() + make_interval(hours => ${SHARED_HOURS}))
    where id = ${id}::uuid`.execute(db);
}

/** Notes that the person of a session on a shared machine did something; at most one write in ten seconds. */
export async function touchSession(db: Db, id: string): Promise<void> {
  await sql`
    update auth_sessions set used_at = now()
    where id = ${id}::uuid and shared and used_at < now() - interval '10 seconds'`.execute(db);
}

/** SQL: whether session `s` is locked. */
export const isLocked = sql`(s.shared and s.used_at <= now() - make_interval(mins => ${LOCK_MINUTES}))`;

/** Who a browser's session on a shared machine belongs to, locked or not, and the hash of their password where they have one. */
export async function readSharedSession(
  db: Db,
  token: string,
): Promise<{
  session: string;
  user: string;
  name: string;
  email: string;
  home: string | null;
  password: string | null;
} | null> {
  const { rows } = await sql<{
    session: string;
    user: string;
    name: string;
    email: string;
    home: string | null;
    password: string | null;
  }>`
    select s.id as session, u.id as "user", u.name, u.email, u.home_unit_id as home, (
      select a.password from auth_accounts a where a.user_id = u.id and a.provider_id = 'credential') as password
    from auth_sessions s join users u on u.id = s.user_id
    where s.token = ${token} and s.shared and s.expires_at > now()`.execute(db);
  return rows[0] ?? null;
}

/** Lifts the lock of a session. */
export async function unlockSession(tx: Tx, id: string): Promise<void> {
  await sql`update auth_sessions set used_at = now() where id = ${id}::uuid`.execute(tx);
}
