import { createHash } from 'node:crypto';
import type { Tx } from '../../platform/db.ts';
import { record } from '../audit/service.ts';
import { readUser } from './store.ts';

/** What is kept of a machine's secrets: SHA-256, hexadecimal. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Writes what a person did at a shared machine into the audit log. */
export async function recordOf(
  tx: Tx,
  user: string,
  act: string,
  details: Record<string, string | boolean>,
  at: Date,
): Promise<void> {
  const person = await readUser(tx, { id: user });
  const actor = person && { id: person.id, name: person.name };
  await record(tx, { actor, act, subject: { kind: 'user', id: user }, unit: person?.home ?? null, details }, at);
}
