import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pinKeyOf, pinProofOf } from '@nguon/protocol/enrolled-key.ts';
import type { Inbox, RequestView } from '@nguon/protocol/http/requests.ts';
import type { FilledView, LinkedStanding, StandingView } from '@nguon/protocol/http/standing.ts';
import type { Template } from '@nguon/protocol/http/templates.ts';
import { generateKey, signDocument } from '@nguon/protocol/sign.ts';
import type { StandingApproval } from '@nguon/protocol/standing.ts';
import { fillTemplate } from '@nguon/protocol/template.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';
import { inTransaction } from '../../platform/db.ts';
import { waitingJobs } from '../../platform/test-jobs.ts';
import { approverRecords } from '../accounts/service.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { getBulletin } from '../bulletins/service.ts';
import { buildRequest, listenWhole } from '../requests/factories.ts';
import { STOP_STANDING_QUEUE, TEXTS_QUEUE } from '../requests/service.ts';
import { tellLeaders } from '../requests/standing-digest.ts';
import { closeStandingsOf } from '../requests/standings.ts';
import { insertAcceptance } from '../speech/store-voices.ts';
import { CHANGED_QUEUE } from '../templates/service.ts';
import { makeOrder } from './orders.ts';
import { stopStanding, type StopStanding } from './standing-stops.ts';
import { type Air, buildAir, type Person } from './testing/air.ts';

const PIN = '271828';
/** 09:00 in Viet Nam. */
const MORNING = '2026-12-01T02:00:00.000Z';
const CONTENT = {
  v: 1,
  name: 'Chợ phiên',
  title: 'Chợ phiên ngày {ngay}',
  text: 'Chợ phiên {noi} họp ngày {ngay}, bắt đầu từ {gio}. Mời bà con đến mua bán.',
  blanks: [
    { name: 'noi', label: 'Chợ nào?', kind: 'place' },
    { name: 'ngay', label: 'Ngày nào?', kind: 'date' },
    { name: 'gio', label: 'Mấy giờ?', kind: 'hour' },
  ],
};
const MACHINE = { id: 'espeak-vi-north', name: 'giọng máy dự phòng' };
const VALUES = { noi: 'xã Mẫu', ngay: '2026-12-25', gio: '06:00' };

let air: Air;
let phone: Awaited<ReturnType<typeof generateKey>>;
let template: Template;

beforeAll(async () => {
  air = await buildAir();
  air.house.clock.set(MORNING);
  for (const record of await approverRecords(air.platform.db)) await air.platform.signer.putApprover(record);
  phone = await generateKey(false);
  const { leader } = air.people;
  await air.ask(leader, 'POST', '/api/me/phones', { x: phone.public.x, name: 'Samsung A13' });
  const statement = { v: 1, user: leader.actor.user, ...phone.public, at: MORNING };
  const enrolment = await signDocument(statement, PHONE_TYPES.enrolment, phone.signing);
  const payload = { enrolment, pinKey: await pinKeyOf(PIN, phone.public.kid) };
  const url = `/api/me/phones/${phone.public.kid}`;
  const answer = await air.house.t.app.inject({ method: 'PUT', url, headers: leader.headers, payload });
  if (answer.statusCode !== 204) throw new Error(answer.body);
  const by = { person: leader.actor.user, at: new Date(MORNING) };
  await inTransaction(air.platform.db, async (tx) => insertAcceptance(tx, air.communes[0]!, MACHINE.id, by));
});
afterAll(() => air.stop());
beforeEach(async () => {
  air.house.clock.set(MORNING);
  template = await post<Template>(air.people.officer, '/api/templates', { unit: air.communes[0], content: CONTENT });
});

async function post<T>(who: Person | null, url: string, payload: object = {}): Promise<T> {
  const { status, body } = await air.ask(who, 'POST', url, payload);
  if (status >= 300) throw new Error(`${url}: ${status} ${JSON.stringify(body)}`);
  return body as T;
}
const codeOf = async (who: Person | null, url: string, payload: object = {}) =>
  (await air.ask(who, 'POST', url, payload)).body['code'];

const asked = (change: object = {}) =>
  post<StandingView>(air.people.officer, '/api/standing-approvals', {
    unit: air.communes[0],
    template: template.id,
    places: [air.communes[0]],
    hours: { from: '05:00', to: '20:00' },
    longestSeconds: 60,
    perDay: 3,
    until: '2026-12-31',
    ...change,
  });

async function signed(view: StandingView, change: Partial<StandingApproval> = {}) {
  const { id, unit, template: of, revision, places, hours, longestSeconds, perDay, until } = view;
  const statement: StandingApproval = {
    v: 1,
    kind: 'template',
    id,
    approver: air.people.leader.actor.user,
    unit,
    template: of,
    revision,
    places,
    hours,
    longestSeconds,
    perDay,
    from: air.house.clock.now().toISOString(),
    until,
    ...change,
  };
  const document = await signDocument(statement, PHONE_TYPES.standing, phone.signing);
  return { signed: { document, pin: await pinProofOf(await pinKeyOf(PIN, phone.public.kid), document) } };
}

async function approved(change: object = {}): Promise<StandingView> {
  const view = await asked(change);
  return post(air.people.leader, `/api/standing-approvals/${view.id}/approve`, await signed(view));
}

/** What the officer filled and submitted; heard by the officer. */
async function filled(wishes: object = {}, sound: object = { machine: MACHINE }): Promise<RequestView> {
  const { officer } = air.people;
  const words = fillTemplate(template.content, VALUES)!;
  const named = { id: template.id, revision: template.revision, values: VALUES };
  const content = { unit: air.communes[0], title: words.title, text: words.text, template: named };
  const draft = await buildBulletin(air.platform, officer.actor, content);
  await buildSound(air.platform, draft, { durationMs: 12_000, ...sound });
  const bulletin = await getBulletin(air.platform, officer.actor, draft.id);
  const { id } = await buildRequest(air.platform, officer.actor, bulletin, wishes);
  return readRequest(id);
}
const readRequest = async (id: string): Promise<RequestView> =>
  (await air.ask(air.people.officer, 'GET', `/api/requests/${id}`)).body as unknown as RequestView;

async function release(
  request: RequestView,
  standing: string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const { officer } = air.people;
  const listening = await listenWhole(air.platform, officer.actor, request.id);
  const body = { standing, digest: request.digest, listening };
  return air.ask(officer, 'POST', `/api/requests/${request.id}/approve-by-template`, body);
}
async function onAir(request: RequestView, standing: string): Promise<string> {
  expect(await release(request, standing)).toMatchObject({ status: 200, body: { state: 'approved' } });
  await makeOrder(air.platform, { request: request.id });
  return (await readRequest(request.id)).order!;
}

describe('Xin duyệt sẵn', () => {
  it('is answered by the leader’s phone, by screen or by a link, and by nobody else', async () => {
    const { officer, leader, neighbour, viewer } = air.people;
    const view = await asked();
    expect(view).toMatchObject({ state: 'asked', mayApprove: false, mayWithdraw: true, placeNames: [view.unitName] });
    const inbox = (await air.ask(leader, 'GET', '/api/inbox')).body as unknown as Inbox;
    expect(inbox.tasks.find(({ kind }) => kind === 'standing')).toMatchObject({ id: view.id, title: 'Chợ phiên' });
    const url = `/api/standing-approvals/${view.id}/approve`;
    expect(await codeOf(officer, url, await signed(view))).toBe('forbidden');
    expect(await codeOf(neighbour, url, await signed(view))).toBe('not-found');
    expect(await codeOf(viewer, url, await signed(view))).toBe('forbidden');
    expect(await codeOf(leader, url, await signed(view, { perDay: 20 }))).toBe('signature-refused');
    expect(await codeOf(leader, url, await signed(view, { places: [air.communes[1]] }))).toBe('signature-refused');
    const wrongPin = await signed(view);
    expect(await codeOf(leader, url, { signed: { ...wrongPin.signed, pin: 'A'.repeat(43) } })).toBe('pin-wrong');
    const people = (await air.ask(officer, 'GET', `/api/standing-approvals/${view.id}/approvers`)).body;
    expect(people).toMatchObject([{ user: leader.actor.user, hasPhone: true }]);
    const link = await post<{ url: string; text: string }>(officer, `/api/standing-approvals/${view.id}/links`, {
      approver: leader.actor.user,
    });
    expect(link.text).toContain('đến hết ngày 31/12/2026');
    const token = link.url.split('#')[1];
    expect(await post<LinkedStanding>(null, '/api/standing-links/open', { token })).toMatchObject({
      person: leader.actor.user,
      view: { id: view.id, mayApprove: true },
    });
    const done = await post<LinkedStanding>(null, '/api/standing-links/approve', { token, ...(await signed(view)) });
    expect(done.view).toMatchObject({ state: 'standing', approverName: leader.actor.name });
    expect(await codeOf(leader, url, await signed(view))).toBe('standing-closed');
  });

  it('is refused beyond what may be approved, and outside one’s own commune', async () => {
    const body = { unit: air.communes[0], template: template.id, places: [air.communes[0]] };
    const terms = { hours: { from: '05:00', to: '20:00' }, longestSeconds: 60, perDay: 3, until: '2026-12-31' };
    const tryWith = (change: object) =>
      codeOf(air.people.officer, '/api/standing-approvals', { ...body, ...terms, ...change });
    expect(await tryWith({ until: '2027-12-31' })).toBe('standing-not-allowed');
    expect(await tryWith({ until: '2026-11-30' })).toBe('standing-not-allowed');
    expect(await tryWith({ hours: { from: '20:00', to: '05:00' } })).toBe('standing-not-allowed');
    expect(await tryWith({ longestSeconds: 600 })).toBe('standing-not-allowed');
    expect(await tryWith({ places: [air.communes[1]] })).toBe('forbidden');
    expect(await tryWith({ unit: air.communes[1] })).toBe('forbidden');
    expect(await codeOf(air.people.viewer, '/api/standing-approvals', { ...body, ...terms })).toBe('forbidden');
  });

  it('may be declined with a reason, and asked for anew', async () => {
    const first = await asked();
    const second = await asked({ perDay: 2 });
    const declined = await post<StandingView>(air.people.leader, `/api/standing-approvals/${second.id}/decline`, {
      reason: 'Ghi rõ chợ nào',
    });
    expect(declined).toMatchObject({ state: 'declined', declineReason: 'Ghi rõ chợ nào', mayApprove: false });
    const { body } = await air.ask(air.people.officer, 'GET', `/api/standing-approvals?unit=${air.communes[0]}`);
    const states = new Map((body['items'] as StandingView[]).map(({ id, state }) => [id, state]));
    expect([states.get(first.id), states.get(second.id)]).toEqual(['withdrawn', 'declined']);
  });
});

describe('what is filled under a standing approval', () => {
  it('goes out without asking once its officer has heard it, and says so', async () => {
    const { officer, leader } = air.people;
    const standing = await approved();
    const request = await filled();
    expect(request.standing).toMatchObject({ id: standing.id, whyNot: null, hours: { from: '05:00', to: '20:00' } });
    const unheard = { standing: standing.id, digest: request.digest, listening: null };
    const url = `/api/requests/${request.id}/approve-by-template`;
    expect(await codeOf(officer, url, unheard)).toBe('not-listened');
    expect(await codeOf(air.people.neighbour, url, unheard)).toBe('not-found');
    const order = await onAir(request, standing.id);
    const after = await readRequest(request.id);
    expect(after.steps[0]?.approval).toMatchObject({
      approver: leader.actor.user,
      channel: 'template',
      listenedMs: 0,
    });
    await air.issue();
    const programme = await air.programme(air.communes[0]);
    expect(programme.entries.map((entry) => entry.kind === 'order' && entry.order)).toContain(order);
  });

  it.each([
    ['a recording', {}, {}, 'giọng máy'],
    ['a long sound', {}, { machine: MACHINE, durationMs: 40_000 }, 'dài quá 60 giây'],
  ])('does not for %s', async (_, wishes, sound, reason) => {
    const standing = await approved();
    const request = await filled(wishes, sound);
    expect(request.standing?.whyNot).toContain(reason);
    expect(await release(request, standing.id)).toMatchObject({ status: 422, body: { code: 'standing-not-allowed' } });
    expect((await readRequest(request.id)).state).toBe('waiting');
  });

  it('does not in villages that were left out, nor outside the hours', async () => {
    const village = air.villages[0]!;
    const standing = await approved({ places: [village], hours: { from: '05:00', to: '09:15' } });
    expect((await filled({ targets: [air.communes[0]] })).standing?.whyNot).toContain('ngoài các địa bàn');
    const late = await filled({ targets: [village] });
    expect(late.standing?.whyNot).toContain('05:00–09:15');
    expect((await release(late, standing.id)).status).toBe(422);
  });

  it('is counted by day, and is refused by the signer where the server would have let it pass', async () => {
    const standing = await approved({ perDay: 2 });
    for (let n = 0; n < 2; n += 1) await onAir(await filled(), standing.id);
    const third = await filled();
    expect(third.standing?.whyNot).toContain('2 lượt');
    await air.house.t.database.pool.query('update standing_approvals set per_day = 20 where id = $1', [standing.id]);
    expect((await readRequest(third.id)).standing?.whyNot).toBeNull();
    expect(await release(third, standing.id)).toMatchObject({ status: 422, body: { code: 'standing-not-allowed' } });
  });

  it('is over when the template says something else, and comes back under no other words', async () => {
    const standing = await approved();
    const request = await filled();
    const url = `/api/templates/${template.id}`;
    const change = { seen: template.revision, content: { ...CONTENT, text: `${CONTENT.text} Xin cảm ơn.` } };
    const { officer } = air.people;
    await air.house.t.app.inject({ method: 'PUT', url, headers: officer.headers, payload: change });
    expect((await readRequest(request.id)).standing).toBeNull();
    expect((await release(request, standing.id)).body['code']).toBe('standing-closed');
    const job = (await waitingJobs<{ template: string; by: string }>(air.platform.db, CHANGED_QUEUE)).at(-1)!;
    await closeStandingsOf(air.platform, job);
    await closeStandingsOf(air.platform, job);
    const { id: standingId } = standing;
    const shown = (await air.ask(officer, 'GET', `/api/standing-approvals/${standingId}`)).body;
    expect(shown).toMatchObject({ state: 'void', mayWithdraw: false });
    const draft = { standing: standingId, request: request.request, values: VALUES };
    await expect(air.platform.signer.showFilling(draft)).rejects.toMatchObject({ reason: 'standing-refused' });
  });
});

describe('Thu lại phép', () => {
  it('ends it at once; what is scheduled is stopped only when that is chosen', async () => {
    const { leader, officer, neighbour } = air.people;
    const state = async (order: string) =>
      (await air.house.t.database.pool.query<{ state: string }>('select state from orders where id = $1', [order]))
        .rows[0]?.state;
    for (const stop of [false, true]) {
      const standing = await approved();
      const order = await onAir(await filled(), standing.id);
      const waiting = await filled();
      const url = `/api/standing-approvals/${standing.id}/withdraw`;
      expect(await codeOf(officer, url, { stop })).toBe('not-found');
      expect(await codeOf(neighbour, url, { stop })).toBe('not-found');
      expect(await post<StandingView>(leader, url, { stop })).toMatchObject({ state: 'withdrawn' });
      expect((await release(waiting, standing.id)).body['code']).toBe('standing-closed');
      const jobs = await waitingJobs<StopStanding>(air.platform.db, STOP_STANDING_QUEUE);
      const own = jobs.filter((job) => job.standing === standing.id);
      expect(own).toHaveLength(stop ? 1 : 0);
      for (const job of [...own, ...own]) await stopStanding(air.platform, job);
      expect(await state(order)).toBe(stop ? 'stopped' : 'standing');
    }
  });
});

describe('the evening', () => {
  it('shows the leader what was filled, and tells it once by SMS', async () => {
    const { leader, neighbour, officer, admin } = air.people;
    const user = leader.actor.user;
    const headers = admin.headers;
    await air.house.t.app.inject({
      method: 'PUT',
      url: `/api/users/${user}/phone`,
      headers,
      payload: { phone: '0912345678' },
    });
    const standing = await approved();
    const request = await filled();
    await onAir(request, standing.id);
    const seen = (await air.ask(leader, 'GET', '/api/me/filled')).body['items'] as FilledView[];
    expect(seen.find((one) => one.request === request.id)).toMatchObject({
      standing: standing.id,
      templateName: 'Chợ phiên',
      title: 'Chợ phiên ngày 25/12/2026',
      filledByName: officer.actor.name,
      when: 'Phát ngay',
      sounds: [{ durationMs: 12_000 }],
    });
    expect((await air.ask(neighbour, 'GET', '/api/me/filled')).body['items']).toEqual([]);
    Object.assign(air.platform, { sms: { send: async () => [] } });
    const texts = async () =>
      (await waitingJobs<{ text: string; to: string; purpose: string }>(air.platform.db, TEXTS_QUEUE)).filter(
        ({ purpose }) => purpose === 'standing-digest',
      );
    await tellLeaders(air.platform);
    expect(await texts()).toEqual([]);
    air.house.clock.set('2026-12-01T12:10:00.000Z');
    await tellLeaders(air.platform);
    await tellLeaders(air.platform);
    const [text, ...more] = await texts();
    expect(more).toEqual([]);
    expect(text).toMatchObject({ to: '+84912345678' });
    expect(text?.text).toContain('Chợ phiên ngày 25/12/2026 (Phát ngay)');
    air.house.clock.set('2026-12-02T12:10:00.000Z');
    await tellLeaders(air.platform);
    expect(await texts()).toHaveLength(1);
  });
});
