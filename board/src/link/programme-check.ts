import type { OrderEntry, Programme } from '@nguon/protocol/programme.ts';
import { type Slot, requestDigest } from '@nguon/protocol/request.ts';

/** Longest span that a programme may speak for: 30 days and some for the way. */
const LONGEST_SPAN_MS = 45 * 86_400_000;

/** Why an entry of a programme is not obeyed, although the document is signed. */
export type EntryFault =
  | 'digest-mismatch'
  | 'approval-of-another-request'
  | 'author-approved'
  | 'foreign-target'
  | 'slot-not-approved'
  | 'emergency-not-in-this-version';

/** What is wrong with the frame of a programme of a unit at a level; null when nothing is. */
export function frameFault(programme: Programme, unit: string, level: number): string | null {
  if (programme.unit !== unit) return 'foreign-unit';
  if (programme.level !== level) return 'wrong-level';
  const span = Date.parse(programme.until) - Date.parse(programme.from);
  return span <= 0 || span > LONGEST_SPAN_MS ? 'impossible-span' : null;
}

/** Looks once more at everything that approval was about: a signer that erred still puts nothing unapproved on this device. Null when all is right. */
export async function entryFault(entry: OrderEntry, unit: string): Promise<EntryFault | null> {
  const { request, approvals, digest } = entry;
  if (request.class === 'emergency') return 'emergency-not-in-this-version';
  if ((await requestDigest(request)) !== digest) return 'digest-mismatch';
  if (approvals.some((approval) => approval.digest !== digest)) return 'approval-of-another-request';
  if (approvals.some((approval) => approval.approver === request.author)) return 'author-approved';
  if (!request.targets.includes(unit)) return 'foreign-target';
  return entry.slots.every((slot) => isApproved(slot, entry)) ? null : 'slot-not-approved';
}

function isApproved(slot: Slot, { request: { times }, slots }: OrderEntry): boolean {
  const length = Date.parse(slot.until) - Date.parse(slot.at);
  if (length <= 0) return false;
  if (times.kind === 'slots') return times.slots.some(({ at, until }) => at === slot.at && until === slot.until);
  return slots.length === 1 && length <= times.windowMs && slot.at <= times.notAfter;
}
