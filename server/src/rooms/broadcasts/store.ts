import { sql } from 'kysely';
import { type Approval, Request } from '@nguon/protocol/request.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { OrderState } from './tables.ts';

type Either = Db | Tx;

export interface NewOrder {
  /** The id that the request was given at its last approval. */
  id: string;
  request: string;
  bulletin: string;
  unit: string;
  title: string;
  class: Request['class'];
  channels: Request['channels'];
  madeAt: Date;
  expiresAt: Date;
  targets: string[];
  slots: { at: string; until: string }[];
}

/** Writes an order with its targets and slots; false when the request has one already (the job was run twice). */
export async function insertOrder(tx: Tx, order: NewOrder): Promise<boolean> {
  const row = await tx
    .insertInto('orders')
    .values({
      id: order.id,
      request_id: order.request,
      bulletin_id: order.bulletin,
      unit_id: order.unit,
      title: order.title,
      class: order.class,
      channels: order.channels,
      made_at: order.madeAt,
      expires_at: order.expiresAt,
      ended_at: null,
      ended_by: null,
      end_reason: null,
    })
    .onConflict((conflict) => conflict.column('request_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return false;
  await tx
    .insertInto('order_targets')
    .values(order.targets.map((unit_id) => ({ order_id: row.id, unit_id, until: order.expiresAt })))
    .execute();
  const slots = order.slots.map((slot) => ({ order_id: row.id, at: new Date(slot.at), until: new Date(slot.until) }));
  await tx.insertInto('order_slots').values(slots).execute();
  await tellOfOrders(tx, [row.id]);
  return true;
}

/** How orders end. */
export interface Ending {
  state: Exclude<OrderState, 'standing'>;
  at: Date;
  by: string | null;
  reason: string;
}

/** Ends standing orders everywhere; returns those that were ended now. */
export async function endOrders(
  tx: Tx,
  orders: readonly string[],
  { state, at, by, reason }: Ending,
): Promise<{ id: string; unit_id: string }[]> {
  if (orders.length === 0) return [];
  const ended = await tx
    .updateTable('orders')
    .set({ state, ended_at: at, ended_by: by, end_reason: reason })
    .where('id', 'in', orders)
    .where('state', '=', 'standing')
    .returning(['id', 'unit_id'])
    .execute();
  const ids = ended.map((order) => order.id);
  await sql`update order_targets set until = ${at} where order_id = any(${ids}::uuid[])`.execute(tx);
  await tellOfOrders(tx, ids);
  return ended;
}

/** Tells whoever listens to the channel `orders`, when the transaction commits, which orders changed. */
export async function tellOfOrders(tx: Tx, orders: readonly string[]): Promise<void> {
  await sql`select pg_notify('orders', told) from unnest(${[...orders]}::text[]) told`.execute(tx);
}

/** Units whose programme carries one of the orders. */
export async function targetsOf(db: Either, orders: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ unit_id: string }>`
    select distinct unit_id from order_targets where order_id = any(${[...orders]}::uuid[])`.execute(db);
  return rows.map((row) => row.unit_id);
}

/** An approved request as it was hashed, and its approvals; null while it is not approved. */
export async function approvedRequest(
  db: Either,
  request: string,
): Promise<{ order: string; body: Request; digest: string; approvals: Approval[] } | null> {
  const { rows } = await sql<{ order: string; canonical: string; digest: string; approvals: Approval[] }>`
    select order_id as "order", canonical, digest, ${approvalsJson} as approvals
    from requests r where id = ${request} and state = 'approved'`.execute(db);
  const row = rows[0];
  return row ? { ...row, body: Request.parse(JSON.parse(row.canonical)) } : null;
}

/** SQL: approvals of request `r`, in the form in which they are signed. */
export const approvalsJson = sql`(
  select coalesce(json_agg(json_build_object('digest', p.digest, 'step', p.step, 'approver', p.approver_id, 'at', ${instant('p.at')},
    'channel', p.channel, 'listenedMs', p.listened_ms, 'signature', p.signature) order by p.step), '[]')
  from approvals p where p.request_id = r.id)`;

/** SQL: slots of order `o` as of protocol Slot, by time. */
export const slotsJson = sql`(
  select coalesce(json_agg(json_build_object('at', ${instant('s.at')}, 'until', ${instant('s.until')}) order by s.at), '[]')
  from order_slots s where s.order_id = o.id)`;

/** SQL: a timestamptz as JavaScript writes it (UTC, milliseconds, Z). */
function instant(column: string) {
  return sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Approved requests whose order is not made yet: one, by the id that its order will bear, or all of a bulletin. */
export async function awaitingOrder(db: Either, which: { order: string } | { bulletin: string }): Promise<string[]> {
  const match = 'order' in which ? sql`r.order_id = ${which.order}` : sql`r.bulletin_id = ${which.bulletin}`;
  const { rows } = await sql<{ id: string }>`
    select r.id from requests r where ${match} and r.state = 'approved'
      and not exists (select from orders o where o.request_id = r.id)`.execute(db);
  return rows.map((row) => row.id);
}

/**
 * Bulletins that count as ordered though nothing of them stands or is still to come: every order has ended or expired, no request waits
 * and none was approved in the last minutes.
 */
export async function bulletinsOver(db: Either, now: Date, since: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select b.id from bulletins b where b.state = 'ordered' and b.withdrawn_at is null
      and not exists (select from orders o where o.bulletin_id = b.id and o.state = 'standing' and o.expires_at > ${now})
      and not exists (select from request_parts p join orders o on o.request_id = p.request_id
        where p.bulletin_id = b.id and o.state = 'standing' and o.expires_at > ${now})
      and not exists (select from requests r where r.bulletin_id = b.id
        and (r.state = 'waiting' or (r.state = 'approved' and r.closed_at > ${since})))
      and not exists (select from request_parts p join requests r on r.id = p.request_id
        where p.bulletin_id = b.id and r.state = 'approved' and r.closed_at > ${since})
    limit 500`.execute(db);
  return rows.map((row) => row.id);
}
