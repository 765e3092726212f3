import type { OrderEntry } from '@nguon/protocol/programme.ts';
import type { ApprovalStatement, CodePermit } from '@nguon/protocol/enrolled-key.ts';
import { sessionMs, type Approval, type Request } from '@nguon/protocol/request.ts';
import { sessionFault, type StandingApproval } from '@nguon/protocol/standing.ts';
import type { ApproverRecord, SignerLimits } from '../lib/signing.ts';
import { isGuarded, keyCovers, type EnrolledKey } from './key-rules.ts';
import type { Refusal } from './refusal.ts';
import { approvalsNeeded, mayApprove, pathUp, type Tree } from './territory-rules.ts';

/** The signer's own register of approvers, by user. */
export type Approvers = ReadonlyMap<string, ApproverRecord>;

/** Share of one reading's sound that an approver must have heard. */
const HEARD_PERCENT = 95;

/** An approval may be this much ahead of the signer's clock: two clocks of one machine differ by less. */
const CLOCK_SLACK_MS = 60_000;

/** What enrolled phones signed, and what their owners permit. */
export interface Enrolled {
  keys: readonly EnrolledKey[];
  /** By the signature on an approval: what it says, where it verified and was shown with its PIN. */
  signatures: ReadonlyMap<string, { kid: string; statement: ApprovalStatement }>;
  permits: readonly CodePermit[];
  /** Requests of a unit released by code within the day before, not counting this one. */
  codesWithinDay(unit: string): number;
  /** The standing approval under which a request, by its digest, was filled, and why it counts no longer; null where nothing of it was. */
  releaseByTemplate(digest: string): { standing: StandingApproval; ended: string | null } | null;
}

interface Facts {
  now: number;
  limits: SignerLimits;
  tree: Tree;
  approvers: Approvers;
  enrolled: Enrolled;
}

/**
 * Whether an order was released by those who may: enough distinct approvers, none the author, each of the same digest, each with a right
 * over the request's unit and all its targets by the signer's own registers, each after listening. Null, or the first fault.
 */
export function approvalFault(entry: OrderEntry, facts: Facts): Refusal | null {
  const { request, approvals } = entry;
  const home = facts.tree.get(request.unit);
  if (home === undefined)
    return { reason: 'outside-territory', detail: `unit ${request.unit} is not in the signer's tree` };
  const distinct = new Set(approvals.map((approval) => approval.approver)).size;
  const steps = new Set(approvals.map((approval) => approval.step)).size;
  if (distinct < approvals.length || steps < approvals.length) {
    return { reason: 'approvals-missing', detail: 'a person or a step is counted twice' };
  }
  if (distinct < approvalsNeeded(home.level)) {
    return { reason: 'approvals-missing', detail: `${distinct} of ${approvalsNeeded(home.level)}` };
  }
  const faults = approvals.map(
    (approval) => singleFault(approval, entry, facts) ?? channelFault(approval, entry, facts),
  );
  return faults.find((fault) => fault !== null) ?? null;
}

function singleFault(approval: Approval, { request, digest }: OrderEntry, facts: Facts): Refusal | null {
  if (approval.digest !== digest)
    return { reason: 'digest-differs', detail: `step ${approval.step} approved something else` };
  if (approval.approver === request.author) return { reason: 'author-approves', detail: `step ${approval.step}` };
  if (Date.parse(approval.at) > facts.now + CLOCK_SLACK_MS) {
    return { reason: 'approvals-missing', detail: `step ${approval.step} is of ${approval.at}, still to come` };
  }
  const approver = facts.approvers.get(approval.approver);
  if (approver === undefined)
    return { reason: 'approver-unknown', detail: `step ${approval.step}: ${approval.approver}` };
  const places = [request.unit, ...request.targets];
  if (mayApprove(approver, places, facts.tree, Date.parse(approval.at))) return null;
  return { reason: 'outside-territory', detail: `step ${approval.step}: not over its unit and every target` };
}

/** Each way of approving has its own proof: a listening and, in guarded places, a phone's signature; a code or a standing approval within its bounds. */
function channelFault(approval: Approval, entry: OrderEntry, facts: Facts): Refusal | null {
  const { request } = entry;
  if (approval.channel === 'code') return codeFault(approval, request, facts);
  if (approval.channel === 'template') return templateFault(approval, entry, facts);
  if (approval.channel !== 'screen' && approval.channel !== 'link') {
    return fault('approvals-missing', approval, `approval by ${approval.channel} is not open in this version`);
  }
  return listeningFault(approval, request) ?? signatureFault(approval, request, facts);
}

function listeningFault(approval: Approval, request: Request): Refusal | null {
  const sound = request.sounds.reduce((sum, { durationMs }) => sum + durationMs, 0);
  if (approval.listenedMs * 100 >= sound * HEARD_PERCENT) return null;
  return fault('not-listened', approval, `${approval.listenedMs} of ${sound} ms`);
}

/** In a guarded place an approval counts by the phone's signature alone; a signature that is given must be right anywhere. */
function signatureFault(approval: Approval, request: Request, { tree, enrolled }: Facts): Refusal | null {
  const guarded = guardedPlaces(request, tree, enrolled.keys);
  if (approval.signature === null) {
    return guarded.length === 0 ? null : fault('signature-missing', approval, `${guarded[0]} is guarded`);
  }
  const signed = enrolled.signatures.get(approval.signature);
  const key = signed && enrolled.keys.find(({ kid }) => kid === signed.kid);
  if (!signed || !key) return fault('signature-wrong', approval, 'not one that was shown with its PIN');
  const { statement } = signed;
  const says =
    statement.decision === 'approve' &&
    statement.request === request.id &&
    (['digest', 'step', 'approver', 'channel', 'listenedMs', 'at'] as const).every(
      (member) => statement[member] === approval[member],
    );
  if (!says || key.user !== approval.approver) return fault('signature-wrong', approval, 'it says something else');
  if (approval.at < key.since || (key.endedAt !== null && approval.at > key.endedAt)) {
    return fault('signature-wrong', approval, `key ${key.kid} did not stand at ${approval.at}`);
  }
  const beyond = guarded.find((unit) => !keyCovers(key, unit, tree));
  return beyond === undefined ? null : fault('signature-wrong', approval, `key ${key.kid} has no word over ${beyond}`);
}

/** Filled under a leader's standing approval: it was judged when it was filled; now its real starts are. */
function templateFault(approval: Approval, { digest, slots }: OrderEntry, { enrolled }: Facts): Refusal | null {
  const release = enrolled.releaseByTemplate(digest);
  if (release === null)
    return fault('standing-refused', approval, 'nothing of this was filled under a standing approval');
  const { standing, ended } = release;
  if (ended !== null) return fault('standing-refused', approval, ended);
  if (standing.approver !== approval.approver) return fault('standing-refused', approval, "another person's approval");
  const wrong = slots.map((slot) => sessionFault(standing, slot)).find((one) => one !== null);
  return wrong === undefined ? null : fault('standing-refused', approval, `outside its ${wrong}`);
}

/** Normal items of one commune, short, few a day; in a guarded place only while its approver's own phone permits it. */
function codeFault(approval: Approval, request: Request, { now, limits, tree, enrolled }: Facts): Refusal | null {
  const home = pathUp(tree, request.unit).find(({ level }) => level === 2);
  if (request.class !== 'normal' || home === undefined) {
    return fault('code-not-allowed', approval, 'only a normal item of a commune');
  }
  const length = sessionMs(request);
  if (length > limits.codeLongestMs)
    return fault('code-not-allowed', approval, `${length} of ${limits.codeLongestMs} ms`);
  const used = enrolled.codesWithinDay(request.unit);
  if (used >= limits.codesPerUnitPerDay) return fault('code-not-allowed', approval, `${used} codes within a day`);
  if (guardedPlaces(request, tree, enrolled.keys).length === 0) return null;
  const permit = enrolled.permits.find(
    ({ approver, unit, from, until }) =>
      approver === approval.approver &&
      pathUp(tree, request.unit).some((above) => above.unit === unit) &&
      Date.parse(from) <= Date.parse(approval.at) &&
      now < Date.parse(until),
  );
  if (permit !== undefined && used < permit.perDay) return null;
  return fault('code-not-allowed', approval, 'its approver has not permitted codes, or fewer a day');
}

function guardedPlaces(request: Request, tree: Tree, keys: readonly EnrolledKey[]): string[] {
  return [request.unit, ...request.targets].filter((unit) => isGuarded(unit, tree, keys));
}

function fault(reason: Refusal['reason'], { step }: Approval, detail: string): Refusal {
  return { reason, detail: `step ${step}: ${detail}` };
}
