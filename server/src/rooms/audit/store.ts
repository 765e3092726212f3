import { sql, type Generated } from 'kysely';
import type { AuditQuery } from '@nguon/protocol/http/audit.ts';
import type { Db, Tx } from '../../platform/db.ts';

export interface AuditEntriesTable {
  id: Generated<number>;
  at: Date;
  recorded_at: Generated<Date>;
  actor_id: string | null;
  actor_name: string;
  act: string;
  subject_kind: string;
  subject_id: string | null;
  unit_id: string | null;
  details: Record<string, unknown>;
  position: number | null;
  seal: string | null;
}

declare module '../../platform/db.ts' {
  interface Database {
    audit_entries: AuditEntriesTable;
  }
}

/** A row as the chain sees it. */
export type AuditRow = Omit<AuditEntriesTable, 'id' | 'recorded_at'> & { id: number; recorded_at: Date };

export type NewAuditRow = Omit<AuditRow, 'id' | 'recorded_at' | 'position' | 'seal'>;

export async function insertEntry(tx: Tx, row: NewAuditRow): Promise<void> {
  await tx
    .insertInto('audit_entries')
    .values({ ...row, details: sql`${JSON.stringify(row.details)}::jsonb`, position: null, seal: null })
    .execute();
}

/** Waits until this transaction is the only one that seals. */
export async function lockSealing(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('audit_entries'))`.execute(tx);
}

export async function readUnsealed(tx: Tx, limit: number): Promise<AuditRow[]> {
  return tx.selectFrom('audit_entries').selectAll().where('position', 'is', null).orderBy('id').limit(limit).execute();
}

export async function countUnsealed(db: Db): Promise<number> {
  const row = await db
    .selectFrom('audit_entries')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('position', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface Sealed {
  id: number;
  position: number;
  seal: string;
}

export async function readLastSealed(db: Db): Promise<Sealed | null> {
  const row = await db
    .selectFrom('audit_entries')
    .select(['id', 'position', 'seal'])
    .where('position', 'is not', null)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { id: row.id, position: row.position ?? 0, seal: row.seal ?? '' } : null;
}

export async function writeSeals(tx: Tx, sealed: readonly Sealed[]): Promise<void> {
  await sql`
    update audit_entries e set position = s.position, seal = s.seal
    from unnest(${sealed.map((row) => row.id)}::bigint[], ${sealed.map((row) => row.position)}::bigint[],
      ${sealed.map((row) => row.seal)}::text[]) as s(id, position, seal)
    where e.id = s.id`.execute(tx);
}

/** Sealed rows after a position, in the order of the chain. */
export async function readSealed(db: Db, after: number, limit: number): Promise<AuditRow[]> {
  return db
    .selectFrom('audit_entries')
    .selectAll()
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
}

/**
 * Entries that a person may read as administrator: those of the units in their subtree; those of no unit only with
 * a grant over a whole province. Newest first.
 */
export async function readEntries(db: Db, person: string, query: AuditQuery): Promise<AuditRow[]> {
  const overProvince = sql<boolean>`exists (
    select from standing_grants g join units u on u.id = g.unit_id
    where g.user_id = ${person} and g.role = 'administrator' and u.level = 0)`;
  let rows = db
    .selectFrom('audit_entries')
    .selectAll()
    .where((eb) =>
      eb.or([
        sql<boolean>`unit_id in (select granted_units(${person}, array['administrator']))`,
        eb.and([eb('unit_id', 'is', null), overProvince]),
      ]),
    );
  if (query.subjectKind !== undefined) rows = rows.where('subject_kind', '=', query.subjectKind);
  if (query.subjectId !== undefined) rows = rows.where('subject_id', '=', query.subjectId);
  if (query.unit !== undefined) rows = rows.where('unit_id', '=', query.unit);
  if (query.before !== undefined) rows = rows.where('id', '<', query.before);
  return rows.orderBy('id', 'desc').limit(query.limit).execute();
}
