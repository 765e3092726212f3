import type { Config } from '../config.ts';
import { openSecrets, readRunning, removeRunning } from '../platform/data-folder.ts';
import { isFolderHeld, lockFolder } from '../platform/folder-lock.ts';
import type { Log } from '../platform/log.ts';
import { mindDatabase } from './database.ts';
import { openFolder } from './open-folder.ts';
import { prepareDatabase } from './prepare-database.ts';

/**
 * Lends a command the database of the installation: the operator's, or that of the running system, or else the embedded
 * one started for as long as `act` runs. It is brought to the newest state first.
 * @throws FolderHeldError when another command is using the folder
 */
export async function withDatabase<T>(config: Config, log: Log, act: (url: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl !== undefined) {
    await prepareDatabase(config.databaseUrl, log);
    return act(config.databaseUrl);
  }
  const running = (await isFolderHeld(config.dataDir)) ? await readRunning(config.dataDir) : null;
  if (running?.['DATABASE_URL'] !== undefined) return act(running['DATABASE_URL']);
  const lock = await lockFolder(config.dataDir);
  try {
    // What a killed supervisor left there leads nowhere.
    await removeRunning(config.dataDir);
    const folder = await openFolder(config);
    const database = await mindDatabase(config.dataDir, folder, await openSecrets(config.dataDir), log);
    try {
      await prepareDatabase(database.url, log);
      return await act(database.url);
    } finally {
      await database.stop();
    }
  } finally {
    await lock.release();
  }
}
