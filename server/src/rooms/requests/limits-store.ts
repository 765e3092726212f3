import { sql } from 'kysely';
import type { Rules } from '@nguon/protocol/resolve-chance.ts';
import { zoneOffset } from '@nguon/protocol/wall-clock.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type {} from './tables.ts';

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

interface RulesRow {
  unit: string;
  quiet_from: string;
  quiet_to: string;
  longest_item_ms: number;
}

/** Rules of broadcasting of each unit: those of the nearest unit above it that has its own, else the house's. Keyed by unit. */
export async function readBroadcastRules(db: Db | Tx, units: readonly string[]): Promise<Map<string, Rules>> {
  const { rows } = await sql<RulesRow>`
    select place.unit, nearest.quiet_from, nearest.quiet_to, nearest.longest_item_ms
    from unnest(${units}::uuid[]) as place (unit)
    cross join lateral (
      select b.* from broadcast_rules b left join unit_ancestors(place.unit) a on a.unit = b.unit_id
      where b.unit_id is null or a.unit is not null
      order by a.depth nulls last limit 1) nearest`.execute(db);
  return new Map(
    rows.map((row) => {
      const [quietFrom, quietTo] = [minuteOf(row.quiet_from), minuteOf(row.quiet_to)];
      return [row.unit, { quietFrom, quietTo, utcOffsetMinutes: OFFSET, longestItemMs: row.longest_item_ms }];
    }),
  );
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
