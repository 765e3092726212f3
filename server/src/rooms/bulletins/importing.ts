import { join } from 'node:path';
import { plainText } from '../../lib/plain-text.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { forgetOriginal, knowFile } from '../media/service.ts';
import {
  deleteImport,
  finishImport,
  importsBegunBefore,
  insertPage,
  pagesOf,
  readImport,
  setCounted,
  type ImportPageRow,
  type ImportRow,
} from './imports-store.ts';
import { IMPORT_KEPT_MS } from './present-import.ts';

/** The queue that reads files: data `{ import }`. */
export const IMPORTING_QUEUE = 'imports.read';

/** Longer than every retry together; what is not read by then never will be. */
const GIVEN_UP_AFTER_MS = 60 * 60_000;
/** Letters that a page of typed paper holds, roughly, and how many pages of text are taken at once. */
const PAGE_LETTERS = 2000;
const MOST_PAGES = 300;

/**
 * Reads one file. May be run again after a kill at any point: pages are kept one by one, and it goes on with those that are missing.
 * @throws what may go better another time; what is wrong with the file becomes the import's `problem`
 */
export async function readImportedFile(platform: Platform, id: string, signal?: AbortSignal): Promise<void> {
  const found = await readImport(platform.db, id);
  if (!found || found.state !== 'making') return;
  try {
    if (found.format === 'docx' || found.format === 'doc') await readOffice(platform, found, found.format, signal);
    else await readPaged(platform, found, found.format, signal);
    const pages = await pagesOf(platform.db, id);
    if (pages.every(({ text }) => text.trim() === '')) throw new Problem('import-empty');
    await finish(platform, found, null);
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'unavailable') throw error;
    await finish(platform, found, error);
  }
}

/** Says of files that nobody could read within the hour that they failed. For a schedule. */
export async function giveUpImports(platform: Platform): Promise<void> {
  const before = new Date(platform.clock.now().getTime() - GIVEN_UP_AFTER_MS);
  for (const found of await importsBegunBefore(platform.db, before, 'making')) {
    await finish(platform, found, new Problem('unavailable', { part: 'đọc tệp' }));
  }
}

/** Forgets imports that are older than they are kept, with their files. For a schedule. */
export async function forgetImports(platform: Platform): Promise<void> {
  const before = new Date(platform.clock.now().getTime() - IMPORT_KEPT_MS);
  for (const { id } of await importsBegunBefore(platform.db, before, 'all')) {
    const files = await inTransaction(platform.db, async (tx) => deleteImport(tx, id));
    for (const sha256 of files) await forgetOriginal(platform, sha256);
  }
}

async function readOffice(
  platform: Platform,
  found: ImportRow,
  format: 'docx' | 'doc',
  signal?: AbortSignal,
): Promise<void> {
  const path = platform.files.path(found.original_sha256);
  const { text, converted } = await platform.documents.readText(path, format, signal);
  refuseBooks(text.length);
  await setCounted(platform.db, found.id, 1, converted);
  await insertPage(platform.db, pageOf(found, 0, text));
}

async function readPaged(
  platform: Platform,
  found: ImportRow,
  format: 'pdf' | 'photo',
  signal?: AbortSignal,
): Promise<void> {
  const path = platform.files.path(found.original_sha256);
  const { texts, converted } = await platform.documents.readPages(path, format, signal);
  refuseBooks(texts.reduce((sum, text) => sum + (text?.length ?? 0), 0));
  await setCounted(platform.db, found.id, texts.length, converted);
  const kept = new Set((await pagesOf(platform.db, found.id)).map(({ page }) => page));
  for (const [page, text] of texts.entries()) {
    if (kept.has(page)) continue;
    if (text !== null) await insertPage(platform.db, pageOf(found, page, text));
    else await recognise(platform, found, { path, format, page }, signal);
  }
}

async function recognise(
  platform: Platform,
  found: ImportRow,
  asked: { path: string; format: 'pdf' | 'photo'; page: number },
  signal?: AbortSignal,
): Promise<void> {
  await platform.files.scratch(async (folder) => {
    const out = join(folder, 'page.jpg');
    const { text, doubtful, width, height } = await platform.documents.recognise({ ...asked, out }, signal);
    const picture = await platform.files.putPath(out);
    const row = { ...pageOf(found, asked.page, text), doubtful: [...doubtful], width, height };
    await inTransaction(platform.db, async (tx) => {
      // Kept as an original: whoever reads the import sees it, not whoever knows its address.
      await knowFile(tx, { ...picture, mediaType: 'image/jpeg', kind: 'original' }, platform.clock.now());
      await insertPage(tx, { ...row, picture_sha256: picture.sha256 });
    });
  });
}

/** Offsets of doubtful words hold for the recogniser's text, which is plain and composed already. */
function pageOf(found: ImportRow, page: number, text: string): ImportPageRow {
  const plain = { text: plainText(text), doubtful: [], picture_sha256: null, width: null, height: null };
  return { import_id: found.id, page, ...plain };
}

function refuseBooks(letters: number): void {
  const pages = Math.ceil(letters / PAGE_LETTERS);
  if (pages > MOST_PAGES) throw new Problem('import-too-long', { pages, limit: MOST_PAGES });
}

async function finish(platform: Platform, found: ImportRow, problem: Problem | null): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    if (!(await finishImport(tx, found.id, problem?.toBody() ?? null, at))) return;
    const act = {
      actor: null,
      act: `import.${problem ? 'failed' : 'ready'}`,
      subject: { kind: 'import', id: found.id },
    };
    const details = problem ? { problem: problem.code } : { format: found.format };
    await record(tx, { ...act, unit: found.unit_id, details }, at);
  });
}
