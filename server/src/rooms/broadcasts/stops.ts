import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { Problem } from '../../lib/problem.ts';
import { record } from '../audit/service.ts';
import { advanceBulletin, lockBulletin, mayWrite, REVISED_QUEUE, type BulletinRecord } from '../bulletins/service.ts';
import { askForProgrammes, makeOrderIn } from './orders.ts';
import { RECALLING_AUTHORS, STOPPERS } from './policy.ts';
import * as store from './store.ts';
import * as stops from './store-stops.ts';

/** What was stopped, and when. */
export interface Stopped {
  stopped: string[];
  at: string;
}

/**
 * Dừng phát: ends an order everywhere when the person answers for its issuing unit, else silences it in the areas for which the person answers.
 * Throws Problem `not-found` for an order that is not standing or not in reach.
 */
export async function stopOrder(platform: Platform, actor: Actor, order: string, reason: string): Promise<Stopped> {
  return inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    for (const request of await store.awaitingOrder(tx, { order })) await makeOrderIn(platform, tx, request);
    if (await stops.ownsOrder(tx, actor.user, STOPPERS, order))
      return end(platform, tx, actor, [order], { state: 'stopped', at, reason });
    const areas = await stops.areasReached(tx, actor.user, STOPPERS, order);
    if (areas.length === 0) throw new Problem('not-found');
    await stops.silence(tx, order, areas, { at, by: actor.user, reason });
    for (const unit of areas) {
      const about = { act: 'order.stopped-in-area', subject: { kind: 'order', id: order }, unit, details: { reason } };
      await record(tx, { actor: { id: actor.user, name: actor.name }, ...about }, at);
    }
    await askForProgrammes(platform, tx, areas, true);
    return { stopped: [order], at: at.toISOString() };
  });
}

/**
 * thu hồi: ends every order of a bulletin, also one that is approved and not made yet, and takes it off boards and pages. Twice is once.
 * @throws Problem `not-found` without the right over it, `conflict` when nothing of it was ordered
 */
export async function recallBulletin(
  platform: Platform,
  actor: Actor,
  bulletin: string,
  reason: string,
): Promise<Stopped> {
  return inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    const found = await lockBulletin(tx, bulletin);
    if (!found || !(await mayRecall(tx, actor, found))) throw new Problem('not-found');
    if (found.state === 'recalled') return { stopped: [], at: at.toISOString() };
    if (!(await advanceBulletin(tx, found, 'recall', at))) throw new Problem('conflict');
    for (const request of await store.awaitingOrder(tx, { bulletin })) await makeOrderIn(platform, tx, request);
    const about = { act: 'bulletin.recalled', subject: { kind: 'bulletin', id: bulletin }, unit: found.unit };
    await record(tx, { actor: { id: actor.user, name: actor.name }, ...about, details: { reason } }, at);
    // A request for more places or times that still waits is withdrawn with it.
    await platform.jobs.enqueue(tx, REVISED_QUEUE, { bulletin });
    return end(platform, tx, actor, await stops.standingOf(tx, bulletin), { state: 'recalled', at, reason });
  });
}

/** Stop everything in my area: silences in one unit, and below it, whatever stands there now. Throws Problem `forbidden`. */
export async function stopArea(platform: Platform, actor: Actor, unit: string, reason: string): Promise<Stopped> {
  return inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    if (!(await stops.answersForAll(tx, actor.user, STOPPERS, unit))) throw new Problem('forbidden');
    const orders = await stops.silenceAll(tx, unit, at, { at, by: actor.user, reason });
    const about = { act: 'area.stopped', subject: { kind: 'unit', id: unit }, unit, details: { orders, reason } };
    await record(tx, { actor: { id: actor.user, name: actor.name }, ...about }, at);
    await askForProgrammes(platform, tx, [unit], true);
    return { stopped: orders, at: at.toISOString() };
  });
}

async function mayRecall(tx: Tx, actor: Actor, bulletin: BulletinRecord): Promise<boolean> {
  const own = bulletin.author === actor.user || bulletin.editor === actor.user;
  return mayWrite(tx, actor, bulletin, own ? RECALLING_AUTHORS : STOPPERS);
}

async function end(
  platform: Platform,
  tx: Tx,
  actor: Actor,
  orders: readonly string[],
  how: { state: 'stopped' | 'recalled'; at: Date; reason: string },
): Promise<Stopped> {
  const ended = await store.endOrders(tx, orders, { ...how, by: actor.user });
  for (const { id, unit_id: unit } of ended) {
    const about = { act: `order.${how.state}`, subject: { kind: 'order', id }, unit, details: { reason: how.reason } };
    await record(tx, { actor: { id: actor.user, name: actor.name }, ...about }, how.at);
  }
  const stopped = ended.map((order) => order.id);
  await askForProgrammes(platform, tx, await store.targetsOf(tx, stopped), true);
  return { stopped, at: how.at.toISOString() };
}
