import { Assignment, type DeviceKind } from '@nguon/protocol/programme.ts';
import { type SigningKey, generateKey, kidOf } from '@nguon/protocol/sign.ts';
import { type PublicKey, RefusedDocument, TYPES, verifyDocument } from '@nguon/protocol/verify.ts';
import type { Database } from './database.ts';

/** What this page is as a device: its kind, and the name under which its memory lies. */
export interface Role {
  kind: Exclude<DeviceKind, 'speaker'>;
  database: string;
  software: string;
}

/** A key pair made here; the private half cannot leave the browser. */
export interface OwnKey {
  signing: SigningKey;
  x: string;
}

/** Who this device is and whom it obeys. */
export interface Identity {
  device: string;
  root: PublicKey;
  key: OwnKey;
  assignment: Assignment;
}

interface Kept {
  device: string;
  rootX: string;
  key: OwnKey;
  assignment: string;
}

/** A new key pair. */
export async function makeKey(): Promise<OwnKey> {
  const made = await generateKey(false);
  return { signing: made.signing, x: made.public.x };
}

/** Verifies an assignment by the root key, and that it makes this very device what this page is. Throws RefusedDocument. */
export async function verifyAssignment(
  jws: string,
  expected: { root: PublicKey; device: string; kind: DeviceKind },
): Promise<Assignment> {
  const { root, device, kind } = expected;
  const assignment = await verifyDocument(jws, { type: TYPES.assignment, schema: Assignment, keys: [root] });
  if (assignment.device !== device) throw new RefusedDocument('other-device');
  if (assignment.kind !== kind) throw new RefusedDocument('assigned-as-another-kind');
  return assignment;
}

/** The identity kept here, verified anew; null when this browser was never claimed. Throws RefusedDocument when it was changed. */
export async function readIdentity(database: Database, { kind }: Role): Promise<Identity | null> {
  const kept = (await database.get('identity')) as Kept | undefined;
  if (!kept) return null;
  const { device, rootX, key } = kept;
  const root = { kid: await kidOf(rootX), x: rootX };
  return { device, root, key, assignment: await verifyAssignment(kept.assignment, { root, device, kind }) };
}

/** Keeps an identity whose assignment was verified; an unfinished claim is forgotten with the same stroke. */
export async function storeIdentity(database: Database, identity: Identity, assignment: string): Promise<void> {
  const { device, key, root } = identity;
  const kept: Kept = { device, rootX: root.x, key, assignment };
  await database.write([
    { store: 'facts', key: 'identity', value: kept },
    { store: 'facts', key: 'claiming', value: undefined },
  ]);
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
