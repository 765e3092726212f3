import { sql } from 'kysely';
import { type Approval, Request } from '@nguon/protocol/request.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { WeeklySlot } from './rules.ts';
import { minuteOf, timeOf } from './rules.ts';
import type { OrderState } from './tables.ts';

type Either = Db | Tx;

/** Standing weekly slots of one unit. */
export async function weeklySlots(db: Either, unit: string): Promise<WeeklySlot[]> {
  const rows = await db
    .selectFrom('timetable_slots')
    .select(['id', 'kind', 'title', 'weekdays', 'from_time', 'to_time', 'stream'])
    .where('unit_id', '=', unit)
    .where('ended_at', 'is', null)
    .orderBy('from_time')
    .execute();
  return rows.map(({ from_time, to_time, ...row }) => ({
    ...row,
    fromMinute: minuteOf(from_time),
    toMinute: minuteOf(to_time),
  }));
}

/** The nearest unit, from `unit` upwards, that keeps a timetable of its own; null when none does. */
export async function timetableUnit(db: Either, unit: string): Promise<string | null> {
  const { rows } = await sql<{ unit: string }>`
    select a.unit from unit_ancestors(${unit}::uuid) a
    where exists (select 1 from timetable_slots s where s.unit_id = a.unit and s.ended_at is null)
    order by a.depth limit 1`.execute(db);
  return rows[0]?.unit ?? null;
}

/** Adds a slot; returns its id. */
export async function insertSlot(tx: Tx, unit: string, slot: Omit<WeeklySlot, 'id'>): Promise<string> {
  const row = await tx
    .insertInto('timetable_slots')
    .values({
      unit_id: unit,
      kind: slot.kind,
      title: slot.title,
      weekdays: [...slot.weekdays],
      from_time: timeOf(slot.fromMinute),
      to_time: timeOf(slot.toMinute),
      stream: slot.stream,
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Ends a slot of a unit; false when it does not stand there. */
export async function endSlot(tx: Tx, unit: string, slot: string, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('timetable_slots')
    .set({ ended_at: at })
    .where('id', '=', slot)
    .where('unit_id', '=', unit)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface NewOrder {
  /** The id that the request was given at its last approval. */
  id: string;
  request: string;
  bulletin: string;
  unit: string;
  title: string;
  class: 'normal' | 'priority' | 'emergency';
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
    .values(order.targets.map((unit_id) => ({ order_id: row.id, unit_id })))
    .execute();
  const slots = order.slots.map((slot) => ({ order_id: row.id, at: new Date(slot.at), until: new Date(slot.until) }));
  await tx.insertInto('order_slots').values(slots).execute();
  return true;
}

/** Ends standing orders; returns those that were ended now. */
export async function endOrders(
  tx: Tx,
  orders: readonly string[],
  end: { state: Exclude<OrderState, 'standing'>; at: Date; by: string | null; reason: string },
): Promise<{ id: string; title: string; unit_id: string; request_id: string }[]> {
  if (orders.length === 0) return [];
  return tx
    .updateTable('orders')
    .set({ state: end.state, ended_at: end.at, ended_by: end.by, end_reason: end.reason })
    .where('id', 'in', orders)
    .where('state', '=', 'standing')
    .returning(['id', 'title', 'unit_id', 'request_id'])
    .execute();
}

/** Units whose programme carries one of the orders. */
export async function targetsOf(db: Either, orders: readonly string[]): Promise<string[]> {
  if (orders.length === 0) return [];
  const rows = await db
    .selectFrom('order_targets')
    .select('unit_id')
    .distinct()
    .where('order_id', 'in', orders)
    .execute();
  return rows.map((row) => row.unit_id);
}

export interface CarriedOrder {
  id: string;
  request_id: string;
  turn: number;
  slots: { at: Date; until: Date }[];
}

/** Standing orders that one unit's programme carries at a time: not expired, whether or not a slot is still ahead (boards and pages show them). */
export async function carriedOrders(db: Either, unit: string, at: Date): Promise<CarriedOrder[]> {
  const rows = await db
    .selectFrom('orders as o')
    .innerJoin('order_targets as t', 't.order_id', 'o.id')
    .innerJoin('order_slots as s', 's.order_id', 'o.id')
    .select(['o.id', 'o.request_id', 'o.turn', 's.at', 's.until'])
    .where('t.unit_id', '=', unit)
    .where('o.state', '=', 'standing')
    .where('o.expires_at', '>', at)
    .orderBy('o.made_at')
    .orderBy('o.id')
    .orderBy('s.at')
    .execute();
  const orders = new Map<string, CarriedOrder>();
  for (const { id, request_id, turn, ...slot } of rows) {
    const known = orders.get(id) ?? { id, request_id, turn, slots: [] };
    known.slots.push(slot);
    orders.set(id, known);
  }
  return [...orders.values()];
}

/** What devices of a unit must hold silent: its orders that ended since an instant, and those stopped in this area that stand elsewhere. */
export async function silencedOrders(
  db: Either,
  unit: string,
  since: Date,
  now: Date,
): Promise<{ id: string; at: Date }[]> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select o.id, o.ended_at as at from orders o join order_targets t on t.order_id = o.id
    where t.unit_id = ${unit} and o.state <> 'standing' and o.ended_at > ${since}
    union
    select s.order_id, s.at from area_stops s join orders o on o.id = s.order_id
    where s.unit_id = ${unit} and o.state = 'standing' and o.expires_at > ${now}
    order by at, id`.execute(db);
  return rows;
}

/** An approved request as it was hashed, and its approvals; null while it is not approved. */
export async function approvedRequest(
  db: Either,
  request: string,
): Promise<{ order: string; body: Request; digest: string; approvals: Approval[] } | null> {
  const { rows } = await sql<{ order: string; canonical: string; digest: string }>`
    select order_id as "order", canonical, digest from requests where id = ${request} and state = 'approved'`.execute(
    db,
  );
  const row = rows[0];
  if (!row) return null;
  const approvals = await sql<Omit<Approval, 'at'> & { at: Date }>`
    select digest, step, approver_id as approver, at, channel, listened_ms as "listenedMs", signature
    from approvals where request_id = ${request} order by step`.execute(db);
  return {
    order: row.order,
    body: Request.parse(JSON.parse(row.canonical)),
    digest: row.digest,
    approvals: approvals.rows.map((approval) => ({ ...approval, at: approval.at.toISOString() })),
  };
}

/** Keeps a signed programme and forgets all but the newest three of its unit. */
export async function insertProgramme(
  tx: Tx,
  row: { unit: string; version: number; issuedAt: Date; sha256: string; jws: string },
): Promise<void> {
  await tx
    .insertInto('programmes')
    .values({ unit_id: row.unit, version: row.version, issued_at: row.issuedAt, sha256: row.sha256, jws: row.jws })
    .execute();
  await sql`
    delete from programmes p where p.unit_id = ${row.unit} and p.version not in
      (select version from programmes where unit_id = ${row.unit} order by version desc limit 3)`.execute(tx);
}

/** The exact text of a signed programme, or null. */
export async function programmeText(db: Either, unit: string, version: number): Promise<string | null> {
  const row = await db
    .selectFrom('programmes')
    .select('jws')
    .where('unit_id', '=', unit)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.jws ?? null;
}

/** Units that need a programme: with a timetable, a device or a standing order. */
export async function unitsWithProgramme(db: Either): Promise<string[]> {
  const { rows } = await sql<{ unit_id: string }>`
    select unit_id from timetable_slots where ended_at is null
    union select unit_id from devices where revoked_at is null
    union select t.unit_id from order_targets t join orders o on o.id = t.order_id where o.state = 'standing'`.execute(
    db,
  );
  return rows.map((row) => row.unit_id);
}

/** Holds other processes off one unit while its programme is made; released with the connection. */
export async function withUnitLock<T>(db: Db, unit: string, act: (connection: Db) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(hashtextextended(${`programme ${unit}`}, 0))`.execute(connection);
    try {
      return await act(connection);
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${`programme ${unit}`}, 0))`.execute(connection);
    }
  });
}
