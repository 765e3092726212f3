import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { z } from 'zod';
import { CopyIn, CopyOut } from './copy.ts';
import { SequenceEntry, TableEntry, listForeignKeys, listSequences, listTables } from './tables.ts';

/** What lies in the folder `database` of a backup; table number n is the file `<n>.copy`. */
export const DatabaseContents = z.strictObject({
  /** Number of the newest migration that was applied. */
  migration: z.int().positive(),
  tables: z.array(TableEntry),
  sequences: z.array(SequenceEntry),
});
export type DatabaseContents = z.infer<typeof DatabaseContents>;

/** Copies every table as it was at one moment, while others go on writing. `folder` is made. */
export async function dumpDatabase(url: string, folder: string): Promise<DatabaseContents> {
  await mkdir(folder, { recursive: true });
  return withClient(url, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const newest = await client.query<{ number: number }>('select max(number) as number from public.migrations');
    const tables = await listTables(client);
    const sequences = await listSequences(client);
    for (const [index, table] of tables.entries()) {
      const rows = client.query(new CopyOut(`copy ${table.name} (${table.columns.join(', ')}) to stdout`));
      await pipeline(rows, createWriteStream(copyPath(folder, index), { mode: 0o600 }));
    }
    await client.query('commit');
    return { migration: newest.rows[0]?.number ?? 0, tables, sequences };
  });
}

/**
 * Fills a database that stands at the migration of the backup: all rows that migrations have put there are replaced.
 * Foreign keys are taken away meanwhile and checked when they are put back; it is one transaction, so all or nothing.
 */
export async function loadDatabase(url: string, folder: string, contents: DatabaseContents): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('begin');
    for (const { name, partitionOf } of contents.tables) {
      if (partitionOf === null) continue;
      await client.query(`create table if not exists ${name} partition of ${partitionOf.parent} ${partitionOf.bound}`);
    }
    const names = contents.tables.map((table) => table.name);
    const keys = await listForeignKeys(client);
    for (const key of keys) await client.query(key.drop);
    for (const name of names) await client.query(`alter table ${name} disable trigger user`);
    if (names.length > 0) await client.query(`truncate ${names.join(', ')}`);
    for (const [index, table] of contents.tables.entries()) await loadTable(client, table, copyPath(folder, index));
    for (const name of names) await client.query(`alter table ${name} enable trigger user`);
    for (const key of keys) await client.query(key.add);
    for (const { name, value, used } of contents.sequences)
      await client.query('select setval($1::regclass, $2, $3)', [name, value, used]);
    await client.query('commit');
  });
}

async function loadTable(client: pg.Client, table: TableEntry, path: string): Promise<void> {
  if (table.columns.length === 0) return;
  const copy = new CopyIn(`copy ${table.name} (${table.columns.join(', ')}) from stdin`, createReadStream(path));
  client.query(copy);
  await copy.done;
}

function copyPath(folder: string, index: number): string {
  return join(folder, `${index}.copy`);
}

async function withClient<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'nguon-backup' });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}
