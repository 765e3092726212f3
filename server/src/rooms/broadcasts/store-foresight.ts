import { sql } from 'kysely';
import { Request, type Slot } from '@nguon/protocol/request.ts';
import type { Db, Tx } from '../../platform/db.ts';
import { slotsJson } from './store.ts';

/** An order that loudspeakers of a place are told of, and since when it is silent there: ended, or stopped in the area. */
export interface AiredOrder {
  id: string;
  /** The unit whose programme carries it. */
  unit: string;
  turn: number;
  request: Request;
  slots: Slot[];
  silentSince: Date | null;
  /** Places of its parts that are left out there. */
  leftOut: number[];
}

/** Orders aimed at any of these units (one place and those above it) with a slot that touches [from, to), but for one request's. */
export async function ordersAired(
  db: Db | Tx,
  units: readonly string[],
  from: Date,
  to: Date,
  except: string | null,
): Promise<AiredOrder[]> {
  const { rows } = await sql<Omit<AiredOrder, 'request'> & { canonical: string }>`
    select o.id, t.unit_id as unit, o.turn, r.canonical, ${slotsJson} as slots,
      coalesce(o.ended_at, (select min(x.at) from area_stops x where x.order_id = o.id and x.unit_id = any(${[...units]}::uuid[]))) as "silentSince",
      array(select distinct x.place::int from part_stops x
        where x.order_id = o.id and (x.unit_id is null or x.unit_id = any(${[...units]}::uuid[]))) as "leftOut"
    from order_targets t join orders o on o.id = t.order_id join requests r on r.id = o.request_id
    where t.unit_id = any(${[...units]}::uuid[]) and t.until > ${from} and o.state <> 'refused' and 'speaker' = any(o.channels)
      and r.id is distinct from ${except}::uuid
      and exists (select from order_slots s where s.order_id = o.id and s.at < ${to} and s.until > ${from})
    order by o.made_at, o.id`.execute(db);
  return rows.map(({ canonical, ...row }) => ({ ...row, request: Request.parse(JSON.parse(canonical)) }));
}

/**
 * Places in which a request could meet others: its targets, and units below them at which a standing order is aimed whose slots touch the
 * given windows; the latter first.
 */
export async function placesToForesee(
  db: Db,
  targets: readonly string[],
  windows: readonly Slot[],
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ unit: string }>`
    with below as materialized (
      select distinct d.unit, d.depth > 0 as inner from unnest(${[...targets]}::uuid[]) as t (unit) cross join lateral unit_descendants(t.unit) d
    ), span as (
      select w.at, w.until from unnest(${windows.map(({ at }) => at)}::timestamptz[], ${windows.map(({ until }) => until)}::timestamptz[]) as w (at, until)
    ), met as (
      select distinct below.unit from below join order_targets t on t.unit_id = below.unit join orders o on o.id = t.order_id
      join order_slots s on s.order_id = o.id join span on s.at < span.until and s.until > span.at
      where below.inner and o.state = 'standing' and t.until > span.at
    )
    select unit from (
      select unit, 0 as place from met union all select unit, 1 from unnest(${[...targets]}::uuid[]) as t (unit)
    ) found group by unit order by min(place), unit limit ${limit}`.execute(db);
  return rows.map((row) => row.unit);
}
