import { sql, type Generated } from 'kysely';
import type { Grant, Role } from '@nguon/protocol/http/accounts.ts';
import type { ApproverRecord } from '../../lib/signing.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import { isLocked } from './machine-store.ts';
import { RESETTABLE_ROLES, RESETTING_ROLES } from './policy.ts';

/** Grants of a person `u` as JSON, standing ones only, with the unit's name of today. */
export const grantsJson = sql`coalesce((
  select json_agg(json_build_object('id', g.id, 'role', g.role, 'unit', g.unit_id, 'unitName', coalesce(p.name, ''), 'topic', g.topic,
      'delegation', case when g.delegated_by is not null then json_build_object('by', g.delegated_by, 'byName', d.name,
        'until', g.until, 'paper', g.paper) end)
    order by g.delegated_by is not null, g.granted_at, g.id)
  from standing_grants g left join unit_periods p on p.unit_id = g.unit_id and p.period @> today()
    left join users d on d.id = g.delegated_by
  where g.user_id = u.id), '[]'::json)`;

export interface UsersTable {
  id: Generated<string>;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  organization_id: string | null;
  home_unit_id: string | null;
  phone: string | null;
}

export interface GrantsTable {
  id: Generated<string>;
  user_id: string;
  role: Role;
  unit_id: string;
  topic: string | null;
  granted_by: string | null;
  granted_at: Generated<Date>;
  ended_at: Date | null;
}

declare module '../../platform/db.ts' {
  interface Database {
    users: UsersTable;
    grants: GrantsTable;
  }
}

/** What is known of a session: its person with the grants that hold now, whether it is locked, and whether its browser became a shared machine since. */
export interface SessionFacts {
  actor: Actor;
  locked: boolean;
  toShare: boolean;
}

/**
 * The session of a token that has not ended; one query.
 * @param machine hash of the secret by which the browser is known as a shared machine
 */
export async function readSession(db: Db, token: string, machine: string | null = null): Promise<SessionFacts | null> {
  const { rows } = await sql<Actor & { locked: boolean; toShare: boolean }>`
    select u.id as "user", u.name, u.email, s.id as session, s.shared, ${isLocked} as locked,
      not s.shared and exists (select from shared_machines m where m.secret_sha256 = ${machine}) as "toShare", ${grantsJson} as grants
    from auth_sessions s join users u on u.id = s.user_id
    where s.token = ${token} and s.expires_at > now()`.execute(db);
  const [first] = rows;
  if (!first) return null;
  const { locked, toShare, ...actor } = first;
  return { actor: { ...actor, shared: actor.shared === true || toShare }, locked, toShare };
}

/** Whether a person holds one of the roles over a unit today. */
export async function holdsOver(db: Db, person: string, roles: readonly Role[], unit: string): Promise<boolean> {
  const { rows } = await sql`
    select where ${unit}::uuid in (select granted_units(${person}::uuid, ${[...roles]}::text[]))`.execute(db);
  return rows.length > 0;
}

export async function insertUser(
  tx: Tx,
  user: { name: string; email: string; organization: string | null; home: string | null },
): Promise<string> {
  const row = await tx
    .insertInto('users')
    .values({
      name: user.name,
      email: user.email,
      organization_id: user.organization,
      home_unit_id: user.home,
      email_verified: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Units in which a person holds one of the roles in their own name: what was handed on opens nobody's account. */
const ownUnits = (person: string, roles: readonly Role[]) => sql`
  select d.unit from standing_grants o cross join lateral unit_descendants(o.unit_id) d
  where o.user_id = ${person}::uuid and o.delegated_from is null and o.role = any (${[...roles]}::text[])`;

/** SQL: whether `person` may open the account of user `u` anew: all its rights lie where they administer, or all are an officer's of their units. */
const resettable = (person: string) => sql`(
  u.home_unit_id in (select granted_units(${person}::uuid, array['administrator'])) and not exists (
    select from standing_grants x where x.user_id = u.id
      and x.unit_id not in (select granted_units(${person}::uuid, array['administrator'])))
  or u.id <> ${person}::uuid and u.home_unit_id in (${ownUnits(person, RESETTING_ROLES)}) and not exists (
    select from standing_grants x where x.user_id = u.id and (x.role <> all (${[...RESETTABLE_ROLES]}::text[])
      or x.unit_id not in (${ownUnits(person, RESETTING_ROLES)}))))`;

/** Ids of the people among those a person administers: their home lies in the subtree of an administrator's grant. */
const administered = (person: string) => sql`
  select h.id from users h where h.home_unit_id in (select granted_units(${person}::uuid, array['administrator']))`;

export interface UserRecord {
  id: string;
  name: string;
  email: string;
  organization: string | null;
  home: string | null;
  phone: string | null;
  grants: Grant[];
  lockedUntil: Date | null;
}

const userColumns = sql`u.id, u.name, u.email, u.organization_id as organization, u.home_unit_id as home, u.phone, ${grantsJson} as grants,
  (select f.locked_until from sign_in_failures f where f.email = u.email) as "lockedUntil"`;

/** Somebody on the list of people, and what may be done for them. */
export interface ListedUser extends UserRecord {
  /** Rights may be given and taken. */
  administered: boolean;
  /** A one-time link may be made. */
  resettable: boolean;
}

/** People whom `person` administers, or leads in their own name, in the order of their last word, as Vietnamese lists have it. */
export async function readListed(db: Db, person: string): Promise<ListedUser[]> {
  const { rows } = await sql<ListedUser>`
    select ${userColumns}, u.id in (${administered(person)}) as administered, ${resettable(person)} as resettable
    from users u where u.id in (${administered(person)}) or u.home_unit_id in (${ownUnits(person, RESETTING_ROLES)})
    order by regexp_replace(u.name, '^.* ', '') collate "vi-x-icu", u.name collate "vi-x-icu", u.id`.execute(db);
  return rows;
}

/** One of them, or null when this is not for `person` to see. */
export async function readAdministeredUser(db: Db, person: string, user: string): Promise<UserRecord | null> {
  const { rows } = await sql<UserRecord>`
    select ${userColumns} from users u where u.id = ${user}::uuid and u.id in (${administered(person)})`.execute(db);
  return rows[0] ?? null;
}

export async function readUser(db: Db, where: { id: string } | { email: string }): Promise<UserRecord | null> {
  const match = 'id' in where ? sql`u.id = ${where.id}::uuid` : sql`u.email = ${where.email}`;
  const { rows } = await sql<UserRecord>`select ${userColumns} from users u where ${match}`.execute(db);
  return rows[0] ?? null;
}

export async function writeNumber(tx: Tx, user: string, phone: string | null): Promise<void> {
  await tx.updateTable('users').set({ phone }).where('id', '=', user).execute();
}

/** A user whom `person` administers or leads, and whether a link may be made for them; null when this is not for `person` to see. */
export async function readResettable(
  db: Db,
  person: string,
  user: string,
): Promise<{ home: string | null; resettable: boolean } | null> {
  const { rows } = await sql<{ home: string | null; resettable: boolean }>`
    select u.home_unit_id as home, ${resettable(person)} as resettable from users u
    where u.id = ${user}::uuid
      and (u.id in (${administered(person)}) or u.home_unit_id in (${ownUnits(person, RESETTING_ROLES)}))`.execute(db);
  return rows[0] ?? null;
}

/** Whether the province has an administrator; waits for whoever else is making the first one. */
export async function anyAdministrator(tx: Tx): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('grants'))`.execute(tx);
  const { rows } = await sql`
    select from standing_grants g where g.role = 'administrator' limit 1`.execute(tx);
  return rows.length > 0;
}

/**
 * Writes a grant if `by` administers its unit (null: the system, which may). Answers the id of the grant that stands
 * then, and whether it is new; id null when `by` may not.
 */
export async function insertGrant(
  tx: Tx,
  grant: { user: string; role: Role; unit: string; topic: string | null; by: string | null },
): Promise<{ id: string | null; isNew: boolean }> {
  const allowed =
    grant.by === null
      ? sql`true`
      : sql`${grant.unit}::uuid in (select granted_units(${grant.by}::uuid, array['administrator']))`;
  const { rows } = await sql<{ id: string; isNew: boolean }>`
    with allowed as (select where ${allowed}),
    made as (
      insert into grants (user_id, role, unit_id, topic, granted_by)
      select ${grant.user}::uuid, ${grant.role}, ${grant.unit}::uuid, ${grant.topic}, ${grant.by}::uuid from allowed
      on conflict (user_id, role, unit_id, coalesce(topic, '')) where ended_at is null and delegated_by is null do nothing
      returning id)
    select id, true as "isNew" from made
    union all
    select g.id, false from grants g, allowed
    where g.user_id = ${grant.user}::uuid and g.role = ${grant.role} and g.unit_id = ${grant.unit}::uuid
      and g.topic is not distinct from ${grant.topic} and g.ended_at is null and g.delegated_by is null`.execute(tx);
  return rows[0] ?? { id: null, isNew: false };
}

/** A standing grant of a user in a unit that `person` administers; its row stays locked. */
export async function readStandingGrant(
  tx: Tx,
  person: string,
  user: string,
  id: string,
): Promise<{ role: Role; unit: string; topic: string | null } | null> {
  const { rows } = await sql<{ role: Role; unit: string; topic: string | null }>`
    select role, unit_id as unit, topic from grants
    where id = ${id}::uuid and user_id = ${user}::uuid and ended_at is null
      and unit_id in (select granted_units(${person}::uuid, array['administrator']))
    for update`.execute(tx);
  return rows[0] ?? null;
}

export async function endGrant(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('grants').set({ ended_at: at }).where('id', '=', id).execute();
}

/** Ends what a person holds of a role. */
export async function endGrantsOf(tx: Tx, user: string, role: string, at: Date): Promise<void> {
  await sql`update grants set ended_at = ${at} where user_id = ${user} and role = ${role} and ended_at is null`.execute(
    tx,
  );
}

/** The province of today; null before there is one. */
export async function readProvince(db: Db): Promise<string | null> {
  const { rows } = await sql<{
    id: string;
  }>`select id from units_on(today()) where level = 0 order by code limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

/** People with standing grants of the roles, each grant with every unit below it. */
export async function readApprovers(db: Db, roles: readonly Role[], user: string | null): Promise<ApproverRecord[]> {
  const { rows } = await sql<ApproverRecord>`
    select u.id as "user", u.name, json_agg(json_build_object('role', r.role, 'units', r.units,
        'until', to_char((r.until + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      order by r.role, r.until nulls first) as grants
    from users u join lateral (
      select g.role, g.until, array_agg(distinct d.unit order by d.unit) as units
      from standing_grants g cross join lateral unit_descendants(g.unit_id) d
      where g.user_id = u.id and g.role = any(${[...roles]}::text[])
      group by g.role, g.until) r on true
    where ${user}::uuid is null or u.id = ${user}::uuid
    group by u.id, u.name order by u.id`.execute(db);
  return rows;
}
