import { ReceiptBatch, type Receipt } from '@nguon/protocol/device.ts';
import { TYPES, readUnverified, verifyDocument } from '@nguon/protocol/verify.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { believe, refuse } from './refusals.ts';
import { insertReceipts, notifyOrders } from './receipt-store.ts';
import { storableInstant, storableText } from './rules.ts';
import { noteContact, readStanding } from './store.ts';
import type { ReceiptsTable } from './tables.ts';

/**
 * Stores a batch that its device signed. When this resolves they are committed, and only then may the device forget them; a batch that comes
 * again changes nothing.
 * @returns how many were new
 * @throws Problem `device-unknown`, `device-refused`
 */
export async function takeReceipts(platform: Platform, jws: string): Promise<{ stored: number }> {
  const expected = { type: TYPES.receipts, schema: ReceiptBatch };
  const claimed = await believe(
    platform,
    { door: 'receipts', device: null },
    () => readUnverified(jws, expected).device,
  );
  const device = await readStanding(platform.db, claimed);
  if (!device) {
    throw await refuse(platform, { door: 'receipts', device: claimed, reason: 'device-unknown' }, 'device-unknown');
  }
  const about = { door: 'receipts', device: device.id } as const;
  const batch = await believe(platform, about, () => verifyDocument(jws, { ...expected, keys: [device.key] }));
  const at = platform.clock.now();
  return inTransaction(platform.db, async (tx) => {
    const fresh = await insertReceipts(
      tx,
      batch.receipts.map((receipt) => rowOf(device.id, receipt, at)),
    );
    await noteContact(tx, device.id, at);
    await notifyOrders(tx, [...new Set(fresh.flatMap(({ order_id }) => (order_id === null ? [] : [order_id])))]);
    return { stored: fresh.length };
  });
}

function rowOf(device: string, receipt: Receipt, receivedAt: Date): ReceiptsTable {
  const { boot, seq, kind, order, slot, at, clockTrusted, attempt, playedMs, reason, detail } = receipt;
  return {
    device_id: device,
    boot,
    seq,
    kind,
    order_id: order,
    slot: slot === null ? null : storableInstant(slot),
    at: storableInstant(at),
    clock_trusted: clockTrusted,
    attempt,
    played_ms: playedMs,
    reason,
    detail: detail === null ? null : storableText(detail),
    received_at: receivedAt,
  };
}
