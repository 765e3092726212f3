import { sql } from 'kysely';
import type { Played } from '@nguon/protocol/request.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { Airing, Word } from './correction-rules.ts';
import type {} from './tables.ts';

type Either = Db | Tx;

/** An airing with what tells where in it the bulletin stands. */
export interface AiringRow extends Pick<Airing, 'order' | 'at' | 'now'> {
  /** Of the part; null for an order of its own. */
  place: number | null;
  played: Played;
  words: Word[];
}

/** Instant as UTC epoch milliseconds. */
const ms = (instant: ReturnType<typeof sql>) => sql`(extract(epoch from ${instant}) * 1000)::float8`;

/**
 * Every airing in which a bulletin was to be heard in one of its states, alone or in an edition, with what each loudspeaker told that began
 * to sound.
 */
export async function airingsOf(db: Either, bulletin: string, revision: string): Promise<AiringRow[]> {
  const { rows } = await sql<AiringRow>`
    with said as (
      select o.id, o.request_id, null::smallint as place from orders o join requests r on r.id = o.request_id
      where o.bulletin_id = ${bulletin} and r.revision = ${revision}
      union all
      select o.id, o.request_id, p.place from request_parts p join orders o on o.request_id = p.request_id
      where p.bulletin_id = ${bulletin} and p.revision = ${revision}
    ), last as (
      select distinct on (c.order_id, c.slot, c.device_id) c.order_id, c.slot, c.device_id, c.kind, c.played_ms,
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
    'playedMs', last.played_ms, 'beganAt', ${ms(sql`last.began_at`)}, 'leftOutAt', (
      select ${ms(sql`min(x.at)`)} from part_stops x where x.order_id = said.id and x.place = said.place
        and (x.unit_id is null or x.unit_id in (select a.unit from unit_ancestors(u.id) a))))), '[]')
  from last join devices d on d.id = last.device_id join units u on u.id = d.unit_id
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

/** Sessions for which a bulletin is ordered already, alone or in editions, and not stopped. @param except a request that is not counted */
export async function sessionsOrdered(db: Either, bulletin: string, except: string | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct s.at)::int as count from orders o join order_slots s on s.order_id = o.id
    where o.state = 'standing' and o.request_id is distinct from ${except}::uuid and (o.bulletin_id = ${bulletin}
      or exists (select from request_parts p where p.request_id = o.request_id and p.bulletin_id = ${bulletin}))`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
