import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type {} from './tables.ts';

type Either = Db | Tx;

/** A bulletin that is put right: in which of its states it was wrong, and what it said then. */
export interface Corrected {
  id: string;
  revision: string;
  title: string;
  text: string;
}

/** Writes that a bulletin is a correction. */
export async function insertCorrection(
  tx: Tx,
  { bulletin, corrects, revision, at }: { bulletin: string; corrects: string; revision: string; at: Date },
): Promise<void> {
  await tx.insertInto('corrections').values({ bulletin_id: bulletin, corrects, revision, created_at: at }).execute();
}

/** What a bulletin puts right; null for one that is no correction. */
export async function correctedBy(db: Either, bulletin: string): Promise<Corrected | null> {
  const { rows } = await sql<Corrected>`
    select c.corrects as id, c.revision, r.content ->> 'title' as title, r.content ->> 'text' as text
    from corrections c join revisions r on r.bulletin_id = c.corrects and r.sha256 = c.revision
    where c.bulletin_id = ${bulletin}`.execute(db);
  return rows[0] ?? null;
}

/** Corrections of a bulletin that were not put away, the oldest first. */
export async function correctionsOf(db: Either, bulletin: string): Promise<{ id: string; title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    select b.id, b.title from corrections c join bulletins b on b.id = c.bulletin_id
    where c.corrects = ${bulletin} and b.withdrawn_at is null order by c.created_at, b.id`.execute(db);
  return rows;
}
