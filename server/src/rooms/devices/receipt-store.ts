import { sql } from 'kysely';
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

/** Tells whoever listens to the channel `receipts`, when the transaction commits, which orders have news; nothing waits where nobody does. */
export async function notifyOrders(tx: Tx, orders: readonly string[]): Promise<void> {
  if (orders.length === 0) return;
  await sql`select pg_notify('receipts', told) from unnest(${[...orders]}::text[]) told`.execute(tx);
}
