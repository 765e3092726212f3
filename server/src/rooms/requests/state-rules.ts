import type { z } from 'zod';
import type { RequestState as RequestStateSchema } from '@nguon/protocol/http/requests.ts';

export type RequestState = z.infer<typeof RequestStateSchema>;

/** What can happen to a request. `approve` is one step that is not the last; `revise`: its bulletin says something newer. */
export const REQUEST_EVENTS = ['approve', 'approve-last', 'return', 'withdraw', 'revise', 'replace', 'lapse'] as const;
export type RequestEvent = (typeof REQUEST_EVENTS)[number];

const FROM_WAITING: Readonly<Record<RequestEvent, RequestState>> = {
  approve: 'waiting',
  'approve-last': 'approved',
  return: 'returned',
  withdraw: 'withdrawn',
  revise: 'withdrawn',
  replace: 'withdrawn',
  lapse: 'expired',
};

/** State after an event; null where the event cannot happen: a closed request stays as it was closed. */
export function requestStateAfter(state: RequestState, event: RequestEvent): RequestState | null {
  return state === 'waiting' ? FROM_WAITING[event] : null;
}

/** State as a reader sees it: the job that closes what is outdated or lapsed may still be on its way. */
export function shownState(state: RequestState, now: { current: boolean; lapsed: boolean }): RequestState {
  if (state !== 'waiting') return state;
  if (!now.current) return 'withdrawn';
  return now.lapsed ? 'expired' : 'waiting';
}

const STATE_WORDS: Readonly<Record<RequestState, string>> = {
  waiting: 'đang chờ duyệt',
  approved: 'đã duyệt',
  returned: 'đã trả lại',
  withdrawn: 'đã rút',
  expired: 'đã quá giờ',
};

/** A state as the screens name it. */
export function stateWords(state: RequestState): string {
  return STATE_WORDS[state];
}

/** One step of the route, as it was when the request was submitted. */
export interface Step {
  step: number;
  name: string;
  roles: string[];
}

/** The step that waits: the first without an approval; null when all have one. Steps are done in order. */
export function nextStep(steps: readonly Step[], approved: readonly number[]): Step | null {
  return steps.toSorted((a, b) => a.step - b.step).find((step) => !approved.includes(step.step)) ?? null;
}
