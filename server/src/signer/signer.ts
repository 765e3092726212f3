import { join } from 'node:path';
import { canonicalJson, sha256 } from '@nguon/protocol/canonical.ts';
import type { DeviceCommand, LoginReply } from '@nguon/protocol/device.ts';
import type { Assignment, OrderEntry, Programme } from '@nguon/protocol/programme.ts';
import { requestDigest } from '@nguon/protocol/request.ts';
import { signDocument } from '@nguon/protocol/sign.ts';
import { TYPES } from '@nguon/protocol/verify.ts';
import type { AssignmentDraft, ProgrammeDraft, SignedDocument, SignerKeys, SignerLimits } from '../lib/signing.ts';
import type { Clock } from '../platform/clock.ts';
import { makePrivateFolder, readIfThere } from '../platform/private-files.ts';
import { judgeAssignment, judgeCommand, judgeLoginReply } from './document-policy.ts';
import { openKeys, type Keys } from './keys.ts';
import { openLimits } from './limits.ts';
import { openMemory, type Memory } from './memory.ts';
import { judgeProgramme, type ProgrammeFacts } from './policy.ts';
import { createRates, type Rates } from './rates.ts';
import { Refused, type Refusal } from './refusal.ts';
import { openRegister, type Register } from './register.ts';
import { openVersions, type Versions } from './versions.ts';

/** The signer's use cases. Each throws Refused where its policy says no. */
export interface Signer {
  readonly keys: SignerKeys;
  readonly limits: SignerLimits;
  readonly register: Register;
  signProgramme(draft: ProgrammeDraft): Promise<SignedDocument>;
  signAssignment(draft: AssignmentDraft): Promise<SignedDocument>;
  signLoginReply(draft: LoginReply): Promise<{ jws: string }>;
  signCommand(draft: DeviceCommand): Promise<{ jws: string }>;
  close(): Promise<void>;
}

interface House {
  clock: Clock;
  keys: Keys;
  limits: SignerLimits;
  register: Register;
  memory: Memory;
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
    memory: await openMemory(folder, clock.now()),
    versions: await openVersions(folder),
    rates: createRates(),
  };
  return {
    keys: house.keys.public,
    limits: house.limits,
    register: house.register,
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
      await Promise.all([house.register.close(), house.memory.close(), house.versions.close()]);
    },
  };
}

async function signProgramme(draft: ProgrammeDraft, house: House): Promise<SignedDocument> {
  const orders = draft.entries.filter((entry) => entry.kind === 'order');
  const digests = await digestsOf(orders);
  // From here to `remember` nothing waits, so that two drafts at once cannot both pass as the first.
  const now = house.clock.now();
  refuseIf(judgeProgramme(draft, factsFor(draft.unit, digests, now, house)));
  const fresh = orders.filter((entry) => !house.memory.byOrder.has(entry.order));
  refuseIf(tooManyOrders(fresh, now, house));
  refuseIf(house.rates.admit(draft.unit, now, house.limits));
  const remembered = house.memory.remember(
    fresh.map((entry) => released(entry, digests.get(entry.order)?.approvals ?? '', now)),
    draft.stopped.map(({ order }) => ({ unit: draft.unit, order, at: now.toISOString() })),
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

function factsFor(unit: string, digests: ProgrammeFacts['digests'], now: Date, house: House): ProgrammeFacts {
  return {
    now: now.getTime(),
    limits: house.limits,
    tree: house.register.tree,
    approvers: house.register.approvers,
    digests,
    releasedByOrder: house.memory.byOrder,
    releasedByRequest: house.memory.byRequest,
    stopped: house.memory.stoppedIn(unit),
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
    at: now.toISOString(),
    expiresAt: request.expiresAt,
  };
}

function refuseIf(refusal: Refusal | null): void {
  if (refusal !== null) throw new Refused(refusal);
}
