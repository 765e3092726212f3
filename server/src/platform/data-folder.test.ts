import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  DataFolderError,
  openSecrets,
  readDataFolder,
  readRunning,
  removeRunning,
  writeDataFolder,
  writeRunning,
} from './data-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nguon-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('a new folder has no kind; what is written is read back', async () => {
  expect(await readDataFolder(folder)).toBeNull();
  await writeDataFolder(folder, { kind: 'demo', clockOffsetMs: -3_600_000 });
  expect(await readDataFolder(folder)).toEqual({ kind: 'demo', clockOffsetMs: -3_600_000 });
});

it('a production folder refuses a clock offset, written by us or by hand', async () => {
  await expect(writeDataFolder(folder, { kind: 'production', clockOffsetMs: 1 })).rejects.toThrow(DataFolderError);
  await writeFile(join(folder, 'folder.json'), '{"kind":"production","clockOffsetMs":1}');
  await expect(readDataFolder(folder)).rejects.toThrow(/may not carry a clock offset/);
  await writeFile(join(folder, 'folder.json'), '{"kind":');
  await expect(readDataFolder(folder)).rejects.toThrow(DataFolderError);
});

it('secrets stay the same and only their owner reads them', async () => {
  const secrets = await openSecrets(folder);
  expect(await openSecrets(folder)).toEqual(secrets);
  expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(folder, 'secrets.json'), 'utf8')).toContain(secrets.sessionSecret);
});

it('what runs is told to later commands', async () => {
  await writeRunning(folder, { DATABASE_URL: 'postgres://x' });
  expect(await readRunning(folder)).toEqual({ DATABASE_URL: 'postgres://x' });
  await removeRunning(folder);
  expect(await readRunning(folder)).toBeNull();
});
