import { createHash, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import type { CodeBody, CodeSent } from '@nguon/protocol/http/requests.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOfUser, addressee, guardedUnits } from '../accounts/service.ts';
import { getUnits } from '../units/service.ts';
import { permitted, refuseLate, takeStep } from './approvals.ts';
import { CODE_LIFE_MS, CODE_TRIES, refusalOfCode } from './code-rules.ts';
import * as store from './codes-store.ts';
import { codeText, maskedNumber } from './link-rules.ts';
import { note, requireApprover, waiting } from './links.ts';
import { lockBoth } from './locking.ts';
import { TEXTS_QUEUE, type OutgoingText } from './service.ts';
import type { RequestRecord } from './store.ts';

const DAY_MS = 86_400_000;

/**
 * mã duyệt: sends a code bound to exactly this request to the approver's number, with what it is about. The approver reads it out.
 * @throws Problem `not-found`, `request-closed`, `forbidden`, `no-phone-number`, `code-not-allowed`
 */
export async function sendCode(
  platform: Platform,
  actor: Actor,
  id: string,
  approver: string,
): Promise<z.infer<typeof CodeSent>> {
  return inTransaction(platform.db, async (tx) => {
    const request = await waiting(tx, actor, id);
    await requireApprover(tx, request, approver);
    if (platform.sms === null) {
      throw new Problem('code-not-allowed', {
        reason: 'hệ thống chưa nối cổng tin nhắn / no SMS gateway is connected',
      });
    }
    const at = platform.clock.now();
    await refuseCode(tx, request, approver, at);
    const person = await addressee(tx, approver);
    if (!person?.phone) throw new Problem('no-phone-number', { name: person?.name ?? approver });
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const salt = randomBytes(16).toString('base64url');
    const expiresAt = new Date(Math.min(at.getTime() + CODE_LIFE_MS, request.approveBy.getTime()));
    const { digest } = request;
    const kept = { id: randomUUID(), request: id, approver, digest, salt, madeBy: actor.user, at, expiresAt };
    await store.insertCode(tx, { ...kept, sha256: hashOf(salt, digest, code) });
    const text = codeText(request.body, await placesOf(tx, request), code);
    const message: OutgoingText = {
      to: person.phone,
      text,
      purpose: 'approval-code',
      unit: request.unit,
      notAfter: expiresAt.toISOString(),
    };
    await platform.jobs.enqueue(tx, TEXTS_QUEUE, { ...message }, { priority: 10 });
    await note(tx, actor, 'approval-code.sent', request, { approver }, at);
    return { to: maskedNumber(person.phone), expiresAt: expiresAt.toISOString() };
  });
}

/**
 * Duyệt bằng mã, chưa nghe: the officer enters what the approver read out. The approval is the approver's; who entered it is on record.
 * @throws Problem `not-found`, `request-closed`, `code-wrong`, `code-not-allowed`, `slot-passed`, `quiet-hours`
 */
export async function approveByCode(
  platform: Platform,
  actor: Actor,
  id: string,
  { approver, code }: z.output<typeof CodeBody>,
): Promise<void> {
  // A wrong guess is counted although the act is refused: the refusal is thrown after the transaction that counts it.
  const refusal = await inTransaction(platform.db, async (tx) => {
    await waiting(tx, actor, id);
    const at = platform.clock.now();
    const { request, bulletin } = await lockBoth(tx, id);
    const standing = await store.lockCode(tx, id, approver, at);
    if (!standing || standing.tries >= CODE_TRIES) return new Problem('code-wrong');
    const isRight =
      standing.digest === request.digest && sameHash(standing, hashOf(standing.salt, request.digest, code));
    if (!isRight) {
      await store.countTry(tx, standing.id);
      await note(tx, actor, 'approval-code.wrong', request, { approver }, at);
      return new Problem('code-wrong');
    }
    const person = await actorOfUser(tx, approver);
    if (!person) throw new Problem('forbidden');
    const step = await permitted(tx, person, request);
    await refuseCode(tx, request, approver, at);
    await refuseLate(tx, request, at);
    await store.useCode(tx, standing.id, at);
    const approval = {
      digest: request.digest,
      step: step.step,
      approver,
      at: at.toISOString(),
      channel: 'code' as const,
    };
    const rest = { listenedMs: 0, signature: null, listening: null, enteredBy: actor.user };
    await takeStep(platform, tx, { actor: person, request, bulletin, approval: { ...approval, ...rest } });
    return null;
  });
  if (refusal) throw refusal;
}

async function refuseCode(tx: Tx, request: RequestRecord, approver: string, at: Date): Promise<void> {
  const { body, unit } = request;
  const refusal = refusalOfCode({
    request: body,
    level: (await getUnits(tx, [unit]))[0]?.level ?? 0,
    guarded: (await guardedUnits(tx, [body.unit, ...body.targets])).length > 0,
    permitted: await store.permitOf(tx, approver, unit, at),
    used: await store.codesUsed(tx, unit, new Date(at.getTime() - DAY_MS)),
  });
  if (refusal) throw refusal;
}

async function placesOf(tx: Tx, { body }: RequestRecord): Promise<string> {
  const names = (await getUnits(tx, body.targets)).map(({ name }) => name);
  const more = names.length - 3;
  return `${names.slice(0, 3).join(', ')}${more > 0 ? ` và ${more} nơi nữa` : ''}`;
}

function hashOf(salt: string, digest: string, code: string): string {
  return createHash('sha256').update(`${salt} ${digest} ${code}`).digest('hex');
}

function sameHash({ sha256 }: store.StandingCode, given: string): boolean {
  return timingSafeEqual(Buffer.from(sha256), Buffer.from(given));
}
