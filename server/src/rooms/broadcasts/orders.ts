import type { Actor } from '../../platform/http.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { Problem } from '../../lib/problem.ts';
import { record } from '../audit/service.ts';
import { STOPPERS } from './policy.ts';
import { orderSlots } from './rules.ts';
import * as store from './store.ts';
import * as stops from './store-stops.ts';

/** Job: make the order of an approved request. */
export interface MakeOrder {
  request: string;
}

/**
 * Makes the order of an approved request and asks for the programmes of its targets, in one transaction. Run twice, it makes one.
 * A "Phát ngay" whose last approval came after its time makes nothing, and the audit log says so.
 */
export async function makeOrder(platform: Platform, job: MakeOrder): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const approved = await store.approvedRequest(tx, job.request);
    if (!approved) return;
    const { body, approvals } = approved;
    const last = approvals.map((approval) => Date.parse(approval.at)).toSorted((a, b) => b - a)[0] ?? 0;
    const slots = orderSlots(body.times, new Date(last));
    const about = { subject: { kind: 'order', id: approved.order }, unit: body.unit };
    if (!slots) {
      await record(tx, { actor: null, act: 'order.too-late', ...about }, platform.clock.now());
      return;
    }
    const made = await store.insertOrder(tx, {
      id: approved.order,
      request: job.request,
      bulletin: body.revision.bulletin,
      unit: body.unit,
      title: body.screen.title,
      class: body.class,
      madeAt: platform.clock.now(),
      expiresAt: new Date(body.expiresAt),
      targets: body.targets,
      slots,
    });
    if (!made) return;
    await record(
      tx,
      { actor: null, act: 'order.made', ...about, details: { digest: approved.digest } },
      platform.clock.now(),
    );
    await askForProgrammes(platform, tx, body.targets);
  });
}

/** Asks, as part of a transaction, that units get a new programme. A stop goes ahead of everything else. */
export async function askForProgrammes(
  platform: Platform,
  tx: Tx,
  units: readonly string[],
  urgent = false,
): Promise<void> {
  for (const unit of units) {
    await platform.jobs.enqueue(tx, 'programmes.issue', { unit }, { priority: urgent ? 10 : 0 });
  }
}

/**
 * Dừng phát: ends an order everywhere when the person answers for its issuing unit, else silences it in the areas for which the person answers.
 * Throws Problem `not-found` for an order that is not standing or not in reach.
 */
export async function stopOrder(
  platform: Platform,
  actor: Actor,
  order: string,
  reason: string,
): Promise<{ stopped: string[]; at: string }> {
  return inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    const whole = await stops.ownOrders(tx, actor.user, STOPPERS, { order });
    if (whole.length > 0) return end(platform, tx, actor, whole, { state: 'stopped', at, reason });
    const areas = await stops.areasReached(tx, actor.user, STOPPERS, order);
    if (areas.length === 0) throw new Problem('not-found');
    await stops.insertAreaStops(tx, order, areas, { at, by: actor.user, reason });
    for (const unit of areas) {
      const entry = {
        actor: { id: actor.user, name: actor.name },
        act: 'order.stopped-in-area',
        subject: { kind: 'order', id: order },
        unit,
      };
      await record(tx, { ...entry, details: { reason } }, at);
    }
    await askForProgrammes(platform, tx, areas, true);
    return { stopped: [order], at: at.toISOString() };
  });
}

/** thu hồi: ends every standing order of a bulletin and takes it off boards and pages. Needs the right over the bulletin's unit. */
export async function recallBulletin(
  platform: Platform,
  actor: Actor,
  bulletin: string,
  reason: string,
): Promise<{ stopped: string[]; at: string }> {
  return inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    if (!(await stops.mayRecall(tx, actor.user, STOPPERS, bulletin))) throw new Problem('not-found');
    const orders = await stops.ownOrders(tx, actor.user, STOPPERS, { bulletin });
    await stops.markRecalled(tx, bulletin, at);
    await record(
      tx,
      {
        actor: { id: actor.user, name: actor.name },
        act: 'bulletin.recalled',
        subject: { kind: 'bulletin', id: bulletin },
        details: { reason },
      },
      at,
    );
    return end(platform, tx, actor, orders, { state: 'recalled', at, reason });
  });
}

/** Stop everything in my area: silences in one unit, and below it, whatever stands there now. */
export async function stopArea(
  platform: Platform,
  actor: Actor,
  unit: string,
  reason: string,
): Promise<{ stopped: string[]; at: string }> {
  return inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    if (!(await stops.answersFor(tx, actor.user, STOPPERS, unit))) throw new Problem('forbidden');
    const orders = await stops.standingIn(tx, unit, at);
    const units = await stops.programmeUnitsIn(tx, unit);
    for (const order of orders) await stops.insertAreaStops(tx, order, units, { at, by: actor.user, reason });
    await record(
      tx,
      {
        actor: { id: actor.user, name: actor.name },
        act: 'area.stopped',
        subject: { kind: 'unit', id: unit },
        unit,
        details: { orders, reason },
      },
      at,
    );
    await askForProgrammes(platform, tx, units, true);
    return { stopped: orders, at: at.toISOString() };
  });
}

async function end(
  platform: Platform,
  tx: Tx,
  actor: Actor,
  orders: readonly string[],
  how: { state: 'stopped' | 'recalled'; at: Date; reason: string },
): Promise<{ stopped: string[]; at: string }> {
  const ended = await store.endOrders(tx, orders, { ...how, by: actor.user });
  for (const order of ended) {
    const entry = {
      actor: { id: actor.user, name: actor.name },
      act: `order.${how.state}`,
      subject: { kind: 'order', id: order.id },
    };
    await record(tx, { ...entry, unit: order.unit_id, details: { reason: how.reason } }, how.at);
  }
  const stopped = ended.map((order) => order.id);
  await askForProgrammes(platform, tx, await store.targetsOf(tx, stopped), true);
  return { stopped, at: how.at.toISOString() };
}
