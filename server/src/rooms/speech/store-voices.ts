import { type Generated, sql } from 'kysely';
import type { Db, Tx } from '../../platform/db.ts';

declare module '../../platform/db.ts' {
  interface Database {
    voice_defaults: { unit_id: string; voice: string; chosen_by: string; chosen_at: Date };
    voice_acceptances: {
      id: Generated<string>;
      unit_id: string;
      voice: string;
      accepted_by: string;
      accepted_at: Date;
      ended_by: string | null;
      ended_at: Date | null;
    };
  }
}

type Either = Db | Tx;

/** The voice that a unit uses: its own choice or that of the nearest unit above; null when none chose. */
export async function readDefaultVoice(db: Either, unit: string): Promise<string | null> {
  const { rows } = await sql<{ voice: string }>`
    select d.voice from unit_ancestors(${unit}) a join voice_defaults d on d.unit_id = a.unit
    order by a.depth limit 1`.execute(db);
  return rows[0]?.voice ?? null;
}

/** Writes which voice a unit uses. */
export async function writeDefaultVoice(
  tx: Tx,
  unit: string,
  voice: string,
  by: { person: string; at: Date },
): Promise<void> {
  const chosen = { voice, chosen_by: by.person, chosen_at: by.at };
  await tx
    .insertInto('voice_defaults')
    .values({ unit_id: unit, ...chosen })
    .onConflict((conflict) => conflict.column('unit_id').doUpdateSet(chosen))
    .execute();
}

/** A standing acceptance of a voice. */
export interface Acceptance {
  voice: string;
  unitName: string;
  byName: string;
  at: Date;
}

/** Voices that stand accepted for a unit: by the unit itself, or for a village by its commune. */
export async function readAcceptances(db: Either, unit: string): Promise<Acceptance[]> {
  const { rows } = await sql<Acceptance>`
    select distinct on (v.voice) v.voice, unit_name(v.unit_id) as "unitName", u.name as "byName", v.accepted_at as at
    from unit_ancestors(${unit}) a
    join voice_acceptances v on v.unit_id = a.unit and v.ended_at is null
    join users u on u.id = v.accepted_by
    where a.depth = 0 or (a.depth = 1 and (select level from units where id = ${unit}) = 3)
    order by v.voice, a.depth`.execute(db);
  return rows;
}

/** Writes an acceptance; false when it stands already. */
export async function insertAcceptance(
  tx: Tx,
  unit: string,
  voice: string,
  by: { person: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into voice_acceptances (unit_id, voice, accepted_by, accepted_at)
    values (${unit}, ${voice}, ${by.person}, ${by.at})
    on conflict (unit_id, voice) where ended_at is null do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** Ends the unit's own acceptance; false when none stands. */
export async function endAcceptance(
  tx: Tx,
  unit: string,
  voice: string,
  by: { person: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('voice_acceptances')
    .set({ ended_by: by.person, ended_at: by.at })
    .where('unit_id', '=', unit)
    .where('voice', '=', voice)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
