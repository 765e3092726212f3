import type { Db, Tx } from '../../platform/db.ts';

/** original: as it was sent, never served. master: lossless. sound: the approved Opus. copy: MP3. picture: cleaned. */
export type MediaKind = 'original' | 'master' | 'sound' | 'copy' | 'picture';

export interface MediaRow {
  sha256: string;
  media_type: string;
  bytes: number;
  kind: MediaKind;
  created_at: Date;
}

declare module '../../platform/db.ts' {
  interface Database {
    media: MediaRow;
  }
}

/** Notes what a file is. A file that is known keeps its note, except that a served kind replaces one that is not. */
export async function insertMedia(tx: Tx, row: MediaRow): Promise<void> {
  await tx
    .insertInto('media')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('sha256')
        .doUpdateSet({ kind: row.kind, media_type: row.media_type })
        .where('media.kind', 'in', ['original', 'master']),
    )
    .execute();
}

export async function readMedia(db: Db | Tx, sha256: string): Promise<MediaRow | null> {
  return (await db.selectFrom('media').selectAll().where('sha256', '=', sha256).executeTakeFirst()) ?? null;
}

const FOREIGN_KEY_VIOLATION = '23503';

/** Forgets what an original is; false when it is another kind by now, or somebody refers to it. Not inside a transaction. */
export async function deleteOriginal(db: Db, sha256: string): Promise<boolean> {
  try {
    const gone = await db
      .deleteFrom('media')
      .where('sha256', '=', sha256)
      .where('kind', '=', 'original')
      .executeTakeFirst();
    return gone.numDeletedRows > 0n;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === FOREIGN_KEY_VIOLATION) return false;
    throw error;
  }
}
