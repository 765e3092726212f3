import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import { BackupError } from '../platform/backup/backup.ts';
import { openLog } from '../platform/log.ts';
import { restore } from '../supervisor/restore.ts';

/** `nguon restore FOLDER [--json]`: puts a backup into an empty data folder and database; the system must not run. */
export async function run(args: readonly string[], config: Config): Promise<void> {
  const source = args.find((arg) => !arg.startsWith('--'));
  if (source === undefined) throw new BackupError('Cách dùng / usage: nguon restore THƯ-MỤC');
  const log = await openLog({ name: 'restore', level: config.logLevel, terminal: 'warn' });
  const { madeAt, files, database } = await restore(resolve(source), config, log);
  const said = { madeAt, files, tables: database.tables.length };
  process.stdout.write(
    args.includes('--json')
      ? `${JSON.stringify(said)}\n`
      : `Đã khôi phục bản sao lưu lúc ${madeAt}: ${said.tables} bảng, ${said.files} tệp. / Restored the backup of ${madeAt}.\n`,
  );
}
