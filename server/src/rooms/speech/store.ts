import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';

declare module '../../platform/db.ts' {
  interface Database {
    readings: {
      id: string;
      unit_id: string;
      written: string;
      spoken: string;
      created_by: string;
      created_at: Date;
      ended_by: string | null;
      ended_at: Date | null;
    };
  }
}

export interface ReadingRow {
  id: string;
  unit: string;
  unitName: string;
  written: string;
  spoken: string;
  byName: string;
  at: Date;
}

/** Readings in force in a unit: its own first, then those of the unit above, each list by what is written. */
export async function readReadings(db: Db | Tx, unit: string): Promise<ReadingRow[]> {
  const { rows } = await sql<ReadingRow>`
    select r.id, r.unit_id as unit, unit_name(r.unit_id) as "unitName", r.written, r.spoken, u.name as "byName", r.created_at as at
    from unit_ancestors(${unit}::uuid) a join readings r on r.unit_id = a.unit and r.ended_at is null
      join users u on u.id = r.created_by
    order by a.depth, lower(r.written)`.execute(db);
  return rows;
}

/** A reading with its row locked; null when there never was one. */
export async function lockReading(
  tx: Tx,
  id: string,
): Promise<{ unit: string; written: string; spoken: string } | null> {
  const row = await tx
    .selectFrom('readings')
    .select(['unit_id as unit', 'written', 'spoken'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function insertReading(
  tx: Tx,
  reading: { id: string; unit: string; written: string; spoken: string; by: string; at: Date },
): Promise<void> {
  const { id, unit: unit_id, written, spoken, by: created_by, at: created_at } = reading;
  await tx.insertInto('readings').values({ id, unit_id, written, spoken, created_by, created_at }).execute();
}

/** Ends what a unit said of a word until now, whatever its capitals. */
export async function endReadingOf(
  tx: Tx,
  { unit, written, by, at }: { unit: string; written: string; by: string; at: Date },
): Promise<void> {
  await sql`update readings set ended_by = ${by}, ended_at = ${at}
    where unit_id = ${unit} and lower(written) = lower(${written}) and ended_at is null`.execute(tx);
}

/** Ends one reading; false when it had ended before. */
export async function endReading(tx: Tx, { id, by, at }: { id: string; by: string; at: Date }): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('readings')
    .set({ ended_by: by, ended_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
