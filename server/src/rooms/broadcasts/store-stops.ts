import { sql } from 'kysely';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { Db, Tx } from '../../platform/db.ts';
import { tellOfOrders } from './store.ts';

/** Whether one standing order is the person's to end everywhere: issued within the grants, for its topic or for all. Locks it. */
export async function ownsOrder(tx: Tx, person: string, roles: readonly Role[], order: string): Promise<boolean> {
  const { rows } = await sql`
    select from orders o join bulletins b on b.id = o.bulletin_id
    where o.id = ${order} and o.state = 'standing' and exists (
      select from granted_topics(${person}::uuid, ${[...roles]}::text[]) g
      where g.unit = o.unit_id and (g.topic is null or g.topic = b.topic))
    for update of o`.execute(tx);
  return rows.length > 0;
}

/**
 * Where a person can silence one standing order: units of the person's own grants at or below one of its targets, and targets below such
 * a unit. The widest that the person answers for, and nothing wider.
 */
export async function areasReached(tx: Tx, person: string, roles: readonly Role[], order: string): Promise<string[]> {
  const { rows } = await sql<{ unit: string }>`
    with aimed as (
      select t.unit_id as unit, b.topic from orders o join order_targets t on t.order_id = o.id join bulletins b on b.id = o.bulletin_id
      where o.id = ${order} and o.state = 'standing'
    ), held as (
      select distinct g.unit_id as unit, g.topic from standing_grants g
      where g.user_id = ${person} and g.role = any (${[...roles]}::text[]))
    select h.unit from held h cross join lateral unit_ancestors(h.unit) up
      join aimed on aimed.unit = up.unit and (h.topic is null or h.topic = aimed.topic)
    union
    select aimed.unit from held h cross join lateral unit_descendants(h.unit) down
      join aimed on aimed.unit = down.unit and (h.topic is null or h.topic = aimed.topic)`.execute(tx);
  return rows.map((row) => row.unit);
}

/** Orders, made or about to be made, that a standing approval released and of which a session is not over yet. */
export async function scheduledUnder(db: Db, standing: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ order: string }>`
    select r.order_id as "order" from approvals p join requests r on r.id = p.request_id left join orders o on o.id = r.order_id
    where p.standing_id = ${standing} and r.state = 'approved' and r.order_id is not null
      and (o.id is null or o.state = 'standing' and exists (select from order_slots s where s.order_id = o.id and s.until > ${now}))
    order by r.order_id`.execute(db);
  return rows.map((row) => row.order);
}

/** Who silenced something, when and why. */
export interface AreaStop {
  at: Date;
  by: string;
  reason: string;
}

/** Silences one order in areas; twice is once. */
export async function silence(tx: Tx, order: string, units: readonly string[], stop: AreaStop): Promise<void> {
  await sql`
    insert into area_stops (order_id, unit_id, at, stopped_by, reason)
    select ${order}::uuid, unit, ${stop.at}::timestamptz, ${stop.by}::uuid, ${stop.reason}::text from unnest(${[...units]}::uuid[]) unit
    on conflict do nothing`.execute(tx);
  await tellOfOrders(tx, [order]);
}

/** Whether a person holds one of the roles over a unit, for every topic. */
export async function answersForAll(tx: Tx, person: string, roles: readonly Role[], unit: string): Promise<boolean> {
  const { rows } = await sql`
    select from granted_topics(${person}::uuid, ${[...roles]}::text[]) g where g.unit = ${unit} and g.topic is null limit 1`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Silences in one unit every standing order that is aimed at it, above it or below it. Devices below follow its programme too. */
export async function silenceAll(tx: Tx, unit: string, now: Date, stop: AreaStop): Promise<string[]> {
  const { rows } = await sql<{ order_id: string }>`
    with near as materialized (
      select unit from unit_ancestors(${unit}::uuid) union select unit from unit_descendants(${unit}::uuid))
    insert into area_stops (order_id, unit_id, at, stopped_by, reason)
    select distinct t.order_id, ${unit}::uuid, ${stop.at}::timestamptz, ${stop.by}::uuid, ${stop.reason}::text
    from near join order_targets t on t.unit_id = near.unit and t.until > ${now}
    on conflict do nothing returning order_id`.execute(tx);
  const orders = rows.map((row) => row.order_id);
  await tellOfOrders(tx, orders);
  return orders;
}

/** Every standing order of a bulletin. */
export async function standingOf(tx: Tx, bulletin: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from orders where bulletin_id = ${bulletin} and state = 'standing' for update`.execute(tx);
  return rows.map((row) => row.id);
}
