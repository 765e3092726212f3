import { join } from 'node:path';
import { z } from 'zod';
import { readText, writeWhole } from './disk.ts';

const Settings = z.strictObject({ volume: z.int().min(0).max(100) });

/** The loudness wished for here, in percent, as settings.json keeps it; null when nobody ever set it. */
export async function readVolume(dir: string): Promise<number | null> {
  const text = await readText(join(dir, 'settings.json'));
  return text === null ? null : Settings.parse(JSON.parse(text)).volume;
}

/** Keeps the wished loudness in percent. */
export async function storeVolume(dir: string, volume: number): Promise<void> {
  await writeWhole(join(dir, 'settings.json'), JSON.stringify(Settings.parse({ volume })));
}

/** What is really used: never above the ceiling of the signed assignment. */
export function effectiveVolume(wished: number | null, ceiling: number): number {
  return Math.min(wished ?? ceiling, ceiling);
}
