import { randomInt, randomUUID } from 'node:crypto';
import { sha256 } from '@nguon/protocol/canonical.ts';
import { ClaimStatement, claimString, type ClaimReply } from '@nguon/protocol/device.ts';
import type { DeviceKind } from '@nguon/protocol/programme.ts';
import { kidOf } from '@nguon/protocol/sign.ts';
import { TYPES, readUnverified, verifyDocument, type PublicKey } from '@nguon/protocol/verify.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { authorise } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { signAssignment } from './assignments.ts';
import { insertClaimCode, readClaimCode, useClaimCode, type ClaimCode } from './claim-store.ts';
import { dropFromBroker } from './pushes.ts';
import { DEVICE_KEEPERS } from './policy.ts';
import { askApart, believe, refuse } from './refusals.ts';
import { CLAIM_CODE_MS, CODE_ALPHABET, storableText } from './rules.ts';
import {
  insertAssignment,
  insertDevice,
  keyIsKnown,
  lockKey,
  readNewestAssignment,
  readScoped,
  readStanding,
  revokeDevice,
  type KeptAssignment,
} from './store.ts';

/** A place prepared for a device. */
export interface Place {
  unit: string;
  kind: DeviceKind;
  name: string;
}

/** What preparing a place needs; a command at the terminal has no more. */
type Preparing = Pick<Platform, 'config' | 'clock' | 'db' | 'signer'>;

/** A code of eight characters from the alphabet of rules.ts. */
export function makeCode(): string {
  return Array.from({ length: 8 }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');
}

/**
 * Makes a one-time code with which a device claims a place, and the string that is typed or scanned.
 * @throws Problem `forbidden` outside the technician's units, `unavailable` when the signer does not say its root key
 */
export async function makeClaimCode(platform: Preparing, actor: Actor, place: Place) {
  await authorise(platform.db, actor, DEVICE_KEEPERS, place.unit);
  return keepClaimCode(platform, actor, { ...place, replaces: null });
}

/** Makes a code for the device that takes another's place; the old one is revoked when the new one claims. Throws Problem `not-found`. */
export async function replaceDevice(platform: Platform, actor: Actor, device: string) {
  const old = await readScoped(platform.db, device, actor.user, DEVICE_KEEPERS);
  if (!old) throw new Problem('not-found');
  return keepClaimCode(platform, actor, { unit: old.unit, kind: old.kind, name: old.name, replaces: old.id });
}

async function keepClaimCode(platform: Preparing, actor: Actor, place: Place & { replaces: string | null }) {
  const { root } = await askApart(() => platform.signer.keys());
  const code = makeCode();
  const now = platform.clock.now();
  const expiresAt = new Date(now.getTime() + CLAIM_CODE_MS);
  const { unit, kind, name, replaces } = place;
  const codeHash = await sha256(code);
  await inTransaction(platform.db, async (tx) => {
    const times = { made_at: now, expires_at: expiresAt };
    await insertClaimCode(tx, {
      code_sha256: codeHash,
      unit_id: unit,
      kind,
      name,
      replaces,
      made_by: actor.user,
      ...times,
    });
    const subject = { kind: 'device', id: replaces };
    const who = { id: actor.user, name: actor.name };
    await record(tx, { actor: who, act: 'device.place-prepared', subject, unit, details: { kind, name } }, now);
  });
  const rootSha256 = await sha256(root.x);
  const text = claimString({ code, rootSha256, address: platform.config.publicUrl });
  return { code, claimString: text, expiresAt: expiresAt.toISOString() };
}

/** What a new device says of itself, proven by its own key. */
export interface Proven {
  key: PublicKey;
  kind: DeviceKind;
  serial: string;
}

/** Checks a device's statement against the key that it states. Refusals are recorded; throws Problem `device-refused`. */
export async function proveStatement(platform: Platform, jws: string): Promise<Proven> {
  const about = { door: 'claim', device: null } as const;
  const expected = { type: TYPES.claim, schema: ClaimStatement };
  return believe(platform, about, async () => {
    const { x } = readUnverified(jws, expected);
    const key = { kid: await kidOf(x), x };
    const { kind, serial } = await verifyDocument(jws, { ...expected, keys: [key] });
    return { key, kind, serial: storableText(serial) };
  });
}

/**
 * A device claims the place of a code. Asked again with the same key within the code's time, or twice at once, it gets the same answer,
 * since the first may have been lost on the way.
 * @throws Problem `claim-code-wrong`, `device-refused` for a key that was a device's before
 */
export async function claimDevice(platform: Platform, body: { code: string; statement: string }): Promise<ClaimReply> {
  const proven = await proveStatement(platform, body.statement);
  const codeHash = await sha256(body.code);
  // Asked before the code is read: a key that became known in between did so by this code, which then says so.
  const isKnown = await keyIsKnown(platform.db, proven.key.kid);
  const code = await readClaimCode(platform.db, codeHash);
  if (!code || code.expires_at <= platform.clock.now() || code.kind !== proven.kind) {
    throw await refuse(platform, { door: 'claim', device: null, reason: 'code-wrong' }, 'claim-code-wrong');
  }
  if (code.device_id !== null) return answerAgain(platform, code.device_id, proven);
  if (isKnown) throw await refuseKey(platform);
  const device = { id: randomUUID(), kind: code.kind, name: code.name, unit: code.unit_id, volumeCeiling: 100 };
  const assignment = await signAssignment(platform, device);
  const enrolled = await inTransaction(platform.db, async (tx) =>
    enrol(tx, platform, { id: device.id, code, proven, assignment }),
  );
  // The same device asked twice at once, and the other call was first: its answer is there now.
  if (!enrolled) return claimDevice(platform, body);
  if (code.replaces !== null) await dropFromBroker(platform, code.replaces);
  const { root } = await askApart(() => platform.signer.keys());
  return { device: device.id, rootX: root.x, assignment: assignment.jws };
}

/** Refuses a key that is, or was, another device's: one key is one device for all time. */
export async function refuseKnownKey(platform: Platform, key: PublicKey): Promise<void> {
  if (await keyIsKnown(platform.db, key.kid)) throw await refuseKey(platform);
}

async function refuseKey(platform: Platform): Promise<Problem> {
  return refuse(platform, { door: 'claim', device: null, reason: 'key-known' });
}

async function answerAgain(platform: Platform, device: string, proven: Proven): Promise<ClaimReply> {
  const standing = await readStanding(platform.db, device);
  const assignment = await readNewestAssignment(platform.db, device);
  if (standing?.key.kid !== proven.key.kid || !assignment) {
    throw await refuse(platform, { door: 'claim', device: null, reason: 'code-used' }, 'claim-code-wrong');
  }
  const { root } = await askApart(() => platform.signer.keys());
  return { device, rootX: root.x, assignment: assignment.jws };
}

/**
 * Writes the device of a code and uses the code; false when its key became a device's in the meantime.
 * @throws Problem `claim-code-wrong` when another key used the code first
 */
async function enrol(
  tx: Tx,
  platform: Platform,
  claim: { id: string; code: ClaimCode; proven: Proven; assignment: KeptAssignment },
): Promise<boolean> {
  const { id, code, proven } = claim;
  await lockKey(tx, proven.key.kid);
  if (await keyIsKnown(tx, proven.key.kid)) return false;
  const at = platform.clock.now();
  const { kind, name, unit_id, replaces, made_by } = code;
  const device = { id, kind, name, serial: proven.serial, unit_id, claimed_at: at, claimed_by: made_by, replaces };
  await insertDevice(tx, device, proven.key);
  await insertAssignment(tx, id, claim.assignment, at);
  if (!(await useClaimCode(tx, code.code_sha256, id, at))) throw new Problem('claim-code-wrong');
  if (replaces !== null) await revokeDevice(tx, replaces, made_by, at);
  const details = { kind, name, serial: proven.serial, key: proven.key.kid, replaces };
  await record(tx, { actor: null, act: 'device.claimed', subject: { kind: 'device', id }, unit: unit_id, details }, at);
  return true;
}
