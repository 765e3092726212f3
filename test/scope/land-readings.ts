import { add, PLACES, visitor, type Land } from './land.ts';

/** How each place wants a word said; what a word sounds like is nobody's secret. */
export async function addReadings(land: Land): Promise<void> {
  for (const at of PLACES) {
    const { rows } = await land.house.t.database.pool.query<{ id: string }>(
      `insert into readings (id, unit_id, written, spoken, created_by, created_at)
        values (gen_random_uuid(), $1, 'Slam', 'Xlam', $2, now()) returning id`,
      [land.place[at], visitor(land, 'leader A').id],
    );
    add(land, 'readings', { name: at, id: rows[0]!.id, units: [land.place[at]], marks: [] });
  }
}
