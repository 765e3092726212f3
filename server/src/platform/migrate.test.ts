import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS, MigrationHistoryError, migrate, migrationNumber, readMigrations } from './migrate.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';

let database: TestDatabase;
let folder: string;
let first: number;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'nguon-migrations-'));
  const own = await readMigrations(MIGRATIONS);
  for (const file of own) await writeFile(join(folder, file.name), file.sql);
  first = own.length + 1;
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

function write(number: number, name: string, text: string): Promise<void> {
  return writeFile(join(folder, `${String(number).padStart(4, '0')}_${name}.sql`), text);
}

describe('migrations', () => {
  it('are all in the template, and nothing remains to be done', async () => {
    expect(await migrate(database.db)).toEqual([]);
    expect(await migrationNumber(database.db)).toBe(first - 1);
  });

  it('apply what is new in order, once, even when two start together', async () => {
    await write(first, 'hills', 'create table hills (name text); insert into hills values (1);');
    await write(first + 1, 'rivers', 'create table rivers (name text);');
    const both = await Promise.all([migrate(database.db, folder), migrate(database.db, folder)]);
    expect(both.flat()).toEqual([first, first + 1]);
    const { rows } = await sql<{ name: string }>`select name from hills`.execute(database.db);
    expect(rows).toEqual([{ name: '1' }]);
  });

  it('leave nothing of a file that fails', async () => {
    await write(first, 'broken', 'create table half (name text); select broken();');
    await expect(migrate(database.db, folder)).rejects.toThrow(/broken/);
    expect(await migrationNumber(database.db)).toBe(first - 1);
    await expect(sql`select * from half`.execute(database.db)).rejects.toThrow(/half/);
  });

  it('refuse a changed file and a missing one', async () => {
    await write(first, 'hills', 'create table hills (name text);');
    await migrate(database.db, folder);
    await write(first, 'hills', 'create table hills (name text, height integer);');
    await expect(migrate(database.db, folder)).rejects.toThrow(MigrationHistoryError);
    await rm(join(folder, `${String(first).padStart(4, '0')}_hills.sql`));
    await expect(migrate(database.db, folder)).rejects.toThrow(/thiếu/);
  });

  it('run 1, 2, 3 … without a gap', async () => {
    await write(first + 1, 'late', 'select 1;');
    await expect(readMigrations(folder)).rejects.toThrow(/was expected/);
  });
});

it('fold() compares text as people search it', async () => {
  const fold = async (value: string) =>
    (await sql<{ folded: string }>`select fold(${value}) as folded`.execute(database.db)).rows[0]?.folded;
  expect(await fold('Thôn Nà Đuổn, xã Đồng Phúc')).toBe('thon na duon, xa dong phuc');
  expect(await fold('Bạch Thông'.normalize('NFD'))).toBe('bach thong');
  expect(await fold('ƯỠNG ẨM')).toBe('uong am');
});
