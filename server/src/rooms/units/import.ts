import type { VillageImportReport } from '@nguon/protocol/http/units.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { UnreadableSheet, readRows, type Rows } from '../../platform/spreadsheets.ts';
import { record } from '../audit/service.ts';
import { planRows, type Commune, type RowPlan } from './import-rules.ts';
import { plant } from './plant.ts';
import { readGranted, readLevel } from './store.ts';

/** Largest list of villages, in bytes and rows. */
export const LARGEST_LIST = 5 * 1024 * 1024;
const MOST_ROWS = 20_000;

/** Who may add villages, over the commune of each row. */
const ROLES = ['administrator', 'technician'];

type ReportRow = VillageImportReport['rows'][number];

/**
 * Adds the villages of a list (xã by code or name, thôn, kind) to the communes in which the actor is administrator or
 * technician. A village of the same name in the same commune is there already. What cannot be done is refused row by
 * row; the other rows are written, in one transaction.
 * @param content bytes of an .xlsx or UTF-8 .csv file
 * @param source the file's name, kept as where the villages come from
 * @throws Problem `forbidden`, `invalid-input` when the file cannot be read at all
 */
export async function importVillages(
  platform: Platform,
  actor: Actor,
  content: Buffer,
  source: string,
): Promise<VillageImportReport> {
  if (!actor.grants.some(({ role }) => ROLES.includes(role))) throw new Problem('forbidden');
  const rows = await readList(content);
  return inTransaction(platform.db, async (tx) => {
    const plans = planRows(rows, await communesFor(tx, actor));
    const report = await write(tx, plans, source);
    const { created, unchanged, refused } = report;
    const by = { id: actor.user, name: actor.name };
    const unit = actor.grants.find(({ role }) => ROLES.includes(role))?.unit ?? null;
    const details = { source, created, unchanged, refused };
    await record(
      tx,
      { actor: by, act: 'villages.imported', subject: { kind: 'unit', id: null }, unit, details },
      platform.clock.now(),
    );
    // The signer checks territory by a tree of its own.
    if (created > 0) await platform.jobs.enqueue(tx, 'signer.units', {});
    return report;
  });
}

async function readList(content: Buffer): Promise<Rows> {
  try {
    return await readRows(content, { rows: MOST_ROWS, columns: 10 });
  } catch (error) {
    if (error instanceof UnreadableSheet)
      throw new Problem('invalid-input', { details: error.reason }, { cause: error });
    throw error;
  }
}

async function communesFor(db: Db, actor: Actor): Promise<Commune[]> {
  const communes = await readLevel(db, 2);
  const mine = await readGranted(
    db,
    actor.user,
    ROLES,
    communes.map(({ id }) => id),
  );
  return communes.map(({ id, code, name }) => ({ id, code, name, mine: mine.has(id) }));
}

async function write(tx: Tx, plans: readonly RowPlan[], source: string): Promise<VillageImportReport> {
  const wanted = plans.flatMap((plan) => (plan.refused === null ? [plan] : []));
  const written = await plant(tx, wanted, source);
  const isNew = new Map<RowPlan, boolean>(wanted.map((plan, index) => [plan, written[index] ?? false]));
  const rows = plans.map((plan): ReportRow => {
    const outcome = plan.refused !== null ? 'refused' : isNew.get(plan) ? 'created' : 'unchanged';
    return { row: plan.row, name: plan.name, outcome, reason: plan.refused };
  });
  const count = (outcome: ReportRow['outcome']): number => rows.filter((row) => row.outcome === outcome).length;
  return { created: count('created'), unchanged: count('unchanged'), refused: count('refused'), rows };
}
