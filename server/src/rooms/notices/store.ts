import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type {} from './tables.ts';

type Either = Db | Tx;

/** A village head who has not ended. */
export interface HeadRow {
  user: string;
  name: string;
  unit: string;
  unitName: string;
  perDay: number;
  linkUntil: Date | null;
  kid: string | null;
  x: string | null;
  pinKey: string | null;
  confirmedAt: Date | null;
  wrongPins: number;
}

const HEAD = sql`
  h.user_id as "user", u.name, h.unit_id as unit, unit_name(h.unit_id) as "unitName", h.per_day as "perDay", h.link_until as "linkUntil",
  h.kid, h.x, h.pin_key as "pinKey", h.confirmed_at as "confirmedAt", h.wrong_pins as "wrongPins"
  from village_heads h join users u on u.id = h.user_id`;

export async function insertHead(
  tx: Tx,
  row: { user: string; unit: string; perDay: number; by: string; at: Date },
): Promise<void> {
  await sql`
    insert into village_heads (user_id, unit_id, per_day, added_by, added_at)
    values (${row.user}, ${row.unit}, ${row.perDay}, ${row.by}, ${row.at})`.execute(tx);
}

/** Village heads of a unit and below it, by village. */
export async function headsIn(db: Either, unit: string): Promise<HeadRow[]> {
  const { rows } = await sql<HeadRow>`
    select ${HEAD} where h.ended_at is null and h.unit_id in (select d.unit from unit_descendants(${unit}::uuid) d)
    order by unit_name(h.unit_id) collate "vi-x-icu", u.name, h.user_id limit 500`.execute(db);
  return rows;
}

/** One of them, the row locked until the transaction ends. */
export async function lockHead(tx: Tx, user: string): Promise<HeadRow | null> {
  const { rows } = await sql<HeadRow>`
    select ${HEAD} where h.user_id = ${user} and h.ended_at is null for update of h`.execute(tx);
  return rows[0] ?? null;
}

/** Whose link a token is; null when it has ended, or never was. One that a phone has opened lasts as long as the village head. */
export async function headOfLink(db: Either, tokenSha256: string, now: Date): Promise<HeadRow | null> {
  const { rows } = await sql<HeadRow>`
    select ${HEAD} where h.token_sha256 = ${tokenSha256} and h.ended_at is null and (h.kid is not null or h.link_until > ${now})`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Gives a new link; the one before and its phone are over. */
export async function setLink(
  tx: Tx,
  user: string,
  { tokenSha256, until }: { tokenSha256: string; until: Date },
): Promise<void> {
  await sql`
    update village_heads set token_sha256 = ${tokenSha256}, link_until = ${until}, kid = null, x = null, pin_key = null, asked_at = null,
      confirmed_at = null, wrong_pins = 0
    where user_id = ${user}`.execute(tx);
}

export async function setPhone(
  tx: Tx,
  user: string,
  { kid, x, pinKey, at }: { kid: string; x: string; pinKey: string; at: Date },
): Promise<void> {
  await sql`
    update village_heads set kid = ${kid}, x = ${x}, pin_key = ${pinKey}, asked_at = ${at} where user_id = ${user}`.execute(
    tx,
  );
}

export async function setConfirmed(tx: Tx, user: string, at: Date): Promise<void> {
  await sql`update village_heads set confirmed_at = ${at} where user_id = ${user}`.execute(tx);
}

export async function setWrongPins(tx: Tx, user: string, count: number): Promise<void> {
  await sql`update village_heads set wrong_pins = ${count} where user_id = ${user}`.execute(tx);
}

export async function setHeadEnded(tx: Tx, user: string, at: Date): Promise<void> {
  await sql`update village_heads set ended_at = ${at}, token_sha256 = null where user_id = ${user}`.execute(tx);
}

/** A notice of a village head, with the state of its request. */
export interface NoticeRow {
  id: string;
  bulletin: string;
  standing: string | null;
  handedAt: Date | null;
  sentAt: Date | null;
  request: string | null;
}

export async function readNotice(db: Either, id: string, user: string): Promise<NoticeRow | null> {
  const { rows } = await sql<NoticeRow>`
    select id, bulletin_id as bulletin, standing_id as standing, handed_at as "handedAt", sent_at as "sentAt", request_id as request
    from notices where id = ${id} and user_id = ${user}`.execute(db);
  return rows[0] ?? null;
}

/** What a person sent since an instant, newest first. */
export async function sentSince(
  db: Either,
  user: string,
  since: Date,
): Promise<{ id: string; title: string; request: string }[]> {
  const { rows } = await sql<{ id: string; title: string; request: string }>`
    select n.id, r.body #>> '{screen,title}' as title, n.request_id as request
    from notices n join requests r on r.id = n.request_id
    where n.user_id = ${user} and n.sent_at > ${since} order by n.sent_at desc, n.id limit 20`.execute(db);
  return rows;
}

export async function insertNotice(
  tx: Tx,
  row: { id: string; user: string; bulletin: string; standing: string | null; at: Date },
): Promise<void> {
  await sql`
    insert into notices (id, user_id, bulletin_id, standing_id, drafted_at)
    values (${row.id}, ${row.user}, ${row.bulletin}, ${row.standing}, ${row.at})`.execute(tx);
}

export async function setHanded(db: Either, id: string, at: Date): Promise<void> {
  await sql`update notices set handed_at = ${at} where id = ${id} and handed_at is null`.execute(db);
}

/** Marks a notice as being sent. */
export async function takeForSending(tx: Tx, id: string, document: string, at: Date): Promise<void> {
  await sql`update notices set sent_at = ${at}, document = ${document} where id = ${id}`.execute(tx);
}

/** What could not be sent may be sent again. */
export async function giveBackNotice(db: Either, id: string): Promise<void> {
  await sql`update notices set sent_at = null, document = null where id = ${id} and request_id is null`.execute(db);
}

export async function setRequest(db: Either, id: string, request: string): Promise<void> {
  await sql`update notices set request_id = ${request} where id = ${id}`.execute(db);
}

/** How many notices a person made ready and sent on the local day of an instant. @param but not this one */
export async function dayOf(
  db: Either,
  user: string,
  at: Date,
  but: string | null = null,
): Promise<{ drafted: number; sent: number }> {
  const day = sql`(${at}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date`;
  const { rows } = await sql<{ drafted: number; sent: number }>`
    select count(*) filter (where (drafted_at at time zone 'Asia/Ho_Chi_Minh')::date = ${day})::int as drafted,
      count(*) filter (where (sent_at at time zone 'Asia/Ho_Chi_Minh')::date = ${day})::int as sent
    from notices where user_id = ${user} and id is distinct from ${but}::uuid`.execute(db);
  return rows[0] ?? { drafted: 0, sent: 0 };
}
