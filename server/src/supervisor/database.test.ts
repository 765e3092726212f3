import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSecrets, writeDataFolder } from '../platform/data-folder.ts';
import type { DataFolder, Secrets } from '../platform/data-folder.ts';
import { silentLog } from '../platform/log.ts';
import { mindDatabase } from './database.ts';
import type { MindedDatabase } from './database.ts';
import { prepareDatabase } from './prepare-database.ts';

const FOLDER: DataFolder = { kind: 'test', clockOffsetMs: 0 };
let dataDir: string;
let secrets: Secrets;
let database: MindedDatabase | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nguon-database-'));
  // As root, PostgreSQL's own user must be able to pass through.
  await chmod(dataDir, 0o755);
  await writeDataFolder(dataDir, FOLDER);
  secrets = await openSecrets(dataDir);
});

afterEach(async () => {
  await database?.stop();
  database = undefined;
  await rm(dataDir, { recursive: true });
});

/** A process that has ended but that nobody has asked about yet has an empty command line. */
const isAlive = async (pid: number): Promise<boolean> =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')) !== '';

async function count(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      'create table if not exists starts (at timestamptz default now()); insert into starts default values',
    );
    return (await client.query<{ count: string }>('select count(*) from starts')).rows[0]?.count;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', { timeout: 60_000 }, () => {
  it('is made, migrated and started again at the same address when it is killed', async () => {
    database = await mindDatabase(dataDir, FOLDER, secrets, silentLog());
    expect((await prepareDatabase(database.url, silentLog())).length).toBeGreaterThan(0);
    expect(await prepareDatabase(database.url, silentLog())).toEqual([]);
    expect(await count(database.url)).toBe('1');
    const { url } = database;
    const first = database.pid();
    process.kill(first, 'SIGKILL');
    await expect.poll(() => count(url).catch(() => null), { timeout: 30_000 }).toBe('2');
    expect(database.pid()).not.toBe(first);
  });

  it('left behind by a killed parent is found, stopped and started again with all that was committed', async () => {
    const here = (name: string): string => JSON.stringify(join(import.meta.dirname, name));
    const program = `import { mindDatabase } from ${here('database.ts')};
      import { prepareDatabase } from ${here('prepare-database.ts')};
      import { silentLog } from ${here('../platform/log.ts')};
      const database = await mindDatabase(${JSON.stringify(dataDir)}, ${JSON.stringify(FOLDER)}, ${JSON.stringify(secrets)}, silentLog());
      await prepareDatabase(database.url, silentLog());
      process.stdout.write(JSON.stringify({ url: database.url, pid: database.pid() }));`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const words = await new Promise<string>((settle) =>
      parent.stdout.once('data', (chunk: Buffer) => settle(chunk.toString())),
    );
    const orphan = JSON.parse(words) as { url: string; pid: number };
    expect(await count(orphan.url)).toBe('1');
    const ended = new Promise((settle) => parent.once('exit', settle));
    parent.kill('SIGKILL');
    await ended;
    expect(await isAlive(orphan.pid)).toBe(true);
    database = await mindDatabase(dataDir, FOLDER, secrets, silentLog());
    expect(await isAlive(orphan.pid)).toBe(false);
    expect(await count(database.url)).toBe('2');
  });
});
