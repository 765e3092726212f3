import { afterAll, beforeAll, expect, it } from 'vitest';
import { silentLog } from './log.ts';
import { createNotices, type Notices } from './notices.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
let notices: Notices;
const heard: (string | null)[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  notices = createNotices(database.url, silentLog());
});
afterAll(async () => {
  await notices.close();
  await database.drop();
});

const tell = (text: string) => database.pool.query(`select pg_notify('orders', $1)`, [text]);
const connections = async (): Promise<number[]> =>
  (
    await database.pool.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'nguon-notices' and datname = current_database()`,
    )
  ).rows.map(({ pid }) => pid);

it('hears what transactions tell, on one connection, made when it is first needed', async () => {
  expect(await connections()).toHaveLength(0);
  notices.hear('orders', (payload) => heard.push(payload));
  const end = notices.hear('programmes', (payload) => heard.push(payload));
  await expect
    .poll(async () => {
      await tell('one');
      return heard.includes('one');
    })
    .toBe(true);
  expect(await connections()).toHaveLength(1);
  end();
});

it('comes back after a loss, and says that something may have been missed', async () => {
  const [pid] = await connections();
  await database.pool.query('select pg_terminate_backend($1)', [pid]);
  await expect.poll(() => heard.includes(null), { timeout: 15_000 }).toBe(true);
  await expect
    .poll(async () => {
      await tell('two');
      return heard.includes('two');
    })
    .toBe(true);
});

it('closes with its connection', async () => {
  await notices.close();
  await expect.poll(connections).toEqual([]);
});
