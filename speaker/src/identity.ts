import { join } from 'node:path';
import { importJWK } from 'jose';
import { z } from 'zod';
import { Id } from '@nguon/protocol/primitives.ts';
import { Assignment } from '@nguon/protocol/programme.ts';
import { type SigningKey, kidOf } from '@nguon/protocol/sign.ts';
import { type PublicKey, RefusedDocument, TYPES, verifyDocument } from '@nguon/protocol/verify.ts';
import { readText, removeFile, writeWhole } from './disk.ts';

const KeyFile = z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });
export type KeyFile = z.infer<typeof KeyFile>;

const IdentityFile = z.strictObject({ device: Id, rootX: z.string(), address: z.url() });

/** Who this speaker is and whom it obeys, as its state folder says. */
export interface Identity {
  device: string;
  /** Public address of the province, no slash at its end. */
  address: string;
  root: PublicKey;
  key: SigningKey;
  assignment: Assignment;
}

/** The key file at a path: read, or made and written there (0600) before anybody hears of it. */
export async function keyAt(path: string): Promise<KeyFile> {
  const text = await readText(path);
  if (text !== null) return KeyFile.parse(JSON.parse(text));
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const { x, d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const file = KeyFile.parse({ kty: 'OKP', crv: 'Ed25519', x, d });
  await writeWhole(path, JSON.stringify(file), 0o600);
  return file;
}

/** A key file as something that signs. */
export async function signingKey(file: KeyFile): Promise<SigningKey> {
  const key = await importJWK(file, 'Ed25519');
  if (key instanceof Uint8Array) throw new TypeError('not an Ed25519 key');
  return { kid: await kidOf(file.x), key };
}

/** Verifies an assignment by the root key and that it speaks of this device. Throws RefusedDocument. */
export async function verifyAssignment(jws: string, root: PublicKey, device: string): Promise<Assignment> {
  const assignment = await verifyDocument(jws, { type: TYPES.assignment, schema: Assignment, keys: [root] });
  if (assignment.device !== device) throw new RefusedDocument('other-device');
  return assignment;
}

/** Keeps a verified assignment. */
export async function storeAssignment(dir: string, jws: string): Promise<void> {
  await writeWhole(join(dir, 'assignment.jws'), jws);
}

/**
 * Keeps a new identity in place of any older one, key included. Its last file makes it whole, so that half an identity is none.
 * What was played and is still to be told stays.
 */
export async function storeIdentity(
  dir: string,
  identity: { device: string; rootX: string; address: string },
  assignment: string,
  key: KeyFile,
): Promise<void> {
  await removeFile(join(dir, 'identity.json'));
  await writeWhole(join(dir, 'key.json'), JSON.stringify(key), 0o600);
  await storeAssignment(dir, assignment);
  await writeWhole(join(dir, 'identity.json'), JSON.stringify(IdentityFile.parse(identity)), 0o600);
}

/** The identity kept in a folder, verified anew; null when the folder was never claimed. Throws RefusedDocument when it was changed. */
export async function readIdentity(dir: string): Promise<Identity | null> {
  const text = await readText(join(dir, 'identity.json'));
  const jws = await readText(join(dir, 'assignment.jws'));
  if (text === null || jws === null) return null;
  const { device, rootX, address } = IdentityFile.parse(JSON.parse(text));
  const root = { kid: await kidOf(rootX), x: rootX };
  const key = await signingKey(await keyAt(join(dir, 'key.json')));
  return { device, address, root, key, assignment: await verifyAssignment(jws, root, device) };
}

/** The keys that an assignment trusts for one purpose, for one unit's programme where that matters. */
export function trustedKeys(
  assignment: Assignment,
  purpose: 'programme' | 'command' | 'login',
  unit: string | null = null,
): PublicKey[] {
  return assignment.keys.filter(
    (key) => key.purposes.includes(purpose) && (unit === null || key.units === null || key.units.includes(unit)),
  );
}
