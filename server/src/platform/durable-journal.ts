import { open, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { readIfThere, syncFolder, writeDurably } from './private-files.ts';

/** An append-only file of JSON lines for this account alone. */
export interface Journal<T> {
  /** What was there when it was opened, oldest first. */
  readonly entries: readonly T[];
  /** Resolves once the lines are on disk. Calls that come together share one sync. After a failure every further call rejects. */
  append(entries: readonly T[]): Promise<void>;
  close(): Promise<void>;
}

/** A line in the middle of a journal cannot be read: somebody or something changed it. */
export class JournalDamaged extends Error {
  constructor(path: string, line: number, options?: ErrorOptions) {
    super(
      `${path}:${line}: dòng nhật ký hỏng; khôi phục tệp từ bản sao lưu / damaged journal line; restore the file from a backup`,
      options,
    );
    this.name = 'JournalDamaged';
  }
}

/**
 * Opens or makes a journal. A last line without its end was never acknowledged (the process was killed in mid-write) and is cut off.
 * @param condense what is still worth keeping of the lines found; absent: all. Written anew only when it is less than half.
 * @throws JournalDamaged
 */
export async function openJournal<S extends z.ZodType>(
  path: string,
  schema: S,
  condense?: (entries: z.output<S>[]) => z.output<S>[],
): Promise<Journal<z.output<S>>> {
  const found = await readWhole(path, schema);
  const entries = condense ? condense(found) : found;
  if (entries.length * 2 < found.length) await writeDurably(path, toLines(entries));
  return { entries, ...(await openWriter<z.output<S>>(path)) };
}

async function readWhole<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>[]> {
  const text = (await readIfThere(path)) ?? '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) await truncate(path, Buffer.byteLength(whole));
  const lines = whole.split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      return schema.parse(JSON.parse(line));
    } catch (cause) {
      throw new JournalDamaged(path, index + 1, { cause });
    }
  });
}

async function openWriter<T>(path: string): Promise<Pick<Journal<T>, 'append' | 'close'>> {
  const isNew = (await stat(path).catch(() => null)) === null;
  const handle = await open(path, 'a', 0o600);
  if (isNew) await syncFolder(dirname(path));
  let waiting = '';
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  // A failed write leaves the chain rejected for good: its half line would otherwise end up in the middle of the file.
  const flush = async (): Promise<void> => {
    next = null;
    const lines = waiting;
    waiting = '';
    await handle.appendFile(lines);
    await handle.datasync();
  };
  return {
    append(entries) {
      if (entries.length === 0) return last;
      waiting += toLines(entries);
      if (next === null) {
        next = last.then(flush);
        last = next;
      }
      return next;
    },
    async close() {
      await last.catch(() => undefined);
      await handle.close();
    },
  };
}

function toLines(entries: readonly unknown[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}
