import { join } from 'node:path';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import type { Clock } from './platform/clock.ts';
import { openFiles } from './platform/files.ts';
import type { Doors } from './platform/http.ts';
import { createJobs } from './platform/jobs.ts';
import { silentLog } from './platform/log.ts';
import { createNotices } from './platform/notices.ts';
import type { Platform } from './platform/platform.ts';
import { createTestDatabase, type TestDatabase } from './platform/test-database.ts';
import { makeTestFolder } from './platform/test-folder.ts';

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  set(instant: string): void;
  advance(ms: number): void;
}

/** The whole server over a database of one test's own; requests go in by `app.inject`. */
export interface TestApp {
  app: Doors;
  platform: Platform;
  clock: TestClock;
  database: TestDatabase;
  /** Closes everything and drops the database. For afterAll or afterEach. */
  stop(): Promise<void>;
}

/** Where the clock of a test stands at first: a Monday, 09:00 in Viet Nam. */
export const TEST_NOW = '2026-11-23T02:00:00.000Z';

/**
 * Builds the server for a test on a real PostgreSQL database, a real job queue (jobs are sent, nobody works on them)
 * and a real folder of files. Only the clock is made up. Broker, signer and media children are those that the test
 * gives; touching one that was not given fails the test.
 */
export async function buildTestApp(given: Partial<Platform> = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const folder = await makeTestFolder();
  const log = silentLog();
  const clock = createTestClock();
  const jobs = createJobs({ url: database.url, log, minds: false });
  await jobs.start();
  const platform: Platform = {
    config: readConfig({ DATA_DIR: folder.path, SESSION_SECRET: 'chỉ để thử nghiệm, không dùng nơi khác' }),
    house: { folder: 'test', mapDate: null },
    log,
    clock,
    db: database.db,
    files: await openFiles(join(folder.path, 'files')),
    jobs,
    notices: createNotices(database.url, log),
    broker: absent('broker'),
    signer: absent('signer'),
    media: absent('media'),
    documents: absent('documents'),
    speech: absent('speech'),
    sms: null,
    ...given,
  };
  const app = await buildApp(platform);
  const stop = async (): Promise<void> => {
    await app.close();
    await jobs.stop();
    await platform.notices.close();
    await database.drop();
    await folder.remove();
  };
  return { app, platform, clock, database, stop };
}

/** A clock for tests. @param start instant such as 2026-11-23T02:00:00.000Z */
export function createTestClock(start: string = TEST_NOW): TestClock {
  let now = new Date(start);
  return {
    offsetMs: 0,
    now: () => new Date(now),
    set: (instant) => {
      now = new Date(instant);
    },
    advance: (ms) => {
      now = new Date(now.getTime() + ms);
    },
  };
}

function absent<T extends object>(part: string): T {
  return new Proxy({} as T, {
    get(_target, name) {
      // Asked of anything that is awaited or printed.
      if (typeof name === 'symbol' || name === 'then') return undefined;
      throw new Error(`this test uses ${part}.${name} without giving buildTestApp a ${part}`);
    },
  });
}
