import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { silentLog } from '../../server/src/platform/log.ts';
import { openDatabase } from '../../server/src/platform/db.ts';

/** One receipt as the province keeps it; instants in UTC milliseconds of the house's clock. */
export interface KeptReceipt {
  device: string;
  order: string;
  slot: number;
  kind: string;
  attempt: number;
  reason: string | null;
  at: number;
}

/** What the province knows of all airings, read from its database. */
export interface Kept {
  receipts: KeptReceipt[];
  /** Every order with each of its slots and each loudspeaker that should play it. */
  expected: { device: string; name: string; order: string; slot: number }[];
  /** Lives of devices of which a receipt is missing before the last: it was acknowledged, and lost. */
  gaps: { device: string; boot: string }[];
}

/** Runs one statement on the database of a house that is running. */
export async function queryHouse<T>(dataDir: string, statement: string): Promise<T[]> {
  const running = JSON.parse(await readFile(join(dataDir, 'running.json'), 'utf8')) as Record<string, string>;
  const clockOffsetMs = Number(running['CLOCK_OFFSET_MS'] ?? 0);
  const opened = openDatabase(running['DATABASE_URL'] ?? '', { log: silentLog(), connections: 1, clockOffsetMs });
  try {
    return (await opened.pool.query(statement)).rows as T[];
  } finally {
    await opened.close();
  }
}

/** Reads what the province knows now. */
export async function readKept(dataDir: string): Promise<Kept> {
  const receipts = await queryHouse<KeptReceipt>(
    dataDir,
    `select device_id as device, order_id as "order", (extract(epoch from slot) * 1000)::float8 as slot, kind, attempt, reason,
       (extract(epoch from at) * 1000)::float8 as at
     from receipts where order_id is not null and slot is not null order by at`,
  );
  const expected = await queryHouse<Kept['expected'][number]>(
    dataDir,
    `select distinct d.id as device, d.name, o.id as "order", (extract(epoch from s.at) * 1000)::float8 as slot
     from orders o join order_slots s on s.order_id = o.id join order_targets t on t.order_id = o.id
     cross join lateral unit_descendants(t.unit_id) below
     join devices d on d.unit_id = below.unit and d.kind = 'speaker' and d.revoked_at is null
     where o.state = 'standing'`,
  );
  const gaps = await queryHouse<Kept['gaps'][number]>(
    dataDir,
    'select device_id as device, boot from receipts group by 1, 2 having count(*) <> max(seq) + 1',
  );
  return { receipts, expected, gaps };
}

const ENDS = ['finished', 'interrupted', 'not-played', 'expired'];

/** The receipts that say how one airing ended. */
export function endsOf(kept: Kept, airing: { device: string; order: string; slot: number }): KeptReceipt[] {
  return of(kept, airing).filter(({ kind }) => ENDS.includes(kind));
}

/** The receipts that say that one airing began to sound. */
export function startsOf(kept: Kept, airing: { device: string; order: string; slot: number }): KeptReceipt[] {
  return of(kept, airing).filter(({ kind }) => kind === 'playing');
}

function of(kept: Kept, { device, order, slot }: { device: string; order: string; slot: number }): KeptReceipt[] {
  return kept.receipts.filter((one) => one.device === device && one.order === order && one.slot === slot);
}
