import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';

/** SQL: who wrote or edited the bulletins in the edition that request `r` asks for. */
export const writersOfParts = sql`array(
  select unnest(array[x.author_id, xv.editor_id]) from request_parts p join bulletins x on x.id = p.bulletin_id
  join revisions xv on xv.bulletin_id = p.bulletin_id and xv.sha256 = p.revision where p.request_id = r.id)`;

/** SQL: everything that a person's grants reach, reckoned once for the query. */
export function mine(person: string) {
  return sql`mine as materialized (
    select distinct g.role, d.unit, g.topic, g.delegated_by, g.paper
    from standing_grants g cross join lateral unit_descendants(g.unit_id) d
    where g.user_id = ${person})`;
}

/** SQL: everyone (`person`) who wrote a request or did a step of it, or in whose stead a step was done. */
export function hadAHand(request: ReturnType<typeof sql>) {
  return sql`
    select x.person from requests r join bulletins b on b.id = r.bulletin_id
      join revisions v on v.bulletin_id = r.bulletin_id and v.sha256 = r.revision
      cross join lateral unnest(array[r.author_id, b.author_id, v.editor_id] || ${writersOfParts}) x (person) where r.id = ${request}
    union select p.approver_id from approvals p where p.request_id = ${request}
    union select p.on_behalf_of from approvals p where p.request_id = ${request} and p.on_behalf_of is not null`;
}

/** In whose stead somebody does a step. */
export interface Stead {
  person: string;
  name: string;
  paper: string | null;
}

/**
 * The person whose handed-on right lets somebody do a request's step; null when a right of their own does. Everything that is aimed at lies
 * below the request's unit, so that this unit decides.
 */
export async function steadOf(
  db: Db | Tx,
  request: string,
  person: string,
  roles: readonly string[],
): Promise<Stead | null> {
  const { rows } = await sql<Stead & { own: boolean }>`
    with ${mine(person)}, had as (${hadAHand(sql`${request}::uuid`)})
    select g.delegated_by is null as own, g.delegated_by as person, u.name, g.paper
    from requests r join bulletins b on b.id = r.bulletin_id
      join mine g on g.unit = r.unit_id and g.role = any (${roles}) and (g.topic is null or g.topic = b.topic)
      left join users u on u.id = g.delegated_by
    where r.id = ${request} and (g.delegated_by is null or g.delegated_by not in (select had.person from had))
    order by g.delegated_by is not null, u.name, g.paper limit 1`.execute(db);
  const [first] = rows;
  return !first || first.own ? null : { person: first.person, name: first.name, paper: first.paper };
}
