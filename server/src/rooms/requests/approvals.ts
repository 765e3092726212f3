import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { SignedByPhone } from '@nguon/protocol/http/phones.ts';
import type { ApproveBody, ReturnBody } from '@nguon/protocol/http/requests.ts';
import type { Approval } from '@nguon/protocol/request.ts';
import { Problem } from '../../lib/problem.ts';
import { plainText } from '../../lib/plain-text.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { guardedUnits, showStatement } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { advanceBulletin, lockBulletin, type BulletinRecord } from '../bulletins/service.ts';
import { refusalOfLateApproval } from './airing-rules.ts';
import { heardWhole } from './listening-rules.ts';
import { lockListening } from './listenings-store.ts';
import { READERS, refusalOfStep } from './policy.ts';
import { readBroadcastRules } from './limits-store.ts';
import { refuseUnconfirmed } from './meanings.ts';
import { refuseUnjustified } from './privacy.ts';
import { closeRequest } from './keeping.ts';
import { lockBoth } from './locking.ts';
import { ORDERS_QUEUE } from './queues.ts';
import { refuseOther, signedPart } from './statement-rules.ts';
import { sendNote } from './return-notes-store.ts';
import { nextStep, type Step } from './state-rules.ts';
import { steadOf } from './stead-store.ts';
import * as store from './store.ts';
import { refusalOfMachineVoice } from './voices.ts';

/** How somebody approves: by the console's screen, or by a personal link. */
export type Way = 'screen' | 'link';

/**
 * duyệt: does the step that waits. The last one closes the request and, in the same transaction, asks for its order. Two at once
 * cannot both act: the second finds the request as the first left it.
 * @throws Problem `not-found`, `request-closed`, `author-approves`, `already-approved-by-you`, `forbidden`, `request-changed`, `slot-passed`,
 *   `quiet-hours`, `privacy-blocked`, `picture-being-read`, `voice-not-accepted`, `meaning-unconfirmed`, `not-listened`, `phone-needed`, and
 *   those of a phone's signature
 */
export async function approveRequest(
  platform: Platform,
  actor: Actor,
  id: string,
  body: z.input<typeof ApproveBody>,
  way: Way = 'screen',
): Promise<void> {
  const statement = body.signed ? await showStatement(platform, body.signed) : null;
  await inTransaction(platform.db, async (tx) => {
    await readable(tx, actor, id);
    const { request, bulletin } = await lockBoth(tx, id);
    const step = await permitted(tx, actor, request);
    if (request.digest !== body.digest) throw new Problem('request-changed');
    const at = platform.clock.now();
    await refuseLate(tx, request, at);
    const listenedMs = await listened(tx, actor, request, body.listening);
    const made = { digest: request.digest, step: step.step, approver: actor.user, channel: way };
    const signed = statement && signedPart(statement, { ...made, request: id, listenedMs });
    const signature = body.signed?.document ?? null;
    if (signature === null) await refuseUnsigned(tx, request);
    const approval = { ...made, at: at.toISOString(), listenedMs, ...signed, signature };
    await takeStep(platform, tx, { actor, request, bulletin, approval: { ...approval, listening: body.listening } });
  });
}

/** What takeStep writes: the approval of a step, and who entered it when that was not the approver. */
export interface Taken {
  actor: Actor;
  request: store.RequestRecord;
  bulletin: BulletinRecord;
  approval: Approval & { listening: string | null; enteredBy?: string; standing?: string };
}

/**
 * Writes the approval of the step that waits; the last one closes the request and asks for its order. Whichever way it comes, what tells of
 * private people needs a second person's reason, what speaks another language a second speaker's word on its meaning, and a machine voice
 * for loudspeakers the acceptance that may have been taken back since.
 * @throws Problem `privacy-blocked`, `picture-being-read`, `meaning-unconfirmed`, `voice-not-accepted`
 */
export async function takeStep(
  platform: Platform,
  tx: Tx,
  { actor, request, bulletin, approval }: Taken,
): Promise<void> {
  const { step, channel, listenedMs, digest } = approval;
  await refuseUnjustified(tx, request.body);
  await refuseUnconfirmed(tx, request.body);
  const refusal = await refusalOfMachineVoice(tx, request.body);
  if (refusal) throw refusal;
  const at = platform.clock.now();
  const roles = request.steps.find((one) => one.step === step)?.roles ?? [];
  const stead = await steadOf(tx, request.id, approval.approver, roles);
  await store.insertApproval(tx, request.id, { ...approval, stead });
  const details = {
    digest,
    step,
    channel,
    listenedMs,
    signed: approval.signature !== null,
    onBehalfOf: stead?.person ?? null,
    ...(approval.enteredBy !== undefined && { enteredBy: approval.enteredBy }),
    ...(approval.standing !== undefined && { standing: approval.standing }),
  };
  const who = { id: actor.user, name: actor.name };
  const act = { actor: who, act: 'request.step-approved', subject: { kind: 'request', id: request.id } };
  await record(tx, { ...act, unit: request.unit, details }, at);
  const done = request.approvals.map((one) => one.step);
  if (nextStep(request.steps, [...done, step]) !== null) return;
  await closeRequest(tx, actor, request.id, { event: 'approve-last', at, order: randomUUID() });
  await advanceBulletin(tx, bulletin, 'order', at);
  await orderParts(tx, request, at);
  await platform.jobs.enqueue(tx, ORDERS_QUEUE, { request: request.id }, { priority: 10 });
}

/** What an edition says is on its way to the air with it. Locked in one order, so that two editions do not wait for each other. */
async function orderParts(tx: Tx, { body }: store.RequestRecord, at: Date): Promise<void> {
  const said = new Set((body.parts ?? []).flatMap(({ bulletin }) => bulletin?.bulletin ?? []));
  for (const id of [...said].toSorted()) {
    const found = await lockBulletin(tx, id);
    if (found) await advanceBulletin(tx, found, 'order', at);
  }
}

/** Refuses an approval that comes too late for what was asked, by the rules of all its places. */
export async function refuseLate(tx: Tx, request: store.RequestRecord, at: Date): Promise<void> {
  const rules = await readBroadcastRules(tx, request.body.targets);
  const late = refusalOfLateApproval(request.body, [...rules.values()], at);
  if (late) throw late;
}

async function refuseUnsigned(tx: Tx, { body }: store.RequestRecord): Promise<void> {
  if ((await guardedUnits(tx, [body.unit, ...body.targets])).length > 0) throw new Problem('phone-needed');
}

/**
 * trả lại: whoever may do the waiting step sends it back with a reason, typed or spoken.
 * @throws Problem as approveRequest, except for listening and times; `not-found` for a note that this person did not speak about it
 */
export async function returnRequest(
  platform: Platform,
  actor: Actor,
  id: string,
  { reason, note }: z.output<typeof ReturnBody>,
  signed: SignedByPhone | null = null,
): Promise<void> {
  const statement = signed && (await showStatement(platform, signed));
  await inTransaction(platform.db, async (tx) => {
    await readable(tx, actor, id);
    const { request, bulletin } = await lockBoth(tx, id);
    const { step } = await permitted(tx, actor, request);
    if (statement)
      refuseOther(statement, { decision: 'return', request: id, digest: request.digest, step, approver: actor.user });
    const at = platform.clock.now();
    const written = plainText(reason).trim();
    if (note !== null && !(await sendNote(tx, note, { request: id, by: actor.user, at })))
      throw new Problem('not-found');
    await closeRequest(tx, actor, id, { event: 'return', at, reason: written === '' && note === null ? '…' : written });
    await advanceBulletin(tx, bulletin, 'return', at);
  });
}

/** Refuses whoever may not read a request. Throws Problem `not-found`. */
export async function readable(tx: Tx, actor: Actor, id: string): Promise<void> {
  if (!(await store.readRequest(tx, id, { person: actor.user, roles: READERS }))) throw new Problem('not-found');
}

/** The step that waits, if this person may do it. */
export async function permitted(tx: Tx, actor: Actor, request: store.RequestRecord): Promise<Step> {
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
    approvers: store.handsOf(approvals),
    covers: step !== null && (await store.covers(tx, request.id, actor.user, step.roles)),
  });
  if (refusal) throw refusal;
  if (!step) throw new Error(`request ${request.id} waits without a step`);
  return step;
}

/** Milliseconds that this person has heard of this request; the whole of it, or a refusal. Nothing to hear needs no listening. */
export async function listened(
  tx: Tx,
  actor: Actor,
  request: store.RequestRecord,
  listening: string | null,
): Promise<number> {
  const total = request.body.sounds.reduce((sum, sound) => sum + sound.durationMs, 0);
  const own = listening === null ? null : await lockListening(tx, listening, actor.user);
  const heard = own?.request === request.id ? own.heardMs : 0;
  if (!heardWhole(heard, total)) {
    throw new Problem('not-listened', { heard: Math.floor(heard / 1000), total: Math.ceil(total / 1000) });
  }
  return heard;
}
