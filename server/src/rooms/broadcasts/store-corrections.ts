import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { Airing, Coming } from './correction-rules.ts';
import type {} from './tables.ts';

type Either = Db | Tx;

/** Instant as UTC epoch milliseconds. */
const ms = (instant: ReturnType<typeof sql>) => sql`(extract(epoch from ${instant}) * 1000)::float8`;

/**
 * Every airing in which a bulletin was to be heard in one of its states, alone or in an edition, with what each loudspeaker told that began
 * to sound.
 */
export async function airingsOf(db: Either, bulletin: string, revision: string): Promise<Airing[]> {
  const { rows } = await sql<Airing>`
    with said as (
      select o.id, o.request_id, null::smallint as place from orders o join requests r on r.id = o.request_id
      where o.bulletin_id = ${bulletin} and r.revision = ${revision}
      union all
      select o.id, o.request_id, p.place from request_parts p join orders o on o.request_id = p.request_id
      where p.bulletin_id = ${bulletin} and p.revision = ${revision}
    ), last as (
      select distinct on (c.order_id, c.slot, c.device_id) c.order_id, c.slot, c.device_id, c.kind, c.played_ms, c.at as told_at,
        coalesce(min(c.at) filter (where c.kind = 'playing') over (partition by c.order_id, c.slot, c.device_id), c.slot) as began_at
      from receipts c
      where c.order_id in (select id from said) and c.kind in ('playing', 'finished', 'interrupted')
      order by c.order_id, c.slot, c.device_id, c.kind = 'finished' desc, c.attempt desc, c.kind <> 'playing' desc, c.received_at desc, c.seq desc)
    select said.id as "order", ${ms(sql`s.at`)} as at, said.place, r.body -> 'times' ->> 'kind' = 'now' as now,
      json_strip_nulls(json_build_object('sounds', r.body -> 'sounds', 'readings', r.body -> 'readings', 'parts', r.body -> 'parts')) as played,
      ${words} as words
    from said join order_slots s on s.order_id = said.id join requests r on r.id = said.request_id
    order by s.at, said.id`.execute(db);
  return rows;
}

const words = sql`(
  select coalesce(json_agg(json_build_object('unit', u.id, 'village', case when u.level = 3 then u.id end, 'kind', last.kind,
    'playedMs', last.played_ms, 'beganAt', ${ms(sql`last.began_at`)}, 'toldAt', ${ms(sql`last.told_at`)},
    'leftOutAt', ${ms(sql`there.own`)}, 'leftOut', there.places)), '[]')
  from last join devices d on d.id = last.device_id join units u on u.id = d.unit_id
  cross join lateral (
    select min(x.at) filter (where x.place = said.place) as own, coalesce(json_agg(distinct x.place), '[]') as places from part_stops x
    where x.order_id = said.id and (x.unit_id is null or x.unit_id in (select a.unit from unit_ancestors(u.id) a))) there
  where last.order_id = said.id and last.slot = s.at and d.kind in ('speaker', 'browser-speaker'))`;

/** Units out of some that lie neither in nor below one of the targets. */
export async function outside(db: Either, units: readonly string[], targets: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ unit: string }>`
    select place.unit from unnest(${[...units]}::uuid[]) as place (unit)
    where not exists (select from unit_ancestors(place.unit) a where a.unit = any (${[...targets]}::uuid[]))`.execute(
    db,
  );
  return rows.map(({ unit }) => unit);
}

/** Targets of every order that said a bulletin in one of its states. */
export async function targetsAired(
  db: Either,
  bulletin: string,
  revision: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct t.unit_id as id, unit_name(t.unit_id) as name from orders o join requests r on r.id = o.request_id
    join request_targets t on t.request_id = r.id
    where (o.bulletin_id = ${bulletin} and r.revision = ${revision})
      or exists (select from request_parts p where p.request_id = r.id and p.bulletin_id = ${bulletin} and p.revision = ${revision})
    order by name, id`.execute(db);
  return rows;
}

/**
 * Sessions for which a bulletin is ordered on loudspeakers, alone or in editions, and not stopped before they were over.
 * @param units of which to say in which sessions it is to be heard there @param except a request that is not counted
 */
export async function sessionsComing(
  db: Either,
  bulletin: string,
  units: readonly string[],
  except: string | null,
): Promise<Coming[]> {
  const { rows } = await sql<Coming>`
    with said as (
      select o.id, o.request_id, null::smallint as place from orders o where o.bulletin_id = ${bulletin} and o.state = 'standing'
      union all
      select o.id, o.request_id, p.place from request_parts p join orders o on o.request_id = p.request_id
      where p.bulletin_id = ${bulletin} and o.state = 'standing'
    ), place as (
      select unit, array(select a.unit from unit_ancestors(unit) a) as above from unnest(${[...units]}::uuid[]) as unit)
    select ${ms(sql`s.at`)} as at, coalesce(array_agg(distinct place.unit) filter (where place.unit is not null), '{}') as units
    from said join requests r on r.id = said.request_id join order_slots s on s.order_id = said.id
    left join place on exists (select from order_targets t where t.order_id = said.id and t.unit_id = any (place.above))
      and not exists (select from area_stops x where x.order_id = said.id and x.at < s.until and x.unit_id = any (place.above))
      and not exists (
        select from part_stops x where x.order_id = said.id and x.place = said.place and x.at < s.until and x.unit_id = any (place.above))
    where r.id is distinct from ${except}::uuid and r.body -> 'channels' ? 'speaker' and not exists (
      select from part_stops x where x.order_id = said.id and x.place = said.place and x.at < s.until and x.unit_id is null)
    group by s.at order by s.at`.execute(db);
  return rows;
}
