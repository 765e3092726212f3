import { sql } from 'kysely';
import type { DeviceStatus } from '@nguon/protocol/device.ts';
import type { Tx } from '../../platform/db.ts';
import type { Heard } from './rules.ts';

/** The known status of some devices, locked until the transaction ends. */
export async function lockStatuses(tx: Tx, devices: readonly string[]): Promise<Map<string, Heard>> {
  const { rows } = await sql<{ device: string; boot: string; session: number; online: boolean; receivedAt: Date }>`
    select device_id as device, boot, session, online, received_at as "receivedAt"
    from device_status where device_id = any(${[...devices]}::uuid[]) order by device_id for update`.execute(tx);
  return new Map(rows.map(({ device, receivedAt, ...status }) => [device, { status, receivedAt }]));
}

/** Writes statuses of devices that stand, and that they were in contact; those of others are left out. */
export async function writeStatuses(
  tx: Tx,
  heard: readonly { device: string; status: DeviceStatus; at: Date; receivedAt: Date }[],
): Promise<void> {
  if (heard.length === 0) return;
  const rows = heard.map(({ device, status, at, receivedAt }) => ({
    device_id: device,
    boot: status.boot,
    session: status.session,
    online: status.online,
    at,
    received_at: receivedAt,
    clock_trusted: status.clockTrusted,
    software: status.software,
    volume: status.volume,
    playing: status.playing,
    programmes: status.programmes,
    // Beyond what a column holds nobody counts.
    ready: Math.min(status.ready, 1e9),
    missing: Math.min(status.missing, 1e9),
    showing: status.showing,
  }));
  await sql`
    with heard as (
      select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(device_id uuid, boot uuid, session bigint, online boolean,
        at timestamptz, received_at timestamptz, clock_trusted boolean, software text, volume smallint, playing jsonb, programmes jsonb,
        ready integer, missing integer, showing text[])
      join devices d on d.id = r.device_id and d.revoked_at is null),
    contact as (
      update devices d set last_contact_at = h.received_at from heard h where d.id = h.device_id and h.online)
    insert into device_status (device_id, boot, session, online, at, received_at, clock_trusted, software, volume, playing, programmes,
      ready, missing, showing)
    select device_id, boot, session, online, at, received_at, clock_trusted, software, volume, nullif(playing, 'null'::jsonb), programmes,
      ready, missing, showing from heard
    on conflict (device_id) do update set boot = excluded.boot, session = excluded.session, online = excluded.online, at = excluded.at,
      received_at = excluded.received_at, clock_trusted = excluded.clock_trusted, software = excluded.software, volume = excluded.volume,
      playing = excluded.playing, programmes = excluded.programmes, ready = excluded.ready, missing = excluded.missing,
      showing = excluded.showing`.execute(tx);
}

/** Those of some devices that were revoked. */
export async function readRevoked(tx: Tx, devices: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('devices')
    .select('id')
    .where('id', 'in', [...devices])
    .where('revoked_at', 'is not', null)
    .execute();
  return rows.map(({ id }) => id);
}
