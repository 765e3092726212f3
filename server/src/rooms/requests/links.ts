import { createHash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { ApprovalLink, LinkedRequest, Approver } from '@nguon/protocol/http/requests.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOfUser } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { linkText } from './link-rules.ts';
import * as store from './links-store.ts';
import { SUBMITTERS } from './policy.ts';
import { getRequest } from './reading.ts';
import { lockBoth } from './locking.ts';
import type { TimetablePort } from './service.ts';
import { nextStep, stateWords } from './state-rules.ts';
import type { RequestRecord } from './store.ts';

/**
 * People who may do the step that waits, for whoever may submit in that unit.
 * @throws Problem `not-found`, `request-closed`
 */
export async function listApprovers(platform: Platform, actor: Actor, id: string): Promise<z.infer<typeof Approver>[]> {
  return inTransaction(platform.db, async (tx) => {
    const request = await waiting(tx, actor, id);
    return approversOf(tx, request);
  });
}

/**
 * đường dẫn duyệt: makes a personal link that opens one request for one approver. It approves nothing by itself: that takes
 * the enrolled phone and its PIN.
 * @throws Problem `not-found`, `request-closed`, `forbidden` when that person may not do the waiting step
 */
export async function makeApprovalLink(
  platform: Platform,
  actor: Actor,
  id: string,
  approver: string,
): Promise<z.infer<typeof ApprovalLink>> {
  return inTransaction(platform.db, async (tx) => {
    const request = await waiting(tx, actor, id);
    const person = await requireApprover(tx, request, approver);
    const token = randomBytes(32).toString('base64url');
    const at = platform.clock.now();
    const link = { tokenSha256: hashOf(token), request: id, user: approver, madeBy: actor.user, at };
    await store.insertLink(tx, { ...link, expiresAt: request.approveBy });
    await note(tx, actor, 'approval-link.made', request, { approver }, at);
    const url = `${platform.config.publicUrl}/quan-ly/duyet#${token}`;
    return { url, text: linkText(request.body, person.name, url), expiresAt: request.approveBy.toISOString() };
  });
}

/** The person and the request that a link is for. Throws Problem `approval-link-over`. */
export async function personOfLink(platform: Platform, token: string): Promise<{ actor: Actor; request: string }> {
  const link = await store.readLink(platform.db, hashOf(token), platform.clock.now());
  const actor = link && (await actorOfUser(platform.db, link.user));
  if (!link || !actor) throw new Problem('approval-link-over');
  return { actor, request: link.request };
}

/** What a link shows. Throws Problem `approval-link-over`, also when its person may not see the request any more. */
export async function openLink(
  platform: Platform,
  timetable: Pick<TimetablePort, 'conflictsOf' | 'correctionGaps'>,
  token: string,
): Promise<LinkedRequest> {
  const { actor, request } = await personOfLink(platform, token);
  return linkedView(platform, timetable, actor, request);
}

/** A request as the person of a link sees it. Throws Problem `not-found` when they may not see it any more. */
export async function linkedView(
  platform: Platform,
  timetable: Pick<TimetablePort, 'conflictsOf' | 'correctionGaps'>,
  actor: Actor,
  request: string,
): Promise<LinkedRequest> {
  const view = await getRequest(platform, timetable, actor, request);
  return { person: actor.user, personName: actor.name, now: platform.clock.now().toISOString(), view };
}

/** A waiting request for whoever may submit in its unit, its row locked. */
export async function waiting(tx: Tx, actor: Actor, id: string): Promise<RequestRecord> {
  if (!(await store.maySubmit(tx, id, actor.user, SUBMITTERS))) throw new Problem('not-found');
  const { request } = await lockBoth(tx, id);
  if (request.state !== 'waiting' || !request.current) {
    throw new Problem('request-closed', { state: stateWords(request.state) });
  }
  return request;
}

/** The approver of that id among those who may do the waiting step. Throws Problem `forbidden`. */
export async function requireApprover(tx: Tx, request: RequestRecord, user: string): Promise<store.ApproverRow> {
  const found = (await approversOf(tx, request)).find((one) => one.user === user);
  if (!found) throw new Problem('forbidden');
  return found;
}

async function approversOf(db: Db | Tx, request: RequestRecord): Promise<store.ApproverRow[]> {
  const done = request.approvals.map(({ step }) => step);
  const step = nextStep(request.steps, done);
  return step === null ? [] : store.readApproversOf(db, request.id, step.roles, request.writers);
}

/** Writes an act about a request into the audit log. */
export async function note(
  tx: Tx,
  actor: Actor,
  act: string,
  { id, unit }: Pick<RequestRecord, 'id' | 'unit'>,
  details: Record<string, string>,
  at: Date,
): Promise<void> {
  const who = { id: actor.user, name: actor.name };
  await record(tx, { actor: who, act, subject: { kind: 'request', id }, unit, details }, at);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
