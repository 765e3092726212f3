import { sha256 } from '@nguon/protocol/canonical.ts';
import { ApprovalStatement } from '@nguon/protocol/enrolled-key.ts';
import type { OrderEntry } from '@nguon/protocol/programme.ts';
import { decode, RefusedDocument, PHONE_TYPES, verifyDocument } from '@nguon/protocol/verify.ts';
import type { Enrolled } from './approval-policy.ts';
import type { KeyRing } from './key-ring.ts';

/** Signatures on the approvals of orders that verify by an enrolled key and were once shown with its PIN; others are left out. */
export async function signaturesOf(orders: readonly OrderEntry[], ring: KeyRing): Promise<Enrolled['signatures']> {
  const given = orders.flatMap(({ approvals }) => approvals.flatMap(({ signature }) => signature ?? []));
  const read = await Promise.all(given.map(async (jws) => readSignature(jws, ring)));
  return new Map(read.flatMap((found) => (found === null ? [] : [found])));
}

async function readSignature(
  jws: string,
  ring: KeyRing,
): Promise<[string, { kid: string; statement: ApprovalStatement }] | null> {
  if (!ring.wasAccepted(await sha256(jws))) return null;
  try {
    const expected = { type: PHONE_TYPES.approval, schema: ApprovalStatement, keys: ring.keys() };
    const statement = await verifyDocument(jws, expected);
    const { kid } = JSON.parse(new TextDecoder().decode(decode(jws.split('.')[0] ?? ''))) as { kid: string };
    return [jws, { kid, statement }];
  } catch (error) {
    if (error instanceof RefusedDocument) return null;
    throw error;
  }
}
