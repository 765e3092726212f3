import { sql } from 'kysely';
import type { CodePermit } from '@nguon/protocol/enrolled-key.ts';
import type { Tx } from '../../platform/db.ts';

export interface NewCode {
  id: string;
  request: string;
  approver: string;
  digest: string;
  salt: string;
  sha256: string;
  madeBy: string;
  at: Date;
  expiresAt: Date;
}

/** Keeps a code, and makes those before it for the same request and person worthless. */
export async function insertCode(tx: Tx, code: NewCode): Promise<void> {
  await sql`
    update approval_codes set expires_at = ${code.at}
    where request_id = ${code.request} and approver_id = ${code.approver} and used_at is null and expires_at > ${code.at}`.execute(
    tx,
  );
  await sql`
    insert into approval_codes (id, request_id, approver_id, digest, salt, code_sha256, made_by, made_at, expires_at)
    values (${code.id}, ${code.request}, ${code.approver}, ${code.digest}, ${code.salt}, ${code.sha256}, ${code.madeBy}, ${code.at},
      ${code.expiresAt})`.execute(tx);
}

/** A code that still counts, its row locked. */
export interface StandingCode {
  id: string;
  digest: string;
  salt: string;
  sha256: string;
  tries: number;
}

export async function lockCode(tx: Tx, request: string, approver: string, now: Date): Promise<StandingCode | null> {
  const { rows } = await sql<StandingCode>`
    select id, digest, salt, code_sha256 as sha256, tries from approval_codes
    where request_id = ${request} and approver_id = ${approver} and used_at is null and expires_at > ${now}
    order by made_at desc limit 1 for update`.execute(tx);
  return rows[0] ?? null;
}

export async function countTry(tx: Tx, id: string): Promise<void> {
  await sql`update approval_codes set tries = tries + 1 where id = ${id}`.execute(tx);
}

export async function useCode(tx: Tx, id: string, at: Date): Promise<void> {
  await sql`update approval_codes set used_at = ${at} where id = ${id}`.execute(tx);
}

/** Requests of a unit that codes approved since an instant. */
export async function codesUsed(tx: Tx, unit: string, since: Date): Promise<number> {
  const { rows } = await sql<{ used: number }>`
    select count(*)::int as used from approval_codes c join requests r on r.id = c.request_id
    where r.unit_id = ${unit} and c.used_at > ${since}`.execute(tx);
  return rows[0]?.used ?? 0;
}

/** Whether an approver permits codes in a unit now, and how many a day; null: not. */
export async function permitOf(tx: Tx, approver: string, unit: string, now: Date): Promise<number | null> {
  const { rows } = await sql<{ perDay: number }>`
    select max(p.per_day)::int as "perDay" from code_permits p
    where p.approver_id = ${approver} and p.from_at <= ${now} and p.until_at > ${now}
      and p.unit_id in (select a.unit from unit_ancestors(${unit}) a)
    having count(*) > 0`.execute(tx);
  return rows[0]?.perDay ?? null;
}

/** Keeps a permit; the same one twice is one. */
export async function insertPermit(tx: Tx, { id, approver, unit, from, until, perDay }: CodePermit): Promise<void> {
  await sql`
    insert into code_permits (id, approver_id, unit_id, from_at, until_at, per_day)
    values (${id}, ${approver}, ${unit}, ${from}, ${until}, ${perDay}) on conflict do nothing`.execute(tx);
}
