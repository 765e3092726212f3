import { sql } from 'kysely';
import type { Receipt } from '@nguon/protocol/device.ts';
import type { Db } from '../../platform/db.ts';

/** What one device reported of one airing. */
export interface Airing {
  device: string;
  /** Slot start; null for what concerns the whole order: received, ready. */
  slot: Date | null;
  /** Kind of the last receipt: what became of it so far. */
  kind: Receipt['kind'];
  reason: Receipt['reason'];
  playedMs: number | null;
  /** By the device's clock. */
  at: Date;
}

/** A loudspeaker that should hear. */
export interface Listener {
  device: string;
  unit: string;
  name: string;
}

/** A later kind outweighs an earlier one, whatever the clocks say; among equals the later attempt, then the later word. */
const WEIGHT = sql`case kind when 'finished' then 5 when 'interrupted' then 4 when 'not-played' then 4 when 'expired' then 4
  when 'playing' then 3 when 'ready' then 2 when 'received' then 1 else 0 end`;

export async function readAirings(db: Db, order: string): Promise<Airing[]> {
  const { rows } = await sql<Airing>`
    select distinct on (device_id, slot) device_id as device, slot, kind, reason, played_ms as "playedMs", at
    from receipts where order_id = ${order}::uuid and kind <> 'refused-document'
    order by device_id, slot, (kind = 'finished') desc, attempt desc, ${WEIGHT} desc, received_at desc, seq desc`.execute(
    db,
  );
  return rows;
}

export async function readListeners(db: Db, units: readonly string[]): Promise<Listener[]> {
  const { rows } = await sql<Listener>`
    select d.id as device, d.unit_id as unit, d.name from devices d
    where d.revoked_at is null and d.kind in ('speaker', 'browser-speaker') and d.unit_id in (
      select u.unit from unnest(${[...units]}::uuid[]) r cross join lateral unit_descendants(r) u)
    order by d.id`.execute(db);
  return rows;
}
