import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from './db.ts';
import { createJobs } from './jobs.ts';
import type { Jobs } from './jobs.ts';
import { silentLog } from './log.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';

let database: TestDatabase;
let jobs: Jobs;

beforeAll(async () => {
  database = await createTestDatabase();
  jobs = createJobs({ url: database.url, log: silentLog() });
  await jobs.start();
});

afterAll(async () => {
  await jobs.stop();
  await database.drop();
});

describe('a job', () => {
  it('is done soon after its transaction commits, and never when it is undone', async () => {
    const done: number[] = [];
    jobs.work<{ number: number }>('outbox', async ({ number }) => void done.push(number));
    const undone = inTransaction(database.db, async (tx) => {
      await jobs.enqueue(tx, 'outbox', { number: 1 });
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    await inTransaction(database.db, (tx) => jobs.enqueue(tx, 'outbox', { number: 2 }));
    await expect.poll(() => done, { timeout: 5_000 }).toEqual([2]);
    const begun = performance.now();
    await inTransaction(database.db, (tx) => jobs.enqueue(tx, 'outbox', { number: 3 }));
    await expect.poll(() => done, { timeout: 5_000, interval: 5 }).toEqual([2, 3]);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('is tried again when it fails', async () => {
    let tries = 0;
    jobs.work('stubborn', async () => {
      tries += 1;
      if (tries < 2) throw new Error('not yet');
    });
    await inTransaction(database.db, (tx) => jobs.enqueue(tx, 'stubborn', {}));
    await expect.poll(() => tries, { timeout: 10_000 }).toBe(2);
  });

  it('waits for its time on the project’s clock', async () => {
    const ahead = createJobs({ url: database.url, log: silentLog(), clockOffsetMs: 3_600_000 });
    await ahead.start();
    const done: string[] = [];
    ahead.work<{ name: string }>('timed', async ({ name }) => void done.push(name));
    const inProject = (ms: number) => new Date(Date.now() + 3_600_000 + ms);
    await inTransaction(database.db, (tx) =>
      ahead.enqueue(tx, 'timed', { name: 'later' }, { startAfter: inProject(3_600_000) }),
    );
    await inTransaction(database.db, (tx) =>
      ahead.enqueue(tx, 'timed', { name: 'now' }, { startAfter: inProject(-1_000) }),
    );
    await expect.poll(() => done, { timeout: 5_000 }).toEqual(['now']);
    await ahead.stop();
  });

  it('waits once per key where the queue says so', async () => {
    jobs.work('refresh-unworked', async () => {}, { once: true });
    await jobs.stop();
    jobs = createJobs({ url: database.url, log: silentLog() });
    await jobs.start();
    const ids = await inTransaction(database.db, async (tx) => [
      await jobs.enqueue(tx, 'refresh-unworked', {}, { key: 'a' }),
      await jobs.enqueue(tx, 'refresh-unworked', {}, { key: 'a' }),
      await jobs.enqueue(tx, 'refresh-unworked', {}, { key: 'b' }),
    ]);
    expect(ids.map((id) => id === null)).toEqual([false, true, false]);
  });
});

describe('a job whose process is killed', { timeout: 40_000 }, () => {
  const doomed = async (url: string, name: string): Promise<ChildProcess> => {
    const here = (file: string): string => JSON.stringify(join(import.meta.dirname, file));
    const program = `import { createJobs } from ${here('jobs.ts')};
      import { silentLog } from ${here('log.ts')};
      const jobs = createJobs({ url: ${JSON.stringify(url)}, log: silentLog() });
      jobs.work(${JSON.stringify(name)}, () => new Promise(() => process.stdout.write('busy')));
      await jobs.start();`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((settle) => child.stdout.once('data', settle));
    return child;
  };

  it('is done at once by the next process that starts alone, and left alone while others live', async () => {
    const own = await createTestDatabase();
    const sender = createJobs({ url: own.url, log: silentLog(), minds: false });
    await sender.start();
    await inTransaction(own.db, (tx) => sender.enqueue(tx, 'doomed', {}));
    const child = await doomed(own.url, 'doomed');
    const done: string[] = [];
    const start = async (): Promise<Jobs> => {
      const next = createJobs({ url: own.url, log: silentLog() });
      next.work('doomed', async () => void done.push('again'));
      await next.start();
      return next;
    };
    const companion = await start();
    await companion.stop();
    expect(done).toEqual([]);
    const ended = new Promise((settle) => child.once('exit', settle));
    child.kill('SIGKILL');
    await ended;
    const begun = performance.now();
    const successor = await start();
    await expect.poll(() => done, { timeout: 20_000 }).toEqual(['again']);
    expect(performance.now() - begun).toBeLessThan(9_000);
    await successor.stop();
    await sender.stop();
    await own.drop();
  });
});
