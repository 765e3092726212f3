import { sql } from 'kysely';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { Db, Tx } from '../../platform/db.ts';

/** A grant of a person's own name, and what stands in the way of handing it on. */
export interface SourceGrant {
  id: string;
  role: Role;
  unit: string;
  topic: string | null;
}

/** A standing grant that a person holds in their own name; its row stays locked. Null for one that was handed to them. */
export async function lockOwnGrant(tx: Tx, person: string, id: string): Promise<SourceGrant | null> {
  const { rows } = await sql<SourceGrant>`
    select id, role, unit_id as unit, topic from grants
    where id = ${id}::uuid and user_id = ${person}::uuid and ended_at is null and delegated_from is null
    for update`.execute(tx);
  return rows[0] ?? null;
}

/** The province's day today, YYYY-MM-DD, as SQL reckons it. */
export async function readToday(db: Db | Tx): Promise<string> {
  const { rows } = await sql<{ today: string }>`select today()::text as today`.execute(db);
  return rows[0]?.today ?? '';
}

/** SQL: whether user `u` belongs to a unit or below it, by home or by a right in their own name. */
const belongsTo = (unit: string) => sql`(
  u.home_unit_id in (select d.unit from unit_descendants(${unit}::uuid) d)
  or exists (select from standing_grants o where o.user_id = u.id and o.delegated_from is null
    and o.unit_id in (select d.unit from unit_descendants(${unit}::uuid) d)))`;

/** Somebody to whom a right may be handed. */
export interface Candidate {
  id: string;
  name: string;
  unitName: string;
}

/** People of a grant's units other than its holder, found by name without tone marks; those of the unit itself first, at most 20. */
export async function readCandidates(db: Db, person: string, unit: string, text: string): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select u.id, u.name, coalesce(unit_name(u.home_unit_id), '') as "unitName" from users u
    where u.id <> ${person}::uuid and strpos(fold(u.name), fold(${text})) > 0 and ${belongsTo(unit)}
    order by u.home_unit_id is distinct from ${unit}::uuid, regexp_replace(u.name, '^.* ', '') collate "vi-x-icu", u.name, u.id
    limit 20`.execute(db);
  return rows;
}

/** Whether a person belongs to a unit or below it. */
export async function belongs(tx: Tx, user: string, unit: string): Promise<boolean> {
  const { rows } = await sql`select from users u where u.id = ${user}::uuid and ${belongsTo(unit)}`.execute(tx);
  return rows.length > 0;
}

/** Whether somebody already has the same right in their own name. */
export async function holdsAlready(tx: Tx, user: string, source: SourceGrant): Promise<boolean> {
  const { rows } = await sql`
    select from standing_grants g cross join lateral unit_descendants(g.unit_id) d
    where g.user_id = ${user}::uuid and g.role = ${source.role} and g.delegated_from is null and d.unit = ${source.unit}::uuid
      and (g.topic is null or g.topic is not distinct from ${source.topic}) limit 1`.execute(tx);
  return rows.length > 0;
}

/** Hands a grant on until the end of a day. Null when the same person has it from this grant already. */
export async function insertDelegation(
  tx: Tx,
  source: SourceGrant,
  given: { by: string; to: string; until: string; paper: string | null },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into grants (user_id, role, unit_id, topic, granted_by, delegated_by, delegated_from, until, paper)
    values (${given.to}::uuid, ${source.role}, ${source.unit}::uuid, ${source.topic}, ${given.by}::uuid, ${given.by}::uuid,
      ${source.id}::uuid, ${given.until}::date, ${given.paper})
    on conflict (delegated_from, user_id) where ended_at is null and delegated_by is not null do nothing
    returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** A right that was handed on. */
export interface DelegationRecord {
  id: string;
  user: string;
  name: string;
  role: Role;
  unit: string;
  unitName: string;
  topic: string | null;
  until: string;
  paper: string | null;
}

const delegationColumns = sql`
  g.id, g.user_id as "user", u.name, g.role, g.unit_id as unit, unit_name(g.unit_id) as "unitName", g.topic, g.until::text as until, g.paper`;

/** What a person has handed on and what holds today. */
export async function readDelegations(db: Db, person: string): Promise<DelegationRecord[]> {
  const { rows } = await sql<DelegationRecord>`
    select ${delegationColumns} from standing_grants g join users u on u.id = g.user_id
    where g.delegated_by = ${person}::uuid order by g.until, g.id`.execute(db);
  return rows;
}

/** Ends a delegation that a person gave or holds. Null when none of theirs stands under this id. */
export async function endDelegation(tx: Tx, person: string, id: string, at: Date): Promise<DelegationRecord | null> {
  return (
    (await endWhere(tx, sql`g.id = ${id}::uuid and ${person}::uuid in (g.delegated_by, g.user_id)`, at))[0] ?? null
  );
}

/** Ends what was handed on from a grant. */
export async function endDelegationsFrom(tx: Tx, grant: string, at: Date): Promise<DelegationRecord[]> {
  return endWhere(tx, sql`g.delegated_from = ${grant}::uuid`, at);
}

/** Closes every delegation whose last day is over. */
export async function endPastDelegations(tx: Tx, at: Date): Promise<DelegationRecord[]> {
  return endWhere(tx, sql`g.until < today()`, at);
}

async function endWhere(tx: Tx, which: ReturnType<typeof sql>, at: Date): Promise<DelegationRecord[]> {
  const { rows } = await sql<DelegationRecord>`
    update grants g set ended_at = ${at} from users u
    where u.id = g.user_id and g.delegated_from is not null and g.ended_at is null and ${which}
    returning ${delegationColumns}`.execute(tx);
  return rows;
}
