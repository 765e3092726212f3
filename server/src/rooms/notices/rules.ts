import type { VillageHead } from '@nguon/protocol/http/notices.ts';
import type { NoticeStatement } from '@nguon/protocol/notice.ts';
import { PAUSE_BETWEEN_SOUNDS_MS } from '@nguon/protocol/request.ts';
import { Problem } from '../../lib/problem.ts';

/** Wrong PINs in a row after which the phone is locked; only a new link opens it. */
export const WRONG_PINS = 5;
/** A phone signs by the province's clock; it may differ from ours by the time of a slow network, in milliseconds. */
const CLOCK_SLACK_MS = 5 * 60_000;
/** A request is submitted within this, or its server died; in milliseconds. */
const SENDING_MS = 60_000;
/** Notices that are made ready in a day, for each that may go out: a slip of the finger costs none. */
const DRAFTS_PER_NOTICE = 5;
/** Longest session of a notice, every reading counted, in milliseconds. */
const LONGEST_NOTICE_MS = 120_000;

/** What is known of a village head's phone. */
export interface PhoneFacts {
  kid: string | null;
  confirmedAt: Date | null;
  wrongPins: number;
}

/** How a village head's phone stands. */
export function phoneState({ kid, confirmedAt, wrongPins }: PhoneFacts): VillageHead['phone'] {
  if (kid === null) return 'none';
  if (wrongPins >= WRONG_PINS) return 'locked';
  return confirmedAt === null ? 'waiting' : 'standing';
}

/** Why nothing is done by this phone now, or null. */
export function refusalOfPhone(facts: PhoneFacts): Problem | null {
  const state = phoneState(facts);
  if (state === 'standing') return null;
  if (state === 'locked') return new Problem('notice-phone-locked');
  return new Problem(state === 'none' ? 'notice-phone-other' : 'notice-phone-waiting');
}

/** Which member of a statement says something else than is being done, or null. */
export function otherThan(
  statement: NoticeStatement,
  expected: Pick<NoticeStatement, 'act' | 'head' | 'notice' | 'of'>,
  now: Date,
): string | null {
  const other = Object.entries(expected).find(([name, value]) => statement[name as keyof NoticeStatement] !== value);
  if (other) return other[0];
  return Math.abs(now.getTime() - Date.parse(statement.at)) <= CLOCK_SLACK_MS ? null : 'at';
}

/** Whether a notice is sent, or being sent. One that a dying server took and never submitted may be sent again. */
export function isTaken({ sentAt, request }: { sentAt: Date | null; request: string | null }, now: Date): boolean {
  if (request !== null) return true;
  return sentAt !== null && now.getTime() - sentAt.getTime() < SENDING_MS;
}

/** Notices that may still go out on a day. */
export function leftOf({ perDay, sent }: { perDay: number; sent: number }): number {
  return Math.max(0, perDay - sent);
}

/** Why a village head makes no further notice ready today, or null. */
export function refusalOfDay(day: { perDay: number; sent: number; drafted: number }): Problem | null {
  const isUsed = leftOf(day) === 0 || day.drafted >= day.perDay * DRAFTS_PER_NOTICE;
  return isUsed ? new Problem('notices-of-day-used', { count: day.perDay }) : null;
}

/** Longest session of a notice in a place that allows items of some length, in milliseconds. */
export function longestNoticeMs({ longestItemMs }: { longestItemMs: number }): number {
  return Math.min(LONGEST_NOTICE_MS, longestItemMs);
}

/** How often a notice is read: twice, where both fit into what is allowed or approved. Lengths in milliseconds. */
export function readingsOf(soundMs: number, longestMs: number): 1 | 2 {
  return 2 * soundMs + PAUSE_BETWEEN_SOUNDS_MS <= longestMs ? 2 : 1;
}
