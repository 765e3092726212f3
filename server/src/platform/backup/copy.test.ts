import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { makeTestFolder } from '../test-folder.ts';
import { CopyOut } from './copy.ts';

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof makeTestFolder>>;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await makeTestFolder();
});
afterAll(async () => {
  await database.drop();
  await folder.remove();
});

it('rows of every length reach the file whole, also while it is written slower than they come', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const rows = 'select n, repeat(md5(n::text), (n * 7919) % 60) from generate_series(1, 4000) n';
  const path = join(folder.path, 'rows.copy');
  await pipeline(client.query(new CopyOut(`copy (${rows}) to stdout`)), createWriteStream(path));
  const expected = await client.query<{ n: number; repeat: string }>(rows);
  await client.end();
  const lines = (await readFile(path, 'utf8')).split('\n');
  const altered = expected.rows.filter((row, index) => lines[index] !== `${row.n}\t${row.repeat}`);
  expect([lines.length, altered.length]).toEqual([expected.rows.length + 1, 0]);
});
