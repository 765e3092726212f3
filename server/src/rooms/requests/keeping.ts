import { canonicalJson, sha256, type Canonical } from '@nguon/protocol/canonical.ts';
import type { Request } from '@nguon/protocol/request.ts';
import { Problem } from '../../lib/problem.ts';
import type { Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { advanceBulletin, type BulletinRecord } from '../bulletins/service.ts';
import { refusalOfSubmission } from './airing-rules.ts';
import { readBroadcastRules } from './limits-store.ts';
import { refuseUnjustified } from './privacy.ts';
import { lastChance } from './rules.ts';
import { requestStateAfter, stateWords, type RequestEvent, type RequestState } from './state-rules.ts';
import * as store from './store.ts';
import { refusalOfMachineVoice } from './voices.ts';

/** The queue that ends a request which nobody approved in time: data `{ request }`. */
export const LAPSE_QUEUE = 'requests.lapse';

/** Refuses what may not go to an approver: private matters, a voice that nobody accepted, times and sound that the places do not allow. */
export async function holdToRules(tx: Tx, request: Request, now: Date): Promise<void> {
  await refuseUnjustified(tx, request);
  const rules = await readBroadcastRules(tx, request.targets);
  const refusal = (await refusalOfMachineVoice(tx, request)) ?? refusalOfSubmission(request, [...rules.values()], now);
  if (refusal) throw refusal;
}

/**
 * Sends a request on its route, in place of one of the same bulletin that still waits, and writes it down.
 * @param details for the audit log, besides bulletin and revision
 * @throws Problem `conflict` for a bulletin that cannot be submitted as it stands
 */
export async function sendOnRoute(
  platform: Platform,
  tx: Tx,
  actor: Actor,
  { bulletin, request, details = {} }: { bulletin: BulletinRecord; request: Request; details?: Record<string, string> },
): Promise<void> {
  const now = platform.clock.now();
  for (const waiting of await store.waitingOf(tx, bulletin.id)) {
    await closeRequest(tx, actor, waiting, { event: 'replace', at: now });
  }
  await keep(platform, tx, request, now);
  if (!(await advanceBulletin(tx, bulletin, 'submit', now))) throw new Problem('conflict');
  const about = { bulletin: bulletin.id, revision: bulletin.revision, ...details };
  await note(tx, actor, 'request.submitted', { id: request.id, unit: request.unit }, about, now);
}

/** How and when a request is closed. */
export interface Closing {
  event: Exclude<RequestEvent, 'approve'>;
  at: Date;
  reason?: string;
  order?: string;
}

/**
 * Closes a locked request and writes it into the audit log.
 * @throws Problem `request-closed` when it does not wait any more
 */
export async function closeRequest(tx: Tx, actor: Actor | null, id: string, closing: Closing): Promise<void> {
  const request = await store.lockRequest(tx, id);
  if (!request) throw new Problem('not-found');
  const state = requestStateAfter(request.state, closing.event);
  if (state === null || state === 'waiting') throw new Problem('request-closed', { state: stateWords(request.state) });
  await store.closeRequest(tx, id, { ...closing, state });
  const details = { event: closing.event, ...(closing.reason !== undefined && { reason: closing.reason }) };
  await note(tx, actor, actOf(state), request, details, closing.at);
}

function actOf(state: Exclude<RequestState, 'waiting'>): string {
  return `request.${state}`;
}

async function keep(platform: Platform, tx: Tx, request: Request, submittedAt: Date): Promise<void> {
  const steps = await store.readRoute(tx, request.unit, request.class);
  if (steps.length === 0) throw new Error(`no approval route for ${request.class} in ${request.unit}`);
  const canonical = canonicalJson(request as unknown as Canonical);
  const approveBy = new Date(Math.min(lastChance(request.times), Date.parse(request.expiresAt)));
  await store.insertRequest(tx, {
    body: request,
    canonical,
    digest: await sha256(canonical),
    steps,
    submittedAt,
    approveBy,
  });
  await platform.jobs.enqueue(tx, LAPSE_QUEUE, { request: request.id }, { startAfter: approveBy });
}

async function note(
  tx: Tx,
  actor: Actor | null,
  act: string,
  { id, unit }: { id: string; unit: string },
  details: Record<string, string>,
  at: Date,
): Promise<void> {
  const who = actor && { id: actor.user, name: actor.name };
  await record(tx, { actor: who, act, subject: { kind: 'request', id }, unit, details }, at);
}
