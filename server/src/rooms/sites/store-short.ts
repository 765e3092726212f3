import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/**
 * Where a bulletin of a range of ids is published: on the page of the commune that issued it, else of one to which it is addressed, else
 * of the first one below. Null when none of them is published now.
 */
export async function publishedAt(
  db: Db,
  ids: { first: string; last: string },
  now: Date,
): Promise<{ slug: string; bulletin: string } | null> {
  const { rows } = await sql<{ slug: string; bulletin: string }>`
    with found as materialized (
      select o.id, o.bulletin_id, o.unit_id from orders o
      where o.bulletin_id between ${ids.first}::uuid and ${ids.last}::uuid
        and o.state = 'standing' and 'site' = any(o.channels) and o.expires_at > ${now}
      order by o.made_at desc, o.id limit 1),
    places (rank, unit) as (
      select 0, a.unit from found cross join lateral unit_ancestors(found.unit_id) a
      union all
      select 1, a.unit from found join order_targets t on t.order_id = found.id cross join lateral unit_ancestors(t.unit_id) a
      union all
      select 2, d.unit from found join order_targets t on t.order_id = found.id cross join lateral unit_descendants(t.unit_id) d)
    select p.slug, found.bulletin_id as bulletin
    from found, places join units u on u.id = places.unit join unit_periods p on p.unit_id = u.id and p.period @> today()
    where u.level = 2 order by places.rank, p.name limit 1`.execute(db);
  return rows[0] ?? null;
}
