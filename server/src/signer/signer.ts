import { join } from 'node:path';
import { canonicalJson, sha256 } from '@nguon/protocol/canonical.ts';
import type { DeviceCommand, LoginReply } from '@nguon/protocol/device.ts';
import type { ApprovalStatement, CodePermit } from '@nguon/protocol/enrolled-key.ts';
import type { Assignment, OrderEntry, Programme } from '@nguon/protocol/programme.ts';
import { requestDigest } from '@nguon/protocol/request.ts';
import { signDocument } from '@nguon/protocol/sign.ts';
import type { StandingApproval } from '@nguon/protocol/standing.ts';
import { TYPES } from '@nguon/protocol/verify.ts';
import type {
  ApprovalProof,
  AssignmentDraft,
  EnrolmentDraft,
  FillingDraft,
  PermitDraft,
  ProgrammeDraft,
  ScopeAnswer,
  SignedDocument,
  SignerKeys,
  SignerLimits,
  StandingDraft,
  UnitRecord,
  VoucherDraft,
} from '../lib/signing.ts';
import type { Clock } from '../platform/clock.ts';
import { makePrivateFolder, readIfThere } from '../platform/private-files.ts';
import type { Enrolled } from './approval-policy.ts';
import { judgeAssignment, judgeCommand, judgeLoginReply } from './document-policy.ts';
import { openKeys, type Keys } from './keys.ts';
import { acceptApproval, acceptPermit, acceptVoucher, enrolKey, scopeFor, type Enrolling } from './enrolment.ts';
import { openKeyRing, type KeyRing } from './key-ring.ts';
import { isGuarded, treeChangeFault } from './key-rules.ts';
import { openLimits } from './limits.ts';
import { openMemory, type Memory } from './memory.ts';
import { judgeProgramme, type ProgrammeFacts } from './policy.ts';
import { createRates, type Rates } from './rates.ts';
import { Refused, type Refusal } from './refusal.ts';
import { openRegister, type Register } from './register.ts';
import { signaturesOf } from './signatures.ts';
import { openStandingBook, type StandingBook } from './standing-book.ts';
import { acceptFilling, acceptStanding, releaseOf, type Standing } from './standings.ts';
import { openVersions, type Versions } from './versions.ts';

/** The signer's use cases. Each throws Refused where its policy says no. */
export interface Signer {
  readonly keys: SignerKeys;
  readonly limits: SignerLimits;
  readonly register: Register;
  /** Enrolled phones: what they sign, and who lets them in. */
  readonly phones: Phones;
  /** Templates approved beforehand, and what is filled under them. */
  readonly standings: Standings;
  /** Replaces the tree of units. Throws Refused `outside-territory` for what is no tree, `guarded`. */
  putUnits(units: readonly UnitRecord[]): Promise<{ changed: number; removed: number }>;
  signProgramme(draft: ProgrammeDraft): Promise<SignedDocument>;
  signAssignment(draft: AssignmentDraft): Promise<SignedDocument>;
  signLoginReply(draft: LoginReply): Promise<{ jws: string }>;
  signCommand(draft: DeviceCommand): Promise<{ jws: string }>;
  close(): Promise<void>;
}

/** Use cases of enrolled phones, as enrolment.ts tells them. */
export interface Phones {
  showApproval(proof: ApprovalProof): Promise<ApprovalStatement>;
  enrolKey(draft: EnrolmentDraft): Promise<{ kid: string }>;
  showVoucher(draft: VoucherDraft): Promise<void>;
  showPermit(draft: PermitDraft): Promise<CodePermit>;
  endKey(kid: string): Promise<boolean>;
  keyScope(user: string): Promise<ScopeAnswer>;
  guardedOf(units: readonly string[]): string[];
}

/** Use cases of templates that are approved beforehand, as standings.ts tells them. */
export interface Standings {
  showStanding(draft: StandingDraft): Promise<StandingApproval>;
  showFilling(draft: FillingDraft): Promise<{ digest: string }>;
  withdraw(standing: string): Promise<void>;
}

interface House {
  clock: Clock;
  keys: Keys;
  limits: SignerLimits;
  register: Register;
  ring: KeyRing;
  memory: Memory;
  book: StandingBook;
  versions: Versions;
  rates: Rates;
}

/** Opens the signer's folder (0700), making keys and limits at first start. Throws RootKeyLost, JournalDamaged. */
export async function openSigner(folder: string, clock: Clock): Promise<Signer> {
  await makePrivateFolder(folder);
  const isNew = (await readIfThere(join(folder, 'versions.jsonl'))) === null;
  const house: House = {
    clock,
    keys: await openKeys(join(folder, 'keys'), isNew),
    limits: await openLimits(folder),
    register: await openRegister(folder),
    ring: await openKeyRing(folder),
    memory: await openMemory(folder, clock.now()),
    book: await openStandingBook(folder, clock.now()),
    versions: await openVersions(folder),
    rates: createRates(),
  };
  return {
    keys: house.keys.public,
    limits: house.limits,
    register: house.register,
    phones: openPhones(house),
    standings: openStandings(house),
    putUnits: async (units) => {
      if (!house.limits.unitsMayMove) refuseIf(treeChangeFault(units, house.register.known, house.ring.keys()));
      return house.register.putUnits(units, clock.now());
    },
    signProgramme: (draft) => signProgramme(draft, house),
    signAssignment: (draft) => signAssignment(draft, house),
    signLoginReply: async (draft) => {
      refuseIf(judgeLoginReply(draft, { now: clock.now().getTime() }));
      return { jws: await signDocument(draft, TYPES.loginReply, house.keys.signing.login) };
    },
    signCommand: async (draft) => {
      refuseIf(judgeCommand(draft, { now: clock.now().getTime(), limits: house.limits }));
      refuseIf(house.rates.admit(draft.device, clock.now(), house.limits));
      return { jws: await signDocument(draft, TYPES.command, house.keys.signing.command) };
    },
    close: async () => {
      const { register, ring, memory, book, versions } = house;
      await Promise.all([register, ring, memory, book, versions].map(async (journal) => journal.close()));
    },
  };
}

function openPhones({ ring, register, clock }: House): Phones {
  const enrolling = (): Enrolling => ({ ring, register, now: clock.now() });
  return {
    showApproval: (proof) => acceptApproval(proof, enrolling()),
    enrolKey: (draft) => enrolKey(draft, enrolling()),
    showVoucher: (draft) => acceptVoucher(draft, enrolling()),
    showPermit: (draft) => acceptPermit(draft, enrolling()),
    endKey: (kid) => ring.end(kid, clock.now()),
    keyScope: async (user) => scopeFor(user, enrolling()),
    guardedOf: (units) => units.filter((unit) => isGuarded(unit, register.tree, ring.keys())),
  };
}

function openStandings({ ring, register, book, limits, clock }: House): Standings {
  const standing = (): Standing => ({ ring, register, book, limits, now: clock.now() });
  return {
    showStanding: async (draft) => acceptStanding(draft, standing()),
    showFilling: async (draft) => acceptFilling(draft, standing()),
    withdraw: async (id) => book.withdraw(id, clock.now()),
  };
}

async function signProgramme(draft: ProgrammeDraft, house: House): Promise<SignedDocument> {
  const orders = draft.entries.filter((entry) => entry.kind === 'order');
  const digests = await digestsOf(orders);
  const signatures = await signaturesOf(orders, house.ring);
  // From here to `remember` nothing waits, so that two drafts at once cannot both pass as the first.
  const now = house.clock.now();
  refuseIf(judgeProgramme(draft, factsFor(draft.unit, { digests, signatures }, now, house)));
  const fresh = orders.filter((entry) => !house.memory.byOrder.has(entry.order));
  refuseIf(tooManyOrders(fresh, now, house));
  refuseIf(house.rates.admit(draft.unit, now, house.limits));
  const remembered = house.memory.remember(
    fresh.map((entry) => released(entry, digests.get(entry.order)?.approvals ?? '', now)),
    draft.stopped.map(({ order, parts }) => ({
      unit: draft.unit,
      order,
      at: now.toISOString(),
      ...(parts && { parts }),
    })),
  );
  const [version] = await Promise.all([house.versions.next(draft.unit, now), remembered]);
  const programme: Programme = { ...draft, version, issuedAt: now.toISOString() };
  return sealed(await signDocument(programme, TYPES.programme, house.keys.signing.programme), version);
}

async function signAssignment(draft: AssignmentDraft, house: House): Promise<SignedDocument> {
  const now = house.clock.now();
  refuseIf(judgeAssignment(draft, { limits: house.limits, tree: house.register.tree }));
  refuseIf(house.rates.admit(draft.device, now, house.limits));
  const version = await house.versions.next(draft.device, now);
  const keys = house.keys.public.trusted;
  const assignment: Assignment = { ...draft, keys, version, issuedAt: now.toISOString() };
  return sealed(await signDocument(assignment, TYPES.assignment, house.keys.signing.root), version);
}

async function sealed(jws: string, version: number): Promise<SignedDocument> {
  return { jws, version, sha256: await sha256(jws) };
}

async function digestsOf(orders: readonly OrderEntry[]): Promise<ProgrammeFacts['digests']> {
  const pairs = orders.map(async ({ order, request, approvals }) => {
    const digests = { request: await requestDigest(request), approvals: await sha256(canonicalJson(approvals)) };
    return [order, digests] as const;
  });
  return new Map(await Promise.all(pairs));
}

function factsFor(
  unit: string,
  { digests, signatures }: Pick<ProgrammeFacts, 'digests'> & Pick<Enrolled, 'signatures'>,
  now: Date,
  house: House,
): ProgrammeFacts {
  return {
    now: now.getTime(),
    limits: house.limits,
    tree: house.register.tree,
    approvers: house.register.approvers,
    enrolled: {
      keys: house.ring.keys(),
      signatures,
      permits: house.ring.permits(),
      codesWithinDay: (requester) => house.memory.codesWithinDay(requester, now),
      releaseByTemplate: (digest) => releaseOf(digest, house),
    },
    digests,
    releasedByOrder: house.memory.byOrder,
    releasedByRequest: house.memory.byRequest,
    stopped: house.memory.stoppedIn(unit),
    stoppedParts: house.memory.stoppedPartsIn(unit),
  };
}

/** A unit's hour is full: the order that no longer fits is named. */
function tooManyOrders(fresh: readonly OrderEntry[], now: Date, { memory, limits }: House): Refusal | null {
  const counts = new Map<string, number>();
  for (const { order, request } of fresh) {
    const count = (counts.get(request.unit) ?? memory.releasedWithinHour(request.unit, now)) + 1;
    if (count > limits.ordersPerUnitPerHour)
      return { reason: 'rate', detail: `${count} new orders within an hour`, order };
    counts.set(request.unit, count);
  }
  return null;
}

function released(entry: OrderEntry, approvals: string, now: Date): Parameters<Memory['remember']>[0][number] {
  const { order, request, digest, slots } = entry;
  return {
    order,
    request: request.id,
    digest,
    approvals,
    now: request.times.kind === 'now' ? (slots[0] ?? null) : null,
    requester: request.unit,
    byCode: entry.approvals.some(({ channel }) => channel === 'code'),
    at: now.toISOString(),
    expiresAt: request.expiresAt,
  };
}

function refuseIf(refusal: Refusal | null): void {
  if (refusal !== null) throw new Refused(refusal);
}
