import type { OrderEntry } from '@nguon/protocol/programme.ts';
import type { Approval, Request } from '@nguon/protocol/request.ts';
import type { ApproverRecord } from '../lib/signing.ts';
import type { Refusal } from './refusal.ts';
import { approvalsNeeded, mayApprove, type Tree } from './territory-rules.ts';

/** The signer's own register of approvers, by user. */
export type Approvers = ReadonlyMap<string, ApproverRecord>;

/** Share of one reading's sound that an approver must have heard. */
const HEARD_PERCENT = 95;

/** An approval may be this much ahead of the signer's clock: two clocks of one machine differ by less. */
const CLOCK_SLACK_MS = 60_000;

/** Ways of approving that prove listening. Codes, templates and signed paper come with the rules that make them safe. */
const OPEN_CHANNELS = new Set(['screen', 'link']);

/**
 * Whether an order was released by those who may: enough distinct approvers, none the author, each of the same digest, each with a right
 * over the request's unit and all its targets by the signer's own registers, each after listening. Null, or the first fault.
 */
export function approvalFault(
  entry: OrderEntry,
  facts: { now: number; tree: Tree; approvers: Approvers },
): Refusal | null {
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
  const faults = approvals.map((approval) => singleFault(approval, entry, facts) ?? listeningFault(approval, request));
  return faults.find((fault) => fault !== null) ?? null;
}

function singleFault(
  approval: Approval,
  { request, digest }: OrderEntry,
  facts: { now: number; tree: Tree; approvers: Approvers },
): Refusal | null {
  if (approval.digest !== digest)
    return { reason: 'digest-differs', detail: `step ${approval.step} approved something else` };
  if (approval.approver === request.author) return { reason: 'author-approves', detail: `step ${approval.step}` };
  if (Date.parse(approval.at) > facts.now + CLOCK_SLACK_MS) {
    return { reason: 'approvals-missing', detail: `step ${approval.step} is of ${approval.at}, still to come` };
  }
  const approver = facts.approvers.get(approval.approver);
  if (approver === undefined)
    return { reason: 'approver-unknown', detail: `step ${approval.step}: ${approval.approver}` };
  if (mayApprove(approver, [request.unit, ...request.targets], facts.tree)) return null;
  return { reason: 'outside-territory', detail: `step ${approval.step}: not over its unit and every target` };
}

function listeningFault(approval: Approval, request: Request): Refusal | null {
  if (!OPEN_CHANNELS.has(approval.channel)) {
    return {
      reason: 'approvals-missing',
      detail: `step ${approval.step}: approval by ${approval.channel} is not open in this version`,
    };
  }
  const sound = request.sounds.reduce((sum, { durationMs }) => sum + durationMs, 0);
  if (approval.listenedMs * 100 >= sound * HEARD_PERCENT) return null;
  return { reason: 'not-listened', detail: `step ${approval.step}: ${approval.listenedMs} of ${sound} ms` };
}
