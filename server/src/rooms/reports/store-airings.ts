import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Airing } from './log-rules.ts';

/** Days of a book: the first and the day after the last (YYYY-MM-DD), and nothing that begins after `now`. */
export interface Span {
  from: string;
  end: string;
  now: Date;
}

/** Airings of one book at most; a commune has some hundreds in a month. */
const MOST = 5_000;

/**
 * Every slot of an order and every relay that was on the air in a unit or below it, with the last word of each loudspeaker that stood there
 * then. Of orders that were stopped or recalled only the slots before; of relays those of which a loudspeaker told.
 */
export async function airingsIn(db: Db, unit: string, span: Span): Promise<Airing[]> {
  const { rows } = await sql<{ airing: Airing }>`
    with ${places(unit, span)}, ${orderAirings(span)}, ${relayAirings(span)},
    said as materialized (${lastWords})
    select json_build_object('kind', 'order', 'order', o.id, 'at', ${ms(sql`a.at`)}, 'until', ${ms(sql`a.until`)}, 'title', o.title,
      'bulletin', ${bulletin}, 'speakers', ${orderSpeakers}) as airing
    from airing a join orders o on o.id = a.order_id join requests r on r.id = o.request_id
    join revisions v on v.bulletin_id = r.bulletin_id and v.sha256 = r.revision
    union all
    select json_build_object('kind', 'relay', 'order', s.id, 'at', ${ms(sql`a.at`)},
      'until', ${ms(sql`((a.at at time zone 'Asia/Ho_Chi_Minh')::date + s.to_time) at time zone 'Asia/Ho_Chi_Minh'`)},
      'title', s.title, 'bulletin', null, 'speakers', ${relaySpeakers}) as airing
    from relay a join timetable_slots s on s.id = a.order_id
    limit ${MOST}`.execute(db);
  return rows.map(({ airing }) => airing);
}

/** Villages of a unit on the last day of a span, with the number of loudspeakers that stood there then. */
export async function villagesWithSpeakers(
  db: Db,
  unit: string,
  { end }: Pick<Span, 'end'>,
): Promise<{ id: string; name: string; speakers: number }[]> {
  const { rows } = await sql<{ id: string; name: string; speakers: number }>`
    with last as (select least(${end}::date - 1, today()) as day, least(${end}::date, today() + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' as until)
    select p.unit_id as id, p.name, count(d.id)::int as speakers
    from last cross join lateral unit_descendants(${unit}::uuid, last.day) b
    join units u on u.id = b.unit and u.level = 3
    join unit_periods p on p.unit_id = b.unit and p.period @> last.day
    left join devices d on d.unit_id = b.unit and d.kind in ('speaker', 'browser-speaker') and d.claimed_at < last.until
      and (d.revoked_at is null or d.revoked_at >= last.until)
    group by p.unit_id, p.name order by p.name collate "vi-x-icu", p.unit_id`.execute(db);
  return rows;
}

/**
 * SQL: `below`, the units of a unit's subtree in each stretch of days between two changes of the map, and `above`, for each of them itself
 * and the units above it.
 */
function places(unit: string, { from, end }: Span) {
  return sql`
    changes as (
      select ${from}::date as day
      union select valid_from from unit_periods where valid_from > ${from}::date and valid_from < ${end}::date
      union select valid_to from unit_periods where valid_to > ${from}::date and valid_to < ${end}::date),
    stretches as materialized (select day, coalesce(lead(day) over (order by day), ${end}::date) as next from changes),
    below as materialized (
      select s.day, s.next, d.unit, u.level from stretches s cross join lateral unit_descendants(${unit}::uuid, s.day) d
      join units u on u.id = d.unit),
    above as materialized (
      select b.day, b.next, b.unit, b.level, a.unit as target from below b cross join lateral unit_ancestors(b.unit, b.day) a)`;
}

const within = sql`(s.at at time zone 'Asia/Ho_Chi_Minh')::date >= above.day and (s.at at time zone 'Asia/Ho_Chi_Minh')::date < above.next`;

/** SQL: `reach`, each unit of the subtree that should hear a slot; `airing`, those slots; `speaker`, loudspeakers that should play them. */
function orderAirings({ from, end, now }: Span) {
  return sql`
    reach as materialized (
      select distinct s.order_id, s.at, s.until, above.unit, above.level
      from order_slots s join orders o on o.id = s.order_id
      join order_targets t on t.order_id = s.order_id
      join above on above.target = t.unit_id and ${within}
      where s.at >= ${from}::timestamp at time zone 'Asia/Ho_Chi_Minh' and s.at < ${end}::timestamp at time zone 'Asia/Ho_Chi_Minh'
        and s.at <= ${now} and 'speaker' = any(o.channels) and o.state <> 'refused' and (o.ended_at is null or o.ended_at > s.at)
        and not exists (
          select from area_stops x join above a on a.target = x.unit_id and a.unit = above.unit and a.day = above.day
          where x.order_id = s.order_id and x.at <= s.at)),
    airing as materialized (select distinct order_id, at, until from reach)`;
}

/** SQL: `relay`, airings of relays of which a loudspeaker of the subtree told. */
function relayAirings({ from, end, now }: Span) {
  return sql`
    relay as materialized (
      select distinct s.order_id, s.slot as at
      from timetable_slots t join receipts s on s.order_id = t.id join devices d on d.id = s.device_id
      join below on below.unit = d.unit_id and (s.slot at time zone 'Asia/Ho_Chi_Minh')::date >= below.day
        and (s.slot at time zone 'Asia/Ho_Chi_Minh')::date < below.next
      where t.kind = 'relay' and s.slot >= ${from}::timestamp at time zone 'Asia/Ho_Chi_Minh'
        and s.slot < ${end}::timestamp at time zone 'Asia/Ho_Chi_Minh' and s.slot <= ${now}
        and s.kind in ('playing', 'finished', 'interrupted', 'not-played', 'expired'))`;
}

/**
 * SQL: the word that counts of each loudspeaker for each airing: a finished airing stays one, then the later attempt speaks, then the later
 * word; and when it began and ended by the loudspeaker's own clock, where that was trusted.
 */
const lastWords = sql`
  select distinct on (r.order_id, r.slot, r.device_id) r.order_id, r.slot, r.device_id, r.kind, r.reason, r.played_ms,
    min(r.at) filter (where r.kind = 'playing' and r.clock_trusted) over told as began_at,
    max(r.at) filter (where r.kind in ('finished', 'interrupted') and r.clock_trusted) over told as ended_at
  from receipts r join (select order_id, at from airing union select order_id, at from relay) a on a.order_id = r.order_id and a.at = r.slot
  where r.kind in ('playing', 'finished', 'interrupted', 'not-played', 'expired')
  window told as (partition by r.order_id, r.slot, r.device_id)
  order by r.order_id, r.slot, r.device_id, r.kind = 'finished' desc, r.attempt desc, r.kind <> 'playing' desc, r.received_at desc, r.seq desc`;

const word = sql`json_build_object('device', d.id, 'village', case when u.level = 3 then u.id end, 'kind', said.kind, 'reason', said.reason,
  'playedMs', said.played_ms, 'beganAt', ${ms(sql`said.began_at`)}, 'endedAt', ${ms(sql`said.ended_at`)})`;

const orderSpeakers = sql`(
  select coalesce(json_agg(${word} order by d.id), '[]')
  from reach join devices d on d.unit_id = reach.unit join units u on u.id = d.unit_id
  left join said on said.order_id = a.order_id and said.slot = a.at and said.device_id = d.id
  where reach.order_id = a.order_id and reach.at = a.at and d.kind in ('speaker', 'browser-speaker')
    and (said.device_id is not null or (d.claimed_at < a.until and (d.revoked_at is null or d.revoked_at >= a.until))))`;

const relaySpeakers = sql`(
  select coalesce(json_agg(${word} order by d.id), '[]')
  from said join devices d on d.id = said.device_id join units u on u.id = d.unit_id
  where said.order_id = a.order_id and said.slot = a.at and d.unit_id in (select below.unit from below))`;

const bulletin = sql`json_build_object('id', o.bulletin_id, 'class', o.class,
  'topic', (select t.name from topics t where t.id = v.content ->> 'topic'), 'genre', v.content -> 'genre', 'origin', v.content -> 'origin',
  'contributors', (select coalesce(json_agg(c.one), '[]') from (
    select jsonb_array_elements(v.content -> 'contributors') as one
    union all select jsonb_array_elements(w.content -> 'contributors') from request_parts q
      join revisions w on w.bulletin_id = q.bulletin_id and w.sha256 = q.revision where q.request_id = r.id) c),
  'sounds', (select coalesce(json_agg(json_build_object('language', s -> 'language', 'durationMs', s -> 'durationMs')), '[]')
    from jsonb_array_elements(r.body -> 'sounds') s),
  'approvals', (select coalesce(json_agg(json_build_object('name', w.name, 'channel', p.channel) order by p.step), '[]')
    from approvals p join users w on w.id = p.approver_id where p.request_id = r.id),
  'villageHead', (select w.name from notices q join users w on w.id = q.user_id where q.bulletin_id = o.bulletin_id),
  'makesUpFor', (select ${ms(sql`m.missed_at`)} from make_ups m where m.request_id = r.id),
  'villages', (select coalesce(json_agg(reach.unit order by reach.unit), '[]') from reach
    where reach.order_id = a.order_id and reach.at = a.at and reach.level = 3))`;

/** SQL: an instant as UTC epoch milliseconds. */
function ms(instant: ReturnType<typeof sql>) {
  return sql`round(extract(epoch from ${instant}) * 1000)`;
}
