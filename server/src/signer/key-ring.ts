import { join } from 'node:path';
import { z } from 'zod';
import { CodePermit, Secret, Voucher } from '@nguon/protocol/enrolled-key.ts';
import { Id, Instant, Sha256 } from '@nguon/protocol/primitives.ts';
import { openJournal } from '../platform/durable-journal.ts';
import { readIfThere } from '../platform/private-files.ts';
import type { EnrolledKey } from './key-rules.ts';

const Enrolled = z.strictObject({
  act: z.literal('enrolled'),
  kid: z.string(),
  x: z.string(),
  user: Id,
  units: z.array(Id),
  except: z.array(Id),
  since: Instant,
  pinKey: Secret,
  /** kid of whoever answered for it; `first` where nothing was guarded yet, `operator` from the machine itself. */
  by: z.string(),
});
type Enrolled = z.infer<typeof Enrolled>;
const Line = z.discriminatedUnion('act', [
  Enrolled,
  z.strictObject({ act: z.literal('ended'), kid: z.string(), at: Instant }),
  z.strictObject({ act: z.literal('accepted'), kid: z.string(), document: Sha256, at: Instant }),
  z.strictObject({ act: z.literal('pin-wrong'), kid: z.string(), at: Instant }),
  z.strictObject({ act: z.literal('vouched'), by: z.string(), except: z.array(Id), at: Instant, voucher: Voucher }),
  z.strictObject({ act: z.literal('permit'), kid: z.string(), at: Instant, permit: CodePermit }),
]);
type Line = z.infer<typeof Line>;
/** What somebody enrolled said of a new key. */
export type Vouched = Omit<Extract<Line, { act: 'vouched' }>, 'act'>;

/** Wrong PINs in a row after which a phone has to be enrolled anew. */
const WRONG_PINS = 5;

/** Keys of enrolled phones, what they signed with the right PIN, and the permits for codes; every change in a journal. */
export interface KeyRing {
  /** All keys, also those that ended: what they guard stays guarded. */
  keys(): readonly EnrolledKey[];
  key(kid: string): EnrolledKey | undefined;
  permits(): readonly CodePermit[];
  isLocked(kid: string): boolean;
  /** Whether a document, by its SHA-256, was shown with the right PIN. */
  wasAccepted(document: string): boolean;
  enrol(line: Omit<Enrolled, 'act'>): Promise<void>;
  end(kid: string, at: Date): Promise<boolean>;
  /** Remembers a signature shown with the right PIN. */
  accept(kid: string, document: string, at: Date): Promise<void>;
  /** Counts a wrong PIN, at once and then on disk, so that many tries at once are no more than the count. Answers whether it locks. */
  wrongPin(kid: string, at: Date): Promise<boolean>;
  permit(kid: string, permit: CodePermit, at: Date): Promise<void>;
  /** Remembers that somebody answers for a new key; the newest word counts. */
  vouch(vouched: Vouched): Promise<void>;
  vouchedFor(kid: string): Vouched | undefined;
  /** Keys that the operator answers for: lines of `vouched.txt` in the signer's own folder. */
  operatorVouches(kid: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens the key ring of a folder by replaying its journal. Throws JournalDamaged. */
export async function openKeyRing(folder: string): Promise<KeyRing> {
  const journal = await openJournal(join(folder, 'approver-keys.jsonl'), Line);
  const keys = new Map<string, EnrolledKey>();
  const accepted = new Set<string>();
  const wrong = new Map<string, number>();
  const permits = new Map<string, CodePermit>();
  const vouchers = new Map<string, Vouched>();
  const isLocked = (kid: string): boolean => (wrong.get(kid) ?? 0) >= WRONG_PINS;
  const obey = (line: Line): void => {
    if (line.act === 'enrolled') {
      const { act: _act, by: _by, ...key } = line;
      keys.set(line.kid, { ...key, endedAt: null });
    } else if (line.act === 'ended') {
      const key = keys.get(line.kid);
      if (key) keys.set(line.kid, { ...key, endedAt: line.at });
    } else if (line.act === 'pin-wrong') wrong.set(line.kid, (wrong.get(line.kid) ?? 0) + 1);
    else if (line.act === 'permit') permits.set(line.permit.id, line.permit);
    else if (line.act === 'vouched') vouchers.set(line.voucher.kid, line);
    else {
      accepted.add(line.document);
      // A lock stays: only a new key opens it.
      if (!isLocked(line.kid)) wrong.delete(line.kid);
    }
  };
  for (const line of journal.entries) obey(line);
  const write = async (line: Line): Promise<void> => {
    await journal.append([line]);
    obey(line);
  };
  return {
    keys: () => [...keys.values()],
    key: (kid) => keys.get(kid),
    permits: () => [...permits.values()],
    isLocked,
    wasAccepted: (document) => accepted.has(document),
    enrol: async (line) => write({ act: 'enrolled', ...line }),
    async end(kid, at) {
      const key = keys.get(kid);
      if (key === undefined || key.endedAt !== null) return false;
      await write({ act: 'ended', kid, at: at.toISOString() });
      return true;
    },
    accept: async (kid, document, at) => write({ act: 'accepted', kid, document, at: at.toISOString() }),
    async wrongPin(kid, at) {
      const line: Line = { act: 'pin-wrong', kid, at: at.toISOString() };
      obey(line);
      const locks = isLocked(kid);
      await journal.append([line]);
      return locks;
    },
    permit: async (kid, permit, at) => write({ act: 'permit', kid, at: at.toISOString(), permit }),
    vouch: async (vouched) => write({ act: 'vouched', ...vouched }),
    vouchedFor: (kid) => vouchers.get(kid),
    operatorVouches: async (kid) =>
      ((await readIfThere(join(folder, 'vouched.txt'))) ?? '').split('\n').some((line) => line.trim() === kid),
    close: () => journal.close(),
  };
}
