import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { OrderState } from './tables.ts';

export interface OrderRow {
  id: string;
  bulletin: string;
  title: string;
  class: 'normal' | 'priority' | 'emergency';
  state: OrderState;
  endedAt: Date | null;
  endReason: string | null;
  mayStop: boolean;
  slots: { at: string; until: string }[];
}

/** Orders of a bulletin that the person may see, newest first; empty when the bulletin is not in the person's units. */
export async function ordersOfBulletin(
  db: Db,
  user: string,
  roles: { readers: readonly string[]; stoppers: readonly string[] },
  bulletin: string,
): Promise<OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    select o.id, o.bulletin_id as bulletin, o.title, o.class, o.state, o.ended_at as "endedAt", o.end_reason as "endReason",
      o.state = 'standing' and o.unit_id in (select granted_units(${user}::uuid, ${[...roles.stoppers]}::text[])) as "mayStop",
      (select json_agg(json_build_object(
          'at', to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'until', to_char(s.until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.at)
        from order_slots s where s.order_id = o.id) as slots
    from orders o
    where o.bulletin_id = ${bulletin} and (
      o.unit_id in (select granted_units(${user}::uuid, ${[...roles.readers]}::text[]))
      or exists (select 1 from order_targets t where t.order_id = o.id
        and t.unit_id in (select granted_units(${user}::uuid, ${[...roles.readers]}::text[]))))
    order by o.made_at desc limit 50`.execute(db);
  return rows;
}

/** A speaker that should play an order, its village if it stands in one, and the last that it said of the slot. */
export interface SpeakerRow {
  device: string;
  village: string | null;
  kind: string | null;
  reason: string | null;
  at: Date | null;
  lastContactAt: Date | null;
}

/** Every speaker below the order's targets, with its last word on one slot ("received" when it has the order and no more). */
export async function speakersOf(db: Db, order: string, slot: Date, now: Date): Promise<SpeakerRow[]> {
  const { rows } = await sql<SpeakerRow>`
    with reach as (
      select distinct d.unit from order_targets t cross join lateral unit_descendants(t.unit_id, ${localDay(now)}) d where t.order_id = ${order}),
    said as (
      select distinct on (device_id) device_id, kind, reason, at from receipts
      where order_id = ${order} and slot = ${slot} and kind in ('playing', 'finished', 'interrupted', 'not-played', 'expired')
      order by device_id, at desc, received_at desc, seq desc),
    holds as (select distinct device_id from receipts where order_id = ${order})
    select d.id as device, case when u.level = 3 then u.id end as village,
      coalesce(said.kind, case when holds.device_id is not null then 'received' end) as kind,
      said.reason, said.at, d.last_contact_at as "lastContactAt"
    from devices d join reach on reach.unit = d.unit_id join units u on u.id = d.unit_id
    left join said on said.device_id = d.id left join holds on holds.device_id = d.id
    where d.kind in ('speaker', 'browser-speaker') and d.revoked_at is null`.execute(db);
  return rows;
}

/** Villages below the order's targets with their communes' names, in Vietnamese order. */
export async function villagesOf(
  db: Db,
  order: string,
  now: Date,
): Promise<{ id: string; name: string; communeName: string }[]> {
  const { rows } = await sql<{ id: string; name: string; communeName: string }>`
    with reach as (
      select distinct d.unit from order_targets t cross join lateral unit_descendants(t.unit_id, ${localDay(now)}) d where t.order_id = ${order})
    select v.id, v.name, coalesce(c.name, '') as "communeName"
    from reach join units_on(${localDay(now)}) v on v.id = reach.unit and v.level = 3
    left join units_on(${localDay(now)}) c on c.id = v.parent_id
    order by c.name collate "vi-x-icu", v.name collate "vi-x-icu"`.execute(db);
  return rows;
}

export interface OnAirRow {
  order: string;
  bulletin: string;
  title: string;
  unitNames: string[];
  playing: boolean;
  at: Date;
}

/** Standing orders with a slot now or before `until` that the person may stop, everywhere or in an own area. */
export async function onAirFor(
  db: Db,
  user: string,
  stoppers: readonly string[],
  now: Date,
  until: Date,
): Promise<OnAirRow[]> {
  const { rows } = await sql<OnAirRow>`
    with mine as (select granted_units(${user}::uuid, ${[...stoppers]}::text[]) as unit),
    above as (select distinct a.unit from grants g cross join lateral unit_ancestors(g.unit_id, ${localDay(now)}) a
      where g.user_id = ${user} and g.ended_at is null and g.role = any (${[...stoppers]}::text[])),
    sounding as (select distinct (playing ->> 'order')::uuid as "order" from device_status where online and playing is not null)
    select o.id as "order", o.bulletin_id as bulletin, o.title, o.id in (select "order" from sounding) as playing,
      (select min(s.at) from order_slots s where s.order_id = o.id and s.until > ${now}) as at,
      (select array_agg(n.name order by n.name) from order_targets t join units_on(${localDay(now)}) n on n.id = t.unit_id where t.order_id = o.id) as "unitNames"
    from orders o
    where o.state = 'standing'
      and exists (select 1 from order_slots s where s.order_id = o.id and s.at < ${until} and s.until > ${now})
      and (o.unit_id in (select unit from mine) or exists (
        select 1 from order_targets t where t.order_id = o.id and t.unit_id in (select unit from mine union select unit from above)))
      and not exists (select 1 from area_stops x where x.order_id = o.id and x.unit_id in (select unit from mine)
        and o.unit_id not in (select unit from mine))
    order by playing desc, at limit 100`.execute(db);
  return rows;
}

/** Calendar day of the province at an instant, as an SQL expression. */
function localDay(now: Date) {
  return sql`(${now}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date`;
}
