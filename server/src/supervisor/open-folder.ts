import { DEMO_MINUTE, forwardTo } from '../lib/demo-clock.ts';
import type { Config } from '../config.ts';
import { createClock } from '../platform/clock.ts';
import { readDataFolder, writeDataFolder } from '../platform/data-folder.ts';
import type { DataFolder } from '../platform/data-folder.ts';

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
