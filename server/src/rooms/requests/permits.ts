import type { CodePermit } from '@nguon/protocol/enrolled-key.ts';
import type { SignedByPhone } from '@nguon/protocol/http/phones.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { Problem } from '../../lib/problem.ts';
import { showPermit } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { insertPermit } from './codes-store.ts';

/**
 * An approver lets codes be read out in their name in one commune, until a date: signed by their own phone, so that nobody else can.
 * @throws Problem `pin-wrong`, `phone-locked`, `phone-unknown`, `signature-refused`, `forbidden`
 */
export async function permitCodes(platform: Platform, actor: Actor, signed: SignedByPhone): Promise<CodePermit> {
  const permit = await showPermit(platform, signed);
  if (permit.approver !== actor.user) throw new Problem('signature-refused', { reason: 'approver' });
  await inTransaction(platform.db, async (tx) => {
    await insertPermit(tx, permit);
    const who = { id: actor.user, name: actor.name };
    const { unit, until, perDay } = permit;
    const act = { actor: who, act: 'approval-codes.permitted', subject: { kind: 'user', id: actor.user }, unit };
    await record(tx, { ...act, details: { until, perDay } }, platform.clock.now());
  });
  return permit;
}
