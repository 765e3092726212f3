import { sql } from 'kysely';
import type { Request } from '@nguon/protocol/request.ts';
import type { Db } from '../../platform/db.ts';
import { hadAHand, mine, writersOfParts } from './stead-store.ts';
import { stillSays } from './store.ts';
import type {} from './tables.ts';

/** A request whose next step this person may do. */
export interface WaitingRow {
  id: string;
  unit: string;
  unitName: string;
  title: string;
  class: Request['class'];
  times: Request['times'];
  /** Milliseconds that are to be heard of it. */
  listenMs: number;
  /** Names of the first two targets, and how many there are. */
  places: string[];
  placeCount: number;
  authorName: string;
  stepName: string;
  /** Who handed on the right by which the step is this person's; null for a right of their own. */
  steadName: string | null;
  submittedAt: Date;
}

/**
 * Requests that wait for this person: the next step is theirs in every place, they wrote none of it and did no step. Priority first, then
 * what is due first; at most 100.
 */
export async function readWaitingFor(db: Db, person: string, now: Date): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    with ${mine(person)}, waiting as (
      select r.id, r.unit_id, r.author_id, r.approve_by, r.submitted_at, r.body, b.topic, next.name, next.roles
      from requests r join bulletins b on b.id = r.bulletin_id
      join revisions v on v.bulletin_id = r.bulletin_id and v.sha256 = r.revision
      cross join lateral (
        select s.name, s.roles from request_steps s
        where s.request_id = r.id and not exists (select from approvals p where p.request_id = r.id and p.step = s.step)
        order by s.step limit 1) next
      where r.state = 'waiting' and r.approve_by > ${now}
        and ${stillSays}
        and ${person} not in (r.author_id, b.author_id, v.editor_id) and ${person}::uuid <> all (${writersOfParts})
        and not exists (select from approvals p where p.request_id = r.id and ${person} in (p.approver_id, p.on_behalf_of))
    ), place (request, unit, roles, topic) as (
      select id, unit_id, roles, topic from waiting
      union all select w.id, t.unit_id, w.roles, w.topic from waiting w join request_targets t on t.request_id = w.id
    ), beyond as (
      select request from place where not exists (
        select from mine g where g.unit = place.unit and g.role = any (place.roles) and (g.topic is null or g.topic = place.topic)
          and (g.delegated_by is null or g.delegated_by not in (select h.person from (${hadAHand(sql`place.request`)}) h)))
    ), due as (
      select * from waiting where id not in (select request from beyond) order by body ->> 'class' desc, approve_by, id limit 100
    )
    select w.id, w.body -> 'screen' ->> 'title' as title, w.body ->> 'class' as class, w.body -> 'times' as times,
      w.unit_id as unit, unit_name(w.unit_id) as "unitName",
      (select coalesce(sum((s ->> 'durationMs')::float8), 0) from jsonb_array_elements(w.body -> 'sounds') s) as "listenMs",
      (select array_agg(unit_name(first.unit_id)) from (
        select t.unit_id from request_targets t where t.request_id = w.id order by t.unit_id limit 2) first) as places,
      (select count(*)::int from request_targets t where t.request_id = w.id) as "placeCount",
      a.name as "authorName", w.name as "stepName", w.submitted_at as "submittedAt", (
        select case when g.delegated_by is null then null else s.name end from mine g left join users s on s.id = g.delegated_by
        where g.unit = w.unit_id and g.role = any (w.roles) and (g.topic is null or g.topic = w.topic)
          and (g.delegated_by is null or g.delegated_by not in (select h.person from (${hadAHand(sql`w.id`)}) h))
        order by g.delegated_by is not null, s.name limit 1) as "steadName"
    from due w join users a on a.id = w.author_id
    order by w.body ->> 'class' desc, w.approve_by, w.id`.execute(db);
  return rows;
}

/** A bulletin on the person's own desk. */
export interface DeskRow {
  id: string;
  title: string;
  class: Request['class'];
  state: 'draft' | 'returned';
  unitName: string;
  reason: string | null;
  /** The request that was returned with a spoken reason, and its length in milliseconds. */
  note: { request: string; durationMs: number } | null;
  updatedAt: Date;
}

/** What the person wrote or submitted that came back, and their newest drafts; only in units that are still theirs. */
export async function readDesk(db: Db, person: string, roles: readonly string[]): Promise<DeskRow[]> {
  const { rows } = await sql<DeskRow>`
    select b.id, b.title, b.class, b.state, unit_name(b.unit_id) as "unitName", last.return_reason as reason,
      case when last.note_ms is not null then json_build_object('request', last.id, 'durationMs', last.note_ms) end as note, b.updated_at as "updatedAt"
    from bulletins b
    left join lateral (
      select r.id, r.return_reason, r.author_id, n.duration_ms as note_ms
      from requests r left join return_notes n on n.request_id = r.id and n.sent_at is not null
      where r.bulletin_id = b.id order by r.submitted_at desc limit 1) last on true
    where b.withdrawn_at is null and exists (
        select from granted_topics(${person}, ${roles}) g where g.unit = b.unit_id and (g.topic is null or g.topic = b.topic))
      and (b.state = 'draft' and b.author_id = ${person} or b.state = 'returned' and ${person} in (b.author_id, last.author_id))
    order by b.state desc, b.updated_at desc limit 30`.execute(db);
  return rows;
}
