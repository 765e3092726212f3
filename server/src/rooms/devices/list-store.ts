import { sql } from 'kysely';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { DeviceStatus } from '@nguon/protocol/device.ts';
import type { DeviceKind } from '@nguon/protocol/programme.ts';
import type { Db } from '../../platform/db.ts';

/** A device with its latest word. */
export interface ListedDevice {
  id: string;
  kind: DeviceKind;
  name: string;
  unit: string;
  unitName: string;
  serial: string;
  revokedAt: Date | null;
  lastContactAt: Date | null;
  /** −1: it has logged in, no status was heard since. */
  session: number | null;
  online: boolean | null;
  receivedAt: Date | null;
  clockTrusted: boolean | null;
  software: string | null;
  volume: number | null;
  playing: DeviceStatus['playing'];
}

/** Whose devices, and which of them. */
export interface DeviceWish {
  person: string;
  roles: readonly Role[];
  unit?: string | undefined;
  device?: string | undefined;
  revoked: boolean;
}

/** Devices in the units where a person holds one of the roles, by name of unit and device. At most 5,000. */
export async function listDevices(
  db: Db,
  { person, roles, unit, device, revoked }: DeviceWish,
): Promise<ListedDevice[]> {
  const inUnit =
    unit === undefined ? sql`true` : sql`d.unit_id in (select u.unit from unit_descendants(${unit}::uuid) u)`;
  const thatOne = device === undefined ? sql`true` : sql`d.id = ${device}::uuid`;
  const standing = revoked ? sql`true` : sql`d.revoked_at is null`;
  const { rows } = await sql<ListedDevice>`
    select d.id, d.kind, d.name, d.unit_id as unit, coalesce(n.name, '') as "unitName", d.serial, d.revoked_at as "revokedAt",
      d.last_contact_at as "lastContactAt", s.session, s.online, s.received_at as "receivedAt", s.clock_trusted as "clockTrusted",
      s.software, s.volume, s.playing
    from devices d
      left join unit_periods n on n.unit_id = d.unit_id and n.period @> today()
      left join device_status s on s.device_id = d.id
    where d.unit_id in (select granted_units(${person}::uuid, ${[...roles]}::text[])) and ${inUnit} and ${thatOne} and ${standing}
    order by n.name collate "vi-x-icu", d.name collate "vi-x-icu", d.id limit 5000`.execute(db);
  return rows;
}
