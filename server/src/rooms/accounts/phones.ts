import type { z } from 'zod';
import { Voucher } from '@nguon/protocol/enrolled-key.ts';
import type { EnrolBody, PhoneAsked, PhoneBody, PhoneRow, Phones, SignedByPhone } from '@nguon/protocol/http/phones.ts';
import { kidOf } from '@nguon/protocol/sign.ts';
import { PHONE_TYPES, readUnverified, RefusedDocument } from '@nguon/protocol/verify.ts';
import { Problem } from '../../lib/problem.ts';
import { plainText } from '../../lib/plain-text.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { askSigner } from './phone-refusals.ts';
import * as store from './phones-store.ts';

const DAY_MS = 86_400_000;
/** Ended phones stay on the list so long; those that nobody confirmed are asked for no longer. */
const SHOWN_DAYS = 30;

/**
 * Notes that this phone wants to approve for its owner.
 * @throws Problem `forbidden` for whoever approves nothing, `conflict` when the key is known already
 */
export async function askEnrolment(
  platform: Platform,
  actor: Actor,
  body: z.output<typeof PhoneBody>,
): Promise<z.infer<typeof PhoneAsked>> {
  const kid = await kidOf(body.x);
  const scope = await askSigner(platform, async (signer) => signer.keyScope(actor.user));
  const { root } = await askSigner(platform, async (signer) => signer.keys());
  const name = plainText(body.name).trim();
  await inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    const row = { kid, x: body.x, user: actor.user, name, units: scope.units, at };
    if (!(await store.insertPhone(tx, row))) throw new Problem('conflict');
    await note(tx, actor, 'phone.asked', { kid, unit: scope.units[0] ?? null, name }, at);
  });
  return { kid, root: root.x, guarded: scope.guarded };
}

/**
 * Completes the enrolment of one's own phone at the signer.
 * @throws Problem `not-found`, `phone-not-vouched`, `signature-refused`
 */
export async function completeEnrolment(
  platform: Platform,
  actor: Actor,
  kid: string,
  body: z.output<typeof EnrolBody>,
): Promise<void> {
  const phone = await store.readPhone(platform.db, kid);
  if (phone?.user !== actor.user || phone.state === 'ended') throw new Problem('not-found');
  const { units } = await askSigner(platform, async (signer) => signer.keyScope(actor.user));
  await askSigner(platform, async (signer) => signer.enrolKey(body));
  await inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    await store.setStanding(tx, kid, units, at);
    await note(tx, actor, 'phone.enrolled', { kid, unit: units[0] ?? null, name: phone.name }, at);
  });
}

/**
 * Xác nhận điện thoại mới: carries the signed word of an enrolled person for another's phone to the signer.
 * @throws Problem `not-found`, `pin-wrong`, `phone-locked`, `signature-refused`
 */
export async function confirmPhone(
  platform: Platform,
  actor: Actor,
  kid: string,
  { document, pin }: SignedByPhone,
): Promise<void> {
  const waiting = await store.readToConfirm(platform.db, actor.user, since(platform));
  const phone = waiting.find((one) => one.kid === kid);
  if (!phone) throw new Problem('not-found');
  const word = readWord(document);
  if (word.kid !== kid || word.user !== phone.user || word.voucher !== actor.user) {
    throw new Problem('signature-refused', { reason: 'khóa khác / another key' });
  }
  await askSigner(platform, async (signer) => signer.showVoucher({ voucher: document, pin }));
  await inTransaction(platform.db, async (tx) => {
    await store.setVouched(tx, kid, actor.user);
    const about = { kid, unit: phone.units[0] ?? null, name: phone.name };
    await note(tx, actor, 'phone.confirmed', about, platform.clock.now());
  });
}

/**
 * Ends one of one's own phones: it approves nothing any more, and its place stays guarded.
 * @throws Problem `not-found`
 */
export async function endPhone(platform: Platform, actor: Actor, kid: string): Promise<void> {
  const phone = await store.readPhone(platform.db, kid);
  if (phone?.user !== actor.user || phone.state === 'ended') throw new Problem('not-found');
  await askSigner(platform, async (signer) => signer.endKey(kid));
  await inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    if (!(await store.setEnded(tx, kid, actor.user, at))) return;
    await note(tx, actor, 'phone.ended', { kid, unit: phone.units[0] ?? null, name: phone.name }, at);
  });
}

/** A person's own phones, and those of others that they may confirm. */
export async function listPhones(platform: Platform, actor: Actor): Promise<Phones> {
  const { root } = await askSigner(platform, async (signer) => signer.keys());
  const mine = await store.readPhonesOf(platform.db, actor.user, since(platform));
  const waiting = await store.readToConfirm(platform.db, actor.user, since(platform));
  return {
    root: root.x,
    mine: mine.map(present),
    toConfirm: waiting.map((phone) => ({ ...present(phone), units: phone.units.toSorted() })),
  };
}

function since({ clock }: Platform): Date {
  return new Date(clock.now().getTime() - SHOWN_DAYS * DAY_MS);
}

function present(phone: store.PhoneRecord): PhoneRow {
  const { kid, x, name, state, user, userName, unitNames, askedAt, vouchedBy } = phone;
  const confirmed = vouchedBy !== null;
  return { kid, x, name, state, user, userName, unitNames, askedAt: askedAt.toISOString(), confirmed };
}

/** What a voucher says, before the signer has judged it. */
function readWord(document: string): Voucher {
  try {
    return readUnverified(document, { type: PHONE_TYPES.voucher, schema: Voucher });
  } catch (error) {
    if (error instanceof RefusedDocument) throw new Problem('signature-refused', { reason: error.reason });
    throw error;
  }
}

async function note(
  tx: Tx,
  actor: Actor,
  act: string,
  { kid, unit, name }: { kid: string; unit: string | null; name: string },
  at: Date,
): Promise<void> {
  const who = { id: actor.user, name: actor.name };
  await record(tx, { actor: who, act, subject: { kind: 'phone', id: null }, unit, details: { kid, name } }, at);
}
