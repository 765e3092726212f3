import { sql } from 'kysely';
import { PLANNED_ONCE } from '../../platform/db-client.ts';
import type { Db } from '../../platform/db.ts';

/** A bulletin as a page shows it: the approved words, never newer ones. */
export interface PublishedItem {
  bulletin: string;
  title: string;
  /** On a commune's home the beginning alone. */
  text: string;
  class: 'normal' | 'priority' | 'emergency';
  issuer: string;
  publishedAt: string;
  expiresAt: string;
  picture: { sha256: string; alternative: string } | null;
  sounds: { language: string; sha256: string; mp3: string | null; durationMs: number; voice: string | null }[];
  /** Starts still ahead, in the loudspeakers of this commune. */
  slots: string[];
}

export interface CommunePage {
  id: string;
  name: string;
  slug: string;
  parentName: string;
  items: PublishedItem[];
  timetable: { kind: string; title: string; weekdays: number[]; from: string; to: string }[];
}

/** Characters of a text that a commune's home may show. */
const TEASER = 300;
/** Starts ahead that a page names. */
const STARTS = 10;

/**
 * Everything that a commune's page needs, in one query; null when no commune has this slug today.
 * @param only one bulletin's id, to read that one alone, with its whole text
 */
export async function communePage(
  db: Db,
  slug: string,
  now: Date,
  limit: number,
  only: string | null = null,
): Promise<CommunePage | null> {
  const { rows } = await sql<{
    page: CommunePage;
  }>`${sql.raw(PLANNED_ONCE)}
    with day as materialized (select today() as today),
    place as materialized (
      select p.unit_id as id, p.name, p.slug, p.parent_id from day, unit_periods p join units u on u.id = p.unit_id
      where p.slug = ${slug} and ${holds('p')} and u.level = 2),
    above as materialized (select a.unit, a.depth from place cross join lateral unit_ancestors(place.id) a),
    near as materialized (
      select unit from above
      union select v.unit_id from day, place join unit_periods v on v.parent_id = place.id where ${holds('v')}),
    standing as materialized (
      select distinct t.order_id from near cross join lateral (
        select order_id from order_targets where unit_id = near.unit and until > ${now} offset 0) t),
    here as materialized (
      select o.id, o.bulletin_id, o.request_id, o.unit_id, o.class, o.made_at, o.expires_at
      from standing cross join lateral (select * from orders where id = standing.order_id offset 0) o
      where o.state = 'standing' and 'site' = any(o.channels) and (${only}::uuid is null or o.bulletin_id = ${only}::uuid)
        and not exists (select from above join area_stops x on x.unit_id = above.unit where x.order_id = o.id)),
    -- Of several orders of one bulletin here the newest one speaks.
    newest as materialized (
      select * from (select distinct on (bulletin_id) * from here order by bulletin_id, made_at desc, id) one
      order by made_at desc, id limit ${limit})
    select json_build_object(
      'id', place.id, 'name', place.name, 'slug', place.slug, 'parentName', coalesce((
        select p.name from day, unit_periods p where p.unit_id = place.parent_id and ${holds('p')}), ''),
      'items', ${publishedItems(now, only)}, 'timetable', ${weeklySlots}
    ) as page from place`.execute(db);
  return rows[0]?.page ?? null;
}

/** One bulletin as the people of a commune may read it; null when it is not (or no longer) published there. */
export async function publishedBulletin(
  db: Db,
  slug: string,
  bulletin: string,
  now: Date,
): Promise<{ page: CommunePage; item: PublishedItem } | null> {
  const page = await communePage(db, slug, now, 1, bulletin);
  const item = page?.items[0];
  return page && item ? { page, item } : null;
}

/** A commune in a list. */
export interface CommuneEntry {
  name: string;
  slug: string;
  parentName: string;
}

/**
 * Communes of the province today, by the unit above and by name; at most 500.
 * @param wanted part of a name, with or without tone marks, or the commune's whole code; empty: all
 */
export async function communes(db: Db, wanted: string): Promise<CommuneEntry[]> {
  const literal = `%${wanted.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<CommuneEntry>`
    select u.name, u.slug, coalesce(p.name, '') as "parentName"
    from units_on(today()) u left join unit_periods p on p.unit_id = u.parent_id and p.period @> today()
    where u.level = 2 and (fold(u.name) like fold(${literal}) or u.code = ${wanted} or fold(p.name) like fold(${literal}))
    order by p.name collate "vi-x-icu", u.name collate "vi-x-icu" limit 500`.execute(db);
  return rows;
}

/** SQL: whether a period holds on `day`; the primary key finds it four times as fast as the exclusion's GiST index. */
function holds(period: 'p' | 'v') {
  return sql`${sql.ref(`${period}.valid_from`)} <= today and (${sql.ref(`${period}.valid_to`)} is null or ${sql.ref(`${period}.valid_to`)} > today)`;
}

/** SQL: the parts of the edition that order `o` carries here, with the sounds that each owns; no rows for a single bulletin. */
const partsOf = sql`(
  select e.n, e.part ->> 'title' as title, e.part ->> 'text' as text, (e.part ->> 'sounds')::int as own,
    coalesce(sum((e.part ->> 'sounds')::int) over (order by e.n rows between unbounded preceding and 1 preceding), 0) as before,
    exists (select from part_stops x where x.order_id = o.id and x.place = e.n - 1
      and (x.unit_id is null or x.unit_id in (select unit from above))) as silent
  from jsonb_array_elements(r.body -> 'parts') with ordinality as e (part, n))`;

/** SQL: the words of order `o`: its own, and those of each part of an edition that is not left out. */
const wholeText = sql`concat_ws(E'\\n\\n', nullif(r.body #>> '{screen,text}', ''), (
  select string_agg(p.title || E'\\n' || p.text, E'\\n\\n' order by p.n) from ${partsOf} p where p.text <> '' and not p.silent))`;

/** SQL: the items of `newest` as JSON, newest first. */
function publishedItems(now: Date, only: string | null) {
  const text = only === null ? sql`left(${wholeText}, ${TEASER})` : wholeText;
  return sql`coalesce((
    select json_agg(json_build_object(
      'bulletin', o.bulletin_id, 'title', r.body #>> '{screen,title}', 'text', ${text},
      'class', o.class, 'issuer', coalesce(issuer.name, ''), 'publishedAt', o.made_at, 'expiresAt', o.expires_at,
      'picture', nullif(r.body #> '{screen,picture}', 'null'),
      'sounds', (
        select coalesce(json_agg(json_build_object('language', s ->> 'language', 'sha256', s ->> 'sha256',
          'durationMs', (s ->> 'durationMs')::int, 'mp3', made.mp3_sha256, 'voice', made.voice)), '[]')
        from jsonb_array_elements(r.body -> 'sounds') with ordinality as t (s, n) left join lateral (
          select mp3_sha256, voice from sounds where sounds.sha256 = s ->> 'sha256' and (sounds.bulletin_id = o.bulletin_id
            or sounds.bulletin_id in (select p.bulletin_id from request_parts p where p.request_id = o.request_id)) limit 1) made on true
        where not exists (select from ${partsOf} p where p.silent and t.n > p.before and t.n <= p.before + p.own)),
      'slots', (
        select coalesce(json_agg(ahead.at order by ahead.at), '[]') from (
          select distinct s.at from here join order_slots s on s.order_id = here.id
          where here.bulletin_id = o.bulletin_id and s.until > ${now} order by s.at limit ${STARTS}) ahead)
    ) order by o.made_at desc, o.id) from newest o join requests r on r.id = o.request_id
    left join lateral (select p.name from day, unit_periods p where p.unit_id = o.unit_id and ${holds('p')}) issuer on true), '[]')`;
}

/** SQL: the weekly slots that hold in `place`: for bulletins those of the nearest unit that has some, relays of all units above. */
const weeklySlots = sql`coalesce((
  select json_agg(json_build_object('kind', s.kind, 'title', s.title, 'weekdays', s.weekdays,
    'from', to_char(s.from_time, 'HH24:MI'), 'to', to_char(s.to_time, 'HH24:MI')) order by s.from_time, s.id)
  from above join timetable_slots s on s.unit_id = above.unit and s.ended_at is null
  where s.kind = 'relay' or s.unit_id = (
    select a.unit from above a join timetable_slots t on t.unit_id = a.unit and t.kind = 'bulletins' and t.ended_at is null
    order by a.depth limit 1)), '[]')`;
