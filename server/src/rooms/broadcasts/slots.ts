import type { TimetableSlot, TimetableSlotBody } from '@nguon/protocol/http/broadcasts.ts';
import type { Slot } from '@nguon/protocol/request.ts';
import { zoneOffset } from '@nguon/protocol/wall-clock.ts';
import type { z } from 'zod';
import { Problem } from '../../lib/problem.ts';
import { type Db, inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { authorise } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { broadcastRulesFor } from '../requests/service.ts';
import { askForProgrammes } from './orders.ts';
import { TIMETABLE_KEEPERS } from './policy.ts';
import { bulletinSlotAt, commonSlot, minuteOf, slotsBetween, timeOf, touchesQuiet, type WeeklySlot } from './rules.ts';
import * as store from './store-timetables.ts';

type SlotBody = z.infer<typeof TimetableSlotBody>;

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

/**
 * Slots that begin at the given instants in the timetables of all units; null for an instant at which one of them has none.
 * @param starts UTC instants as in GET /api/timetables/{unit}
 */
export async function slotsOf(
  db: Db | Tx,
  units: readonly string[],
  starts: readonly string[],
): Promise<Map<string, Slot | null>> {
  // Most places keep the timetable of the unit above them: each timetable is asked once.
  const distinct = new Map([...(await store.timetablesOf(db, units)).values()].map((slots) => [idsOf(slots), slots]));
  const common = (start: string): Slot | null =>
    commonSlot([...distinct.values()].map((weekly) => bulletinSlotAt(weekly, Date.parse(start), OFFSET)));
  return new Map(starts.map((start) => [start, common(start)]));
}

/** Slots for bulletins that begin in [from, to) in the timetables of all units, by time. Instants are UTC epoch milliseconds. */
export async function commonSlots(db: Db | Tx, units: readonly string[], from: number, to: number): Promise<Slot[]> {
  const [first] = (await store.timetablesOf(db, units.slice(0, 1))).values();
  const starts = slotsBetween(first ?? [], from, to, OFFSET)
    .filter(({ slot }) => slot.kind === 'bulletins')
    .map(({ at }) => new Date(at).toISOString());
  return [...(await slotsOf(db, units, [...new Set(starts)])).values()].filter((slot) => slot !== null);
}

function idsOf(slots: readonly WeeklySlot[]): string {
  return slots.map(({ id }) => id).join();
}

/** Adds a weekly slot to a unit's timetable. Throws Problem `forbidden`, `invalid-input`, `quiet-hours`. */
export async function addSlot(platform: Platform, actor: Actor, unit: string, body: SlotBody): Promise<TimetableSlot> {
  const weekdays = [...new Set(body.weekdays)].toSorted((a, b) => a - b);
  return inTransaction(platform.db, async (tx) => {
    await authorise(tx, actor, TIMETABLE_KEEPERS, unit);
    const slot = { ...body, unit, weekdays, fromMinute: minuteOf(body.from), toMinute: minuteOf(body.to) };
    const { quietFrom, quietTo } = await broadcastRulesFor(tx, unit);
    checkShape(slot);
    if (touchesQuiet(slot, quietFrom, quietTo)) {
      throw new Problem('quiet-hours', { from: timeOf(quietFrom), to: timeOf(quietTo) });
    }
    const id = await store.insertSlot(tx, slot);
    const details = { title: body.title, from: body.from, to: body.to };
    const by = { id: actor.user, name: actor.name };
    const entry = { actor: by, act: 'timetable.slot-added', subject: { kind: 'slot', id }, unit, details };
    await record(tx, entry, platform.clock.now());
    await askForProgrammes(platform, tx, [unit]);
    return { ...body, weekdays, id, unit };
  });
}

/** Takes a slot out of a unit's timetable. Orders already made for it stay: what was approved is not moved by a timetable. */
export async function removeSlot(platform: Platform, actor: Actor, unit: string, slot: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    await authorise(tx, actor, TIMETABLE_KEEPERS, unit);
    const at = platform.clock.now();
    if (!(await store.endSlot(tx, unit, slot, at))) throw new Problem('not-found');
    const by = { id: actor.user, name: actor.name };
    await record(tx, { actor: by, act: 'timetable.slot-removed', subject: { kind: 'slot', id: slot }, unit }, at);
    await askForProgrammes(platform, tx, [unit]);
  });
}

function checkShape(slot: Omit<WeeklySlot, 'id'>): void {
  if (slot.toMinute <= slot.fromMinute) {
    const details = 'giờ kết thúc phải sau giờ bắt đầu / the end must come after the start';
    throw new Problem('invalid-input', { details });
  }
  if ((slot.kind === 'relay') !== (slot.stream !== null)) {
    throw new Problem('invalid-input', { details: 'tiếp âm cần địa chỉ luồng / a relay needs a stream address' });
  }
}
