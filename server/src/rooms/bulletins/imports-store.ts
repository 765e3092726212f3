import { sql, type Generated, type Selectable } from 'kysely';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { DoubtfulWord, ImportView } from '@nguon/protocol/http/imports.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import type { Database, Db, Tx } from '../../platform/db.ts';

type Either = Db | Tx;

declare module '../../platform/db.ts' {
  interface Database {
    imports: {
      id: string;
      unit_id: string;
      sender_id: string;
      name: string;
      format: ImportView['format'];
      original_sha256: string;
      state: ImportView['state'];
      pages: number | null;
      converted: 'tcvn3' | 'vni' | null;
      problem: Problem | null;
      created_at: Date;
      finished_at: Date | null;
    };
    import_pages: {
      import_id: string;
      page: number;
      text: string;
      doubtful: Generated<Omit<DoubtfulWord, 'page'>[]>;
      picture_sha256: string | null;
      width: number | null;
      height: number | null;
    };
  }
}

export type ImportRow = Selectable<Database['imports']>;
export type ImportPageRow = Selectable<Database['import_pages']>;

/** Whether a person writes in a unit, be it on one topic only. */
export async function writesIn(db: Either, person: string, roles: readonly Role[], unit: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select exists (
    select from granted_topics(${person}, ${roles}) g where g.unit = ${unit}) as may`.execute(db);
  return rows[0]?.may === true;
}

export async function insertImport(
  tx: Tx,
  row: Pick<ImportRow, 'id' | 'unit_id' | 'sender_id' | 'name' | 'format' | 'original_sha256' | 'created_at'>,
): Promise<void> {
  const begun = { state: 'making' as const, pages: null, converted: null, problem: null, finished_at: null };
  await tx
    .insertInto('imports')
    .values({ ...row, ...begun })
    .execute();
}

export async function readImport(db: Either, id: string): Promise<ImportRow | null> {
  return (await db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Pages read so far, in their order. */
export async function pagesOf(db: Either, id: string): Promise<ImportPageRow[]> {
  return db.selectFrom('import_pages').selectAll().where('import_id', '=', id).orderBy('page').execute();
}

export async function setCounted(
  db: Either,
  id: string,
  pages: number,
  converted: ImportRow['converted'],
): Promise<void> {
  await db
    .updateTable('imports')
    .set({ pages, converted })
    .where('id', '=', id)
    .where('state', '=', 'making')
    .execute();
}

/** Keeps a page; one that is kept already stays. */
export async function insertPage(db: Either, row: ImportPageRow): Promise<void> {
  await db
    .insertInto('import_pages')
    .values({ ...row, doubtful: sql`${JSON.stringify(row.doubtful)}::jsonb` })
    .onConflict((conflict) => conflict.columns(['import_id', 'page']).doNothing())
    .execute();
}

/** Ends an import; false when it had ended already. */
export async function finishImport(tx: Tx, id: string, problem: Problem | null, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('imports')
    .set({
      state: problem === null ? 'ready' : 'failed',
      problem: problem === null ? null : sql`${JSON.stringify(problem)}::jsonb`,
      finished_at: at,
    })
    .where('id', '=', id)
    .where('state', '=', 'making')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Imports begun before an instant: all, or those that are still being made. */
export async function importsBegunBefore(db: Db, before: Date, only: 'all' | 'making'): Promise<ImportRow[]> {
  const query = db.selectFrom('imports').selectAll().where('created_at', '<', before).orderBy('created_at').limit(100);
  return (only === 'making' ? query.where('state', '=', 'making') : query).execute();
}

/**
 * Deletes an import with its pages.
 * @returns addresses of its files that no other import and no sound uses
 */
export async function deleteImport(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select original_sha256 as sha256 from imports where id = ${id}
    union select picture_sha256 from import_pages where import_id = ${id} and picture_sha256 is not null`.execute(tx);
  await tx.deleteFrom('imports').where('id', '=', id).execute();
  const files = rows.map(({ sha256 }) => sha256);
  const { rows: used } = await sql<{ sha256: string }>`
    select sha256 from unnest(${files}::text[]) as sha256 where
      exists (select from imports i where i.original_sha256 = sha256)
      or exists (select from import_pages p where p.picture_sha256 = sha256)
      or exists (select from sounds s where s.original_sha256 = sha256)`.execute(tx);
  const kept = new Set(used.map(({ sha256 }) => sha256));
  return files.filter((sha256) => !kept.has(sha256));
}
