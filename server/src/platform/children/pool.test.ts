import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../log.ts';
import { ChildPool, type ChildPoolOptions } from './pool.ts';

const PROGRAM = fileURLToPath(new URL('trial-child.ts', import.meta.url));
const pools: ChildPool[] = [];

function buildPool(changes: Partial<ChildPoolOptions> = {}): ChildPool {
  const pool = new ChildPool({
    name: 'trial',
    program: PROGRAM,
    processes: 1,
    limits: { heapMb: 128, dataMb: 1200, fileMb: 10 },
    jobsPerChild: 100,
    longestQueue: 10,
    log: silentLog(),
    ...changes,
  });
  pools.push(pool);
  return pool;
}

const limit = { timeoutMs: 20_000 };
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.stop()));
});

describe('a pool of limited children', { timeout: 30_000 }, () => {
  it('answers jobs in the order of asking, from one warm child', async () => {
    const pool = buildPool();
    const answers = await Promise.all([1, 2, 3].map((value) => pool.run({ act: 'square', value }, limit)));
    expect(answers).toEqual([1, 4, 9]);
    expect(await pool.run({ act: 'pid' }, limit)).toBe(pool.pids()[0]);
  });

  it('starts no child before there is something to do', async () => {
    const pool = buildPool();
    expect(pool.pids()).toEqual([]);
    expect(await pool.run({ act: 'square', value: 2 }, limit)).toBe(4);
    expect(pool.pids()).toHaveLength(1);
  });

  it('hands on a refusal with its code and details, and other errors as child-error', async () => {
    const pool = buildPool();
    await expect(pool.run({ act: 'refuse', value: 7 }, limit)).rejects.toMatchObject({
      code: 'media-silent',
      details: { value: 7 },
    });
    await expect(pool.run({ act: 'throw' }, limit)).rejects.toMatchObject({ code: 'child-error', message: 'broken' });
  });

  it.each(['hang', 'spin'])('kills a job that only %ss, and the next job has a fresh child', async (act) => {
    const pool = buildPool();
    const before = await pool.run({ act: 'pid' }, limit);
    await expect(pool.run({ act }, { timeoutMs: 200 })).rejects.toMatchObject({ code: 'child-timeout' });
    expect(await pool.run({ act: 'pid' }, limit)).not.toBe(before);
    expect(isAlive(Number(before))).toBe(false);
  });

  it.each(['die', 'eat'])('survives a child that must %s', async (act) => {
    const pool = buildPool();
    const failure: unknown = await pool.run({ act }, limit).catch((error: unknown) => error);
    expect(['child-crashed', 'child-error']).toContain((failure as { code: string }).code);
    expect(await pool.run({ act: 'square', value: 5 }, limit)).toBe(25);
  });

  it('stops a running or waiting job when its asker gives up', async () => {
    const pool = buildPool();
    const controller = new AbortController();
    const running = pool.run({ act: 'hang' }, { ...limit, signal: controller.signal });
    const waiting = pool.run({ act: 'square', value: 2 }, { ...limit, signal: controller.signal });
    const both = Promise.allSettled([running, waiting]);
    controller.abort();
    for (const outcome of await both) expect(outcome).toMatchObject({ reason: { code: 'child-aborted' } });
  });

  it('replaces a child after its share of jobs', async () => {
    const pool = buildPool({ jobsPerChild: 2 });
    const pids = [];
    for (let job = 0; job < 4; job += 1) pids.push(await pool.run({ act: 'pid' }, limit));
    expect(new Set(pids).size).toBe(2);
  });

  it('refuses what would wait behind too many', async () => {
    const pool = buildPool({ longestQueue: 1 });
    const first = pool.run({ act: 'square', value: 3 }, limit);
    await expect(pool.run({ act: 'square', value: 4 }, limit)).rejects.toMatchObject({ code: 'child-busy' });
    expect(await first).toBe(9);
  });

  it('gives a child nothing of our environment', async () => {
    const pid = Number(await buildPool().run({ act: 'pid' }, limit));
    const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .map((entry) => entry.replace(/=.*/s, ''))
      .filter(Boolean);
    expect(names).toContain('LANG');
    expect(
      names.filter(
        (name) =>
          !['LANG', 'TZ', 'PWD', 'OLDPWD', 'SHLVL', '_', 'NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE'].includes(
            name,
          ),
      ),
    ).toEqual([]);
  });

  it('says that a program cannot start instead of trying for ever', async () => {
    const pool = buildPool({ program: '/nowhere/child.ts' });
    await expect(pool.run({ act: 'pid' }, limit)).rejects.toMatchObject({ code: 'child-unavailable' });
  });

  it('leaves no process behind when it stops', async () => {
    const pool = buildPool({ processes: 2 });
    await pool.run({ act: 'pid' }, limit);
    const hanging = pool.run({ act: 'spin' }, limit).catch((error: unknown) => error);
    const pids = pool.pids();
    await pool.stop();
    expect(await hanging).toMatchObject({ code: 'child-stopped' });
    expect(pids.filter(isAlive)).toEqual([]);
    await expect(pool.run({ act: 'pid' }, limit)).rejects.toMatchObject({ code: 'child-stopped' });
  });
});
