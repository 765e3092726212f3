import { sql, type Generated } from 'kysely';
import type { Organization } from '@nguon/protocol/http/accounts.ts';
import type { Db, Tx } from '../../platform/db.ts';

export interface OrganizationsTable {
  id: Generated<string>;
  name: string;
  kind: Organization['kind'];
  unit_id: string;
}

declare module '../../platform/db.ts' {
  interface Database {
    organizations: OrganizationsTable;
  }
}

export async function insertOrganization(tx: Tx, { name, kind, unit }: Omit<Organization, 'id'>): Promise<string> {
  const row = await tx
    .insertInto('organizations')
    .values({ name, kind, unit_id: unit })
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
    with mine as (select g.unit_id from grants g where g.user_id = ${person}::uuid and g.ended_at is null),
    seen as (
      select d.unit from mine cross join lateral unit_descendants(mine.unit_id) d
      union
      select a.unit from mine cross join lateral unit_ancestors(mine.unit_id) a)
    select o.id, o.name, o.kind, o.unit_id as unit from organizations o
    where o.unit_id in (select unit from seen) order by o.name collate "vi-x-icu", o.id`.execute(db);
  return rows;
}
