import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';

/** A spoken reason: which file, and how long in milliseconds. */
export interface ReturnNote {
  id: string;
  sha256: string;
  durationMs: number;
}

export async function insertNote(
  tx: Tx,
  note: Omit<ReturnNote, 'id'> & { request: string; by: string; at: Date },
): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into return_notes (id, request_id, made_by, sha256, duration_ms, made_at)
    values (${id}::uuid, ${note.request}::uuid, ${note.by}::uuid, ${note.sha256}, ${note.durationMs}, ${note.at})`.execute(
    tx,
  );
  return id;
}

/** Sends a person's own note with the return of its request; false when there is no such note. */
export async function sendNote(tx: Tx, id: string, of: { request: string; by: string; at: Date }): Promise<boolean> {
  const { rows } = await sql`
    update return_notes set sent_at = ${of.at}
    where id = ${id}::uuid and request_id = ${of.request}::uuid and made_by = ${of.by}::uuid and sent_at is null
    returning id`.execute(tx);
  return rows.length > 0;
}

/** The note with which a request was returned; null without one. */
export async function readSentNote(db: Db | Tx, request: string): Promise<ReturnNote | null> {
  const { rows } = await sql<ReturnNote>`
    select id, sha256, duration_ms as "durationMs" from return_notes
    where request_id = ${request}::uuid and sent_at is not null`.execute(db);
  return rows[0] ?? null;
}

/** Forgets notes that were spoken before then and never sent. Answers their files, of which nobody else's note is one. */
export async function deleteUnsentNotes(tx: Tx, before: Date): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    delete from return_notes where sent_at is null and made_at < ${before} returning sha256`.execute(tx);
  return [...new Set(rows.map(({ sha256 }) => sha256))];
}
