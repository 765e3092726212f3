import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { Problem } from '../../lib/problem.ts';
import { record } from '../audit/service.ts';
import { advanceBulletin, lockBulletin, mayWrite, REVISED_QUEUE, type BulletinRecord } from '../bulletins/service.ts';
import { askForProgrammes, makeOrderIn } from './orders.ts';
import { RECALLING_AUTHORS, STOPPERS } from './policy.ts';
import * as store from './store.ts';
import * as parts from './store-parts.ts';
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
 * thu hồi: ends every order of a bulletin, also one that is approved and not made yet, takes it off boards and pages, and leaves it out of
 * every edition that says it. Twice is once.
 * @throws Problem `not-found` without the right over it, `conflict` when nothing of it was ordered
 */
export async function recallBulletin(
  platform: Platform,
  actor: Actor,
  bulletin: string,
  reason: string,
): Promise<Stopped> {
  return inTransaction(platform.db, async (tx) => {
    const found = await lockBulletin(tx, bulletin);
    if (!found) throw new Problem('not-found');
    return recallIn(platform, tx, actor, found, reason);
  });
}

/** recallBulletin as part of a transaction that has locked the bulletin. */
export async function recallIn(
  platform: Platform,
  tx: Tx,
  actor: Actor,
  found: BulletinRecord,
  reason: string,
): Promise<Stopped> {
  const at = platform.clock.now();
  const { id: bulletin } = found;
  if (!(await mayRecall(tx, actor, found))) throw new Problem('not-found');
  if (found.state === 'recalled') return { stopped: [], at: at.toISOString() };
  if (!(await advanceBulletin(tx, found, 'recall', at))) throw new Problem('conflict');
  for (const request of await store.awaitingOrder(tx, { bulletin })) await makeOrderIn(platform, tx, request);
  const about = { act: 'bulletin.recalled', subject: { kind: 'bulletin', id: bulletin }, unit: found.unit };
  await record(tx, { actor: { id: actor.user, name: actor.name }, ...about, details: { reason } }, at);
  // A request for more places or times that still waits is withdrawn with it.
  await platform.jobs.enqueue(tx, REVISED_QUEUE, { bulletin });
  const own = await end(platform, tx, actor, await stops.standingOf(tx, bulletin), { state: 'recalled', at, reason });
  const within = await leaveOut(platform, tx, actor, await parts.placesOf(tx, bulletin), { at, reason });
  return { ...own, stopped: [...new Set([...own.stopped, ...within])] };
}

/**
 * Dừng phát of one part: the rest of the edition goes on. Everywhere when the person answers for its issuing unit, else in their areas. When no
 * bulletin is left in the edition it ends, there.
 * @param place of the part in its edition, from 0
 * @throws Problem `not-found` for what is not standing, not in reach, or no bulletin in an edition
 */
export async function stopPart(
  platform: Platform,
  actor: Actor,
  { order, place }: parts.PartPlace,
  reason: string,
): Promise<Stopped> {
  return inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    for (const request of await store.awaitingOrder(tx, { order })) await makeOrderIn(platform, tx, request);
    if (!(await parts.saysBulletin(tx, { order, place }))) throw new Problem('not-found');
    if (await stops.ownsOrder(tx, actor.user, STOPPERS, order)) {
      await leaveOut(platform, tx, actor, [{ order, place }], { at, reason });
      return { stopped: [order], at: at.toISOString() };
    }
    const areas = await stops.areasReached(tx, actor.user, STOPPERS, order);
    if (areas.length === 0) throw new Problem('not-found');
    const stop = { at, by: actor.user, reason };
    await parts.insertPartStops(tx, [{ order, place }], areas, stop);
    for (const unit of areas) {
      if (await parts.nothingLeft(tx, order, unit)) await stops.silence(tx, order, [unit], stop);
      await notePart(tx, actor, { order, place, unit, act: 'order.part-stopped-in-area' }, reason, at);
    }
    await askForProgrammes(platform, tx, areas, true);
    return { stopped: [order], at: at.toISOString() };
  });
}

/** Leaves parts out everywhere; an edition without a bulletin left ends. Returns the orders. */
async function leaveOut(
  platform: Platform,
  tx: Tx,
  actor: Actor,
  places: readonly parts.PartPlace[],
  { at, reason }: { at: Date; reason: string },
): Promise<string[]> {
  if (places.length === 0) return [];
  const orders = [...new Set(places.map(({ order }) => order))];
  await parts.insertPartStops(tx, places, [null], { at, by: actor.user, reason });
  for (const { order, place } of places) {
    await notePart(tx, actor, { order, place, unit: null, act: 'order.part-stopped' }, reason, at);
  }
  const over: string[] = [];
  for (const order of orders) if (await parts.nothingLeft(tx, order, null)) over.push(order);
  await end(platform, tx, actor, over, { state: 'stopped', at, reason });
  await askForProgrammes(platform, tx, await store.targetsOf(tx, orders), true);
  return orders;
}

async function notePart(
  tx: Tx,
  actor: Actor,
  { order, place, unit, act }: parts.PartPlace & { unit: string | null; act: string },
  reason: string,
  at: Date,
): Promise<void> {
  const by = { id: actor.user, name: actor.name };
  const where = unit === null ? {} : { unit };
  await record(tx, { actor: by, act, subject: { kind: 'order', id: order }, ...where, details: { place, reason } }, at);
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
