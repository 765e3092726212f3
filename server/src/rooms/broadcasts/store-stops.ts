import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';

type Either = Db | Tx;

/** Standing orders (one, or all of a bulletin) whose issuing unit lies within the person's grants. */
export async function ownOrders(
  db: Either,
  user: string,
  roles: readonly string[],
  which: { order: string } | { bulletin: string },
): Promise<string[]> {
  const match = 'order' in which ? sql`o.id = ${which.order}` : sql`o.bulletin_id = ${which.bulletin}`;
  const { rows } = await sql<{ id: string }>`
    select o.id from orders o where ${match} and o.state = 'standing'
      and o.unit_id in (select granted_units(${user}::uuid, ${[...roles]}::text[]))
    for update`.execute(db);
  return rows.map((row) => row.id);
}

/**
 * Units of the person's own grants in which an order can be heard: a grant's unit at or below a target, or a target below the grant's unit.
 * The widest that the person answers for, and nothing wider.
 */
export async function areasReached(
  db: Either,
  user: string,
  roles: readonly string[],
  order: string,
): Promise<string[]> {
  const { rows } = await sql<{ unit: string }>`
    with held as (
      select distinct g.unit_id from grants g where g.user_id = ${user} and g.ended_at is null and g.role = any (${[...roles]}::text[])
    )
    select distinct h.unit_id as unit
    from held h cross join lateral unit_ancestors(h.unit_id) up join order_targets t on t.unit_id = up.unit
    join orders o on o.id = t.order_id
    where o.id = ${order} and o.state = 'standing'
    union
    select distinct t.unit_id
    from held h cross join lateral unit_descendants(h.unit_id) down join order_targets t on t.unit_id = down.unit
    join orders o on o.id = t.order_id
    where o.id = ${order} and o.state = 'standing'`.execute(db);
  return rows.map((row) => row.unit);
}

/** Silences an order in areas; twice is once. */
export async function insertAreaStops(
  tx: Tx,
  order: string,
  units: readonly string[],
  stop: { at: Date; by: string; reason: string },
): Promise<void> {
  if (units.length === 0) return;
  await tx
    .insertInto('area_stops')
    .values(
      units.map((unit_id) => ({ order_id: order, unit_id, at: stop.at, stopped_by: stop.by, reason: stop.reason })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whether a bulletin is the person's to recall: its unit lies within the grants, or the person wrote it. */
export async function mayRecall(
  db: Either,
  user: string,
  roles: readonly string[],
  bulletin: string,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from bulletins b where b.id = ${bulletin}
      and b.unit_id in (select granted_units(${user}::uuid, ${[...roles]}::text[]))`.execute(db);
  return rows.length > 0;
}

/** The bulletin's own state after a recall: boards and pages ask it. */
export async function markRecalled(tx: Tx, bulletin: string, at: Date): Promise<void> {
  await sql`update bulletins set state = 'recalled', updated_at = ${at} where id = ${bulletin}`.execute(tx);
}

/** Whether a unit lies within the person's grants. */
export async function answersFor(db: Either, user: string, roles: readonly string[], unit: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 where ${unit}::uuid in (select granted_units(${user}::uuid, ${[...roles]}::text[]))`.execute(db);
  return rows.length > 0;
}

/** Standing orders that can be heard or seen in a unit: aimed at it, above it or below it. */
export async function standingIn(db: Either, unit: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct o.id from orders o join order_targets t on t.order_id = o.id
    where o.state = 'standing' and o.expires_at > ${now} and (
      t.unit_id in (select unit from unit_ancestors(${unit}::uuid))
      or t.unit_id in (select unit from unit_descendants(${unit}::uuid)))`.execute(db);
  return rows.map((row) => row.id);
}

/** The unit itself and everything below it that has a programme: an order may be carried by any of them. */
export async function programmeUnitsIn(db: Either, unit: string): Promise<string[]> {
  const { rows } = await sql<{ unit: string }>`
    select d.unit from unit_descendants(${unit}::uuid) d
    where d.unit = ${unit} or exists (select 1 from programmes p where p.unit_id = d.unit)
      or exists (select 1 from order_targets t where t.unit_id = d.unit)`.execute(db);
  return rows.map((row) => row.unit);
}
