import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseSilentError, PLANNED_ONCE } from './db-client.ts';
import { databaseAnswers, inTransaction, openDatabase } from './db.ts';
import { silentLog } from './log.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await sql`create table marks (value integer)`.execute(database.db);
});
afterAll(() => database.drop());

describe('values', () => {
  it('come as the types that the project uses', async () => {
    const { rows } = await sql<
      Record<string, unknown>
    >`select 9007199254740991::int8 as whole, array[1, null]::int8[] as wholes,
      '2021-11-29'::date as day, '2021-11-29T07:00:00Z'::timestamptz as instant, '{"a": 1}'::jsonb as document, 1.10::numeric as exact`.execute(
      database.db,
    );
    expect(rows[0]).toEqual({
      whole: 9007199254740991,
      wholes: [1, null],
      day: '2021-11-29',
      instant: new Date('2021-11-29T07:00:00Z'),
      document: { a: 1 },
      exact: '1.10',
    });
  });

  it('never lose digits in silence', async () => {
    await expect(sql`select 9007199254740993::int8 as whole`.execute(database.db)).rejects.toThrow(RangeError);
  });
});

describe('a transaction', () => {
  it('is kept when it resolves and undone when it rejects', async () => {
    await inTransaction(database.db, (tx) => sql`insert into marks values (1)`.execute(tx));
    const failing = inTransaction(database.db, async (tx) => {
      await sql`insert into marks values (2)`.execute(tx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const { rows } = await sql<{ value: number }>`select value from marks`.execute(database.db);
    expect(rows).toEqual([{ value: 1 }]);
  });
});

it('says whether the database answers', async () => {
  expect(await databaseAnswers(database.db)).toBe(true);
  const nowhere = openDatabase('postgres://nobody@127.0.0.1:9/none', { log: silentLog() });
  expect(await databaseAnswers(nowhere.db)).toBe(false);
  await nowhere.close();
});

describe('a statement', () => {
  it('that gets no answer is given up with its connection, and the next one has another', async () => {
    const hasty = openDatabase(database.url, { log: silentLog(), connections: 1, patienceMs: 300 });
    const began = performance.now();
    await expect(sql`select pg_sleep(5)`.execute(hasty.db)).rejects.toThrow(DatabaseSilentError);
    const act = inTransaction(hasty.db, (tx) => sql`select pg_sleep(5)`.execute(tx));
    await expect(act).rejects.toThrow(/not queryable|no answer/);
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(await databaseAnswers(hasty.db)).toBe(true);
    await hasty.close();
  });

  it('that is planned once answers as any other, also within a transaction', async () => {
    const ask = (value: number) => sql<{ twice: number }>`${sql.raw(PLANNED_ONCE)} select ${value}::int * 2 as twice`;
    for (const value of [1, 2, 3]) expect((await ask(value).execute(database.db)).rows[0]?.twice).toBe(value * 2);
    await inTransaction(database.db, async (tx) => {
      expect((await ask(4).execute(tx)).rows[0]?.twice).toBe(8);
    });
  });
});

describe('a connection that breaks off in the middle', () => {
  it('fails its transaction and nothing else', async () => {
    const act = inTransaction(database.db, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db);
      await sql`insert into marks values (99)`.execute(tx);
    });
    await expect(act).rejects.toThrow();
    const { rows } = await sql`select value from marks where value = 99`.execute(database.db);
    expect(rows).toEqual([]);
  });
});

describe('a database that is closed', () => {
  it('leaves no connection behind, whoever used it', async () => {
    const opened = openDatabase(database.url, { log: silentLog() });
    await opened.pool.query('select 1');
    await opened.close();
    expect(opened.pool.totalCount).toBe(0);
  });
});
