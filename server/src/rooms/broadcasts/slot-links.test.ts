import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pinKeyOf, pinProofOf, type ApprovalStatement } from '@nguon/protocol/enrolled-key.ts';
import type { LinkedRequest, LinkedSlot, RequestView } from '@nguon/protocol/http/requests.ts';
import { generateKey, signDocument } from '@nguon/protocol/sign.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';
import { approverRecords } from '../accounts/service.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { getBulletin } from '../bulletins/service.ts';
import { buildRequest, listenWhole } from '../requests/factories.ts';
import { makeOrder } from './orders.ts';
import { type Air, buildAir } from './testing/air.ts';

const PIN = '271828';
/** 15:00 in Viet Nam; the slot is at 17:00. */
const AFTERNOON = '2026-12-01T08:00:00.000Z';
const [SLOT, LATER] = ['2026-12-01T10:00:00.000Z', '2026-12-01T11:00:00.000Z'];

let air: Air;
let phone: Awaited<ReturnType<typeof generateKey>>;

beforeAll(async () => {
  air = await buildAir();
  air.house.clock.set(AFTERNOON);
  for (const record of await approverRecords(air.platform.db)) await air.platform.signer.putApprover(record);
  phone = await generateKey(false);
  const { leader } = air.people;
  await air.ask(leader, 'POST', '/api/me/phones', { x: phone.public.x, name: 'Samsung A13' });
  const statement = { v: 1, user: leader.actor.user, ...phone.public, at: AFTERNOON };
  const enrolment = await signDocument(statement, PHONE_TYPES.enrolment, phone.signing);
  const payload = { enrolment, pinKey: await pinKeyOf(PIN, phone.public.kid) };
  const url = `/api/me/phones/${phone.public.kid}`;
  const answer = await air.house.t.app.inject({ method: 'PUT', url, headers: leader.headers, payload });
  if (answer.statusCode !== 204) throw new Error(answer.body);
});
afterAll(() => air.stop());
beforeEach(() => air.house.clock.set(AFTERNOON));

async function waiting(title: string, starts: string[] | null = [SLOT]): Promise<RequestView> {
  const { officer } = air.people;
  const draft = await buildBulletin(air.platform, officer.actor, { unit: air.communes[0]!, title });
  await buildSound(air.platform, draft);
  const bulletin = await getBulletin(air.platform, officer.actor, draft.id);
  const times = starts ? ({ kind: 'slots', starts } as const) : ({ kind: 'now' } as const);
  return buildRequest(air.platform, officer.actor, bulletin, { times });
}

const link = (request: RequestView) =>
  air.ask(air.people.officer, 'POST', `/api/requests/${request.id}/slot-links`, {
    approver: air.people.leader.actor.user,
  });

async function tokenFor(request: RequestView): Promise<string> {
  const { status, body } = await link(request);
  expect(status).toBe(201);
  expect(body['text']).toContain('buổi 17 giờ, thứ Ba, 1/12/2026');
  return (body['url'] as string).split('#')[1]!;
}

async function opened(token: string): Promise<LinkedSlot> {
  return (await air.ask(null, 'POST', '/api/approval-links/open-slot', { token })).body as unknown as LinkedSlot;
}

async function signed(request: RequestView, change: Partial<ApprovalStatement> = {}, pin = PIN) {
  const listenedMs = request.sounds.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const statement: ApprovalStatement = {
    v: 1,
    decision: 'approve',
    request: request.id,
    digest: request.digest,
    step: 1,
    approver: air.people.leader.actor.user,
    channel: 'link',
    listenedMs,
    at: air.house.clock.now().toISOString(),
    ...change,
  };
  const document = await signDocument(statement, PHONE_TYPES.approval, phone.signing);
  return { document, pin: await pinProofOf(await pinKeyOf(pin, phone.public.kid), document) };
}

async function approve(token: string, view: RequestView, proof: object): Promise<Record<string, unknown>> {
  const listening = await listenWhole(air.platform, air.people.leader.actor, view.id);
  const body = { token, request: view.id, digest: view.digest, listening, signed: proof };
  return (await air.ask(null, 'POST', '/api/approval-links/approve', body)).body;
}

describe('a link to a whole slot', () => {
  it('opens what waits there for its person, approves each by its own signature, and returns one by itself', async () => {
    const first = await waiting('Lịch tiêm');
    const token = await tokenFor(first);
    const second = await waiting('Họp thôn', [SLOT, LATER]);
    const third = await waiting('Cắt điện');
    const others = [await waiting('Tối', [LATER]), await waiting('Ngay', null)];
    const seen = await opened(token);
    expect(seen).toMatchObject({ person: air.people.leader.actor.user, at: SLOT });
    expect(seen.views.map(({ id }) => id).toSorted()).toEqual([first.id, second.id, third.id].toSorted());
    expect(seen.views.every(({ mayApprove, together }) => mayApprove && together === 3)).toBe(true);
    for (const view of [first, second]) {
      air.house.clock.advance(1_000);
      const done = (await approve(token, view, await signed(view))) as unknown as LinkedRequest;
      expect(done.view).toMatchObject({ id: view.id, state: 'approved' });
      await makeOrder(air.platform, { request: view.id });
    }
    const reason = 'Sai ngày';
    const proof = await signed(third, { decision: 'return', listenedMs: 0 });
    const back = { token, request: third.id, reason, signed: proof };
    const returned = (await air.ask(null, 'POST', '/api/approval-links/return', back)).body;
    expect(returned['view']).toMatchObject({ state: 'returned', returnReason: reason });
    expect((await opened(token)).views.map(({ id, state }) => [id, state])).toEqual([
      [first.id, 'approved'],
      [second.id, 'approved'],
    ]);
    await air.issue();
    const { entries } = await air.programme(air.communes[0]!);
    const titles = entries.flatMap((entry) => (entry.kind === 'order' ? entry.request.screen.title : []));
    expect(titles).toEqual(expect.arrayContaining(['Lịch tiêm', 'Họp thôn']));
    expect(titles).not.toContain('Cắt điện');
    for (const { id } of others) {
      const answer = await air.ask(null, 'POST', '/api/approval-links/listenings', { token, request: id });
      expect(answer.body['code']).toBe('approval-link-over');
    }
  });

  it('approves nothing without the PIN, with another digest’s signature, or without saying which', async () => {
    const [one, other] = [await waiting('Một'), await waiting('Hai')];
    const token = await tokenFor(one);
    expect((await approve(token, one, await signed(one, {}, '000000')))['code']).toBe('pin-wrong');
    expect((await approve(token, one, await signed(other)))['code']).toBe('signature-refused');
    const named = { token, digest: one.digest, listening: null, signed: await signed(one) };
    expect((await air.ask(null, 'POST', '/api/approval-links/approve', named)).body['code']).toBe('approval-link-over');
    const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect((await air.ask(null, 'POST', '/api/approval-links/open-slot', { token: forged })).body['code']).toBe(
      'approval-link-over',
    );
  });

  it('is made by whoever may submit there, for a slot that is not over, and ends with it', async () => {
    const request = await waiting('Ba');
    const token = await tokenFor(request);
    const url = `/api/requests/${request.id}/slot-links`;
    const approver = air.people.leader.actor.user;
    expect((await air.ask(air.people.neighbour, 'POST', url, { approver })).body['code']).toBe('not-found');
    expect((await air.ask(air.people.officer, 'POST', url, { approver: air.people.officer.actor.user })).status).toBe(
      403,
    );
    expect((await link(await waiting('Ngay', null))).body['code']).toBe('invalid-input');
    air.house.clock.set('2026-12-01T10:29:59.000Z');
    expect((await opened(token)).views.length).toBeGreaterThan(0);
    air.house.clock.set('2026-12-01T10:30:00.000Z');
    expect((await opened(token)) as unknown).toMatchObject({ code: 'approval-link-over' });
  });
});
