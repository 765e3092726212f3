import { sql } from 'kysely';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { PublicKey } from '@nguon/protocol/verify.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { DevicesTable } from './tables.ts';

type Either = Db | Tx;

/** What a device is assigned by. */
export interface KeptDevice {
  id: string;
  kind: DevicesTable['kind'];
  name: string;
  unit: string;
  volumeCeiling: number;
}

const keptColumns = ['d.id', 'd.kind', 'd.name', 'd.unit_id as unit', 'd.volume_ceiling as volumeCeiling'] as const;

/** A device that is not revoked, with its standing key; null when there is none. */
export async function readStanding(db: Either, id: string): Promise<(KeptDevice & { key: PublicKey }) | null> {
  const row = await db
    .selectFrom('devices as d')
    .innerJoin('device_keys as k', 'k.device_id', 'd.id')
    .select([...keptColumns, 'k.kid', 'k.x'])
    .where('d.id', '=', id)
    .where('d.revoked_at', 'is', null)
    .where('k.ended_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const { kid, x, ...device } = row;
  return { ...device, key: { kid, x } };
}

/** A standing device in which a person holds one of the roles; null for any other, whether it exists or not. */
export async function readScoped(
  db: Either,
  id: string,
  person: string,
  roles: readonly Role[],
): Promise<KeptDevice | null> {
  const row = await db
    .selectFrom('devices as d')
    .select([...keptColumns])
    .where('d.id', '=', id)
    .where('d.revoked_at', 'is', null)
    .where(sql<boolean>`d.unit_id in (select granted_units(${person}::uuid, ${[...roles]}::text[]))`)
    .executeTakeFirst();
  return row ?? null;
}

/** Whether a key was ever a device's. */
export async function keyIsKnown(db: Either, kid: string): Promise<boolean> {
  const row = await db.selectFrom('device_keys').select('kid').where('kid', '=', kid).executeTakeFirst();
  return row !== undefined;
}

/** Has every other claim of the same key wait until this transaction ends. */
export async function lockKey(tx: Tx, kid: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${kid}, 0))`.execute(tx);
}

/** Writes a new device with its key. */
export async function insertDevice(
  tx: Tx,
  device: Pick<DevicesTable, 'id' | 'kind' | 'name' | 'serial' | 'unit_id' | 'claimed_at' | 'claimed_by' | 'replaces'>,
  key: PublicKey,
): Promise<void> {
  await tx
    .insertInto('devices')
    .values({ ...device, revoked_at: null, revoked_by: null, last_contact_at: null })
    .execute();
  const { id, claimed_at: since } = device;
  await tx
    .insertInto('device_keys')
    .values({ ...key, device_id: id, since, ended_at: null })
    .execute();
}

/** Gives a device another unit and name. */
export async function moveDevice(tx: Tx, id: string, place: { unit: string; name: string }): Promise<void> {
  await tx.updateTable('devices').set({ unit_id: place.unit, name: place.name }).where('id', '=', id).execute();
}

/** Ends a device and its key; false when it had ended already. */
export async function revokeDevice(tx: Tx, id: string, by: string | null, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('devices')
    .set({ revoked_at: at, revoked_by: by })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  await tx
    .updateTable('device_keys')
    .set({ ended_at: at })
    .where('device_id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
  await tx.deleteFrom('login_nonces').where('device_id', '=', id).execute();
  return result.numUpdatedRows > 0n;
}

/** Remembers that a device was in contact. */
export async function noteContact(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('devices').set({ last_contact_at: at }).where('id', '=', id).execute();
}

/** An assignment that is signed; `draft` is the digest of what it says. */
export interface KeptAssignment {
  version: number;
  draft: string;
  jws: string;
}

export async function insertAssignment(tx: Tx, device: string, kept: KeptAssignment, at: Date): Promise<void> {
  await tx
    .insertInto('device_assignments')
    .values({ device_id: device, issued_at: at, ...kept })
    .execute();
}

/** The newest assignment of a device. */
export async function readNewestAssignment(db: Either, device: string): Promise<KeptAssignment | null> {
  const row = await db
    .selectFrom('device_assignments')
    .select(['version', 'draft', 'jws'])
    .where('device_id', '=', device)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** One version of a device's assignment. */
export async function readAssignment(db: Either, device: string, version: number): Promise<string | null> {
  const row = await db
    .selectFrom('device_assignments')
    .select('jws')
    .where('device_id', '=', device)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.jws ?? null;
}
