import type { Programme, ProgrammePointer } from '@nguon/protocol/programme.ts';
import { DAY_MS, zoneOffset } from '@nguon/protocol/wall-clock.ts';
import { unitProgrammeTopic } from '@nguon/protocol/topics.ts';
import { type Db, inTransaction } from '../../platform/db.ts';
import { BrokerAwayError } from '../../platform/mqtt.ts';
import type { Platform } from '../../platform/platform.ts';
import { SignerRefusal } from '../../platform/signer.ts';
import type { ProgrammeDraft, SignedDocument } from '../../lib/signing.ts';
import { approverRecords } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { setPointer } from '../devices/service.ts';
import { getUnits, unitRecords } from '../units/service.ts';
import { askForProgrammes } from './orders.ts';
import { fitting, PROGRAMME_DAYS, REFRESH_AFTER_MS, slotsBetween, STOPPED_MEMORY_MS } from './rules.ts';
import { silencedParts } from './store-parts.ts';
import * as store from './store-programmes.ts';
import { endOrders } from './store.ts';
import { ownRelays } from './store-timetables.ts';

/** Job: give a unit's devices a new programme. */
export interface IssueProgramme {
  unit: string;
}

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

/**
 * Makes the programme of a unit from what stands now, has it signed, keeps it, and tells the unit's devices where it lies.
 * An order that the signer refuses is taken off (state `refused`, audited) and the rest is issued. One unit's programmes are made one after
 * the other, each from what stands when its turn comes: a stop wins over whatever was being made before it.
 * @returns null for a unit that does not stand on the map today
 */
export async function issueProgramme(platform: Platform, { unit }: IssueProgramme): Promise<ProgrammePointer | null> {
  const pointer = await store.withUnitLock(platform.db, unit, async (connection) => {
    const signed = await signWhatIsAllowed(platform, connection, unit);
    if (!signed) return null;
    const { version, sha256, jws } = signed;
    const row = { unit, version, sha256, url: `/programmes/${unit}/${version}.jws` };
    await inTransaction(connection, async (tx) => {
      await store.insertProgramme(tx, { unit, version, issuedAt: platform.clock.now(), sha256, jws });
      await setPointer(tx, row);
    });
    return row;
  });
  if (pointer) await push(platform, unit, pointer);
  return pointer;
}

/** Queue of pushes that the broker did not take: data as of IssueProgramme. Retried while devices wait to be told. */
export const PUSH_QUEUE = 'programmes.push';

/** Job: tells a unit's devices where the newest programme lies. Throws while the broker is away, so that it is tried again. */
export async function pushProgramme(platform: Platform, { unit }: IssueProgramme): Promise<void> {
  const pointer = await store.newestPointer(platform.db, unit);
  if (pointer) await platform.broker.publish(unitProgrammeTopic(unit), JSON.stringify(pointer), { qos: 1 });
}

/** A push is a hint. When the broker is away the document stands all the same, and the hint follows by a job of its own. */
async function push(platform: Platform, unit: string, pointer: ProgrammePointer): Promise<void> {
  try {
    await platform.broker.publish(unitProgrammeTopic(unit), JSON.stringify(pointer), { qos: 1 });
  } catch (error) {
    if (!(error instanceof BrokerAwayError)) throw error;
    await inTransaction(platform.db, async (tx) => platform.jobs.enqueue(tx, PUSH_QUEUE, { unit }, { key: unit }));
  }
}

async function signWhatIsAllowed(platform: Platform, db: Db, unit: string): Promise<SignedDocument | null> {
  const leftOut = new Set<string>();
  let told = false;
  for (;;) {
    const draft = await draftProgramme(platform, db, unit, leftOut);
    try {
      return draft && (await platform.signer.signProgramme(draft));
    } catch (error) {
      if (!(error instanceof SignerRefusal)) throw error;
      if (!told && MAY_BE_NEWS.has(error.reason)) {
        told = true;
        await tellSigner(platform, db);
        continue;
      }
      if (!error.order || leftOut.has(error.order)) throw error;
      leftOut.add(error.order);
      await takeOff(platform, db, unit, error.order, error);
    }
  }
}

/** Refusals that may only mean that the signer was not told yet: a new approver or village, a signer that was restored. */
const MAY_BE_NEWS: ReadonlySet<string> = new Set(['approver-unknown', 'outside-territory']);

async function tellSigner({ signer }: Platform, db: Db): Promise<void> {
  await signer.putUnits(await unitRecords(db));
  for (const record of await approverRecords(db)) await signer.putApprover(record);
}

/**
 * Takes an entry off because the signer will not sign it: an order for good, and its author sees why; a relay, and an order of an hour that is
 * full already, from this one programme alone.
 */
async function takeOff(platform: Platform, db: Db, unit: string, entry: string, refusal: SignerRefusal): Promise<void> {
  const { reason, detail } = refusal;
  platform.log.warn({ unit, entry, reason, detail }, 'bộ phận ký từ chối / the signer refused an entry');
  if (reason === 'rate') return;
  await inTransaction(db, async (tx) => {
    const at = platform.clock.now();
    const ended = await endOrders(tx, [entry], { state: 'refused', at, by: null, reason });
    const [act, kind] = ended.length > 0 ? ['order.refused', 'order'] : ['relay.refused', 'slot'];
    await record(tx, { actor: null, act, subject: { kind, id: entry }, unit, details: { reason, detail } }, at);
  });
}

/**
 * What a unit's devices should follow from now on; null when the unit does not stand today.
 * @param leftOut orders and relays that are not to be in it
 */
export async function draftProgramme(
  platform: Platform,
  db: Db,
  unit: string,
  leftOut: ReadonlySet<string>,
): Promise<ProgrammeDraft | null> {
  const now = platform.clock.now();
  const until = new Date(now.getTime() + PROGRAMME_DAYS * DAY_MS);
  const [standing] = await getUnits(db, [unit]);
  if (!standing) return null;
  const silenced = await store.silencedOrders(db, unit, new Date(now.getTime() - STOPPED_MEMORY_MS), now);
  const whole = new Set(silenced.map(({ id }) => id));
  const parts = (await silencedParts(db, unit, now)).filter(({ id }) => !whole.has(id));
  const entries = [...(await orderEntries(platform, db, unit, now)), ...(await relayEntries(db, unit, now, until))];
  return {
    v: 1,
    unit,
    level: standing.level,
    // From yesterday on: windows that are open now began before this document did.
    from: new Date(now.getTime() - DAY_MS).toISOString(),
    until: until.toISOString(),
    entries: entries.filter((entry) => !leftOut.has(entry.kind === 'order' ? entry.order : entry.relay)),
    stopped: [
      ...silenced.map(({ id, at }) => ({ order: id, at: at.toISOString() })),
      ...parts.map(({ id, at, places }) => ({ order: id, at: at.toISOString(), parts: places })),
    ],
  };
}

async function orderEntries(platform: Platform, db: Db, unit: string, now: Date): Promise<Programme['entries']> {
  const carried = await store.carriedOrders(db, unit, now);
  const taken = fitting(carried.map(({ request }) => Buffer.byteLength(JSON.stringify(request))));
  if (taken < carried.length) platform.log.warn({ unit, carried: carried.length, taken }, 'a programme is full');
  return carried
    .slice(0, taken)
    .map(({ id, ...order }): Programme['entries'][number] => ({ kind: 'order', order: id, ...order }));
}

async function relayEntries(db: Db, unit: string, now: Date, until: Date): Promise<Programme['entries']> {
  const weekly = await ownRelays(db, unit);
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

/** Data: `{ all }` as of refreshProgrammes. */
export const REFRESH_QUEUE = 'programmes.refresh';

/**
 * Hourly job: programmes older than REFRESH_AFTER_MS by the project's clock are made anew, so that "issued at" stays younger than the stale time.
 * Being hourly it needs no certain hour: a machine that was off then, or a demo whose clock is ahead of the machine's, misses nothing.
 * @param all also the younger ones: at a server's start, for a restored backup knows less than the devices do
 */
export async function refreshProgrammes(platform: Platform, all = false): Promise<void> {
  const now = platform.clock.now();
  const before = all ? now : new Date(now.getTime() - REFRESH_AFTER_MS);
  const units = await store.unitsToRefresh(platform.db, before, now);
  await inTransaction(platform.db, async (tx) => askForProgrammes(platform, tx, units));
}
