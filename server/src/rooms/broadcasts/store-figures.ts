import { sql } from 'kysely';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { Db } from '../../platform/db.ts';
import { slotsJson } from './store.ts';
import type { OrderState } from './tables.ts';

/** A loudspeaker that should play an order, its village if it stands in one, and what became of the slot there. */
export interface SpeakerRow {
  village: string | null;
  /** Kind of the receipt that counts; "received" when it has the order and said no more; null: nothing yet. */
  kind: string | null;
  reason: string | null;
  at: string | null;
  lastContactAt: string | null;
}

/** An order with the places that its reader may see. */
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
  /** Start of the slot that is told of: the last that began, else the first. */
  slot: Date;
  speakers: SpeakerRow[];
  villages: { id: string; name: string; communeName: string }[];
  /** Place of the bulletin in the edition that was ordered, and since when it is left out everywhere; null for an order of its own. */
  part: { place: number; stoppedAt: string | null } | null;
}

/** Orders of one bulletin that are shown at once. */
const SHOWN = 30;

/**
 * Orders of a bulletin, newest first, each with the last word of every loudspeaker and with the villages that should hear, in one query.
 * Whoever reads the issuing unit sees all of an order; others who read places that it reaches see those places of it.
 * Places are those of the map on the slot's day; loudspeakers those that stood there then, also when they were taken away since.
 */
export async function ordersOfBulletin(
  db: Db,
  person: string,
  roles: { readers: readonly Role[]; stoppers: readonly Role[] },
  bulletin: string,
  now: Date,
): Promise<OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    with ${scope('reads', person, roles.readers)}, ${scope('stops', person, roles.stoppers)},
    wanted as materialized (
      select o.*, air.at as slot, air.until as slot_until, (air.at at time zone 'Asia/Ho_Chi_Minh')::date as day,
        ${issuedIn('reads')} as whole,
        o.state = 'standing' and (${issuedIn('stops')} or ${heardIn('stops')}) as may_stop, ${partOf(bulletin)} as part
      from orders o join bulletins b on b.id = o.bulletin_id
      cross join lateral (
        select s.at, s.until from order_slots s where s.order_id = o.id
        order by s.at <= ${now} desc, case when s.at <= ${now} then s.at end desc, s.at limit 1) air
      where (o.bulletin_id = ${bulletin} or o.request_id in (select p.request_id from request_parts p where p.bulletin_id = ${bulletin}))
        and (${issuedIn('reads')} or ${heardIn('reads')})
      order by o.made_at desc limit ${SHOWN}),
    reach as materialized (
      select distinct o.id as order_id, o.day, d.unit from wanted o join order_targets t on t.order_id = o.id
      cross join lateral unit_descendants(t.unit_id, o.day) d
      where o.whole or d.unit in (select unit from reads)),
    said as materialized (${lastWords}),
    holds as materialized (select distinct r.order_id, r.device_id from receipts r join wanted o on o.id = r.order_id)
    select o.id, o.bulletin_id as bulletin, o.title, o.class, o.state, o.ended_at as "endedAt", o.end_reason as "endReason", o.slot,
      o.may_stop as "mayStop", o.part, ${slotsJson} as slots, ${speakers} as speakers, ${villages} as villages
    from wanted o order by o.made_at desc`.execute(db);
  return rows;
}

/** SQL: two tables, of the units and topics in which a person holds one of the roles (`name`), and of the units above these (`name_above`). */
export function scope(name: 'reads' | 'stops', person: string, roles: readonly Role[]) {
  const [own, above] = [sql.ref(name), sql.ref(`${name}_above`)];
  return sql`${own} as materialized (select * from granted_topics(${person}::uuid, ${[...roles]}::text[])),
    ${above} as materialized (
      select distinct a.unit, g.topic from standing_grants g cross join lateral unit_ancestors(g.unit_id) a
      where g.user_id = ${person} and g.role = any (${[...roles]}::text[]))`;
}

/** SQL: whether order `o` of bulletin `b` was issued in such a scope. */
export function issuedIn(name: 'reads' | 'stops') {
  return sql`exists (select from ${sql.ref(name)} g where g.unit = o.unit_id and (g.topic is null or g.topic = b.topic))`;
}

/** SQL: whether order `o` of bulletin `b` is heard in such a scope: aimed into it, or at a unit above it. */
export function heardIn(name: 'reads' | 'stops') {
  const [own, above] = [sql.ref(name), sql.ref(`${name}_above`)];
  return sql`exists (
    select from order_targets t join (select * from ${own} union select * from ${above}) g on g.unit = t.unit_id
    where t.order_id = o.id and (g.topic is null or g.topic = b.topic))`;
}

/** SQL: the place of a bulletin in the edition of order `o`; null for an order of its own. */
function partOf(bulletin: string) {
  return sql`(
    select json_build_object('place', p.place, 'stoppedAt', (
      select min(x.at) from part_stops x where x.order_id = o.id and x.place = p.place and x.unit_id is null))
    from request_parts p where p.request_id = o.request_id and p.bulletin_id = ${bulletin} order by p.place limit 1)`;
}

/** A later kind outweighs an earlier one, whatever the clocks say: a finished airing stays one, then the later attempt speaks, then the later word. */
const lastWords = sql`
  select distinct on (r.order_id, r.device_id) r.order_id, r.device_id, r.kind, r.reason, r.at
  from receipts r join wanted o on o.id = r.order_id and o.slot = r.slot
  where r.kind in ('playing', 'finished', 'interrupted', 'not-played', 'expired')
  order by r.order_id, r.device_id, r.kind = 'finished' desc, r.attempt desc, r.kind <> 'playing' desc, r.received_at desc, r.seq desc`;

const speakers = sql`(
  select coalesce(json_agg(json_build_object('village', case when u.level = 3 then u.id end, 'reason', said.reason, 'at', said.at,
    'kind', coalesce(said.kind, case when holds.device_id is not null then 'received' end), 'lastContactAt', d.last_contact_at)), '[]')
  from reach join devices d on d.unit_id = reach.unit join units u on u.id = d.unit_id
  left join said on said.order_id = o.id and said.device_id = d.id
  left join holds on holds.order_id = o.id and holds.device_id = d.id
  where reach.order_id = o.id and 'speaker' = any(o.channels) and d.kind in ('speaker', 'browser-speaker')
    and (said.device_id is not null or (d.claimed_at < o.slot_until and (d.revoked_at is null or d.revoked_at >= o.slot_until))))`;

const villages = sql`(
  select coalesce(json_agg(json_build_object('id', v.unit_id, 'name', v.name, 'communeName', coalesce(c.name, ''))
    order by c.name collate "vi-x-icu", v.name collate "vi-x-icu"), '[]')
  from reach join units u on u.id = reach.unit and u.level = 3
  join unit_periods v on v.unit_id = reach.unit and v.period @> reach.day
  left join unit_periods c on c.unit_id = v.parent_id and c.period @> reach.day
  where reach.order_id = o.id)`;
