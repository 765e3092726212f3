import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { JournalDamaged, openJournal } from './durable-journal.ts';

const Line = z.object({ n: z.int() });
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
  path = join(folder, 'lines.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

test('keeps what was appended, in order, for this account alone', async () => {
  const journal = await openJournal(path, Line);
  await Promise.all([1, 2, 3].map((n) => journal.append([{ n }])));
  await journal.append([{ n: 4 }, { n: 5 }]);
  await journal.close();
  expect((await openJournal(path, Line)).entries.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('cuts off a last line that was never finished, and goes on after it', async () => {
  await writeFile(path, '{"n":1}\n{"n":');
  const journal = await openJournal(path, Line);
  await journal.append([{ n: 2 }]);
  await journal.close();
  expect(await readFile(path, 'utf8')).toBe('{"n":1}\n{"n":2}\n');
});

test('refuses a journal that was changed in the middle', async () => {
  await writeFile(path, '{"n":1}\n{"m":2}\n{"n":3}\n');
  await expect(openJournal(path, Line)).rejects.toThrow(JournalDamaged);
});

test('condenses what is no longer needed', async () => {
  const journal = await openJournal(path, Line);
  await journal.append(Array.from({ length: 100 }, (_, n) => ({ n })));
  await journal.close();
  const condensed = await openJournal(path, Line, (entries) => entries.slice(-2));
  expect(condensed.entries).toEqual([{ n: 98 }, { n: 99 }]);
  await condensed.append([{ n: 100 }]);
  await condensed.close();
  expect(await readFile(path, 'utf8')).toBe('{"n":98}\n{"n":99}\n{"n":100}\n');
});

test('a failed write closes the journal for good instead of leaving half a line in its middle', async () => {
  const journal = await openJournal(path, Line);
  await journal.close();
  await expect(journal.append([{ n: 1 }])).rejects.toThrow();
  await expect(journal.append([{ n: 2 }])).rejects.toThrow();
});
