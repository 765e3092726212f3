import { sql, type Generated } from 'kysely';
import type { Organization } from '@nguon/protocol/http/accounts.ts';
import type { Letterhead } from '@nguon/protocol/http/reports.ts';
import type { Db, Tx } from '../../platform/db.ts';

export interface OrganizationsTable {
  id: Generated<string>;
  name: string;
  kind: Organization['kind'];
  unit_id: string;
  head_above: Generated<string[]>;
  head_name: Generated<string[]>;
  symbol: string | null;
  place: string | null;
  signer_titles: Generated<string[]>;
}

declare module '../../platform/db.ts' {
  interface Database {
    organizations: OrganizationsTable;
  }
}

export async function insertOrganization(tx: Tx, { name, kind, unit }: Omit<Organization, 'id'>): Promise<string> {
  const row = await tx
    .insertInto('organizations')
    .values({ name, kind, unit_id: unit, symbol: null, place: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function readOrganization(db: Db, id: string): Promise<Organization | null> {
  const row = await db
    .selectFrom('organizations')
    .select(['id', 'name', 'kind', 'unit_id as unit'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Organizations of the units below a person's grants and of those above them. */
export async function readOrganizations(db: Db, person: string): Promise<Organization[]> {
  const { rows } = await sql<Organization>`
    with mine as (select g.unit_id from standing_grants g where g.user_id = ${person}::uuid),
    seen as (
      select d.unit from mine cross join lateral unit_descendants(mine.unit_id) d
      union
      select a.unit from mine cross join lateral unit_ancestors(mine.unit_id) a)
    select o.id, o.name, o.kind, o.unit_id as unit from organizations o
    where o.unit_id in (select unit from seen) order by o.name collate "vi-x-icu", o.id`.execute(db);
  return rows;
}

const LETTERHEAD = [
  'head_above as above',
  'head_name as name',
  'symbol',
  'place',
  'signer_titles as signerTitles',
] as const;

/** Head and foot of an organization's papers; empty where nothing was entered. */
export async function readLetterhead(db: Db, organization: string): Promise<Letterhead | null> {
  const row = await db
    .selectFrom('organizations')
    .select([...LETTERHEAD])
    .where('id', '=', organization)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * The letterhead in which papers of a unit are printed: of its organizations with an entered name the committee's, else the station's, then
 * any other; null when none has entered one.
 */
export async function letterheadInUnit(db: Db, unit: string): Promise<Letterhead | null> {
  const row = await db
    .selectFrom('organizations')
    .select([...LETTERHEAD])
    .where('unit_id', '=', unit)
    .where(sql<boolean>`cardinality(head_name) > 0`)
    .orderBy(sql`array_position(array['committee', 'station', 'department', 'association'], kind)`)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function writeLetterhead(tx: Tx, organization: string, letterhead: Letterhead): Promise<void> {
  const { above, name, symbol, place, signerTitles } = letterhead;
  await tx
    .updateTable('organizations')
    .set({ head_above: above, head_name: name, symbol, place, signer_titles: signerTitles })
    .where('id', '=', organization)
    .execute();
}
