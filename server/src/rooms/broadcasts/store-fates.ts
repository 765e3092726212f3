import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { VillageWords } from './fate-rules.ts';

/** What is known of a request's order in one village; null while there is none. */
export async function wordsOfVillage(db: Db, request: string, village: string, now: Date): Promise<VillageWords> {
  const said = sql`select from receipts r join devices d on d.id = r.device_id where r.order_id = o.id and d.unit_id = ${village}`;
  const { rows } = await sql<NonNullable<VillageWords>>`
    select o.state,
      exists (select from area_stops x where x.order_id = o.id and x.unit_id in (select a.unit from unit_ancestors(${village}::uuid) a)) as stopped,
      exists (${said} and r.kind = 'finished') as heard, exists (${said} and r.kind = 'playing') as begun,
      not exists (select from order_slots s where s.order_id = o.id and s.until > ${now}) as over
    from orders o where o.request_id = ${request}`.execute(db);
  return rows[0] ?? null;
}
