import { sql, type Selectable } from 'kysely';
import type { Database, Db, Tx } from '../../platform/db.ts';
import type {} from './tables.ts';

type Either = Db | Tx;

export type ItemRow = Selectable<Database['library_items']>;
/** An item with the names that a screen shows. */
export type ShownRow = ItemRow & { unit_name: string; added_by_name: string };

/** What is not retired and may be used in a unit: its own first, then that of the units above; in each by title. */
export async function itemsFor(db: Either, unit: string): Promise<ShownRow[]> {
  const { rows } = await sql<ShownRow>`
    select i.*, unit_name(i.unit_id) as unit_name, u.name as added_by_name
    from unit_ancestors(${unit}::uuid) a join library_items i on i.unit_id = a.unit join users u on u.id = i.added_by
    where i.retired_at is null order by a.depth, i.kind, i.title collate "vi-x-icu", i.id limit 500`.execute(db);
  return rows;
}

/** Those of some items that may be used in a unit now: ready and not retired. */
export async function usableIn(db: Either, unit: string, ids: readonly string[]): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select i.* from library_items i
    where i.id = any (${[...ids]}::uuid[]) and i.retired_at is null and i.state = 'ready'
      and i.unit_id in (select a.unit from unit_ancestors(${unit}::uuid) a)`.execute(db);
  return rows;
}

/** Items by the address of their sound, also retired ones. */
export async function itemsBySound(db: Either, addresses: readonly string[]): Promise<ItemRow[]> {
  if (addresses.length === 0) return [];
  return db
    .selectFrom('library_items')
    .selectAll()
    .where('sha256', 'in', addresses)
    .where('state', '=', 'ready')
    .execute();
}

/** One item for the house itself, its row locked; null when there is none, or it is retired. */
export async function lockItem(tx: Tx, id: string): Promise<ShownRow | null> {
  const { rows } = await sql<ShownRow>`
    select i.*, unit_name(i.unit_id) as unit_name, u.name as added_by_name
    from library_items i join users u on u.id = i.added_by where i.id = ${id} and i.retired_at is null for update of i`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function readItem(db: Either, id: string): Promise<ItemRow | null> {
  return (await db.selectFrom('library_items').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** A sound that is put in. */
export type NewItem = Pick<
  ItemRow,
  'id' | 'unit_id' | 'kind' | 'title' | 'owner' | 'licence' | 'original_sha256' | 'added_by' | 'added_at'
>;

/** Writes an item whose sound is being made. */
export async function insertItem(tx: Tx, item: NewItem): Promise<void> {
  await tx
    .insertInto('library_items')
    .values({
      ...item,
      state: 'making',
      problem: null,
      sha256: null,
      mp3_sha256: null,
      master_sha256: null,
      bytes: null,
      duration_ms: null,
      finished_at: null,
      retired_by: null,
      retired_at: null,
    })
    .execute();
}

/** What became of an item's sound. */
export type Outcome =
  | { state: 'failed'; problem: string }
  | (Pick<ItemRow, 'sha256' | 'mp3_sha256' | 'master_sha256' | 'bytes' | 'duration_ms' | 'peaks'> & { state: 'ready' });

/** Ends the making of an item; false when it had ended already. */
export async function finishItem(tx: Tx, id: string, outcome: Outcome, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('library_items')
    .set({ ...outcome, finished_at: at })
    .where('id', '=', id)
    .where('state', '=', 'making')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function retireItem(tx: Tx, id: string, by: string, at: Date): Promise<void> {
  await tx.updateTable('library_items').set({ retired_by: by, retired_at: at }).where('id', '=', id).execute();
}

/** Items that have been in the making since before an instant. */
export async function itemsMakingSince(db: Db, before: Date): Promise<ItemRow[]> {
  return db
    .selectFrom('library_items')
    .selectAll()
    .where('state', '=', 'making')
    .where('added_at', '<', before)
    .limit(100)
    .execute();
}
