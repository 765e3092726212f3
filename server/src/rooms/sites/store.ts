import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** A bulletin as a page shows it: the approved words, never newer ones. */
export interface PublishedItem {
  bulletin: string;
  title: string;
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
  provinceName: string;
  items: PublishedItem[];
  timetable: { kind: string; title: string; weekdays: number[]; from: string; to: string }[];
}

/**
 * Everything that a commune's page needs, in one query; null when no commune has this slug on that day.
 * @param only one bulletin's id, to read that one alone
 */
export async function communePage(
  db: Db,
  slug: string,
  now: Date,
  limit: number,
  only: string | null = null,
): Promise<CommunePage | null> {
  const { rows } = await sql<{ page: CommunePage }>`
    with day as (select (${now}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date as today),
    place as (select u.* from day, units_on(day.today) u where u.slug = ${slug} and u.level = 2),
    above as (select a.unit, a.depth from place, day, unit_ancestors(place.id, day.today) a),
    near as (select unit from above union select d.unit from place, day, unit_descendants(place.id, day.today) d)
    select json_build_object(
      'id', place.id, 'name', place.name, 'slug', place.slug,
      'parentName', (select p.name from day, units_on(day.today) p where p.id = place.parent_id),
      'provinceName', (select p.name from day, above, units_on(day.today) p where p.id = above.unit and p.level = 0),
      'items', ${publishedItems(now, limit, only)},
      'timetable', coalesce((
        select json_agg(json_build_object('kind', s.kind, 'title', s.title, 'weekdays', s.weekdays,
          'from', to_char(s.from_time, 'HH24:MI'), 'to', to_char(s.to_time, 'HH24:MI')) order by s.from_time)
        from timetable_slots s where s.ended_at is null and s.unit_id = (
          select above.unit from above join timetable_slots t on t.unit_id = above.unit and t.ended_at is null
          order by above.depth limit 1)), '[]')
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

/** All communes of the province on a day, by name. */
export async function communes(db: Db, now: Date): Promise<{ name: string; slug: string; parentName: string }[]> {
  const { rows } = await sql<{ name: string; slug: string; parentName: string }>`
    with day as (select (${now}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date as today)
    select u.name, u.slug, p.name as "parentName"
    from day, units_on(day.today) u join units_on(${now}::date) p on p.id = u.parent_id
    where u.level = 2 order by p.name collate "vi-x-icu", u.name collate "vi-x-icu"`.execute(db);
  return rows;
}

/** Standing orders for pages that reach the commune from its own unit, from above or in one of its villages; newest first, one row a bulletin. */
function publishedItems(now: Date, limit: number, only: string | null) {
  return sql`coalesce((
    select json_agg(item order by item."publishedAt" desc) from (
      select distinct on (o.made_at, o.bulletin_id)
        o.bulletin_id as bulletin, r.body #>> '{screen,title}' as title, r.body #>> '{screen,text}' as text,
        o.class, issuer.name as issuer, o.made_at as "publishedAt", o.expires_at as "expiresAt",
        nullif(r.body #> '{screen,picture}', 'null') as picture,
        (select coalesce(json_agg(json_build_object(
            'language', s ->> 'language', 'sha256', s ->> 'sha256', 'durationMs', (s ->> 'durationMs')::int,
            'mp3', made.mp3_sha256, 'voice', made.voice)), '[]')
          from jsonb_array_elements(r.body -> 'sounds') s
          left join lateral (select mp3_sha256, voice from sounds where sounds.sha256 = s ->> 'sha256' limit 1) made on true) as sounds,
        (select coalesce(json_agg(os.at order by os.at), '[]') from order_slots os where os.order_id = o.id and os.until > ${now}) as slots
      from orders o
      join requests r on r.id = o.request_id
      join day on true
      join lateral (select p.name from unit_periods p where p.unit_id = o.unit_id and p.period @> day.today) issuer on true
      where o.state = 'standing' and o.expires_at > ${now} and r.body -> 'channels' ? 'site'
        and exists (select 1 from order_targets t where t.order_id = o.id and t.unit_id in (select unit from near))
        and not exists (select 1 from area_stops s where s.order_id = o.id and s.unit_id in (select unit from above))
        and (${only}::uuid is null or o.bulletin_id = ${only}::uuid)
        -- Of several orders of one bulletin the newest one speaks.
        and not exists (select 1 from orders newer where newer.bulletin_id = o.bulletin_id and newer.state = 'standing' and newer.made_at > o.made_at)
      order by o.made_at desc, o.bulletin_id
      limit ${limit}
    ) item), '[]')`;
}
