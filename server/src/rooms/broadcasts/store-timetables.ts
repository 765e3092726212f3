import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';
import type { WeeklySlot } from './rules.ts';
import { minuteOf, timeOf } from './rules.ts';

type Either = Db | Tx;

interface SlotRow extends Omit<WeeklySlot, 'fromMinute' | 'toMinute'> {
  place: string;
  from_time: string;
  to_time: string;
}

/** Standing relays of one unit's own timetable: what its programme carries. */
export async function ownRelays(db: Either, unit: string): Promise<WeeklySlot[]> {
  const { rows } = await sql<SlotRow>`
    select id, unit_id as unit, kind, title, weekdays, from_time, to_time, stream from timetable_slots
    where unit_id = ${unit} and kind = 'relay' and ended_at is null order by from_time, id`.execute(db);
  return rows.map(toWeekly);
}

/**
 * The weekly slots that hold in each unit: those for bulletins of the nearest unit, from itself upwards, that has some, and the relays of all of
 * these units, for a loudspeaker follows the programmes of its unit and of every one above it.
 */
export async function timetablesOf(db: Either, units: readonly string[]): Promise<Map<string, WeeklySlot[]>> {
  const { rows } = await sql<SlotRow>`
    with way as (
      select place.unit as place, a.unit, a.depth
      from unnest(${[...units]}::uuid[]) as place (unit) cross join lateral unit_ancestors(place.unit) a
    ), keeper as (
      select distinct on (way.place) way.place, way.unit from way
      join timetable_slots s on s.unit_id = way.unit and s.kind = 'bulletins' and s.ended_at is null
      order by way.place, way.depth)
    select way.place, s.id, s.unit_id as unit, s.kind, s.title, s.weekdays, s.from_time, s.to_time, s.stream
    from way join timetable_slots s on s.unit_id = way.unit and s.ended_at is null
    left join keeper on keeper.place = way.place
    where s.kind = 'relay' or s.unit_id = keeper.unit
    order by s.from_time, s.id`.execute(db);
  const timetables = new Map<string, WeeklySlot[]>(units.map((unit) => [unit, []]));
  for (const row of rows) timetables.get(row.place)?.push(toWeekly(row));
  return timetables;
}

function toWeekly({ id, unit, kind, title, weekdays, from_time, to_time, stream }: SlotRow): WeeklySlot {
  return { id, unit, kind, title, weekdays, stream, fromMinute: minuteOf(from_time), toMinute: minuteOf(to_time) };
}

/** Adds a slot; returns its id. */
export async function insertSlot(tx: Tx, slot: Omit<WeeklySlot, 'id'>): Promise<string> {
  const row = await tx
    .insertInto('timetable_slots')
    .values({
      unit_id: slot.unit,
      kind: slot.kind,
      title: slot.title,
      weekdays: [...slot.weekdays],
      from_time: timeOf(slot.fromMinute),
      to_time: timeOf(slot.toMinute),
      stream: slot.stream,
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Ends a slot of a unit; false when it does not stand there. */
export async function endSlot(tx: Tx, unit: string, slot: string, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('timetable_slots')
    .set({ ended_at: at })
    .where('id', '=', slot)
    .where('unit_id', '=', unit)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
