import { sql } from 'kysely';
import type { ProgrammePointer } from '@nguon/protocol/programme.ts';
import { type Approval, Request, type Slot } from '@nguon/protocol/request.ts';
import type { Db, Tx } from '../../platform/db.ts';
import { approvalsJson, slotsJson } from './store.ts';

type Either = Db | Tx;

/** A standing order as a unit's programme carries it. */
export interface CarriedOrder {
  id: string;
  turn: number;
  digest: string;
  request: Request;
  approvals: Approval[];
  slots: Slot[];
}

/** Most orders in one programme: a village hears a dozen a day, thirty days ahead. */
const MOST_CARRIED = 1_000;

/**
 * Standing orders that one unit's programme carries: those with a slot that is not over, and those that boards still show. What was stopped in
 * this unit or in one above it is left out. In one query, those with sound ahead first, then the newest.
 */
export async function carriedOrders(db: Either, unit: string, now: Date): Promise<CarriedOrder[]> {
  const { rows } = await sql<Omit<CarriedOrder, 'request'> & { canonical: string }>`
    select o.id, o.turn, r.digest, r.canonical, ${approvalsJson} as approvals, ${slotsJson} as slots
    from order_targets t join orders o on o.id = t.order_id join requests r on r.id = o.request_id
    cross join lateral (select max(s.until) > ${now} as ahead from order_slots s where s.order_id = o.id) air
    where t.unit_id = ${unit} and t.until > ${now} and o.state = 'standing'
      and ((air.ahead and 'speaker' = any(o.channels)) or 'board' = any(o.channels))
      and not exists (select from unit_ancestors(${unit}::uuid) a join area_stops x on x.unit_id = a.unit where x.order_id = o.id)
    order by air.ahead desc, o.made_at desc, o.id limit ${MOST_CARRIED}`.execute(db);
  return rows.map(({ canonical, ...row }) => ({ ...row, request: Request.parse(JSON.parse(canonical)) }));
}

/** What devices of a unit must hold silent: its orders that ended since an instant, and standing ones that were stopped here or above. */
export async function silencedOrders(
  db: Either,
  unit: string,
  since: Date,
  now: Date,
): Promise<{ id: string; at: Date }[]> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select id, min(at) as at from (
      select o.id, o.ended_at as at from order_targets t join orders o on o.id = t.order_id
      where t.unit_id = ${unit} and t.until > ${since} and o.state <> 'standing' and o.ended_at > ${since}
      union all
      select o.id, x.at from area_stops x join orders o on o.id = x.order_id
      where o.state = 'standing' and o.expires_at > ${now} and (x.unit_id = ${unit} or (
        x.unit_id in (select a.unit from unit_ancestors(${unit}::uuid) a)
        and exists (select from order_targets t where t.order_id = o.id and t.unit_id = ${unit})))
    ) silent group by id order by 2 desc, 1 limit 5000`.execute(db);
  return rows;
}

/** Keeps a signed programme, forgets all but the newest three of its unit, and tells the channel `programmes`. */
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
  await sql`select pg_notify('programmes', ${row.unit})`.execute(tx);
}

/** Where a unit's newest programme lies; null before the first. */
export async function newestPointer(db: Db, unit: string): Promise<ProgrammePointer | null> {
  const { rows } = await sql<ProgrammePointer>`
    select unit_id as unit, version, sha256, '/programmes/' || unit_id || '/' || version || '.jws' as url
    from programmes where unit_id = ${unit} order by version desc limit 1`.execute(db);
  return rows[0] ?? null;
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

/**
 * Units that need a programme (a timetable, a device or a standing order) and whose newest was issued before an instant, or never.
 * Those that no longer stand on the map are left out.
 */
export async function unitsToRefresh(db: Either, before: Date, now: Date): Promise<string[]> {
  const { rows } = await sql<{ unit: string }>`
    select u.unit from (
      select unit_id from timetable_slots where ended_at is null
      union select unit_id from devices where revoked_at is null
      union select t.unit_id from order_targets t where t.until > ${now}
    ) as u (unit)
    where exists (select from unit_periods p where p.unit_id = u.unit and p.period @> today())
      and not exists (select from programmes p where p.unit_id = u.unit and p.issued_at > ${before})`.execute(db);
  return rows.map((row) => row.unit);
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
