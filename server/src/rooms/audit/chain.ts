import { join } from 'node:path';
import { z } from 'zod';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import { openJournal } from '../../platform/durable-journal.ts';
import { FIRST_LINK, checkLink, sealOf, type ChainFault } from './rules.ts';
import {
  countUnsealed,
  lockSealing,
  readLastSealed,
  readSealed,
  readUnsealed,
  writeSeals,
  type Sealed,
} from './store.ts';

/** A line of the head kept outside the database: the chain had this seal at this position. */
const Head = z.object({ position: z.int().min(1), seal: z.string(), at: z.string() });
type Head = z.infer<typeof Head>;

const BATCH = 1_000;

/** The head of the chain lies in the data folder, where who changes the database does not reach. */
async function withHeads<T>(
  dataDir: string,
  act: (heads: readonly Head[], add: (head: Head) => Promise<void>) => T | Promise<T>,
): Promise<T> {
  const journal = await openJournal(join(dataDir, 'audit-head.json'), Head);
  try {
    return await act(journal.entries, async (head) => journal.append([head]));
  } finally {
    await journal.close();
  }
}

/**
 * Seals every committed entry that has no seal yet, then writes the new head outside.
 *
 * The order of the chain is the order of commits: an entry is seen here only after its transaction committed, and
 * takes the next free position. An entry with a smaller id whose transaction commits later comes later; positions are
 * never filled in afterwards. Within one batch the id decides. One transaction seals at a time.
 * @returns how many entries were sealed
 */
export async function sealEntries(db: Db, dataDir: string, at: Date): Promise<number> {
  let sealed = 0;
  for (let last = BATCH; last === BATCH; sealed += last) last = await inTransaction(db, sealBatch);
  const newest = await readLastSealed(db);
  await withHeads(dataDir, async (heads, add) => {
    // Also mends a head that a crash kept from being written after its batch.
    if (newest && newest.position > (heads.at(-1)?.position ?? 0))
      await add({ position: newest.position, seal: newest.seal, at: at.toISOString() });
  });
  return sealed;
}

async function sealBatch(tx: Tx): Promise<number> {
  await lockSealing(tx);
  const previous = await readLastSealed(tx);
  let { position, seal } = previous ?? { position: 0, seal: FIRST_LINK };
  const sealed: Sealed[] = [];
  for (const row of await readUnsealed(tx, BATCH)) {
    position += 1;
    seal = await sealOf(row, position, seal);
    sealed.push({ id: row.id, position, seal });
  }
  if (sealed.length > 0) await writeSeals(tx, sealed);
  return sealed.length;
}

/** What walking the whole chain found. */
export interface ChainReport {
  holds: boolean;
  sealed: number;
  /** Entries that wait for the next sealing; they are not protected yet. */
  unsealed: number;
  /** Newest head kept outside the database; null when none is there to compare with. */
  head: { position: number; seal: string; at: string } | null;
  /** The first hundred breaks. */
  faults: ChainFault[];
}

/** Walks the chain from its first entry and compares it with every head that was kept outside. */
export async function verifyChain(db: Db, dataDir: string): Promise<ChainReport> {
  const heads = await withHeads(dataDir, (kept) => kept);
  const expected = new Map(heads.map((line) => [line.position, line.seal]));
  const faults: ChainFault[] = [];
  let previous = { position: 0, seal: FIRST_LINK };
  let sealed = 0;
  for (
    let rows = await readSealed(db, 0, BATCH);
    rows.length > 0;
    rows = await readSealed(db, previous.position, BATCH)
  ) {
    for (const row of rows) {
      faults.push(...(await checkLink(row, previous)));
      previous = { position: row.position ?? 0, seal: row.seal ?? '' };
      const kept = expected.get(previous.position);
      if (kept !== undefined && kept !== previous.seal)
        faults.push({ position: previous.position, entry: row.id, fault: 'head-differs' });
      sealed += 1;
    }
  }
  for (const line of heads.filter(({ position }) => position > previous.position))
    faults.push({ position: line.position, entry: null, fault: 'missing' });
  const unsealed = await countUnsealed(db);
  return { holds: faults.length === 0, sealed, unsealed, head: heads.at(-1) ?? null, faults: faults.slice(0, 100) };
}
