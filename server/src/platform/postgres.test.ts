import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLog } from './log.ts';
import { exists } from './postgres-programs.ts';
import { freePort, stopOrphan } from './postgres.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nguon-postgres-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('a number left by a dead PostgreSQL is taken away, and whoever has it now is left alone', async () => {
  await mkdir(join(folder, 'data'));
  const stranger = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await writeFile(join(folder, 'data/postmaster.pid'), `${stranger.pid}\n`);
  await stopOrphan(join(folder, 'data'), silentLog());
  expect(await exists(join(folder, 'data/postmaster.pid'))).toBe(false);
  expect(stranger.exitCode).toBeNull();
  stranger.kill();
});

it('an empty folder has nothing to stop', async () => {
  await stopOrphan(join(folder, 'none'), silentLog());
  expect(await exists(join(folder, 'none'))).toBe(false);
});

it('a free port is one that can be listened on', async () => {
  expect(await freePort()).toBeGreaterThan(1023);
});
