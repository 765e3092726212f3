import { sql } from 'kysely';
import type { Generated } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';

declare module '../../platform/db.ts' {
  interface Database {
    picture_texts: {
      sha256: string;
      state: 'reading' | 'read' | 'unread';
      text: Generated<string>;
      begun_at: Date;
      finished_at: Date | null;
    };
  }
}

/** Chữ trong ảnh: empty unless it was read. */
export interface PictureText {
  readonly state: 'reading' | 'read' | 'unread';
  readonly text: string;
}

/** What a picture says; one whose reading has not begun is being read. Null for what is no picture of ours. */
export async function readPictureText(db: Db | Tx, sha256: string): Promise<PictureText | null> {
  const { rows } = await sql<PictureText>`
    select coalesce(t.state, 'reading') as state, coalesce(t.text, '') as text
    from media m left join picture_texts t using (sha256)
    where m.sha256 = ${sha256} and m.kind = 'picture'`.execute(db);
  return rows[0] ?? null;
}

/** Notes that a picture is being read; false when it is noted already. */
export async function insertPictureText(tx: Tx, sha256: string, at: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('picture_texts')
    .values({ sha256, state: 'reading', begun_at: at, finished_at: null })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Ends the reading of a picture; what has ended stays as it is. */
export async function finishPictureText(
  db: Db,
  sha256: string,
  { state, text }: { state: 'read' | 'unread'; text: string },
  at: Date,
): Promise<void> {
  await db
    .updateTable('picture_texts')
    .set({ state, text, finished_at: at })
    .where('sha256', '=', sha256)
    .where('state', '=', 'reading')
    .execute();
}

/** Addresses of pictures whose reading was never begun, oldest first. */
export async function picturesNeverRead(db: Db, most: number): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select m.sha256 from media m where m.kind = 'picture' and not exists (select from picture_texts t where t.sha256 = m.sha256)
    order by m.created_at limit ${most}`.execute(db);
  return rows.map(({ sha256 }) => sha256);
}

/** Gives up what has been read since before an instant. */
export async function giveUpPictureTexts(db: Db, before: Date, at: Date): Promise<void> {
  await db
    .updateTable('picture_texts')
    .set({ state: 'unread', finished_at: at })
    .where('state', '=', 'reading')
    .where('begun_at', '<', before)
    .execute();
}
