import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { BackupError, makeBackup } from '../platform/backup/backup.ts';
import { openSecrets, readDataFolder, writeDataFolder } from '../platform/data-folder.ts';
import { inTransaction } from '../platform/db.ts';
import { createJobs } from '../platform/jobs.ts';
import { silentLog } from '../platform/log.ts';
import { createTestDatabase } from '../platform/test-database.ts';
import type { TestDatabase } from '../platform/test-database.ts';
import { restore } from './restore.ts';

let home: string;
let source: TestDatabase;
let empty: TestDatabase;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nguon-backup-'));
  [source, empty] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await sql`drop schema public cascade; drop schema pgboss cascade; create schema public`.execute(empty.db);
});

afterEach(async () => {
  await Promise.all([source.drop(), empty.drop()]);
  await rm(home, { recursive: true });
});

const config = (dataDir: string, url: string) => readConfig({ DATA_DIR: join(home, dataDir), DATABASE_URL: url });

/** A folder and a database with a bit of everything that must survive. */
async function fillSource(): Promise<void> {
  const data = join(home, 'data');
  await writeDataFolder(data, { kind: 'test', clockOffsetMs: 5_000 });
  await openSecrets(data);
  for (const folder of ['files/ab', 'files/incoming', 'signer/keys', 'logs', 'postgres'])
    await mkdir(join(data, folder), { recursive: true });
  await writeFile(join(data, 'files/ab/abcd'), 'sound');
  await writeFile(join(data, 'files/incoming/half'), 'ha');
  await writeFile(join(data, 'signer/keys/root'), 'key');
  await writeFile(join(data, 'logs/server.1.log'), 'line');
  await writeFile(join(data, 'postgres/PG_VERSION'), '18');
  const jobs = createJobs({ url: source.url, log: silentLog(), minds: false });
  await jobs.start();
  await inTransaction(source.db, (tx) => jobs.enqueue(tx, 'waiting', { name: 'Ba Bể\t\\N\n' }));
  await jobs.stop();
}

describe('a backup', () => {
  it('restored elsewhere holds the same files, rows and waiting jobs', async () => {
    await fillSource();
    const made = await makeBackup(join(home, 'data'), source.url, join(home, 'backup'));
    expect(made.database.migration).toBeGreaterThan(0);
    await restore(join(home, 'backup'), config('other', empty.url), silentLog());
    expect((await readdir(join(home, 'other'))).toSorted()).toEqual(['files', 'folder.json', 'secrets.json', 'signer']);
    expect(await readFile(join(home, 'other/files/ab/abcd'), 'utf8')).toBe('sound');
    expect(await readdir(join(home, 'other/files'))).toEqual(['ab']);
    expect(await readDataFolder(join(home, 'other'))).toEqual({ kind: 'test', clockOffsetMs: 5_000 });
    expect(await openSecrets(join(home, 'other'))).toEqual(await openSecrets(join(home, 'data')));
    const rows = sql<{ data: unknown; state: string }>`select data, state from pgboss.job where name = 'waiting'`;
    expect((await rows.execute(empty.db)).rows).toEqual([{ data: { name: 'Ba Bể\t\\N\n' }, state: 'created' }]);
    for (const { name } of made.database.tables) {
      const count = sql<{
        count: number;
        digest: string;
      }>`select count(*), md5(string_agg(t::text, '|' order by t::text)) as digest from ${sql.raw(name)} t`;
      expect((await count.execute(empty.db)).rows, name).toEqual((await count.execute(source.db)).rows);
    }
  });

  it('is refused where something is already', async () => {
    await fillSource();
    await makeBackup(join(home, 'data'), source.url, join(home, 'backup'));
    await expect(makeBackup(join(home, 'data'), source.url, join(home, 'backup'))).rejects.toThrow(BackupError);
    await expect(restore(join(home, 'backup'), config('data', empty.url), silentLog())).rejects.toThrow(/empty folder/);
    await expect(restore(join(home, 'backup'), config('other', source.url), silentLog())).rejects.toThrow(/empty one/);
    expect(await readdir(join(home, 'other'))).toEqual([]);
    await expect(restore(join(home, 'data'), config('other', empty.url), silentLog())).rejects.toThrow(
      /not a whole backup/,
    );
  });
});
