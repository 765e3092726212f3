import { randomUUID } from 'node:crypto';
import { sha256 } from '@nguon/protocol/canonical.ts';
import type { z } from 'zod';
import type { PendingClaimReply, PendingClaimState } from '@nguon/protocol/device.ts';
import type { PendingClaimView } from '@nguon/protocol/http/devices.ts';
import { fourWords } from '@nguon/protocol/words.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { authorise } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { signAssignment } from './assignments.ts';
import { insertPendingClaim, readPendingClaim, settlePendingClaim, type PendingClaim } from './claim-store.ts';
import { makeCode, proveStatement, refuseKnownKey } from './claims.ts';
import { DEVICE_KEEPERS } from './policy.ts';
import { askApart } from './refusals.ts';
import { CLAIM_CODE_MS } from './rules.ts';
import { insertAssignment, insertDevice, keyIsKnown, lockKey, readNewestAssignment } from './store.ts';

/** A device with a screen asks for a code to show. Throws Problem `device-refused`. */
export async function openPendingClaim(
  platform: Platform,
  body: { statement: string },
): Promise<z.infer<typeof PendingClaimReply>> {
  const { key, kind, serial } = await proveStatement(platform, body.statement);
  await refuseKnownKey(platform, key);
  const { root } = await askApart(() => platform.signer.keys());
  const code = makeCode();
  const now = platform.clock.now();
  const expiresAt = new Date(now.getTime() + CLAIM_CODE_MS);
  const claim = { code_sha256: await sha256(code), ...key, kind, serial, made_at: now, expires_at: expiresAt };
  await inTransaction(platform.db, (tx) => insertPendingClaim(tx, claim));
  return { code, rootX: root.x, expiresAt: expiresAt.toISOString() };
}

/** What became of a code, for the device that shows it; once claimed it is told so for as long again. Throws Problem `claim-code-wrong`. */
export async function pendingClaimState(platform: Platform, code: string): Promise<z.infer<typeof PendingClaimState>> {
  const claim = await readPendingClaim(platform.db, await sha256(code));
  const now = platform.clock.now().getTime();
  const until = (claim?.expires_at.getTime() ?? 0) + (claim?.device_id == null ? 0 : CLAIM_CODE_MS);
  if (!claim || now >= until) throw new Problem('claim-code-wrong');
  if (claim.device_id === null) return { state: 'waiting' };
  const assignment = await readNewestAssignment(platform.db, claim.device_id);
  if (!assignment) throw new Problem('claim-code-wrong');
  return { state: 'claimed', device: claim.device_id, assignment: assignment.jws };
}

/** What a technician compares before accepting: the four words that stand on the device's screen too. Throws Problem `forbidden`, `claim-code-wrong`. */
export async function viewPendingClaim(
  platform: Platform,
  actor: Actor,
  code: string,
): Promise<z.infer<typeof PendingClaimView>> {
  const keeps = actor.grants.some((grant) => DEVICE_KEEPERS.includes(grant.role));
  if (!keeps) throw new Problem('forbidden');
  const claim = await readWaiting(platform, code);
  const { root } = await askApart(() => platform.signer.keys());
  const { kind, serial, x } = claim;
  return { code, kind, serial, words: await fourWords(root.x, x), expiresAt: claim.expires_at.toISOString() };
}

/** Gives the device behind a code its place; returns its id. Throws Problem `forbidden`, `claim-code-wrong`. */
export async function acceptClaim(
  platform: Platform,
  actor: Actor,
  body: { code: string; unit: string; name: string },
): Promise<string> {
  const { unit, name } = body;
  await authorise(platform.db, actor, DEVICE_KEEPERS, unit);
  const claim = await readWaiting(platform, body.code);
  const { kind, serial, kid, x } = claim;
  await refuseKnownKey(platform, { kid, x });
  const id = randomUUID();
  const assignment = await signAssignment(platform, { id, kind, name, unit, volumeCeiling: 100 });
  const at = platform.clock.now();
  await inTransaction(platform.db, async (tx) => {
    // Two technicians may accept at once; the key tells whether the other was first.
    await lockKey(tx, kid);
    if (await keyIsKnown(tx, kid)) throw new Problem('claim-code-wrong');
    const device = { id, kind, name, serial, unit_id: unit, claimed_at: at, claimed_by: actor.user, replaces: null };
    await insertDevice(tx, device, { kid, x });
    await insertAssignment(tx, id, assignment, at);
    if (!(await settlePendingClaim(tx, claim.code_sha256, id, at))) throw new Problem('claim-code-wrong');
    const who = { id: actor.user, name: actor.name };
    const details = { kind, name, serial, key: kid };
    await record(tx, { actor: who, act: 'device.claimed', subject: { kind: 'device', id }, unit, details }, at);
  });
  return id;
}

async function readWaiting(platform: Platform, code: string): Promise<PendingClaim> {
  const claim = await readPendingClaim(platform.db, await sha256(code));
  if (!claim || claim.device_id !== null || claim.expires_at <= platform.clock.now())
    throw new Problem('claim-code-wrong');
  return claim;
}
