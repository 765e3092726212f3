import type { Tx } from '../../platform/db.ts';
import type { ReceiptsTable } from './tables.ts';

/** Stores receipts; those known already, and doubles within the batch, are left as they are. Returns the new ones' orders. */
export async function insertReceipts(tx: Tx, receipts: ReceiptsTable[]): Promise<{ order_id: string | null }[]> {
  return tx
    .insertInto('receipts')
    .values(receipts)
    .onConflict((conflict) => conflict.columns(['device_id', 'boot', 'seq']).doNothing())
    .returning('order_id')
    .execute();
}
