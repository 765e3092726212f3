import { sql } from 'kysely';
import type { LogEntryBody, RoyaltyRate } from '@nguon/protocol/http/reports.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { Span } from './store-airings.ts';
import type {} from './tables.ts';

/** A line by hand as it was written. */
export interface EntryRow extends Omit<LogEntryBody, 'from' | 'until'> {
  id: string;
  from: Date;
  until: Date;
  authorName: string;
  madeAt: Date;
}

/** Lines by hand of a unit that begin in a span, with all that corrects them, in the order in which they were written. */
export async function entriesIn(db: Db, unit: string, { from, end }: Pick<Span, 'from' | 'end'>): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    with recursive wanted as (
      select e.id, e.corrects from log_entries e
      where e.unit_id = ${unit} and e.began_at >= ${from}::timestamp at time zone 'Asia/Ho_Chi_Minh'
        and e.began_at < ${end}::timestamp at time zone 'Asia/Ho_Chi_Minh'
      union select c.id, c.corrects from log_entries c join wanted w on c.corrects = w.id)
    select e.id, e.station, e.began_at as "from", e.ended_at as until, e.content, e.source, e.language, e.reader, e.approver, e.reason,
      e.corrects, e.cancels, u.name as "authorName", e.made_at as "madeAt"
    from wanted w join log_entries e on e.id = w.id join users u on u.id = e.author_id
    order by e.made_at, e.id`.execute(db);
  return rows;
}

/** Whether a line of a unit stands, that is: can be corrected. Of two who ask at once the second waits for the first. */
export async function entryStands(tx: Tx, unit: string, id: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 15))`.execute(tx);
  const { rows } = await sql`
    select from log_entries e where e.id = ${id} and e.unit_id = ${unit} and not e.cancels
      and not exists (select from log_entries c where c.corrects = e.id)`.execute(tx);
  return rows.length > 0;
}

/** Writes a line by hand. */
export async function insertEntry(
  tx: Tx,
  entry: Omit<EntryRow, 'authorName'> & { unit: string; author: string },
): Promise<void> {
  const { unit, from, until, author, madeAt, ...rest } = entry;
  await tx
    .insertInto('log_entries')
    .values({ ...rest, unit_id: unit, began_at: from, ended_at: until, author_id: author, made_at: madeAt })
    .execute();
}

/** A rate, and how far above the bulletin's unit it was set (0: there itself). */
export type RateRow = RoyaltyRate & { depth: number };

/** Rates that hold at any time in a unit, its own and those of units above it. */
export async function ratesFor(db: Db, unit: string): Promise<RateRow[]> {
  const { rows } = await sql<RateRow>`
    select r.id, r.unit_id as unit, unit_name(r.unit_id) as "unitName", r.part, r.genre, r.per, r.dong, r.valid_from as "validFrom",
      r.valid_to as "validTo", r.source, a.depth
    from unit_ancestors(${unit}::uuid) a join royalty_rates r on r.unit_id = a.unit
    order by a.depth, r.part, r.genre nulls first, r.valid_from desc`.execute(db);
  return rows;
}

/** Ends rates of a unit for the same part and genre that would still hold on a day; those that begin later stay in the way. */
export async function endRatesFrom(
  tx: Tx,
  unit: string,
  { part, genre, validFrom }: Pick<RoyaltyRate, 'part' | 'genre' | 'validFrom'>,
): Promise<void> {
  await sql`
    update royalty_rates set valid_to = ${validFrom}::date
    where unit_id = ${unit} and part = ${part} and genre is not distinct from ${genre} and valid_from < ${validFrom}::date
      and (valid_to is null or valid_to > ${validFrom}::date)`.execute(tx);
}

/** Whether a unit has a rate for the part and genre that begins on a day or later. */
export async function hasLaterRate(
  tx: Tx,
  unit: string,
  { part, genre, validFrom }: Pick<RoyaltyRate, 'part' | 'genre' | 'validFrom'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from royalty_rates where unit_id = ${unit} and part = ${part} and genre is not distinct from ${genre}
      and valid_from >= ${validFrom}::date`.execute(tx);
  return rows.length > 0;
}

export async function insertRate(
  tx: Tx,
  rate: Omit<RoyaltyRate, 'unitName' | 'validTo'> & { by: string; at: Date },
): Promise<void> {
  const { id, unit, part, genre, per, dong, validFrom, source, by, at } = rate;
  const values = { id, unit_id: unit, part, genre, per, dong, source };
  await tx
    .insertInto('royalty_rates')
    .values({ ...values, valid_from: validFrom, valid_to: null, made_by: by, made_at: at })
    .execute();
}

/** Ends a rate of a unit on a day after its first; false when it is not there or ended before. */
export async function endRate(tx: Tx, unit: string, id: string, validTo: string): Promise<boolean> {
  const { rows } = await sql`
    update royalty_rates set valid_to = ${validTo}::date
    where id = ${id} and unit_id = ${unit} and valid_from < ${validTo}::date and (valid_to is null or valid_to > ${validTo}::date)
    returning id`.execute(tx);
  return rows.length > 0;
}

/** A bulletin whose first order began in a span, with who worked on what was approved. */
export interface PaidItem {
  bulletin: string;
  title: string;
  genre: Exclude<RoyaltyRate['genre'], null>;
  firstAt: Date;
  /** Length of its own sounds, each read once. */
  durationMs: number;
  contributors: { part: RoyaltyRate['part']; name: string }[];
}

/**
 * Bulletins in the name of a unit or one below it that were first put on the air in a span, alone or as part of an edition; recalled ones too:
 * the work was done.
 */
export async function itemsFirstAired(db: Db, unit: string, { from, end, now }: Span): Promise<PaidItem[]> {
  const { rows } = await sql<PaidItem>`
    with said as (
      select o.id as order_id, o.request_id, o.bulletin_id, r.revision, null::smallint as place
      from orders o join requests r on r.id = o.request_id where o.state <> 'refused'
      union all
      select o.id, o.request_id, q.bulletin_id, q.revision, q.place
      from orders o join request_parts q on q.request_id = o.request_id where o.state <> 'refused'),
    first as (
      select distinct on (said.bulletin_id) said.*, s.at
      from said join bulletins b on b.id = said.bulletin_id join orders o on o.id = said.order_id
      join order_slots s on s.order_id = said.order_id
      where b.unit_id in (select d.unit from unit_descendants(${unit}::uuid) d) and (o.ended_at is null or o.ended_at > s.at)
      order by said.bulletin_id, s.at, said.order_id)
    select f.bulletin_id as bulletin, v.content ->> 'title' as title, f.at as "firstAt", v.content ->> 'genre' as genre,
      v.content -> 'contributors' as contributors,
      (select coalesce(sum((s.one ->> 'durationMs')::int), 0) from jsonb_array_elements(r.body -> 'sounds') with ordinality s (one, number)
        where f.place is null or s.number > before.sounds and s.number <= before.sounds + (r.body #>> array['parts', f.place::text, 'sounds'])::int
      )::int as "durationMs"
    from first f join requests r on r.id = f.request_id
    join revisions v on v.bulletin_id = f.bulletin_id and v.sha256 = f.revision
    cross join lateral (
      select coalesce(sum((p.one ->> 'sounds')::int), 0) as sounds
      from jsonb_array_elements(coalesce(r.body -> 'parts', '[]')) with ordinality p (one, number) where p.number <= f.place) before
    where f.at >= ${from}::timestamp at time zone 'Asia/Ho_Chi_Minh' and f.at < ${end}::timestamp at time zone 'Asia/Ho_Chi_Minh'
      and f.at <= ${now}
    order by f.at, title`.execute(db);
  return rows;
}

/** What of a bulletin may hang on a board: the words of its newest order that stands, and where it may be read. */
export interface StandingBulletin {
  title: string;
  text: string;
  unit: string;
  issuer: string;
  targets: string[];
  onSite: boolean;
  starts: Date[];
  expiresAt: Date;
}

/** The approved words of a bulletin that stands; null when it was never approved, was stopped or recalled, or has expired. */
export async function standingBulletin(db: Db, bulletin: string, now: Date): Promise<StandingBulletin | null> {
  const { rows } = await sql<Omit<StandingBulletin, 'starts'> & { starts: number[] }>`
    select r.body #>> '{screen,title}' as title, r.body #>> '{screen,text}' as text, o.unit_id as unit, unit_name(o.unit_id) as issuer,
      'site' = any(o.channels) as "onSite", o.expires_at as "expiresAt",
      array(select t.unit_id::text from order_targets t where t.order_id = o.id order by t.unit_id) as targets,
      array(select extract(epoch from s.at)::bigint from order_slots s where s.order_id = o.id and s.at > ${now} order by s.at limit 5) as starts
    from orders o join requests r on r.id = o.request_id
    where o.bulletin_id = ${bulletin} and o.state = 'standing' and o.expires_at > ${now}
    order by o.made_at desc, o.id limit 1`.execute(db);
  const row = rows[0];
  return row ? { ...row, starts: row.starts.map((seconds) => new Date(seconds * 1000)) } : null;
}
