import { join } from 'node:path';
import { z } from 'zod';
import { TemplateContent } from '@nguon/protocol/http/templates.ts';
import { Id, Instant, Sha256 } from '@nguon/protocol/primitives.ts';
import { StandingApproval } from '@nguon/protocol/standing.ts';
import { DAY_MS } from '@nguon/protocol/wall-clock.ts';
import { openJournal } from '../platform/durable-journal.ts';

const Approved = z.strictObject({
  act: z.literal('approved'),
  /** Key that signed it: it ends with its phone. */
  kid: z.string(),
  standing: StandingApproval,
  content: TemplateContent,
  at: Instant,
});
const Filled = z.strictObject({
  act: z.literal('filled'),
  standing: Id,
  digest: Sha256,
  /** Sessions by local day. */
  days: z.record(z.string(), z.int().min(1)),
  at: Instant,
});
const Withdrawn = z.strictObject({ act: z.literal('withdrawn'), standing: Id, at: Instant });
const Line = z.discriminatedUnion('act', [Approved, Filled, Withdrawn]);
type Line = z.infer<typeof Line>;

/** Slots lie thirty days ahead at most; what ended or was filled longer ago than this can release nothing more. */
const KEPT_MS = 62 * DAY_MS;

/** Templates approved beforehand and what was filled under them, each change in a journal. */
export interface StandingBook {
  standing(id: string): z.infer<typeof Approved> | undefined;
  isWithdrawn(id: string): boolean;
  /** The standing approval under which a request was filled, by the request's digest. */
  standingOf(digest: string): string | undefined;
  /** Sessions under a standing approval on a local day. */
  sessionsOn(id: string, day: string): number;
  approve(line: Omit<z.infer<typeof Approved>, 'act'>): Promise<void>;
  /** Counts at once and then on disk, so that many at once are no more than the count. */
  fill(line: Omit<z.infer<typeof Filled>, 'act'>): Promise<void>;
  /** For good; also one that is not known here. Twice is once. */
  withdraw(id: string, at: Date): Promise<void>;
  close(): Promise<void>;
}

/** Opens the book of a folder by replaying its journal. Throws JournalDamaged. */
export async function openStandingBook(folder: string, now: Date): Promise<StandingBook> {
  const journal = await openJournal(join(folder, 'standing-approvals.jsonl'), Line, (lines) =>
    lines.filter((line) => Date.parse(endOf(line)) > now.getTime() - KEPT_MS),
  );
  const approved = new Map<string, z.infer<typeof Approved>>();
  const withdrawn = new Set<string>();
  const filled = new Map<string, string>();
  const sessions = new Map<string, number>();
  const obey = (line: Line): void => {
    if (line.act === 'approved') approved.set(line.standing.id, line);
    else if (line.act === 'withdrawn') withdrawn.add(line.standing);
    else {
      filled.set(line.digest, line.standing);
      for (const [day, count] of Object.entries(line.days)) {
        const key = `${line.standing} ${day}`;
        sessions.set(key, (sessions.get(key) ?? 0) + count);
      }
    }
  };
  for (const line of journal.entries) obey(line);
  const write = async (line: Line): Promise<void> => {
    obey(line);
    await journal.append([line]);
  };
  return {
    standing: (id) => approved.get(id),
    isWithdrawn: (id) => withdrawn.has(id),
    standingOf: (digest) => filled.get(digest),
    sessionsOn: (id, day) => sessions.get(`${id} ${day}`) ?? 0,
    approve: async (line) => write({ act: 'approved', ...line }),
    fill: async (line) => write({ act: 'filled', ...line }),
    async withdraw(id, at) {
      if (!withdrawn.has(id)) await write({ act: 'withdrawn', standing: id, at: at.toISOString() });
    },
    close: () => journal.close(),
  };
}

/** Instant from which a line counts its days. A withdrawal outlives every approval that it could end. */
function endOf(line: Line): string {
  if (line.act === 'approved') return line.standing.until;
  return line.act === 'filled' ? line.at : new Date(Date.parse(line.at) + 400 * DAY_MS).toISOString();
}
