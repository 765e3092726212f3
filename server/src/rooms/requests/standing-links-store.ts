import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { ApproverRow } from './links-store.ts';

type Either = Db | Tx;

export async function insertStandingLink(
  tx: Tx,
  link: { tokenSha256: string; standing: string; user: string; madeBy: string; at: Date; expiresAt: Date },
): Promise<void> {
  await sql`
    insert into standing_links (token_sha256, standing_id, user_id, made_by, made_at, expires_at)
    values (${link.tokenSha256}, ${link.standing}, ${link.user}, ${link.madeBy}, ${link.at}, ${link.expiresAt})`.execute(
    tx,
  );
}

/** What a link opens, and for whom; null when it has ended, or never was. */
export async function readStandingLink(
  db: Either,
  tokenSha256: string,
  now: Date,
): Promise<{ standing: string; user: string } | null> {
  const { rows } = await sql<{ standing: string; user: string }>`
    select standing_id as standing, user_id as "user" from standing_links
    where token_sha256 = ${tokenSha256} and expires_at > ${now}`.execute(db);
  return rows[0] ?? null;
}

/** People who hold one of the roles, for every topic, over a unit. */
export async function approversIn(db: Either, unit: string, roles: readonly string[]): Promise<ApproverRow[]> {
  const { rows } = await sql<ApproverRow>`
    select u.id as "user", u.name, u.phone is not null as "hasNumber",
      exists (select from approver_phones f where f.user_id = u.id and f.standing_at is not null and f.ended_at is null) as "hasPhone"
    from users u
    where u.id in (select g.user_id from standing_grants g where g.role = any (${[...roles]}))
      and exists (select from granted_topics(u.id, ${[...roles]}) m where m.unit = ${unit} and m.topic is null)
    order by regexp_replace(u.name, '^.* ', '') collate "vi-x-icu", u.name, u.id limit 50`.execute(db);
  return rows;
}
