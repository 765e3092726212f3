import { digestOf } from '@nguon/protocol/canonical.ts';
import type { AssignmentDraft } from '../../lib/signing.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { broadcastRulesFor } from '../requests/service.ts';
import { ancestorsOf } from '../units/service.ts';
import { askApart } from './refusals.ts';
import { insertAssignment, readNewestAssignment, type KeptAssignment, type KeptDevice } from './store.ts';

/** Path of one version of a device's assignment on the public address. */
export function assignmentUrl(device: string, version: number): string {
  return `/assignments/${device}/${version}.jws`;
}

/**
 * What a device is to be told of itself today: its unit and those above it, quiet hours, longest item, volume.
 * @throws Problem `not-found` when its unit does not stand today
 */
async function draftFor({ db }: Pick<Platform, 'db'>, device: KeptDevice): Promise<AssignmentDraft> {
  const units = await ancestorsOf(db, device.unit);
  if (units.length === 0) throw new Problem('not-found');
  const { quietFrom, quietTo, longestItemMs } = await broadcastRulesFor(db, device.unit);
  return {
    v: 1,
    device: device.id,
    kind: device.kind,
    name: device.name,
    units: units.map(({ id, level, name }) => ({ unit: id, level, name })),
    timeZone: 'Asia/Ho_Chi_Minh',
    // Midnight at the end of a day is the one at the beginning of the next.
    quietHours: { fromMinute: quietFrom % 1440, toMinute: quietTo % 1440 },
    longestItemMs,
    volumeCeiling: device.volumeCeiling,
  };
}

/** Has a device's assignment signed as it should be today. Nothing is kept yet. Throws Problem `signer-refused`, `unavailable`. */
export async function signAssignment(platform: Platform, device: KeptDevice): Promise<KeptAssignment> {
  const draft = await draftFor(platform, device);
  return signDraft(platform, draft, await digestOfDraft(platform, draft));
}

/**
 * The assignment that a device should hold today: the kept one, or a new one when its unit, the rules of the air or the signer's keys have
 * changed since. A new one is kept when this resolves.
 */
export async function currentAssignment(platform: Platform, device: KeptDevice): Promise<KeptAssignment> {
  const draft = await draftFor(platform, device);
  const digest = await digestOfDraft(platform, draft);
  const held = await readNewestAssignment(platform.db, device.id);
  if (held?.draft === digest) return held;
  const signed = await signDraft(platform, draft, digest);
  await inTransaction(platform.db, (tx) => insertAssignment(tx, device.id, signed, platform.clock.now()));
  return signed;
}

async function signDraft({ signer }: Platform, draft: AssignmentDraft, digest: string): Promise<KeptAssignment> {
  const { version, jws } = await askApart(() => signer.signAssignment(draft));
  return { version, draft: digest, jws };
}

/** The keys that a device is to trust are part of what is said, though the signer fills them in. */
async function digestOfDraft({ signer }: Platform, draft: AssignmentDraft): Promise<string> {
  const { root, trusted } = await askApart(() => signer.keys());
  return digestOf({ draft, root, trusted });
}
