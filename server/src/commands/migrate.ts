import type { Config } from '../config.ts';
import { openDatabase } from '../platform/db.ts';
import { openLog } from '../platform/log.ts';
import { migrationNumber } from '../platform/migrate.ts';
import { prepareDatabase } from '../supervisor/prepare-database.ts';
import { withDatabase } from '../supervisor/reach-database.ts';

/** `nguon migrate [--json]`: brings the database to the newest state and says which that is. */
export async function run(args: readonly string[], config: Config): Promise<void> {
  const log = await openLog({ name: 'migrate', level: config.logLevel, terminal: 'warn' });
  const number = await withDatabase(config, log, async (url) => {
    await prepareDatabase(url, log);
    const opened = openDatabase(url, { log, connections: 1 });
    try {
      return await migrationNumber(opened.db);
    } finally {
      await opened.close();
    }
  });
  process.stdout.write(
    args.includes('--json')
      ? `${JSON.stringify({ migration: number })}\n`
      : `Cơ sở dữ liệu đang ở bước ${number} / the database is at migration ${number}\n`,
  );
}
