import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FolderKind, readDataFolder, writeDataFolder } from '../data-folder.ts';
import { exists } from '../postgres-programs.ts';
import { DatabaseContents, dumpDatabase, loadDatabase } from './database.ts';
import { copyTree } from './tree.ts';

/** First file to read of a backup; written last. */
const Manifest = z.strictObject({
  format: z.literal('nguon-backup-1'),
  madeAt: z.iso.datetime(),
  kind: FolderKind,
  clockOffsetMs: z.int(),
  files: z.int(),
  database: DatabaseContents,
});
export type Manifest = z.infer<typeof Manifest>;

/** The backup or the place for it cannot be used; the message is for a person. */
export class BackupError extends Error {}

/**
 * Copies the whole state of an installation into a new folder (0700): it holds the signing keys, so it is kept like a seal.
 * The head of the audit chain is copied before the database and the rest after it, so that rows are never missing for
 * what was copied: the database has at least what the head says, the files at least what the database says.
 * @param target a path where nothing is yet; it appears only when the backup is whole
 * @throws BackupError when something is there already
 */
export async function makeBackup(dataDir: string, databaseUrl: string, target: string): Promise<Manifest> {
  if (await exists(target))
    throw new BackupError(`${target}: đã có sẵn, hãy chọn tên khác / is there already, choose another name`);
  const folder = await readDataFolder(dataDir);
  if (folder === null) throw new BackupError(`${dataDir}: chưa có dữ liệu / holds no data yet`);
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  const single = await copyTree(dataDir, join(partial, 'data'), 'files');
  const database = await dumpDatabase(databaseUrl, join(partial, 'database'));
  const files = single + (await copyTree(dataDir, join(partial, 'data'), 'folders'));
  const { kind, clockOffsetMs } = folder;
  const madeAt = new Date().toISOString();
  const manifest: Manifest = { format: 'nguon-backup-1', madeAt, kind, clockOffsetMs, files, database };
  await writeFile(join(partial, 'manifest.json'), JSON.stringify(manifest, null, 2), { mode: 0o600 });
  await rename(partial, target);
  return manifest;
}

/** Reads what a backup says of itself. Throws BackupError. */
export async function readBackup(source: string): Promise<Manifest> {
  const text = await readFile(join(source, 'manifest.json'), 'utf8').catch(() => '');
  const read = Manifest.safeParse(text === '' ? undefined : JSON.parse(text));
  if (read.success) return read.data;
  throw new BackupError(`${source}: không phải bản sao lưu hoàn chỉnh của Nguồn / is not a whole backup of Nguồn`);
}

/** Puts the files of a backup into a data folder that holds none yet. Throws BackupError. */
export async function restoreFolder(source: string, manifest: Manifest, dataDir: string): Promise<void> {
  const there = await readdir(dataDir).catch(() => []);
  if (there.length > 0)
    throw new BackupError(
      `${dataDir}: đã có dữ liệu; hãy khôi phục vào thư mục trống / holds data already; restore into an empty folder`,
    );
  await copyTree(join(source, 'data'), dataDir, 'files');
  await copyTree(join(source, 'data'), dataDir, 'folders');
  await writeDataFolder(dataDir, { kind: manifest.kind, clockOffsetMs: manifest.clockOffsetMs });
}

/** Fills the database, which must stand at the migration of the backup. */
export async function restoreDatabase(source: string, manifest: Manifest, databaseUrl: string): Promise<void> {
  await loadDatabase(databaseUrl, join(source, 'database'), manifest.database);
}
