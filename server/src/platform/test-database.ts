import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase } from './db.ts';
import type { Db } from './db.ts';
import { silentLog } from './log.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the process-wide keeper of the test PostgreSQL (test/database-setup.ts). */
    databaseKeeper: string;
  }
}

/** A migrated database of one test's own. `url` is for processes that the test starts. */
export type TestDatabase = { readonly db: Db; readonly pool: pg.Pool; readonly url: string; drop(): Promise<void> };

type Kept = { readonly adminUrl: string; readonly template: string };
let kept: Promise<Kept> | undefined;

/**
 * Makes a database from the migrated template, for tests only (Vitest). The first call of a run starts PostgreSQL.
 * Call `drop()` in afterEach or afterAll.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  kept ??= askKeeper();
  const { adminUrl, template } = await kept;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(adminUrl, `create database ${name} template ${template} strategy file_copy`);
  const url = adminUrl.replace(/\/[^/]*$/, `/${name}`);
  const opened = openDatabase(url, { log: silentLog(), connections: 5 });
  return {
    db: opened.db,
    pool: opened.pool,
    url,
    drop: async () => {
      await opened.close();
      await administer(adminUrl, `drop database ${name} with (force)`);
    },
  };
}

async function askKeeper(): Promise<Kept> {
  const answer = await fetch(inject('databaseKeeper'));
  if (!answer.ok) throw new Error(`test database: ${await answer.text()}`);
  return (await answer.json()) as Kept;
}

async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
