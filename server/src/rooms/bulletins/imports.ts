import { randomUUID } from 'node:crypto';
import { LARGEST_IMPORT, type ImportView } from '@nguon/protocol/http/imports.ts';
import { plainText } from '../../lib/plain-text.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Upload } from '../../platform/uploads.ts';
import { record } from '../audit/service.ts';
import { dropFile, knowFile } from '../media/service.ts';
import { IMPORTING_QUEUE } from './importing.ts';
import { insertImport, pagesOf, readImport, writesIn, type ImportRow } from './imports-store.ts';
import { WRITERS } from './policy.ts';
import { presentImport } from './present-import.ts';

const MEDIA_TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  doc: 'application/msword',
  pdf: 'application/pdf',
  photo: 'image/jpeg',
} as const;
const LONGEST_NAME = 200;

/**
 * Takes a file whose text somebody wants for a bulletin; a job reads it. What is none of ours is refused at once and nothing is kept.
 * @throws Problem `forbidden`, `import-unknown`, `import-unreadable`; TooManyBytes
 */
export async function importFile(
  platform: Platform,
  actor: Actor,
  unit: string,
  sent: Pick<Upload, 'content' | 'name'>,
): Promise<ImportView> {
  await mustWrite(platform.db, actor, unit);
  const stored = await platform.files.put(sent.content, LARGEST_IMPORT);
  const id = randomUUID();
  try {
    const format = await platform.documents.inspect(platform.files.path(stored.sha256));
    await inTransaction(platform.db, async (tx) => {
      await mustWrite(tx, actor, unit);
      const at = platform.clock.now();
      await knowFile(tx, { ...stored, mediaType: MEDIA_TYPES[format], kind: 'original' }, at);
      const name = plainText(sent.name ?? '')
        .replaceAll(/\s+/gu, ' ')
        .trim()
        .slice(0, LONGEST_NAME);
      const kept = { id, unit_id: unit, sender_id: actor.user, name, format, original_sha256: stored.sha256 };
      await insertImport(tx, { ...kept, created_at: at });
      await platform.jobs.enqueue(tx, IMPORTING_QUEUE, { import: id });
      const act = { actor: { id: actor.user, name: actor.name }, act: 'import.asked', subject: { kind: 'import', id } };
      await record(tx, { ...act, unit, details: { format, bytes: stored.bytes } }, at);
    });
  } catch (error) {
    await dropFile(platform, stored.sha256);
    throw error;
  }
  return getImport(platform, actor, id);
}

/**
 * What was read of a file so far.
 * @throws Problem `not-found`, also for one that is neither this person's own nor of a unit in whose name they write
 */
export async function getImport(platform: Platform, actor: Actor, id: string): Promise<ImportView> {
  const found = await readable(platform.db, actor, id);
  return presentImport(found, await pagesOf(platform.db, id));
}

/** Address of the picture of a page. Throws as getImport does, and for a page without one. */
export async function pictureOfPage(db: Db, actor: Actor, id: string, page: number): Promise<string> {
  await readable(db, actor, id);
  const found = (await pagesOf(db, id)).find((each) => each.page === page)?.picture_sha256;
  if (!found) throw new Problem('not-found');
  return found;
}

async function readable(db: Db, actor: Actor, id: string): Promise<ImportRow> {
  const found = await readImport(db, id);
  if (!found) throw new Problem('not-found');
  if (found.sender_id !== actor.user && !(await writesIn(db, actor.user, WRITERS, found.unit_id)))
    throw new Problem('not-found');
  return found;
}

async function mustWrite(db: Db | Tx, actor: Actor, unit: string): Promise<void> {
  if (!(await writesIn(db, actor.user, WRITERS, unit))) throw new Problem('forbidden');
}
