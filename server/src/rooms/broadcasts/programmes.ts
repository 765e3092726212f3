import type { Programme, ProgrammePointer } from '@nguon/protocol/programme.ts';
import { DAY_MS, zoneOffset } from '@nguon/protocol/wall-clock.ts';
import { unitProgrammeTopic } from '@nguon/protocol/topics.ts';
import { type Db, inTransaction } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { SignerRefusal } from '../../platform/signer.ts';
import type { ProgrammeDraft } from '../../lib/signing.ts';
import { record } from '../audit/service.ts';
import { setPointer } from '../devices/service.ts';
import { getUnit } from '../units/service.ts';
import { PROGRAMME_DAYS, slotsBetween, STOPPED_MEMORY_MS } from './rules.ts';
import * as store from './store.ts';

/** Job: give a unit's devices a new programme. */
export interface IssueProgramme {
  unit: string;
}

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

/**
 * Makes the programme of a unit from what stands now, has it signed, keeps it, and tells the unit's devices where it lies.
 * An order that the signer refuses is taken off (state `refused`, audited) and the rest is issued.
 */
export async function issueProgramme(platform: Platform, job: IssueProgramme): Promise<ProgrammePointer> {
  const pointer = await store.withUnitLock(platform.db, job.unit, async (connection) => {
    const signed = await signWhatIsAllowed(platform, connection, job.unit);
    const issuedAt = platform.clock.now();
    const { version, sha256, jws } = signed;
    const row = { unit: job.unit, version, sha256, url: `/programmes/${job.unit}/${version}.jws` };
    await inTransaction(connection, async (tx) => {
      await store.insertProgramme(tx, { unit: job.unit, version, issuedAt, sha256, jws });
      await setPointer(tx, row);
    });
    return row;
  });
  await platform.broker.publish(unitProgrammeTopic(job.unit), JSON.stringify(pointer), { qos: 1 });
  return pointer;
}

async function signWhatIsAllowed(platform: Platform, db: Db, unit: string) {
  for (;;) {
    const draft = await draftProgramme(platform, db, unit);
    try {
      return await platform.signer.signProgramme(draft);
    } catch (error) {
      if (!(error instanceof SignerRefusal) || !error.order) throw error;
      await refuseOrder(platform, db, error.order, error.reason);
    }
  }
}

/** Takes an order off the air because the signer will not sign it; its author sees why. */
async function refuseOrder(platform: Platform, db: Db, order: string, reason: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const at = platform.clock.now();
    await store.endOrders(tx, [order], { state: 'refused', at, by: null, reason });
    await record(
      tx,
      { actor: null, act: 'order.refused', subject: { kind: 'order', id: order }, details: { reason } },
      at,
    );
  });
}

/** What a unit's devices should follow from now on. */
export async function draftProgramme(platform: Platform, db: Db, unit: string): Promise<ProgrammeDraft> {
  const now = platform.clock.now();
  const until = new Date(now.getTime() + PROGRAMME_DAYS * DAY_MS);
  const { level } = await getUnit(db, unit);
  const silenced = await store.silencedOrders(db, unit, new Date(now.getTime() - STOPPED_MEMORY_MS), now);
  return {
    v: 1,
    unit,
    level,
    // From yesterday on: windows that are open now began before this document did.
    from: new Date(now.getTime() - DAY_MS).toISOString(),
    until: until.toISOString(),
    entries: [...(await orderEntries(db, unit, now)), ...(await relayEntries(db, unit, now, until))],
    stopped: silenced.map(({ id, at }) => ({ order: id, at: at.toISOString() })),
  };
}

async function orderEntries(db: Db, unit: string, now: Date): Promise<Programme['entries']> {
  const entries: Programme['entries'] = [];
  for (const order of await store.carriedOrders(db, unit, now)) {
    const approved = await store.approvedRequest(db, order.request_id);
    if (!approved) continue;
    const slots = order.slots.map((slot) => ({ at: slot.at.toISOString(), until: slot.until.toISOString() }));
    const { digest, body: request, approvals } = approved;
    entries.push({ kind: 'order', order: order.id, digest, request, approvals, slots, turn: order.turn });
  }
  return entries;
}

async function relayEntries(db: Db, unit: string, now: Date, until: Date): Promise<Programme['entries']> {
  const weekly = (await store.weeklySlots(db, unit)).filter((slot) => slot.kind === 'relay');
  // From yesterday on, so that a relay that is on the air now is not lost by a new document.
  const dated = slotsBetween(weekly, now.getTime() - DAY_MS, until.getTime(), OFFSET).filter(
    (slot) => slot.until > now.getTime(),
  );
  return weekly.flatMap((relay): Programme['entries'] => {
    const slots = dated
      .filter(({ slot }) => slot.id === relay.id)
      .map((slot) => ({ at: new Date(slot.at).toISOString(), until: new Date(slot.until).toISOString() }));
    if (slots.length === 0 || relay.stream === null) return [];
    return [{ kind: 'relay', relay: relay.id, title: relay.title, stream: relay.stream, slots }];
  });
}

/** Daily job: every unit's programme anew, so that "issued at" stays younger than the stale time. */
export async function reissueAll(platform: Platform): Promise<void> {
  const units = await store.unitsWithProgramme(platform.db);
  await inTransaction(platform.db, async (tx) => {
    for (const unit of units) await platform.jobs.enqueue(tx, 'programmes.issue', { unit });
  });
}
