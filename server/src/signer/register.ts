import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '@nguon/protocol/canonical.ts';
import { Id, Instant } from '@nguon/protocol/primitives.ts';
import { ApproverRecord, UnitRecord } from '../lib/signing.ts';
import { openJournal } from '../platform/durable-journal.ts';
import { treeFault, type Tree } from './territory-rules.ts';
import type { Approvers } from './approval-policy.ts';
import { Refused } from './refusal.ts';

const Line = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('approver-put'), at: Instant, record: ApproverRecord }),
  z.strictObject({ act: z.literal('approver-removed'), at: Instant, user: Id }),
  z.strictObject({ act: z.literal('units-changed'), at: Instant, set: z.array(UnitRecord), removed: z.array(Id) }),
]);
type Line = z.infer<typeof Line>;

/** Who may approve where, and the tree of units: the signer's own, every change in a journal that is never shortened. */
export interface Register {
  readonly approvers: Approvers;
  readonly tree: Tree;
  /** Every unit as it was last known, also those that were removed since. */
  readonly known: Tree;
  /** False when the record was the same already. */
  putApprover(record: ApproverRecord, at: Date): Promise<boolean>;
  removeApprover(user: string, at: Date): Promise<boolean>;
  /** Replaces the tree; only differences are journaled. Throws Refused `outside-territory` for what is not a tree. */
  putUnits(units: readonly UnitRecord[], at: Date): Promise<{ changed: number; removed: number }>;
  close(): Promise<void>;
}

/** Opens the register of a folder by replaying its journal. Throws JournalDamaged. */
export async function openRegister(folder: string): Promise<Register> {
  const journal = await openJournal(join(folder, 'register.jsonl'), Line);
  const approvers = new Map<string, ApproverRecord>();
  const tree = new Map<string, UnitRecord>();
  const known = new Map<string, UnitRecord>();
  const obey = (line: Line): void => {
    if (line.act === 'approver-put') approvers.set(line.record.user, line.record);
    else if (line.act === 'approver-removed') approvers.delete(line.user);
    else {
      for (const unit of line.removed) tree.delete(unit);
      for (const record of line.set) {
        tree.set(record.unit, record);
        known.set(record.unit, record);
      }
    }
  };
  for (const line of journal.entries) obey(line);
  /** On disk first: a right that a crash would forget is never acted on. */
  const write = async (line: Line): Promise<void> => {
    await journal.append([line]);
    obey(line);
  };
  return {
    approvers,
    tree,
    known,
    async putApprover(record, at) {
      if (isSame(approvers.get(record.user), record)) return false;
      await write({ act: 'approver-put', at: at.toISOString(), record });
      return true;
    },
    async removeApprover(user, at) {
      if (!approvers.has(user)) return false;
      await write({ act: 'approver-removed', at: at.toISOString(), user });
      return true;
    },
    async putUnits(units, at) {
      const fault = treeFault(units);
      if (fault !== null) throw new Refused({ reason: 'outside-territory', detail: fault });
      const kept = new Set(units.map(({ unit }) => unit));
      const removed = [...tree.keys()].filter((unit) => !kept.has(unit));
      const set = units.filter((record) => !isSame(tree.get(record.unit), record));
      if (set.length + removed.length > 0) await write({ act: 'units-changed', at: at.toISOString(), set, removed });
      return { changed: set.length, removed: removed.length };
    },
    close: () => journal.close(),
  };
}

function isSame<T extends ApproverRecord | UnitRecord>(known: T | undefined, record: T): boolean {
  return known !== undefined && canonicalJson(known) === canonicalJson(record);
}
