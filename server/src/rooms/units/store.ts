import { sql, type RawBuilder } from 'kysely';
import type { Unit, UnitKind, UnitQuery } from '@nguon/protocol/http/units.ts';
import type { Db, Tx } from '../../platform/db.ts';

/** One unit to be written, with the period in which its names hold. */
export interface NewUnit {
  code: string | null;
  electronicId: string | null;
  name: string;
  kind: UnitKind;
  level: number;
  parent: string | null;
  slug: string;
  /** First day, YYYY-MM-DD. */
  validFrom: string;
  /** First day on which it no longer holds; null: still holds. */
  validTo: string | null;
  source: string;
}

/** Columns of protocol `Unit` from a row `u` of units_on(day), with the names above it on that day. */
function unitColumns(day: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`u.id, u.code, u.electronic_id as "electronicId", u.name, u.kind, u.level, u.parent_id as parent,
    coalesce((
      select concat_ws(', ', one.name, two.name, three.name) from unit_periods one
      left join unit_periods two on two.unit_id = one.parent_id and two.period @> ${day}
      left join unit_periods three on three.unit_id = two.parent_id and three.period @> ${day}
      where one.unit_id = u.parent_id and one.period @> ${day}), '') as path,
    u.slug, u.valid_from::text as "validFrom", u.valid_to::text as "validTo"`;
}

function dayOf(on: string | undefined): RawBuilder<unknown> {
  return on === undefined ? sql`today()` : sql`${on}::date`;
}

/** Writes a unit and its first period. */
export async function insertUnit(tx: Tx, unit: NewUnit): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with made as (insert into units (level) values (${unit.level}) returning id)
    insert into unit_periods (unit_id, valid_from, valid_to, code, electronic_id, name, kind, parent_id, slug, source)
    select id, ${unit.validFrom}::date, ${unit.validTo}::date, ${unit.code}, ${unit.electronicId}, ${unit.name}, ${unit.kind},
      ${unit.parent}::uuid, ${unit.slug}, ${unit.source} from made
    returning unit_id as id`.execute(tx);
  return rows[0]?.id ?? '';
}

/** Ends the period that holds and begins another with what changes: the same territory under a new name, code or parent. */
export async function insertPeriod(
  tx: Tx,
  id: string,
  from: string,
  changes: Partial<Pick<NewUnit, 'code' | 'name' | 'kind' | 'parent' | 'slug'>> & { source: string },
): Promise<void> {
  const kept = (column: string, value: string | null | undefined) =>
    value === undefined ? sql.ref(column) : sql`${value}`;
  await sql`
    with ended as (
      update unit_periods set valid_to = ${from}::date where unit_id = ${id}::uuid and valid_to is null and valid_from < ${from}::date
      returning *)
    insert into unit_periods (unit_id, valid_from, code, electronic_id, name, kind, parent_id, slug, source)
    select unit_id, ${from}::date, ${kept('code', changes.code)}, electronic_id, ${kept('name', changes.name)},
      ${kept('kind', changes.kind)}, ${kept('parent_id', changes.parent)}::uuid, ${kept('slug', changes.slug)}, ${changes.source}
    from ended`.execute(tx);
}

export async function readUnits(db: Db, ids: readonly string[], on?: string): Promise<Unit[]> {
  const day = dayOf(on);
  const { rows } = await sql<Unit>`
    select ${unitColumns(day)} from units_on(${day}) u where u.id = any(${[...ids]}::uuid[])
    order by u.level, u.name collate "vi-x-icu"`.execute(db);
  return rows;
}

/** The unit and those above it, itself first. */
export async function readAncestors(db: Db, id: string, on?: string): Promise<Unit[]> {
  const day = dayOf(on);
  const { rows } = await sql<Unit>`
    select ${unitColumns(day)} from unit_ancestors(${id}::uuid, ${day}) a join units_on(${day}) u on u.id = a.unit
    order by a.depth`.execute(db);
  return rows;
}

/** Units of one level in the subtrees of others, each once, in Vietnamese order. */
export async function readDescendants(db: Db, roots: readonly string[], level: number, on?: string): Promise<Unit[]> {
  const day = dayOf(on);
  const { rows } = await sql<Unit>`
    select ${unitColumns(day)} from units_on(${day}) u
    where u.level = ${level} and u.id in (select d.unit from unnest(${[...roots]}::uuid[]) r cross join lateral unit_descendants(r, ${day}) d)
    order by u.name collate "vi-x-icu"`.execute(db);
  return rows;
}

/**
 * Units on a day by name or code. A code must be whole; of names those come first that match with their tone marks,
 * then those that hold it as whole words, then by level and Vietnamese order.
 */
export async function searchUnits(db: Db, query: UnitQuery): Promise<Unit[]> {
  const day = dayOf(query.on);
  const text = query.text?.trim().normalize('NFC') ?? '';
  const level = query.level === undefined ? sql`true` : sql`u.level = ${query.level}`;
  const parent = query.parent === undefined ? sql`true` : sql`u.parent_id = ${query.parent}`;
  const { rows } = await sql<Unit>`
    select ${unitColumns(day)} from units_on(${day}) u
    where ${level} and ${parent} and ${text === '' ? sql`true` : textMatches(text)}
    order by ${text === '' ? sql`` : sql`${textRank(text)}, `}u.level, u.name collate "vi-x-icu", u.slug
    limit ${query.limit}`.execute(db);
  return rows;
}

/** The pattern is literal (no wild cards of the searcher's), so that the trigram index serves. */
function textMatches(text: string): RawBuilder<unknown> {
  const literal = text.replaceAll(/[\\%_]/g, '\\$&');
  return sql`(u.code = ${text} or u.electronic_id = ${text} or fold(u.name) like '%' || fold(${literal}) || '%')`;
}

function textRank(text: string): RawBuilder<unknown> {
  const named = sql`lower(normalize(u.name, NFC))`;
  const wanted = sql`lower(${text}::text)`;
  return sql`case when u.code = ${text} or u.electronic_id = ${text} then 0
    when strpos(${named}, ${wanted}) > 0 then 1
    when (' ' || fold(u.name) || ' ') like ('% ' || fold(${text}) || ' %') then 2 else 3 end`;
}

/** The last day on which something of this code or name held, before today; null when it never did. */
export async function lastDayNamed(db: Db, text: string): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select (max(valid_to) - 1)::text as day from unit_periods
    where valid_to <= today() and (code = ${text} or strpos(fold(name), fold(${text})) > 0)`.execute(db);
  return rows[0]?.day ?? null;
}

/** Slugs in use on or after a day. */
export async function takenSlugs(db: Db, from: string): Promise<Set<string>> {
  const { rows } = await sql<{ slug: string }>`
    select slug from unit_periods where valid_to is null or valid_to > ${from}::date`.execute(db);
  return new Set(rows.map((row) => row.slug));
}

/** The tree as it stands today, parents first. */
export async function readTree(db: Db): Promise<{ unit: string; level: number; parent: string | null }[]> {
  const { rows } = await sql<{ unit: string; level: number; parent: string | null }>`
    select id as unit, level, parent_id as parent from units_on(today()) order by level, id`.execute(db);
  return rows;
}

/** Those of the units over which a person holds one of the roles. */
export async function readGranted(
  db: Db,
  person: string,
  roles: readonly string[],
  units: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ unit: string }>`
    select g as unit from granted_units(${person}::uuid, ${[...roles]}::text[]) g where g = any(${[...units]}::uuid[])`.execute(
    db,
  );
  return new Set(rows.map((row) => row.unit));
}

/** Whether there is any unit at all. */
export async function anyUnit(tx: Tx): Promise<boolean> {
  const { rows } = await sql`select from units limit 1`.execute(tx);
  return rows.length > 0;
}

/** Lets one writer of units at a time through, until its transaction ends. */
export async function lockUnits(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('units'))`.execute(tx);
}

/** All units of a level today. */
export async function readLevel(
  db: Db,
  level: number,
): Promise<{ id: string; code: string | null; name: string; slug: string }[]> {
  const { rows } = await sql<{ id: string; code: string | null; name: string; slug: string }>`
    select id, code, name, slug from units_on(today()) where level = ${level}`.execute(db);
  return rows;
}

/** Names of the villages of some communes today. */
export async function readVillageNames(
  db: Db,
  communes: readonly string[],
): Promise<{ parent: string; name: string }[]> {
  const { rows } = await sql<{ parent: string; name: string }>`
    select parent_id as parent, name from units_on(today()) where level = 3 and parent_id = any(${[...communes]}::uuid[])`.execute(
    db,
  );
  return rows;
}

/** The province's calendar day, YYYY-MM-DD: the day that every question about units means unless it names another. */
export async function readToday(db: Db): Promise<string> {
  const { rows } = await sql<{ day: string }>`select today()::text as day`.execute(db);
  return rows[0]?.day ?? '';
}

export interface NewVillage {
  commune: string;
  name: string;
  kind: UnitKind;
  slug: string;
}

/** Writes many villages at once. */
export async function insertVillages(
  tx: Tx,
  villages: readonly NewVillage[],
  day: string,
  source: string,
): Promise<void> {
  await sql`
    with given as materialized (
      select gen_random_uuid() as id, v.* from jsonb_to_recordset(${JSON.stringify(villages)}::jsonb)
        as v(commune uuid, name text, kind text, slug text)),
    made as (insert into units (id, level) select id, 3 from given)
    insert into unit_periods (unit_id, valid_from, name, kind, parent_id, slug, source)
    select id, ${day}::date, name, kind, commune, slug, ${source} from given`.execute(tx);
}
