import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { sha256 } from '@nguon/protocol/canonical.ts';
import { ApprovalStatement, CodePermit, Enrolment, Voucher } from '@nguon/protocol/enrolled-key.ts';
import { kidOf } from '@nguon/protocol/sign.ts';
import {
  decode,
  readUnverified,
  RefusedDocument,
  PHONE_TYPES,
  verifyDocument,
  type DocumentType,
} from '@nguon/protocol/verify.ts';
import type { ApprovalProof, EnrolmentDraft, PermitDraft, ScopeAnswer, VoucherDraft } from '../lib/signing.ts';
import { guardedBelow, isGuarded, keyCovers, scopeOf, type EnrolledKey } from './key-rules.ts';
import type { KeyRing } from './key-ring.ts';
import { Refused } from './refusal.ts';
import type { Register } from './register.ts';

/** A phone signs by the province's clock; it may differ from the signer's by the time of a slow network. */
const CLOCK_SLACK_MS = 5 * 60_000;
/** A voucher waits so long for the phone that it is for. */
const VOUCHER_LIFE_MS = 7 * 24 * 3_600_000;

/** What these use cases stand on. */
export interface Enrolling {
  ring: KeyRing;
  register: Register;
  now: Date;
}

/**
 * Takes a phone's new key. Where nothing is guarded yet the first comes in by itself; afterwards somebody enrolled over the same units
 * has answered for it (acceptVoucher), or the operator from the machine itself.
 * @throws Refused `signature-wrong`, `approver-unknown`, `not-vouched`
 */
export async function enrolKey(draft: EnrolmentDraft, house: Enrolling): Promise<{ kid: string }> {
  const { ring, now } = house;
  const { kid, x, user, at } = await ownEnrolment(draft.enrolment);
  requireFresh(at, now);
  const known = ring.key(kid);
  if (known) {
    // Asked again after a lost answer it is the same key; one that ended never comes back.
    if (known.user === user && known.endedAt === null) return { kid };
    throw new Refused({ reason: 'signature-wrong', detail: `key ${kid} is known and ended, or another person's` });
  }
  const { units } = scopeFor(user, house);
  const { by, except } = await answeredFor({ kid, user, units }, house);
  await ring.enrol({ kid, x, user, units, except, since: now.toISOString(), pinKey: draft.pinKey, by });
  return { kid };
}

/** Over which units a person's new key would approve, and whether somebody must answer for it. Throws Refused `approver-unknown`. */
export function scopeFor(user: string, { register, ring }: Enrolling): ScopeAnswer {
  const approver = register.approvers.get(user);
  const units = approver ? scopeOf(approver, register.tree) : [];
  if (units.length === 0) throw new Refused({ reason: 'approver-unknown', detail: `${user} approves nothing` });
  return { units, guarded: units.some((unit) => isGuarded(unit, register.known, ring.keys())) };
}

/**
 * Takes a signed approval with the proof of its PIN and remembers it. The PIN is asked of nobody but the signer.
 * @throws Refused `key-unknown`, `key-locked`, `pin-wrong`, `signature-wrong`
 */
export async function acceptApproval({ approval, pin }: ApprovalProof, house: Enrolling): Promise<ApprovalStatement> {
  const { key, content } = await opened(
    approval,
    { type: PHONE_TYPES.approval, schema: ApprovalStatement, pin },
    house,
  );
  if (content.approver !== key.user) throw new Refused({ reason: 'signature-wrong', detail: "another person's key" });
  requireFresh(content.at, house.now);
  await house.ring.accept(key.kid, await sha256(approval), house.now);
  return content;
}

/** Takes an approver's permit for codes. Throws Refused as acceptApproval, and `outside-territory`. */
export async function acceptPermit({ permit, pin }: PermitDraft, house: Enrolling): Promise<CodePermit> {
  const { key, content } = await opened(permit, { type: PHONE_TYPES.permit, schema: CodePermit, pin }, house);
  if (content.approver !== key.user) throw new Refused({ reason: 'signature-wrong', detail: "another person's key" });
  if (!keyCovers(key, content.unit, house.register.tree)) {
    throw new Refused({ reason: 'outside-territory', detail: `no word over ${content.unit}` });
  }
  requireFresh(content.from, house.now);
  await house.ring.permit(key.kid, content, house.now);
  return content;
}

/**
 * Takes the word of somebody enrolled for another's new key, over units in which their own key approves.
 * @throws Refused as acceptApproval, and `outside-territory`
 */
export async function acceptVoucher({ voucher, pin }: VoucherDraft, house: Enrolling): Promise<void> {
  const { ring, register, now } = house;
  const { key, content } = await opened(voucher, { type: PHONE_TYPES.voucher, schema: Voucher, pin }, house);
  if (content.voucher !== key.user) throw new Refused({ reason: 'signature-wrong', detail: "another person's key" });
  requireFresh(content.at, now);
  const beyond = content.units.find((unit) => !keyCovers(key, unit, register.tree));
  if (beyond !== undefined) throw new Refused({ reason: 'outside-territory', detail: `no word over ${beyond}` });
  await ring.vouch({ by: key.kid, except: [...key.except], at: now.toISOString(), voucher: content });
}

async function ownEnrolment(jws: string): Promise<z.output<typeof Enrolment>> {
  return told(async () => {
    const { kid, x } = readUnverified(jws, { type: PHONE_TYPES.enrolment, schema: Enrolment });
    const content = await verifyDocument(jws, { type: PHONE_TYPES.enrolment, schema: Enrolment, keys: [{ kid, x }] });
    if ((await kidOf(x)) !== kid) throw new RefusedDocument('kid-differs');
    return content;
  });
}

async function answeredFor(
  wanted: { kid: string; user: string; units: string[] },
  { ring, register, now }: Enrolling,
): Promise<{ by: string; except: string[] }> {
  if (await ring.operatorVouches(wanted.kid)) return { by: 'operator', except: [] };
  if (!wanted.units.some((unit) => isGuarded(unit, register.known, ring.keys()))) {
    return { by: 'first', except: guardedBelow(wanted.units, register.known, ring.keys()) };
  }
  const word = ring.vouchedFor(wanted.kid);
  const isFresh = word !== undefined && now.getTime() - Date.parse(word.at) < VOUCHER_LIFE_MS;
  if (!isFresh || word.voucher.user !== wanted.user || !sameSet(word.voucher.units, wanted.units)) {
    throw new Refused({ reason: 'not-vouched', detail: `nobody answers for key ${wanted.kid} over these units` });
  }
  return { by: word.by, except: word.except };
}

/** A document signed by an enrolled key that stands, with the right PIN. Throws Refused `key-unknown`, `key-locked`, `pin-wrong`, `signature-wrong`. */
export async function opened<S extends z.ZodType>(
  jws: string,
  { type, schema, pin }: { type: DocumentType; schema: S; pin: string },
  { ring, now }: Enrolling,
): Promise<{ key: EnrolledKey; content: z.output<S> }> {
  const standing = ring.keys().filter((key) => key.endedAt === null);
  const content = await told(async () => verifyDocument(jws, { type, schema, keys: standing }));
  const kid = kidIn(jws);
  const key = standing.find((one) => one.kid === kid);
  if (!key) throw new Refused({ reason: 'key-unknown', detail: kid });
  // From here to the count nothing waits.
  if (ring.isLocked(kid)) throw new Refused({ reason: 'key-locked', detail: kid });
  if (!isProof(key.pinKey, jws, pin)) {
    throw new Refused({ reason: (await ring.wrongPin(kid, now)) ? 'key-locked' : 'pin-wrong', detail: kid });
  }
  return { key, content };
}

function kidIn(jws: string): string {
  const header = JSON.parse(new TextDecoder().decode(decode(jws.split('.')[0] ?? ''))) as { kid: string };
  return header.kid;
}

function isProof(pinKey: string, jws: string, proof: string): boolean {
  const expected = createHmac('sha256', decode(pinKey)).update(jws).digest();
  const given = decode(proof);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function told<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof RefusedDocument)) throw error;
    const reason = error.reason === 'unknown-key' ? 'key-unknown' : 'signature-wrong';
    throw new Refused({ reason, detail: error.reason });
  }
}

/** Refuses what was signed at another time than now. Throws Refused `signature-wrong`. */
export function requireFresh(at: string, now: Date): void {
  if (Math.abs(now.getTime() - Date.parse(at)) <= CLOCK_SLACK_MS) return;
  throw new Refused({ reason: 'signature-wrong', detail: `signed at ${at}, shown at ${now.toISOString()}` });
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}
