import type { Config } from './config.ts';
import { createClock } from './platform/clock.ts';
import { readDataFolder, readRunning } from './platform/data-folder.ts';
import { inTransaction, openDatabase } from './platform/db.ts';
import { createJobs } from './platform/jobs.ts';
import { openLog } from './platform/log.ts';
import type { Platform } from './platform/platform.ts';
import { seedUnits } from './rooms/units/service.ts';
import { withDatabase } from './supervisor/reach-database.ts';

/** What a command at the terminal may use of the house: its database, jobs to be sent, and its clock. */
export type Lent = Pick<Platform, 'config' | 'log' | 'clock' | 'db' | 'jobs'>;

/**
 * Lends the rooms to a command for as long as `act` runs, beside a running system or on its own.
 * @param name of the command, for its log
 */
export async function lendRooms<T>(config: Config, name: string, act: (rooms: Lent) => Promise<T>): Promise<T> {
  const log = await openLog({ name, level: config.logLevel, terminal: 'warn' });
  return withDatabase(config, log, async (url) => {
    const clockOffsetMs = (await readDataFolder(config.dataDir))?.clockOffsetMs ?? 0;
    // Links must lead to where the running system is, not to where this command would start one.
    const publicUrl = (await readRunning(config.dataDir))?.['PUBLIC_URL'] ?? config.publicUrl;
    const database = openDatabase(url, { log, connections: 2, clockOffsetMs });
    const jobs = createJobs({ url, log, clockOffsetMs, minds: false });
    const clock = createClock(clockOffsetMs);
    try {
      await jobs.start();
      // A command may be the first thing that is ever run.
      await inTransaction(database.db, async (tx) => seedUnits(tx, clock.now()));
      return await act({
        config: { ...config, publicUrl },
        log,
        clock,
        db: database.db,
        jobs,
      });
    } finally {
      await jobs.stop();
      await database.close();
    }
  });
}
