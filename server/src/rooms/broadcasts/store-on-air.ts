import { sql } from 'kysely';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import { PLANNED_ONCE } from '../../platform/db-client.ts';
import type { Db } from '../../platform/db.ts';
import { heardIn, issuedIn, scope } from './store-figures.ts';

export interface OnAirRow {
  order: string;
  bulletin: string;
  title: string;
  unitNames: string[] | null;
  playing: boolean;
  at: Date;
}

/** No slot lasts longer: it begins and ends on one day. */
const LONGEST_SLOT = sql`interval '1 day'`;

/**
 * Standing orders for loudspeakers that sound now or will within `until`, where the person may stop them: everywhere, or in an own area in which
 * they were not stopped yet. An open window counts while any loudspeaker there has not said its last word of it.
 */
export async function onAirFor(
  db: Db,
  person: string,
  stoppers: readonly Role[],
  now: Date,
  until: Date,
): Promise<OnAirRow[]> {
  const { rows } = await sql<OnAirRow>`${sql.raw(PLANNED_ONCE)}
    with ${scope('stops', person, stoppers)},
    near as materialized (
      select o.*, s.at, s.until from order_slots s join orders o on o.id = s.order_id
      where s.at < ${until} and s.at > ${now}::timestamptz - ${LONGEST_SLOT} and s.until > ${now} and o.state = 'standing' and 'speaker' = any(o.channels)),
    mine as materialized (
      select o.*, ${issuedIn('stops')} as own from near o join bulletins b on b.id = o.bulletin_id
      where ${issuedIn('stops')} or ${heardIn('stops')}),
    open as materialized (
      select o.* from mine o where o.own or not exists (
        select from area_stops x where x.order_id = o.id and x.unit_id in (select unit from stops union select unit from stops_above))),
    sounding as (select distinct (playing ->> 'order')::uuid as "order" from device_status where online and playing is not null),
    live as (
      select o.id, min(o.at) as at, bool_or(o.at <= ${now} and o.id in (select "order" from sounding)) as playing
      from open o where o.at > ${now} or ${unsettled} group by o.id)
    select live.id as "order", o.bulletin_id as bulletin, o.title, live.playing, live.at,
      (select array_agg(unit_name(t.unit_id) order by unit_name(t.unit_id) collate "vi-x-icu") from order_targets t where t.order_id = live.id) as "unitNames"
    from live join orders o on o.id = live.id
    order by live.playing desc, live.at, live.id limit 100`.execute(db);
  return rows;
}

/** SQL: whether some loudspeaker below order `o`'s targets can still be heard in the slot that began at `o.at`. */
const unsettled = sql`exists (
  select from order_targets t cross join lateral unit_descendants(t.unit_id) below
  join devices d on d.unit_id = below.unit and d.kind in ('speaker', 'browser-speaker') and d.revoked_at is null
  where t.order_id = o.id and not exists (
    select from receipts r where r.order_id = o.id and r.slot = o.at and r.device_id = d.id
      and (r.kind in ('finished', 'not-played', 'expired') or (r.kind = 'interrupted' and r.reason is distinct from 'higher-class'))))`;
