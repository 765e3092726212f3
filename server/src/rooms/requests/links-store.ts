import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import { mine } from './stead-store.ts';

type Either = Db | Tx;

export interface NewLink {
  tokenSha256: string;
  request: string;
  user: string;
  madeBy: string;
  at: Date;
  expiresAt: Date;
}

export async function insertLink(tx: Tx, link: NewLink): Promise<void> {
  await sql`
    insert into approval_links (token_sha256, request_id, user_id, made_by, made_at, expires_at)
    values (${link.tokenSha256}, ${link.request}, ${link.user}, ${link.madeBy}, ${link.at}, ${link.expiresAt})`.execute(
    tx,
  );
}

/** What a link opens, and for whom; null when it has ended, or never was. */
export async function readLink(
  db: Either,
  tokenSha256: string,
  now: Date,
): Promise<{ request: string; user: string } | null> {
  const { rows } = await sql<{ request: string; user: string }>`
    select request_id as request, user_id as "user" from approval_links
    where token_sha256 = ${tokenSha256} and expires_at > ${now}`.execute(db);
  return rows[0] ?? null;
}

/** Somebody who may do the step that waits. */
export interface ApproverRow {
  user: string;
  name: string;
  hasNumber: boolean;
  hasPhone: boolean;
}

/** People whose grants for the roles cover a request's unit and every target, who wrote none of it and did no step. */
export async function readApproversOf(
  db: Either,
  request: string,
  roles: readonly string[],
  writers: readonly string[],
): Promise<ApproverRow[]> {
  const { rows } = await sql<ApproverRow>`
    with place as (
      select r.unit_id as unit, b.topic from requests r join bulletins b on b.id = r.bulletin_id where r.id = ${request}
      union select t.unit_id, b.topic from request_targets t join requests r on r.id = t.request_id
        join bulletins b on b.id = r.bulletin_id where r.id = ${request})
    select u.id as "user", u.name, u.phone is not null as "hasNumber",
      exists (select from approver_phones f where f.user_id = u.id and f.standing_at is not null and f.ended_at is null) as "hasPhone"
    from users u
    where u.id in (select g.user_id from standing_grants g where g.role = any (${[...roles]}))
      and u.id <> all (${[...writers]}::uuid[])
      and not exists (select from approvals p where p.request_id = ${request} and p.approver_id = u.id)
      and not exists (
        select from place where not exists (
          select from granted_topics(u.id, ${[...roles]}) m
          where m.unit = place.unit and (m.topic is null or m.topic = place.topic)))
    order by regexp_replace(u.name, '^.* ', '') collate "vi-x-icu", u.name, u.id limit 50`.execute(db);
  return rows;
}

/** Whether a person may submit in the name of a request's unit; they may ask for its approval too. */
export async function maySubmit(
  db: Either,
  request: string,
  person: string,
  roles: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    with ${mine(person)}
    select exists (
      select from requests r join bulletins b on b.id = r.bulletin_id join mine m on m.unit = r.unit_id
      where r.id = ${request} and m.role = any (${[...roles]}) and (m.topic is null or m.topic = b.topic)) as may`.execute(
    db,
  );
  return rows[0]?.may === true;
}
