import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { humanLine, openLog } from './log.ts';

it('writes JSON lines into the folder and hides secrets', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nguon-log-'));
  const log = await openLog({ name: 'server', folder, terminal: 'silent' });
  log.info({ user: 'a', password: 'never seen' }, 'started');
  let line = '';
  await expect
    .poll(async () => {
      const [name] = await readdir(folder);
      line = name ? await readFile(join(folder, name), 'utf8') : '';
      return line;
    })
    .toContain('started');
  expect(JSON.parse(line)).toMatchObject({ name: 'server', msg: 'started', user: 'a', password: '[Redacted]' });
  await rm(folder, { recursive: true });
});

it('lays a file of 20 MB aside and goes on in a new one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nguon-log-'));
  await writeFile(join(folder, 'server.log'), Buffer.alloc(20 * 1024 * 1024));
  const log = await openLog({ name: 'server', folder, terminal: 'silent' });
  log.info('a new file');
  const sizeOf = async (name: string): Promise<number> => (await stat(join(folder, name)).catch(() => null))?.size ?? 0;
  await expect.poll(() => sizeOf('server.1.log'), { timeout: 4_000 }).toBe(20 * 1024 * 1024);
  await expect.poll(async () => (await sizeOf('server.log')) > 0, { timeout: 4_000 }).toBe(true);
  expect(await readFile(join(folder, 'server.log'), 'utf8')).toContain('a new file');
  await rm(folder, { recursive: true });
});

it('shows a person the time in Viet Nam, the process, what happened and why', () => {
  const line = JSON.stringify({
    time: Date.UTC(2026, 10, 23, 10, 0, 5),
    level: 50,
    name: 'broker',
    msg: 'stopped',
    err: { message: 'port taken' },
  });
  expect(humanLine(line)).toBe('17:00:05 [broker] LỖI stopped (port taken)\n');
});
