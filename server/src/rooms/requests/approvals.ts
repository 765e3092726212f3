import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ApproveBody } from '@nguon/protocol/http/requests.ts';
import { Problem } from '../../lib/problem.ts';
import { plainText } from '../../lib/plain-text.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { advanceBulletin } from '../bulletins/service.ts';
import { refusalOfLateApproval } from './airing-rules.ts';
import { heardWhole } from './listening-rules.ts';
import { lockListening } from './listenings-store.ts';
import { READERS, refusalOfStep } from './policy.ts';
import { readBroadcastRules } from './limits-store.ts';
import { closeRequest, lockBoth, ORDERS_QUEUE } from './service.ts';
import { nextStep, type Step } from './state-rules.ts';
import * as store from './store.ts';

/**
 * duyệt: does the step that waits. The last one closes the request and, in the same transaction, asks for its order. Two at once
 * cannot both act: the second finds the request as the first left it.
 * @throws Problem `not-found`, `request-closed`, `author-approves`, `already-approved-by-you`, `forbidden`, `request-changed`, `slot-passed`,
 *   `quiet-hours`, `not-listened`
 */
export async function approveRequest(
  platform: Platform,
  actor: Actor,
  id: string,
  body: z.output<typeof ApproveBody>,
): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    await readable(tx, actor, id);
    const { request, bulletin } = await lockBoth(tx, id);
    const step = await permitted(tx, actor, request);
    if (request.digest !== body.digest) throw new Problem('request-changed');
    const at = platform.clock.now();
    const rules = await readBroadcastRules(tx, request.body.targets);
    const late = refusalOfLateApproval(request.body, [...rules.values()], at);
    if (late) throw late;
    const listenedMs = await listened(tx, actor, request, body.listening);
    await store.insertApproval(tx, id, {
      digest: request.digest,
      step: step.step,
      approver: actor.user,
      at: at.toISOString(),
      channel: 'screen',
      listening: body.listening,
      listenedMs,
      signature: null,
    });
    const details = { digest: request.digest, step: step.step, channel: 'screen', listenedMs };
    const act = {
      actor: { id: actor.user, name: actor.name },
      act: 'request.step-approved',
      subject: { kind: 'request', id },
    };
    await record(tx, { ...act, unit: request.unit, details }, at);
    const done = request.approvals.map((approval) => approval.step);
    if (nextStep(request.steps, [...done, step.step]) !== null) return;
    await closeRequest(tx, actor, id, { event: 'approve-last', at, order: randomUUID() });
    await advanceBulletin(tx, bulletin, 'order', at);
    await platform.jobs.enqueue(tx, ORDERS_QUEUE, { request: id }, { priority: 10 });
  });
}

/**
 * trả lại: whoever may do the waiting step sends it back with a reason.
 * @throws Problem as approveRequest, except for listening and times
 */
export async function returnRequest(platform: Platform, actor: Actor, id: string, reason: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    await readable(tx, actor, id);
    const { request, bulletin } = await lockBoth(tx, id);
    await permitted(tx, actor, request);
    const at = platform.clock.now();
    await closeRequest(tx, actor, id, { event: 'return', at, reason: plainText(reason).trim() || '…' });
    await advanceBulletin(tx, bulletin, 'return', at);
  });
}

async function readable(tx: Tx, actor: Actor, id: string): Promise<void> {
  if (!(await store.readRequest(tx, id, { person: actor.user, roles: READERS }))) throw new Problem('not-found');
}

/** The step that waits, if this person may do it. */
async function permitted(tx: Tx, actor: Actor, request: store.RequestRecord): Promise<Step> {
  const { state, current, writers, steps, approvals } = request;
  const step = nextStep(
    steps,
    approvals.map((approval) => approval.step),
  );
  const refusal = refusalOfStep({
    state,
    current,
    person: actor.user,
    writers,
    approvers: approvals.map(({ approver }) => approver),
    covers: step !== null && (await store.covers(tx, request.id, actor.user, step.roles)),
  });
  if (refusal) throw refusal;
  if (!step) throw new Error(`request ${request.id} waits without a step`);
  return step;
}

/** Milliseconds that this person has heard of this request; the whole of it, or a refusal. Nothing to hear needs no listening. */
async function listened(tx: Tx, actor: Actor, request: store.RequestRecord, listening: string | null): Promise<number> {
  const total = request.body.sounds.reduce((sum, sound) => sum + sound.durationMs, 0);
  const own = listening === null ? null : await lockListening(tx, listening, actor.user);
  const heard = own?.request === request.id ? own.heardMs : 0;
  if (!heardWhole(heard, total)) {
    throw new Problem('not-listened', { heard: Math.floor(heard / 1000), total: Math.ceil(total / 1000) });
  }
  return heard;
}
