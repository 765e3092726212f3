import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { advanceBulletin, lockBulletin } from '../bulletins/service.ts';
import { orderSlots } from './rules.ts';
import * as store from './store.ts';
import { leaveOutRecalled, nothingLeft } from './store-parts.ts';

/** Job: make the order of an approved request. */
export interface MakeOrder {
  request: string;
}

/**
 * Makes the order of an approved request and asks for the programmes of its targets, in one transaction. Run twice, it makes one.
 * A "Phát ngay" whose last approval came after its time makes nothing, and the audit log says so.
 */
export async function makeOrder(platform: Platform, job: MakeOrder): Promise<void> {
  await inTransaction(platform.db, async (tx) => makeOrderIn(platform, tx, job.request));
}

/** makeOrder as part of a transaction; for whoever must end an order that is approved and not made yet. */
export async function makeOrderIn(platform: Platform, tx: Tx, request: string): Promise<void> {
  const approved = await store.approvedRequest(tx, request);
  if (!approved) return;
  const { body, approvals, digest, order } = approved;
  // A recall of the bulletin either sees this order or was there before: both hold the bulletin's row.
  await lockBulletin(tx, body.revision.bulletin);
  const last = Math.max(...approvals.map((approval) => Date.parse(approval.at)));
  const slots = orderSlots(body.times, new Date(last));
  const about = { actor: null, subject: { kind: 'order', id: order }, unit: body.unit, details: { digest } };
  const madeAt = platform.clock.now();
  if (!slots) {
    await record(tx, { ...about, act: 'order.too-late' }, madeAt);
    return;
  }
  const made = await store.insertOrder(tx, {
    id: order,
    request,
    bulletin: body.revision.bulletin,
    unit: body.unit,
    title: body.screen.title,
    class: body.class,
    channels: body.channels,
    madeAt,
    expiresAt: new Date(body.expiresAt),
    targets: body.targets,
    slots,
  });
  if (!made) return;
  // One in the edition may have been recalled since it was approved.
  if ((await leaveOutRecalled(tx, order, madeAt)) && (await nothingLeft(tx, order, null))) {
    await store.endOrders(tx, [order], { state: 'stopped', at: madeAt, by: null, reason: '' });
  }
  await record(tx, { ...about, act: 'order.made' }, madeAt);
  await askForProgrammes(platform, tx, body.targets, body.times.kind === 'now');
}

/** Programmes that cannot wait behind the daily re-issue: stops, and what plays at once. */
export const URGENT_QUEUE = 'programmes.issue-now';
/** Every other programme. */
export const ISSUE_QUEUE = 'programmes.issue';

/** Asks, as part of a transaction, that units get a new programme. What is urgent has workers of its own. */
export async function askForProgrammes(
  platform: Platform,
  tx: Tx,
  units: readonly string[],
  urgent = false,
): Promise<void> {
  for (const unit of units) await platform.jobs.enqueue(tx, urgent ? URGENT_QUEUE : ISSUE_QUEUE, { unit });
}

/** An approval becomes an order within seconds; only when this long has passed is it taken for granted that none will come. */
const GRACE_MS = 10 * 60_000;

/** Hourly job: a bulletin of which nothing stands any more is free again, to be changed and submitted anew. */
export async function settleBulletins(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  const since = new Date(now.getTime() - GRACE_MS);
  for (const bulletin of await store.bulletinsOver(platform.db, now, since)) {
    await inTransaction(platform.db, async (tx) => {
      const found = await lockBulletin(tx, bulletin);
      if (found) await advanceBulletin(tx, found, 'expire', now);
    });
  }
}
