import { sql } from 'kysely';
import type { Request } from '@nguon/protocol/request.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type {} from './tables.ts';

type Either = Db | Tx;

/** What a link to a whole slot opens, and for whom. */
export interface SlotLink {
  unit: string;
  unitName: string;
  slotAt: Date;
  user: string;
  madeAt: Date;
}

export async function insertSlotLink(
  tx: Tx,
  link: Omit<SlotLink, 'unitName'> & { tokenSha256: string; madeBy: string; expiresAt: Date },
): Promise<void> {
  const { tokenSha256, unit, slotAt, user, madeBy, madeAt, expiresAt } = link;
  await sql`
    insert into slot_links (token_sha256, unit_id, slot_at, user_id, made_by, made_at, expires_at)
    values (${tokenSha256}, ${unit}, ${slotAt}, ${user}, ${madeBy}, ${madeAt}, ${expiresAt})`.execute(tx);
}

/** A link that has not ended; null when it has, or never was. */
export async function readSlotLink(db: Either, tokenSha256: string, now: Date): Promise<SlotLink | null> {
  const { rows } = await sql<SlotLink>`
    select unit_id as unit, unit_name(unit_id) as "unitName", slot_at as "slotAt", user_id as "user", made_at as "madeAt"
    from slot_links where token_sha256 = ${tokenSha256} and expires_at > ${now}`.execute(db);
  return rows[0] ?? null;
}

/** Requests of a unit for a slot of which a person has approved a step since an instant, in the order in which they did. */
export async function approvedOf(
  db: Either,
  { unit, slotAt, user, madeAt }: Pick<SlotLink, 'unit' | 'slotAt' | 'user' | 'madeAt'>,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from approvals p join requests r on r.id = p.request_id
    where p.approver_id = ${user} and p.at >= ${madeAt} and r.unit_id = ${unit} and exists (
      select from jsonb_array_elements(r.body -> 'times' -> 'slots') s where (s ->> 'at')::timestamptz = ${slotAt})
    order by p.at, r.id limit 100`.execute(db);
  return rows.map(({ id }) => id);
}

/** When what still waits in a unit should be heard. */
export async function timesWaiting(db: Either, unit: string, now: Date): Promise<Request['times'][]> {
  const { rows } = await sql<{ times: Request['times'] }>`
    select r.body -> 'times' as times from requests r
    where r.unit_id = ${unit} and r.state = 'waiting' and r.approve_by > ${now}`.execute(db);
  return rows.map(({ times }) => times);
}
