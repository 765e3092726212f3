import type { DeviceCommand, LoginReply } from '@nguon/protocol/device.ts';
import type { AssignmentDraft, SignerLimits } from '../lib/signing.ts';
import { quietFault } from './policy.ts';
import type { Refusal } from './refusal.ts';
import { pathUp, type Tree } from './territory-rules.ts';

/** The time told to a device may differ from the signer's own by this much: what a request takes on one machine. */
const TIME_SLACK_MS = 10_000;
/** Longest life of a broker pass. */
const LONGEST_PASS_MS = 60 * 60_000;
/** Longest time for which a command may wait to be obeyed. */
const LONGEST_COMMAND_MS = 10 * 60_000;

/** Whether a device may be told this of itself: units as in the signer's tree, no limit wider than the signer's. */
export function judgeAssignment(draft: AssignmentDraft, facts: { limits: SignerLimits; tree: Tree }): Refusal | null {
  const { limits } = facts;
  const path = pathUp(facts.tree, draft.units[0]?.unit ?? '');
  const follows = draft.units.every(
    ({ unit, level }, index) => path[index]?.unit === unit && path[index]?.level === level,
  );
  if (path.length === 0 || path.length !== draft.units.length || !follows) {
    return { reason: 'outside-territory', detail: 'its units are not a path of the tree up to the province' };
  }
  if (!coversQuietHours(draft.quietHours, limits.quietHours)) {
    return { reason: 'outside-limits', detail: "its quiet hours leave some of the province's open" };
  }
  if (draft.longestItemMs > limits.longestItemMs)
    return { reason: 'outside-limits', detail: 'its longest item is too long' };
  if (draft.volumeCeiling > limits.volumeCeiling) return { reason: 'outside-limits', detail: 'its volume is too high' };
  return null;
}

/** Whether every quiet minute of the floor is quiet in the hours too. Equal ends mean none. */
export function coversQuietHours(hours: SignerLimits['quietHours'], floor: SignerLimits['quietHours']): boolean {
  const length = (span: SignerLimits['quietHours']): number => (span.toMinute - span.fromMinute + 1440) % 1440;
  const before = (floor.fromMinute - hours.fromMinute + 1440) % 1440;
  return length(floor) === 0 || (length(hours) > 0 && before + length(floor) <= length(hours));
}

/** Whether a login may be answered so: the time is now by the signer's clock, the pass is short. */
export function judgeLoginReply(draft: LoginReply, facts: { now: number }): Refusal | null {
  if (Math.abs(Date.parse(draft.time) - facts.now) > TIME_SLACK_MS) {
    return { reason: 'expired', detail: `${draft.time} is not now` };
  }
  const life = Date.parse(draft.expiresAt) - Date.parse(draft.time);
  return life > 0 && life <= LONGEST_PASS_MS ? null : { reason: 'outside-limits', detail: `a pass of ${life} ms` };
}

/** Whether a device may be commanded so: soon or not at all, not louder than allowed, no test tone in quiet hours. */
export function judgeCommand(draft: DeviceCommand, facts: { now: number; limits: SignerLimits }): Refusal | null {
  const from = Date.parse(draft.notBefore);
  const to = Date.parse(draft.notAfter);
  if (to <= facts.now || to <= from) return { reason: 'expired', detail: `not after ${draft.notAfter}` };
  if (from < facts.now - LONGEST_COMMAND_MS || to > facts.now + LONGEST_COMMAND_MS) {
    return { reason: 'outside-limits', detail: 'a command waits ten minutes at most' };
  }
  const { action } = draft;
  if (action.kind === 'volume' && action.percent > facts.limits.volumeCeiling) {
    return { reason: 'outside-limits', detail: `volume above ${facts.limits.volumeCeiling}` };
  }
  return action.kind === 'test-tone' ? quietFault(from, to + action.durationMs, facts.limits) : null;
}
