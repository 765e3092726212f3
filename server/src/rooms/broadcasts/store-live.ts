import { sql } from 'kysely';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { Db } from '../../platform/db.ts';

/** Where a person reads: the units of the grants, and those above them. */
export interface ReadingScope {
  roots: ReadonlySet<string>;
  above: ReadonlySet<string>;
}

/** Where something changed: the units at which it is aimed, and all units in which it lies (those, the issuing one, and all above). */
export interface Whereabouts {
  id: string;
  aimed: string[];
  within: string[];
}

export async function readingScope(db: Db, person: string, roles: readonly Role[]): Promise<ReadingScope> {
  const { rows } = await sql<{ unit: string; depth: number }>`
    select a.unit, min(a.depth) as depth from standing_grants g cross join lateral unit_ancestors(g.unit_id) a
    where g.user_id = ${person} and g.role = any (${[...roles]}::text[]) group by a.unit`.execute(db);
  const roots = rows.filter(({ depth }) => depth === 0).map(({ unit }) => unit);
  return { roots: new Set(roots), above: new Set(rows.map(({ unit }) => unit)) };
}

/** Whereabouts of orders. */
export async function ordersAt(db: Db, orders: readonly string[]): Promise<Whereabouts[]> {
  const { rows } = await sql<Whereabouts>`
    with place as (
      select o.id, t.unit_id as unit from orders o join order_targets t on t.order_id = o.id where o.id = any(${[...orders]}::uuid[])
      union select o.id, o.unit_id from orders o where o.id = any(${[...orders]}::uuid[]))
    select place.id, array_agg(distinct place.unit) as aimed, array_agg(distinct a.unit) as within
    from place cross join lateral unit_ancestors(place.unit) a group by place.id`.execute(db);
  return rows;
}

/** Whereabouts of units themselves. */
export async function unitsAt(db: Db, units: readonly string[]): Promise<Whereabouts[]> {
  const { rows } = await sql<Whereabouts>`
    select place.unit as id, array[place.unit] as aimed, array_agg(a.unit) as within
    from unnest(${[...units]}::uuid[]) as place (unit) cross join lateral unit_ancestors(place.unit) a group by place.unit`.execute(
    db,
  );
  return rows;
}
