import { add, PLACES, visitor, type Land } from './land.ts';

/** In each place a sound of its library; whoever stands below its unit uses it too. */
export async function addLibrary(land: Land): Promise<void> {
  for (const at of PLACES) {
    const title = `Nhạc kín${at}`;
    const { rows } = await land.house.t.database.pool.query<{ id: string }>(
      `with file as (insert into media (sha256, media_type, bytes, kind, created_at)
         values (encode(sha256(convert_to($3, 'UTF8')), 'hex'), 'audio/wav', 1, 'original', now()) returning sha256)
       insert into library_items (id, unit_id, kind, title, owner, licence, original_sha256, state, added_by, added_at)
       select gen_random_uuid(), $1, 'chime', $3, 'Chủ của ' || $3, 'Tự làm', sha256, 'making', $2, now() from file returning id`,
      [land.place[at], visitor(land, 'leader A').id, title],
    );
    const { id } = rows[0]!;
    add(land, 'library items', { name: at, id, units: [land.place[at]], marks: [id, title], seenBelow: true });
  }
}
