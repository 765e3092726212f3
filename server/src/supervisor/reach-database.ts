import { DEMO_MINUTE, forwardTo } from '../lib/demo-clock.ts';
import type { Config } from '../config.ts';
import { createClock } from '../platform/clock.ts';
import { openSecrets, readDataFolder, readRunning, removeRunning, writeDataFolder } from '../platform/data-folder.ts';
import type { DataFolder } from '../platform/data-folder.ts';
import { isFolderHeld, lockFolder } from '../platform/folder-lock.ts';
import type { Log } from '../platform/log.ts';
import { mindDatabase, prepareDatabase } from './database.ts';

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

/**
 * Opens the data folder, making it when it is new. A new folder is a demo unless something was set that only a real
 * installation has: a database or broker of its own, a public address, a first administrator.
 */
export async function openFolder(config: Config): Promise<DataFolder> {
  const there = await readDataFolder(config.dataDir);
  if (there !== null) return there;
  const isReal =
    config.databaseUrl !== undefined ||
    config.mqttUrl !== undefined ||
    config.admin !== undefined ||
    config.publicUrl.startsWith('https:');
  const kind = isReal ? 'production' : 'demo';
  const clockOffsetMs = isReal ? 0 : forwardTo(DEMO_MINUTE, createClock(0).now().getTime(), 0);
  const folder: DataFolder = { kind, clockOffsetMs };
  await writeDataFolder(config.dataDir, folder);
  return folder;
}
