import { sql } from 'kysely';
import type { ProgrammePointer } from '@nguon/protocol/programme.ts';
import type { Db, Tx } from '../../platform/db.ts';

/** Challenges that may be open at once for a device; older ones are forgotten. */
const OPEN_CHALLENGES = 4;

/** Writes a challenge and forgets those that ended. */
export async function insertNonce(
  tx: Tx,
  challenge: { nonce: string; device: string; expiresAt: Date; now: Date },
): Promise<void> {
  const { nonce, device, expiresAt, now } = challenge;
  await tx.deleteFrom('login_nonces').where('expires_at', '<=', now).execute();
  await sql`
    delete from login_nonces where nonce in (
      select nonce from login_nonces where device_id = ${device}::uuid order by expires_at desc offset ${OPEN_CHALLENGES - 1})`.execute(
    tx,
  );
  await tx.insertInto('login_nonces').values({ nonce, device_id: device, expires_at: expiresAt }).execute();
}

/** Takes a challenge away, so that it is answered once; false when it is not open. */
export async function takeNonce(db: Db, nonce: string, device: string, now: Date): Promise<boolean> {
  const result = await db
    .deleteFrom('login_nonces')
    .where('nonce', '=', nonce)
    .where('device_id', '=', device)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Makes the boot of a login the known one; nothing changes when it is that already. */
export async function noteBoot(
  tx: Tx,
  login: { device: string; boot: string; software: string; at: Date },
): Promise<void> {
  const { device, boot, software, at } = login;
  await sql`
    insert into device_status (device_id, boot, session, online, at, received_at, clock_trusted, software, programmes, ready, missing, showing)
    values (${device}::uuid, ${boot}::uuid, -1, false, ${at}, ${at}, false, ${software}, '[]', 0, 0, '{}')
    on conflict (device_id) do update set boot = excluded.boot, session = -1, online = false, at = excluded.at,
      received_at = excluded.received_at, clock_trusted = false, software = excluded.software, playing = null
    where device_status.boot <> excluded.boot`.execute(tx);
}

/** Where the newest programmes of some units lie, in no order. */
export async function readPointers(db: Db, units: readonly string[]): Promise<ProgrammePointer[]> {
  const rows = await db
    .selectFrom('programme_pointers')
    .selectAll()
    .where('unit_id', 'in', [...units])
    .execute();
  return rows.map(({ unit_id: unit, version, sha256, url }) => ({ unit, version, sha256, url }));
}

/** Keeps a pointer unless a newer one is kept. */
export async function writePointer(tx: Tx, { unit, version, sha256, url }: ProgrammePointer): Promise<void> {
  await sql`
    insert into programme_pointers (unit_id, version, sha256, url) values (${unit}::uuid, ${version}, ${sha256}, ${url})
    on conflict (unit_id) do update set version = excluded.version, sha256 = excluded.sha256, url = excluded.url
    where programme_pointers.version < excluded.version`.execute(tx);
}
