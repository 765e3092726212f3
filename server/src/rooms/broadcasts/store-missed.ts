import { sql } from 'kysely';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import { Request } from '@nguon/protocol/request.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { VillageHearing } from './missed-rules.ts';
import { issuedIn, scope } from './store-figures.ts';

/** A bulletin on the air of which a session is over, with every village that such a session was for. */
export interface PassedRow {
  bulletin: string;
  title: string;
  unitName: string;
  class: 'normal' | 'priority';
  /** The newest approved request that says it. */
  request: Request;
  /** Start of the last session that is over. */
  slot: Date;
  villages: VillageHearing[];
  /** A request of it that waits for approval. */
  waiting: string | null;
}

/** Bulletins that are offered at once. */
const SHOWN = 30;

/**
 * Bulletins with a session that ended in (since, now] and that may still be heard: issued where this person holds one of the roles, on the air as
 * they were approved, neither recalled, corrected, expired nor stopped, also in part.
 * @param bulletin only this one
 */
export async function passedSessions(
  db: Db | Tx,
  { person, roles, bulletin }: { person: string; roles: readonly Role[]; bulletin: string | null },
  { since, now }: { since: Date; now: Date },
): Promise<PassedRow[]> {
  const { rows } = await sql<Omit<PassedRow, 'request'> & { canonical: string }>`
    with ${scope('reads', person, roles)},
    standing as materialized (
      select o.id, o.bulletin_id, o.title, o.unit_id, o.class, o.made_at, r.revision, r.canonical, air.at, air.until
      from orders o join requests r on r.id = o.request_id join bulletins b on b.id = o.bulletin_id
      cross join lateral (
        select s.at, s.until from order_slots s where s.order_id = o.id and s.until <= ${now} order by s.at desc limit 1) air
      where o.state = 'standing' and o.expires_at > ${now} and 'speaker' = any(o.channels) and o.class <> 'emergency'
        and air.until > ${since} and (${bulletin}::uuid is null or o.bulletin_id = ${bulletin}) and ${issuedIn('reads')}
        and b.state = 'ordered' and b.revision = r.revision
        and not exists (select from corrections c where c.corrects = b.id)
        and not exists (select from request_parts p join bulletins x on x.id = p.bulletin_id
          where p.request_id = r.id and (x.revision <> p.revision or x.state = 'recalled'))
        and not exists (select from part_stops p where p.order_id = o.id)
    ), newest as (
      select distinct on (bulletin_id) * from standing order by bulletin_id, made_at desc, id
    ), reach as materialized (
      select st.bulletin_id, d.unit, max(st.at) as at, max(st.until) as until from standing st join order_targets t on t.order_id = st.id
      cross join lateral unit_descendants(t.unit_id, (st.at at time zone 'Asia/Ho_Chi_Minh')::date) d
      join units u on u.id = d.unit and u.level = 3
      where not exists (${stoppedThere(sql`st.id`, sql`d.unit`)})
      group by st.bulletin_id, d.unit
    ), saying as materialized (${saying}), said as materialized (${lastWords})
    select n.bulletin_id as bulletin, n.title, unit_name(n.unit_id) as "unitName", n.class, n.canonical,
      (select max(st.at) from standing st where st.bulletin_id = n.bulletin_id) as slot, ${villages(now)} as villages,
      (select w.id from requests w where w.bulletin_id = n.bulletin_id and w.state = 'waiting' limit 1) as waiting
    from newest n order by slot desc, n.bulletin_id limit ${SHOWN}`.execute(db);
  return rows.map(({ canonical, ...row }) => ({ ...row, request: Request.parse(JSON.parse(canonical)) }));
}

/** SQL: stops of an order in an area that holds a unit. */
function stoppedThere(order: ReturnType<typeof sql>, unit: ReturnType<typeof sql>) {
  return sql`select from area_stops x where x.order_id = ${order} and x.unit_id in (select a.unit from unit_ancestors(${unit}) a)`;
}

/** SQL: every order that says one of the bulletins as it is now, also within an edition. */
const saying = sql`
  select n.bulletin_id, o.id as order_id, o.state from newest n join orders o on o.bulletin_id = n.bulletin_id
  join requests r on r.id = o.request_id and r.revision = n.revision
  union
  select n.bulletin_id, o.id, o.state from newest n
  join request_parts p on p.bulletin_id = n.bulletin_id and p.revision = n.revision join orders o on o.request_id = p.request_id
  where not exists (select from part_stops x where x.order_id = o.id and x.place = p.place)`;

/** SQL: the last word of each loudspeaker on each bulletin; a finished airing stays one. */
const lastWords = sql`
  select distinct on (y.bulletin_id, r.device_id) y.bulletin_id, r.device_id, r.kind, r.reason, r.at
  from saying y join receipts r on r.order_id = y.order_id
  where r.kind in ('received', 'ready', 'playing', 'finished', 'interrupted', 'not-played', 'expired')
  order by y.bulletin_id, r.device_id, r.kind = 'finished' desc, r.slot desc nulls last, r.attempt desc, r.kind <> 'playing' desc,
    r.received_at desc, r.seq desc`;

/** SQL: villages of bulletin `n` that stand today, each with its loudspeakers, and whether another session is still to come there. */
const villages = (now: Date) => sql`(
  select coalesce(json_agg(json_build_object('id', v.unit_id, 'name', v.name, 'communeName', coalesce(c.name, ''),
    'ahead', exists (
      select from saying y join order_slots s on s.order_id = y.order_id join order_targets t on t.order_id = y.order_id
      where y.bulletin_id = n.bulletin_id and y.state = 'standing' and s.until > ${now}
        and t.unit_id in (select a.unit from unit_ancestors(v.unit_id) a) and not exists (${stoppedThere(sql`y.order_id`, sql`v.unit_id`)})),
    'speakers', (
      select coalesce(json_agg(json_build_object('kind', said.kind, 'reason', said.reason, 'at', said.at, 'lastContactAt', d.last_contact_at)), '[]')
      from devices d left join said on said.device_id = d.id and said.bulletin_id = n.bulletin_id
      where d.unit_id = v.unit_id and d.kind in ('speaker', 'browser-speaker')
        and (said.kind = 'finished' or (d.revoked_at is null and d.claimed_at < reach.until))))
    order by c.name collate "vi-x-icu", v.name collate "vi-x-icu"), '[]')
  from reach join unit_periods v on v.unit_id = reach.unit and v.period @> today()
  left join unit_periods c on c.unit_id = v.parent_id and c.period @> today()
  where reach.bulletin_id = n.bulletin_id)`;
