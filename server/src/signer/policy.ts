import type { OrderEntry, RelayEntry } from '@nguon/protocol/programme.ts';
import { sessionMs, type Request, type Slot } from '@nguon/protocol/request.ts';
import { stopsOf } from '@nguon/protocol/stops.ts';
import { quietView, type Rules } from '@nguon/protocol/resolve-chance.ts';
import { zoneOffset } from '@nguon/protocol/wall-clock.ts';
import type { ProgrammeDraft, SignerLimits } from '../lib/signing.ts';
import { approvalFault, type Approvers, type Enrolled } from './approval-policy.ts';
import type { Refusal } from './refusal.ts';
import type { Tree } from './territory-rules.ts';

/** An order as it was when it was first released. What was released stays released, and nothing else comes of its request. */
export interface ReleasedOrder {
  order: string;
  request: string;
  digest: string;
  /** Digest of the list of approvals that was judged. */
  approvals: string;
  /** The start that "now" became; null for an order of named slots. */
  now: Slot | null;
}

/** All that the judgement rests on: the signer's own registers and memory, and digests computed from the draft's own content. */
export interface ProgrammeFacts {
  /** UTC epoch milliseconds. */
  now: number;
  limits: SignerLimits;
  tree: Tree;
  approvers: Approvers;
  enrolled: Enrolled;
  /** By order: digest of its request as recomputed, and of its list of approvals. */
  digests: ReadonlyMap<string, { request: string; approvals: string }>;
  releasedByOrder: ReadonlyMap<string, ReleasedOrder>;
  releasedByRequest: ReadonlyMap<string, ReleasedOrder>;
  /** Orders that were once stopped in the draft's unit. */
  stopped: ReadonlySet<string>;
  /** Parts of editions that were once stopped there, by order. */
  stoppedParts: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * Whether the signer lets a programme on the air: null, or the first fault found. One entry at fault refuses the whole draft, and is named
 * so that it can be asked for again without it. Sources: product.md A4 (who approves what), B3 (quiet hours, longest item).
 */
export function judgeProgramme(draft: ProgrammeDraft, facts: ProgrammeFacts): Refusal | null {
  if (facts.tree.get(draft.unit)?.level !== draft.level) {
    return {
      reason: 'outside-territory',
      detail: `no unit ${draft.unit} of level ${draft.level} in the signer's tree`,
    };
  }
  const silent = stopsOf([draft]).parts;
  const orders = new Set<string>();
  const requests = new Set<string>();
  for (const entry of draft.entries) {
    const fault =
      entry.kind === 'order'
        ? (partFault(entry.order, silent, facts) ?? judgeOrder(draft.unit, entry, facts))
        : judgeRelay(entry, facts);
    const order = entry.kind === 'order' ? entry.order : entry.relay;
    if (fault !== null) return { ...fault, order };
    const request = entry.kind === 'order' ? entry.request.id : order;
    if (orders.has(order) || requests.has(request))
      return { reason: 'replayed', detail: 'twice in one programme', order };
    orders.add(order);
    requests.add(request);
  }
  return null;
}

/** A part that was stopped stays so: an edition is signed only together with the stops of its parts. */
function partFault(
  order: string,
  silent: ReadonlyMap<string, ReadonlySet<number>>,
  { stoppedParts }: ProgrammeFacts,
): Refusal | null {
  const back = [...(stoppedParts.get(order) ?? [])].find((place) => silent.get(order)?.has(place) !== true);
  return back === undefined ? null : { reason: 'stopped', detail: `part ${back} was stopped here` };
}

function judgeOrder(unit: string, entry: OrderEntry, facts: ProgrammeFacts): Refusal | null {
  return (
    judgeIdentity(unit, entry, facts) ??
    judgeRelease(entry, facts) ??
    judgeSlots(entry) ??
    entry.slots.map((slot) => judgeSound(entry, slot, facts.limits)).find((fault) => fault !== null) ??
    null
  );
}

/** Is it what was approved, for here, and still the one order of its request? */
function judgeIdentity(unit: string, entry: OrderEntry, facts: ProgrammeFacts): Refusal | null {
  const { request } = entry;
  if (facts.digests.get(entry.order)?.request !== entry.digest) {
    return { reason: 'digest-differs', detail: 'the request is not the one of this digest' };
  }
  if (request.class === 'emergency')
    return { reason: 'class-not-allowed', detail: 'emergencies are not open in this version' };
  if (!request.targets.includes(unit))
    return { reason: 'outside-territory', detail: 'the unit is none of its targets' };
  if (facts.stopped.has(entry.order)) return { reason: 'stopped', detail: 'it was stopped here' };
  const released = facts.releasedByOrder.get(entry.order) ?? facts.releasedByRequest.get(request.id);
  if (released === undefined) return null;
  if (released.order !== entry.order || released.request !== request.id || released.digest !== entry.digest) {
    return { reason: 'replayed', detail: `its request already became order ${released.order}` };
  }
  if (released.now !== null && !entry.slots.every((slot) => sameSlot(slot, released.now))) {
    return { reason: 'replayed', detail: `it was to start once, at ${released.now.at}` };
  }
  return null;
}

/** Did the right people release it? Not asked again of what was released with the same approvals: people leave, units merge. */
function judgeRelease(entry: OrderEntry, facts: ProgrammeFacts): Refusal | null {
  const released = facts.releasedByOrder.get(entry.order);
  if (released !== undefined && released.approvals === facts.digests.get(entry.order)?.approvals) return null;
  return approvalFault(entry, facts);
}

function judgeSlots({ request, approvals, slots }: OrderEntry): Refusal | null {
  const { times } = request;
  // The device cuts at the expiry what would end later in its window; what cannot end before it at all is refused here.
  const late = slots.find((slot) => Date.parse(slot.at) + audibleMs(request) > Date.parse(request.expiresAt));
  if (late !== undefined)
    return { reason: 'expired', detail: `it expires at ${request.expiresAt}, started at ${late.at}` };
  if (times.kind === 'slots') {
    const extra = slots.find((slot) => !times.slots.some((asked) => sameSlot(slot, asked)));
    return extra === undefined ? null : { reason: 'slot-not-requested', detail: `${extra.at} was not approved` };
  }
  const [slot, ...more] = slots;
  if (slot === undefined || more.length > 0) return { reason: 'slot-not-requested', detail: '"now" is one start' };
  const last = approvals.reduce((latest, approval) => (approval.at > latest ? approval.at : latest), '');
  if (slot.at < last || slot.at > times.notAfter) {
    return { reason: 'slot-not-requested', detail: `"now" lies between ${last} and ${times.notAfter}` };
  }
  if (Date.parse(slot.until) - Date.parse(slot.at) > times.windowMs) {
    return { reason: 'slot-not-requested', detail: `its window is ${times.windowMs} ms` };
  }
  return null;
}

function judgeSound({ request }: OrderEntry, slot: Slot, limits: SignerLimits): Refusal | null {
  const length = audibleMs(request);
  if (length === 0) return null;
  const at = Date.parse(slot.at);
  if (length > limits.longestItemMs) return { reason: 'too-long', detail: `${length} ms of ${limits.longestItemMs}` };
  if (at + length > Date.parse(slot.until)) return { reason: 'too-long', detail: `${length} ms do not fit ${slot.at}` };
  return quietFault(at, at + length, limits);
}

/** Length of one session on a loudspeaker; 0 for what is only shown. */
function audibleMs(request: Request): number {
  return request.channels.includes('speaker') ? sessionMs(request) : 0;
}

function judgeRelay(entry: RelayEntry, { limits }: ProgrammeFacts): Refusal | null {
  if (limits.relayHosts !== null && !limits.relayHosts.includes(new URL(entry.stream).host)) {
    return { reason: 'outside-limits', detail: 'no relay may be taken from this host' };
  }
  const backward = entry.slots.find((slot) => slot.until <= slot.at);
  if (backward !== undefined) return { reason: 'slot-not-requested', detail: `${backward.at} ends before it begins` };
  const faults = entry.slots.map((slot) => quietFault(Date.parse(slot.at), Date.parse(slot.until), limits));
  return faults.find((fault) => fault !== null) ?? null;
}

/** Whether sound in [from, to] would touch quiet hours. */
export function quietFault(from: number, to: number, limits: SignerLimits): Refusal | null {
  const view = quietView(from, quietRules(limits));
  if (!view.quiet && to <= view.begins) return null;
  return { reason: 'quiet-hours', detail: `${new Date(from).toISOString()} to ${new Date(to).toISOString()}` };
}

function quietRules(limits: SignerLimits): Rules {
  return {
    quietFrom: limits.quietHours.fromMinute,
    quietTo: limits.quietHours.toMinute,
    utcOffsetMinutes: zoneOffset('Asia/Ho_Chi_Minh'),
    longestItemMs: limits.longestItemMs,
  };
}

function sameSlot(one: Slot, other: Slot | null): boolean {
  return one.at === other?.at && one.until === other.until;
}
