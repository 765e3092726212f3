import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FolderHeldError, isFolderHeld, lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nguon-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('is held once, by whatever path, until it is released', async () => {
  const lock = await lockFolder(join(folder, 'data'));
  await symlink(join(folder, 'data'), join(folder, 'link'));
  await expect(lockFolder(join(folder, 'link'))).rejects.toThrow(FolderHeldError);
  await expect(lockFolder(join(folder, 'data'))).rejects.toThrow(`PID ${process.pid}`);
  expect(await isFolderHeld(join(folder, 'data'))).toBe(true);
  await lock.release();
  expect(await isFolderHeld(join(folder, 'data'))).toBe(false);
  await (await lockFolder(join(folder, 'data'))).release();
});

it('dies with a process that is killed', async () => {
  const program = `import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))};
    await lockFolder(process.argv[1]); process.stdout.write('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((settle) => child.stdout.once('data', settle));
  await expect(lockFolder(folder)).rejects.toThrow(`PID ${child.pid}`);
  const ended = new Promise((settle) => child.once('exit', settle));
  child.kill('SIGKILL');
  await ended;
  await (await lockFolder(folder)).release();
});
