import { sql } from 'kysely';
import type { TemplateContent } from '@nguon/protocol/http/templates.ts';
import type { Times } from '@nguon/protocol/request.ts';
import type { StandingTerms } from '@nguon/protocol/standing.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type {} from './tables.ts';

type Either = Db | Tx;

/** A standing approval as it was asked for, and what became of it. */
export interface StandingRow {
  id: string;
  unit: string;
  unitName: string;
  template: string;
  revision: string;
  content: TemplateContent;
  /** The template says what it said then, and is in use. */
  current: boolean;
  places: string[];
  placeNames: string[];
  hours: StandingTerms['hours'];
  longestSeconds: number;
  perDay: number;
  until: Date;
  askedBy: string;
  askedByName: string;
  askedAt: Date;
  approver: string | null;
  approverName: string | null;
  from: Date | null;
  closedAt: Date | null;
  declineReason: string | null;
}

const COLUMNS = sql`
  s.id, s.unit_id as unit, unit_name(s.unit_id) as "unitName", s.template_id as template, s.revision, v.content,
  t.revision = s.revision and t.ended_at is null as current, s.places::text[] as places,
  array(select unit_name(p) from unnest(s.places) with ordinality as named (p, n) order by n) as "placeNames",
  json_build_object('from', s.hours_from, 'to', s.hours_to) as hours, s.longest_seconds as "longestSeconds", s.per_day as "perDay",
  s.until_at as until, s.asked_by as "askedBy", a.name as "askedByName", s.asked_at as "askedAt", s.approver_id as approver,
  l.name as "approverName", s.from_at as "from", s.closed_at as "closedAt", s.decline_reason as "declineReason"
  from standing_approvals s join templates t on t.id = s.template_id
  join template_revisions v on v.template_id = s.template_id and v.sha256 = s.revision
  join users a on a.id = s.asked_by left join users l on l.id = s.approver_id`;

export interface NewStanding extends StandingTerms {
  id: string;
  unit: string;
  template: string;
  revision: string;
  until: Date;
  askedBy: string;
  at: Date;
}

/** Writes one that is asked for; whatever was asked for the same template there before, and not yet answered, is closed. */
export async function insertAsked(tx: Tx, row: NewStanding): Promise<void> {
  const { id, unit, template, revision, places, hours, longestSeconds, perDay, until, askedBy, at } = row;
  await sql`
    update standing_approvals set closed_at = ${at}, closed_by = ${askedBy}
    where unit_id = ${unit} and template_id = ${template} and approver_id is null and closed_at is null`.execute(tx);
  await sql`
    insert into standing_approvals (id, unit_id, template_id, revision, places, hours_from, hours_to, longest_seconds, per_day, until_at,
      asked_by, asked_at)
    values (${id}, ${unit}, ${template}, ${revision}, ${places}, ${hours.from}, ${hours.to}, ${longestSeconds}, ${perDay}, ${until},
      ${askedBy}, ${at})`.execute(tx);
}

export async function readStanding(db: Either, id: string): Promise<StandingRow | null> {
  const { rows } = await sql<StandingRow>`select ${COLUMNS} where s.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** One of them, its row locked until the transaction ends. */
export async function lockStanding(tx: Tx, id: string): Promise<StandingRow | null> {
  const { rows } = await sql<StandingRow>`select ${COLUMNS} where s.id = ${id} for update of s`.execute(tx);
  return rows[0] ?? null;
}

/** Those of a unit, newest first. */
export async function standingsIn(db: Either, unit: string): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select ${COLUMNS} where s.unit_id = ${unit} order by s.asked_at desc, s.id limit 200`.execute(db);
  return rows;
}

/** Those of a template's state that count in a unit now, newest first. */
export async function standingFor(
  db: Either,
  { template, revision, unit }: { template: string; revision: string; unit: string },
  now: Date,
): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select ${COLUMNS} where s.template_id = ${template} and s.revision = ${revision} and s.unit_id = ${unit}
      and s.approver_id is not null and s.closed_at is null and s.until_at > ${now} and t.ended_at is null and t.revision = s.revision
    order by s.from_at desc`.execute(db);
  return rows;
}

/** Those that wait for an answer in units where a person holds one of the roles. */
export async function askedOf(db: Db, person: string, roles: readonly string[], now: Date): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select ${COLUMNS} where s.approver_id is null and s.closed_at is null and s.until_at > ${now}
      and t.revision = s.revision and t.ended_at is null
      and s.unit_id in (select granted_units(${person}::uuid, ${[...roles]}::text[]))
    order by s.asked_at limit 50`.execute(db);
  return rows;
}

/** Of a template, those that are asked for or approved and not closed. */
export async function openOf(db: Either, template: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from standing_approvals where template_id = ${template} and closed_at is null`.execute(db);
  return rows.map(({ id }) => id);
}

export async function setApproved(
  tx: Tx,
  id: string,
  { approver, from, document }: { approver: string; from: string; document: string },
): Promise<void> {
  await sql`
    update standing_approvals set approver_id = ${approver}, from_at = ${from}, document = ${document} where id = ${id}`.execute(
    tx,
  );
}

/** Ends one of them: withdrawn, or declined with a reason. */
export async function setClosed(
  tx: Tx,
  id: string,
  { by, at, reason }: { by: string; at: Date; reason: string | null },
): Promise<void> {
  await sql`
    update standing_approvals set closed_at = ${at}, closed_by = ${by}, decline_reason = ${reason} where id = ${id}`.execute(
    tx,
  );
}

/** Sessions under a standing approval by local day (YYYY-MM-DD). */
export async function sessionsByDay(db: Either, id: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; count: number }>`
    select (slot.at at time zone 'Asia/Ho_Chi_Minh')::date::text as day, count(*)::int as count
    from approvals p join requests r on r.id = p.request_id
    cross join lateral (
      select (s ->> 'at')::timestamptz as at from jsonb_array_elements(r.body -> 'times' -> 'slots') s
      union all select p.at where r.body -> 'times' ->> 'kind' = 'now') slot
    where p.standing_id = ${id} group by 1`.execute(db);
  return new Map(rows.map(({ day, count }) => [day, count]));
}

/** What went out by a person's standing approvals since an instant. */
export interface FilledRow {
  request: string;
  order: string;
  bulletin: string;
  standing: string;
  templateName: string;
  unit: string;
  unitName: string;
  title: string;
  text: string;
  times: Times;
  sounds: { sha256: string }[];
  filledByName: string;
  at: Date;
  withdrawn: boolean;
}

/** Newest first, at most a hundred. */
export async function filledSince(db: Either, approver: string, since: Date): Promise<FilledRow[]> {
  const { rows } = await sql<FilledRow>`
    select r.id as request, r.order_id as "order", r.bulletin_id as bulletin, s.id as standing, v.content ->> 'name' as "templateName",
      r.unit_id as unit, unit_name(r.unit_id) as "unitName", r.body -> 'screen' ->> 'title' as title,
      r.body -> 'screen' ->> 'text' as text, r.body -> 'times' as times, r.body -> 'sounds' as sounds, e.name as "filledByName", p.at,
      s.closed_at is not null or t.revision <> s.revision or t.ended_at is not null as withdrawn
    from approvals p join requests r on r.id = p.request_id join standing_approvals s on s.id = p.standing_id
    join templates t on t.id = s.template_id join template_revisions v on v.template_id = s.template_id and v.sha256 = s.revision
    join users e on e.id = p.entered_by
    where p.approver_id = ${approver} and p.channel = 'template' and p.at > ${since} and r.state = 'approved'
    order by p.at desc, r.id limit 100`.execute(db);
  return rows;
}

/** Leaders by whose standing approvals something went out since they were last told, and who are not yet told this evening. */
export async function leadersToTell(db: Db, day: string, farthest: Date): Promise<{ approver: string; since: Date }[]> {
  const { rows } = await sql<{ approver: string; since: Date }>`
    select p.approver_id as approver, greatest(${farthest}, max(d.told_at)) as since
    from approvals p left join standing_digests d on d.approver_id = p.approver_id
    where p.channel = 'template' and p.at > ${farthest}
    group by p.approver_id
    having coalesce(max(d.day) < ${day}::date, true) and max(p.at) > greatest(${farthest}, max(d.told_at))`.execute(db);
  return rows;
}

/** Notes that a leader was told on an evening; false when somebody else noted it first. */
export async function insertDigest(tx: Tx, approver: string, day: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ day: string }>`
    insert into standing_digests (approver_id, day, told_at) values (${approver}, ${day}, ${at})
    on conflict do nothing returning day`.execute(tx);
  return rows.length > 0;
}
