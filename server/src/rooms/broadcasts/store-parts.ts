import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import { tellOfOrders } from './store.ts';
import type { AreaStop } from './store-stops.ts';

type Either = Db | Tx;

/** A part of a standing edition: its order and its place in it, from 0. */
export interface PartPlace {
  order: string;
  place: number;
}

/** Where standing editions say a bulletin and were not stopped there yet; their rows are locked. */
export async function placesOf(tx: Tx, bulletin: string): Promise<PartPlace[]> {
  const { rows } = await sql<PartPlace>`
    select o.id as "order", p.place from request_parts p join orders o on o.request_id = p.request_id
    where p.bulletin_id = ${bulletin} and o.state = 'standing'
      and not exists (select from part_stops x where x.order_id = o.id and x.place = p.place and x.unit_id is null)
    order by o.id, p.place for update of o`.execute(tx);
  return rows;
}

/** Whether a place of a standing order says a bulletin. */
export async function saysBulletin(tx: Tx, { order, place }: PartPlace): Promise<boolean> {
  const { rows } = await sql`
    select from orders o join request_parts p on p.request_id = o.request_id and p.place = ${place}
    where o.id = ${order} and o.state = 'standing'`.execute(tx);
  return rows.length > 0;
}

/** Stops parts in units, or everywhere for null; twice is once. */
export async function insertPartStops(
  tx: Tx,
  places: readonly PartPlace[],
  units: readonly (string | null)[],
  { at, by, reason }: AreaStop,
): Promise<void> {
  await sql`
    insert into part_stops (order_id, place, unit_id, at, stopped_by, reason)
    select part.id, part.place, unit, ${at}::timestamptz, ${by}::uuid, ${reason}::text
    from unnest(${places.map(({ order }) => order)}::uuid[], ${places.map(({ place }) => place)}::smallint[]) as part (id, place)
    cross join unnest(${[...units]}::uuid[]) as unit
    on conflict do nothing`.execute(tx);
  await tellOfOrders(tx, [...new Set(places.map(({ order }) => order))]);
}

/** Whether every bulletin of an edition was stopped: everywhere, or also in a unit. */
export async function nothingLeft(tx: Tx, order: string, unit: string | null): Promise<boolean> {
  const { rows } = await sql`
    select from orders o join request_parts p on p.request_id = o.request_id
    where o.id = ${order} and not exists (
      select from part_stops x where x.order_id = o.id and x.place = p.place and (x.unit_id is null or x.unit_id = ${unit}::uuid))
    limit 1`.execute(tx);
  return rows.length === 0;
}

/** Leaves out of a new order what was recalled since it was approved; whether anything was. Waits for a recall that is under way: both hold the bulletin's row. */
export async function leaveOutRecalled(tx: Tx, order: string, at: Date): Promise<boolean> {
  await sql`
    select from bulletins where id in (
      select p.bulletin_id from request_parts p join orders o on o.request_id = p.request_id where o.id = ${order})
    order by id for share`.execute(tx);
  const { numAffectedRows } = await sql`
    insert into part_stops (order_id, place, at, stopped_by, reason)
    select o.id, p.place, ${at}::timestamptz, null, '' from orders o
    join request_parts p on p.request_id = o.request_id join bulletins b on b.id = p.bulletin_id
    where o.id = ${order} and b.state = 'recalled'
    on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Parts that devices of a unit leave out of standing editions: stopped everywhere, here, or in a unit above. */
export async function silencedParts(
  db: Either,
  unit: string,
  now: Date,
): Promise<{ id: string; at: Date; places: number[] }[]> {
  const { rows } = await sql<{ id: string; at: Date; places: number[] }>`
    select o.id, min(x.at) as at, array_agg(distinct x.place::int order by x.place::int) as places
    from part_stops x join orders o on o.id = x.order_id
    where o.state = 'standing' and o.expires_at > ${now} and (x.unit_id = ${unit} or (
      (x.unit_id is null or x.unit_id in (select a.unit from unit_ancestors(${unit}::uuid) a))
      and exists (select from order_targets t where t.order_id = o.id and t.unit_id = ${unit})))
    group by o.id order by min(x.at) desc, o.id limit 1000`.execute(db);
  return rows;
}
