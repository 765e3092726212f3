import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import { BackupError, makeBackup } from '../platform/backup/backup.ts';
import { openLog } from '../platform/log.ts';
import { withDatabase } from '../supervisor/reach-database.ts';

/** `nguon backup FOLDER [--json]`: copies the whole state into a new folder, also while the system runs. */
export async function run(args: readonly string[], config: Config): Promise<void> {
  const target = args.find((arg) => !arg.startsWith('--'));
  if (target === undefined) throw new BackupError('Cách dùng / usage: nguon backup THƯ-MỤC');
  const log = await openLog({ name: 'backup', level: config.logLevel, terminal: 'warn' });
  const made = await withDatabase(config, log, (url) => makeBackup(config.dataDir, url, resolve(target)));
  const said = {
    folder: resolve(target),
    files: made.files,
    tables: made.database.tables.length,
    migration: made.database.migration,
  };
  process.stdout.write(
    args.includes('--json')
      ? `${JSON.stringify(said)}\n`
      : `Đã sao lưu vào ${said.folder}: ${said.tables} bảng, ${said.files} tệp. Bản này chứa khóa ký, hãy cất giữ như con dấu. / ` +
          `Backed up: ${said.tables} tables, ${said.files} files. It holds the signing keys: keep it like a seal.\n`,
  );
}
