import { sql } from 'kysely';
import { Request, type Slot } from '@nguon/protocol/request.ts';
import type { Db, Tx } from '../../platform/db.ts';
import { slotsJson } from './store.ts';

/** Something that takes room in the slots of some places. */
export interface TakenRow {
  request: Request;
  slots: Slot[];
  /** Each of the asked places in which it sounds, with the parts that are left out there. */
  places: { place: string; leftOut: number[] }[];
}

/**
 * What loudspeakers of some places sound in slots that touch [from, to): orders that are not silent there, what is approved and has no order
 * yet, and what waits for approval, so that two things asked for one after the other do not count on the same minutes.
 */
export async function takenIn(
  db: Db | Tx,
  places: readonly string[],
  { from, to, now }: { from: Date; to: Date; now: Date },
): Promise<TakenRow[]> {
  const { rows } = await sql<Omit<TakenRow, 'request'> & { canonical: string }>`
    with way as materialized (
      select place.id as place, a.unit from unnest(${[...places]}::uuid[]) as place (id) cross join lateral unit_ancestors(place.id) a
    ), told as (
      select distinct t.order_id, way.place from way join order_targets t on t.unit_id = way.unit and t.until > ${from}
    ), ordered as (
      select o.id, o.request_id, told.place from told join orders o on o.id = told.order_id
      where o.state <> 'refused' and o.ended_at is null and 'speaker' = any(o.channels)
        and exists (select from order_slots s where s.order_id = o.id and s.at < ${to} and s.until > ${from})
        and not exists (select from area_stops x join way w on w.unit = x.unit_id and w.place = told.place where x.order_id = o.id)
    ), asked as (
      select distinct r.id, way.place from requests r join request_targets t on t.request_id = r.id join way on way.unit = t.unit_id
      join bulletins b on b.id = r.bulletin_id and b.state <> 'recalled'
      where r.state in ('waiting', 'approved') and r.approve_by > ${now} and r.body -> 'channels' ? 'speaker'
        and not exists (select from orders o where o.request_id = r.id)
        and exists (select from jsonb_array_elements(r.body -> 'times' -> 'slots') s
          where (s ->> 'at')::timestamptz < ${to} and (s ->> 'until')::timestamptz > ${from})
    ), taking as (
      select request_id, place, array(select distinct x.place::int from part_stops x where x.order_id = ordered.id
        and (x.unit_id is null or x.unit_id in (select w.unit from way w where w.place = ordered.place))) as left_out from ordered
      union all select id, place, '{}' from asked
    )
    select r.canonical, case when o.id is null then r.body #> '{times,slots}' else ${slotsJson}::jsonb end as slots,
      json_agg(json_build_object('place', taking.place, 'leftOut', taking.left_out)) as places
    from taking join requests r on r.id = taking.request_id left join orders o on o.request_id = r.id group by r.id, o.id`.execute(
    db,
  );
  return rows.map(({ canonical, ...row }) => ({ ...row, request: Request.parse(JSON.parse(canonical)) }));
}
