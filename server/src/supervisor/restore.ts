import { basename, dirname } from 'node:path';
import type { Config } from '../config.ts';
import { BackupError, readBackup, restoreDatabase, restoreFolder } from '../platform/backup/backup.ts';
import type { Manifest } from '../platform/backup/backup.ts';
import { clearFolder } from '../platform/backup/tree.ts';
import { openSecrets, readDataFolder } from '../platform/data-folder.ts';
import { openDatabase } from '../platform/db.ts';
import { lockFolder } from '../platform/folder-lock.ts';
import type { Log } from '../platform/log.ts';
import { MIGRATIONS, migrationNumber, readMigrations } from '../platform/migrate.ts';
import { mindDatabase } from './database.ts';
import { prepareDatabase } from './prepare-database.ts';

/**
 * Puts a backup into an empty data folder and an empty database. When anything fails, the folder is empty again.
 * @throws BackupError, FolderHeldError, MigrationHistoryError
 */
export async function restore(source: string, config: Config, log: Log): Promise<Manifest> {
  const manifest = await readBackup(source);
  const known = (await readMigrations(MIGRATIONS)).length;
  if (manifest.database.migration > known)
    throw new BackupError(
      'Bản sao lưu do phiên bản Nguồn mới hơn tạo ra; hãy nâng cấp trước. / The backup was made by a newer Nguồn; upgrade first.',
    );
  const lock = await lockFolder(config.dataDir);
  try {
    await restoreFolder(source, manifest, config.dataDir);
    await fill(source, manifest, config, log).catch(async (error: unknown) => {
      await undo(config);
      throw error;
    });
    return manifest;
  } finally {
    await lock.release();
  }
}

async function fill(source: string, manifest: Manifest, config: Config, log: Log): Promise<void> {
  if (config.databaseUrl !== undefined) {
    await refuseFilled(config.databaseUrl, log);
    return fillDatabase(source, manifest, config.databaseUrl, log);
  }
  const folder = { kind: manifest.kind, clockOffsetMs: manifest.clockOffsetMs };
  const database = await mindDatabase(config.dataDir, folder, await openSecrets(config.dataDir), log);
  try {
    await fillDatabase(source, manifest, database.url, log);
  } finally {
    await database.stop();
  }
}

/** To the state that the backup was made in, then the rows, then on to the newest state. */
async function fillDatabase(source: string, manifest: Manifest, url: string, log: Log): Promise<void> {
  await prepareDatabase(url, log, manifest.database.migration);
  await restoreDatabase(source, manifest, url);
  await prepareDatabase(url, log);
}

async function refuseFilled(url: string, log: Log): Promise<void> {
  const opened = openDatabase(url, { log, connections: 1 });
  try {
    if ((await migrationNumber(opened.db)) === 0) return;
  } finally {
    await opened.close();
  }
  throw new BackupError(
    'Cơ sở dữ liệu đã có dữ liệu; hãy khôi phục vào cơ sở dữ liệu trống. / The database holds data already; restore into an empty one.',
  );
}

async function undo(config: Config): Promise<void> {
  const elsewhere = (await readDataFolder(config.dataDir).catch(() => null))?.databaseFolder;
  if (elsewhere !== undefined && basename(dirname(elsewhere)).startsWith('database-'))
    await clearFolder(dirname(elsewhere));
  await clearFolder(config.dataDir);
}
