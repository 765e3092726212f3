import { join } from 'node:path';
import { z } from 'zod';
import { Id } from '@nguon/protocol/primitives.ts';
import { openJournal } from '../platform/durable-journal.ts';

const Line = z.strictObject({ subject: Id, version: z.int().min(1) });

/** Last version of each unit's programme and each device's assignment. */
export interface Versions {
  /** max(last + 1, milliseconds now): grows even when the clock or the folder was set back. On disk when it resolves. */
  next(subject: string, now: Date): Promise<number>;
  close(): Promise<void>;
}

/** Opens the versions of a folder. Throws JournalDamaged. */
export async function openVersions(folder: string): Promise<Versions> {
  const journal = await openJournal(join(folder, 'versions.jsonl'), Line, (lines) => {
    const last = new Map(lines.map((line) => [line.subject, line]));
    return [...last.values()];
  });
  const last = new Map<string, number>();
  for (const { subject, version } of journal.entries) last.set(subject, Math.max(version, last.get(subject) ?? 0));
  return {
    async next(subject, now) {
      const version = Math.max((last.get(subject) ?? 0) + 1, now.getTime());
      last.set(subject, version);
      await journal.append([{ subject, version }]);
      return version;
    },
    close: () => journal.close(),
  };
}
