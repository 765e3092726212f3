import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { VillageHead, VillageHeadBody } from '@nguon/protocol/http/notices.ts';
import type { ApprovalLink } from '@nguon/protocol/http/requests.ts';
import type { z } from 'zod';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { addPerson, authorise, endRole, mayAct } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { getUnits } from '../units/service.ts';
import { HEAD_KEEPERS } from './policy.ts';
import { phoneState } from './rules.ts';
import * as store from './store.ts';

/** Level of a village. */
const VILLAGE = 3;
/** A link waits so long for its first phone, in milliseconds. */
const LINK_MS = 3 * 86_400_000;

/** Village heads of a unit. Throws Problem `forbidden`. */
export async function listHeads(platform: Platform, actor: Actor, unit: string): Promise<VillageHead[]> {
  await authorise(platform.db, actor, HEAD_KEEPERS, unit);
  return (await store.headsIn(platform.db, unit)).map(present);
}

/**
 * Adds a village head: a person who never signs in and speaks to one village, from a personal link.
 * @throws Problem `forbidden`, `invalid-input` for what is no village
 */
export async function addHead(
  platform: Platform,
  actor: Actor,
  { unit, name, perDay }: z.output<typeof VillageHeadBody>,
): Promise<VillageHead> {
  return inTransaction(platform.db, async (tx) => {
    await authorise(tx, actor, HEAD_KEEPERS, unit);
    if ((await getUnits(tx, [unit]))[0]?.level !== VILLAGE) {
      throw new Problem('invalid-input', { details: 'unit: không phải thôn / is no village' });
    }
    const at = platform.clock.now();
    // An account needs an address; nobody can write to this one (RFC 2606).
    const email = `truong-thon-${randomUUID()}@khong-co-thu.invalid`;
    const user = await addPerson(tx, platform, { name, email, grants: [{ role: 'village-head', unit }] });
    await store.insertHead(tx, { user, unit, perDay, by: actor.user, at });
    await note(tx, actor, 'village-head.added', { user, unit }, at);
    return keptHead(tx, user);
  });
}

/**
 * Makes the personal link of a village head; whatever link and phone were before are over.
 * @throws Problem `not-found`
 */
export async function makeHeadLink(
  platform: Platform,
  actor: Actor,
  user: string,
): Promise<z.infer<typeof ApprovalLink>> {
  return inTransaction(platform.db, async (tx) => {
    const head = await kept(tx, actor, user);
    const token = randomBytes(32).toString('base64url');
    const at = platform.clock.now();
    const until = new Date(at.getTime() + LINK_MS);
    await store.setLink(tx, user, { tokenSha256: hashOf(token), until });
    await note(tx, actor, 'village-link.made', head, at);
    const url = `${platform.config.publicUrl}/quan-ly/thong-bao-thon#${token}`;
    const text =
      `Kính gửi ${head.name}. Đây là đường dẫn riêng để ông/bà thông báo trên loa ${head.unitName}. ` +
      `Mở trên điện thoại của mình, đặt mã PIN, không gửi cho người khác: ${url}`;
    return { url, text, expiresAt: until.toISOString() };
  });
}

/**
 * Confirms a phone after the four words on it were compared, as by telephone.
 * @param x the key whose words were compared
 * @throws Problem `not-found`, `conflict` when another phone has taken its place
 */
export async function confirmHeadPhone(platform: Platform, actor: Actor, user: string, x: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const head = await kept(tx, actor, user);
    if (head.x !== x) throw new Problem('conflict');
    if (head.confirmedAt !== null) return;
    const at = platform.clock.now();
    await store.setConfirmed(tx, user, at);
    await note(tx, actor, 'village-phone.confirmed', head, at);
  });
}

/** Ends a village head: link, phone and right are over at once. Throws Problem `not-found`. */
export async function endHead(platform: Platform, actor: Actor, user: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const head = await kept(tx, actor, user);
    const at = platform.clock.now();
    await store.setHeadEnded(tx, user, at);
    await endRole(tx, user, 'village-head', at);
    await note(tx, actor, 'village-head.ended', head, at);
  });
}

/** Whose link a token is. Throws Problem `notice-link-over`. */
export async function headBehind({ db, clock }: Pick<Platform, 'db' | 'clock'>, token: string): Promise<store.HeadRow> {
  const head = await store.headOfLink(db, hashOf(token), clock.now());
  if (!head) throw new Problem('notice-link-over');
  return head;
}

/** Writes an act about a village head into the audit log. */
export async function note(
  tx: Tx,
  actor: Pick<Actor, 'user' | 'name'>,
  act: string,
  { user, unit }: { user: string; unit: string },
  at: Date,
  details: Record<string, string> = {},
): Promise<void> {
  const who = { id: actor.user, name: actor.name };
  await record(tx, { actor: who, act, subject: { kind: 'user', id: user }, unit, details }, at);
}

/** A village head in the actor's villages, locked. Whoever may not is not told that there is one. */
async function kept(tx: Tx, actor: Actor, user: string): Promise<store.HeadRow> {
  const head = await store.lockHead(tx, user);
  if (!head || !(await mayAct(tx, actor, HEAD_KEEPERS, head.unit))) throw new Problem('not-found');
  return head;
}

async function keptHead(tx: Tx, user: string): Promise<VillageHead> {
  const head = await store.lockHead(tx, user);
  if (!head) throw new Problem('not-found');
  return present(head);
}

function present(row: store.HeadRow): VillageHead {
  const { user, name, unit, unitName, perDay, x } = row;
  return { user, name, unit, unitName, perDay, phone: phoneState(row), x };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
