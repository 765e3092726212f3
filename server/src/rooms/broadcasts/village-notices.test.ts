import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NoticeContent, NoticeDesk, NoticeView, VillageHead } from '@nguon/protocol/http/notices.ts';
import type { LogBook } from '@nguon/protocol/http/reports.ts';
import type { Inbox } from '@nguon/protocol/http/requests.ts';
import type { FilledView, StandingView } from '@nguon/protocol/http/standing.ts';
import type { Template } from '@nguon/protocol/http/templates.ts';
import { noticeHash, type NoticeStatement } from '@nguon/protocol/notice.ts';
import { generateKey } from '@nguon/protocol/sign.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';
import { inTransaction } from '../../platform/db.ts';
import { docxText } from '../../platform/papers/testing/read-papers.ts';
import { approverRecords } from '../accounts/service.ts';
import { buildSound } from '../bulletins/factories.ts';
import { getBulletin } from '../bulletins/service.ts';
import { insertAcceptance } from '../speech/store-voices.ts';
import { makeOrder } from './orders.ts';
import { type Air, buildAir, type Person, putSpeaker } from './testing/air.ts';
import { CONTENT, enrolmentOf, type Phone, proved } from './testing/village-phones.ts';

const [PIN, LEADERS] = ['314159', '271828'];
/** 09:00 in Viet Nam. */
const MORNING = '2026-12-01T02:00:00.000Z';
const SOUND_MS = 12_000;
const MACHINE = { id: 'espeak-vi-north', name: 'giọng máy dự phòng' };
const VALUES = { viec: 'họp', ngay: '2026-12-02' };

let air: Air;
let leaderPhone: Phone;
let village: string;
let head: { user: string; token: string; phone: Phone };
let standing: StandingView;

const now = (): string => air.house.clock.now().toISOString();
const codeOf = async (who: Person | null, url: string, payload: object = {}) =>
  (await air.ask(who, 'POST', url, payload)).body['code'];
async function post<T>(who: Person | null, url: string, payload: object = {}): Promise<T> {
  const { status, body } = await air.ask(who, 'POST', url, payload);
  if (status >= 300) throw new Error(`${url}: ${status} ${JSON.stringify(body)}`);
  return body as T;
}

beforeAll(async () => {
  air = await buildAir();
  air.house.clock.set(MORNING);
  village = air.villages[0]!;
  for (const record of await approverRecords(air.platform.db)) await air.platform.signer.putApprover(record);
  leaderPhone = await generateKey(false);
  const { leader } = air.people;
  await air.ask(leader, 'POST', '/api/me/phones', { x: leaderPhone.public.x, name: 'Samsung A13' });
  const payload = await enrolmentOf(leaderPhone, { user: leader.actor.user, at: now() }, LEADERS);
  const url = `/api/me/phones/${leaderPhone.public.kid}`;
  const answer = await air.house.t.app.inject({ method: 'PUT', url, headers: leader.headers, payload });
  if (answer.statusCode !== 204) throw new Error(answer.body);
  const by = { person: leader.actor.user, at: new Date(MORNING) };
  await inTransaction(air.platform.db, async (tx) => insertAcceptance(tx, air.communes[0], MACHINE.id, by));
});
afterAll(() => air.stop());
beforeEach(async () => {
  air.house.clock.set(MORNING);
  head = await newHead();
  standing = await approvedFor(village);
});

/** A village head whose phone was confirmed. */
async function newHead(perDay = 3): Promise<typeof head> {
  const { officer } = air.people;
  const { user } = await post<VillageHead>(officer, '/api/village-heads', {
    unit: village,
    name: 'Nông Văn A',
    perDay,
  });
  const { url } = await post<{ url: string }>(officer, `/api/village-heads/${user}/links`);
  const made = { user, token: url.split('#')[1]!, phone: await generateKey(false) };
  await enrol(made, made.phone);
  await post(officer, `/api/village-heads/${user}/confirm`, { x: made.phone.public.x });
  return made;
}
const enrol = async ({ user, token }: Pick<typeof head, 'user' | 'token'>, phone: Phone, pin = PIN) =>
  air.ask(null, 'POST', '/api/notice-links/phone', {
    token,
    enrolled: await enrolmentOf(phone, { user, at: now() }, pin),
  });

async function approvedFor(unit: string, change: object = {}): Promise<StandingView> {
  const { officer, leader } = air.people;
  const template = await post<Template>(officer, '/api/templates', { unit: air.communes[0], content: CONTENT });
  const terms = {
    hours: { from: '05:00', to: '20:00' },
    longestSeconds: 60,
    perDay: 3,
    until: '2026-12-31',
    ...change,
  };
  const asked = { unit, template: template.id, places: [unit], ...terms };
  const view = await post<StandingView>(officer, '/api/standing-approvals', asked);
  const { id, revision, places, hours, longestSeconds, perDay, until } = view;
  const shown = { id, template: view.template, revision, places, hours, longestSeconds, perDay, until };
  const said = { v: 1, kind: 'template', ...shown, unit, approver: leader.actor.user, from: now() };
  const signed = await proved(leaderPhone, PHONE_TYPES.standing, said, LEADERS);
  return post(leader, `/api/standing-approvals/${id}/approve`, { signed });
}

const filled = (values: Record<string, string> = VALUES): NoticeContent => ({
  standing: standing.id,
  values,
  title: '',
  text: '',
});
const own = (text: string): NoticeContent => ({ standing: null, values: {}, title: 'Tìm trâu lạc', text });

async function statement(of: object, change: Partial<NoticeStatement>): Promise<object> {
  return { v: 1, act: 'send', head: head.user, of: await noticeHash(of), at: now(), ...change };
}

/** A draft whose sound is ready, as a job makes it, and was handed to the phone a minute ago. */
async function drafted(content: NoticeContent = filled(), notice = randomUUID()): Promise<NoticeView> {
  const said = await statement(content, { act: 'draft', notice });
  const { document } = await proved(head.phone, PHONE_TYPES.notice, said, PIN);
  await post(null, '/api/notice-links/notices', { token: head.token, notice, content, document });
  const { rows } = await air.house.t.database.pool.query<{ bulletin: string }>(
    'select bulletin_id as bulletin from notices where id = $1',
    [notice],
  );
  const bulletin = await getBulletin(air.platform, air.people.officer.actor, rows[0]!.bulletin);
  await buildSound(air.platform, bulletin, { durationMs: SOUND_MS, machine: MACHINE });
  const view = await post<NoticeView>(null, `/api/notice-links/notices/${notice}`, { token: head.token });
  air.house.clock.advance(60_000);
  return view;
}
interface Wishes {
  pin?: string;
  phone?: Phone;
  heardMs?: number;
  start?: string | null;
  said?: Partial<NoticeStatement>;
}
async function send(
  view: NoticeView,
  { pin = PIN, phone = head.phone, heardMs = SOUND_MS, start = null, said }: Wishes = {},
) {
  const content = { sound: view.sound!.mp3Sha256, start, heard: [{ fromMs: 0, toMs: heardMs }] };
  const signed = await proved(phone, PHONE_TYPES.notice, await statement(content, { notice: view.id, ...said }), pin);
  return air.ask(null, 'POST', `/api/notice-links/notices/${view.id}/send`, { token: head.token, content, signed });
}

describe('a village head’s notice', () => {
  it('filled into a template approved for the village goes out there alone; the leader sees it and can stop it', async () => {
    const { leader } = air.people;
    const desk = await post<NoticeDesk>(null, '/api/notice-links/open', { token: head.token });
    expect(desk).toMatchObject({ person: head.user, unit: village, phone: 'standing', left: 3 });
    expect(desk.templates.map((one) => one.standing)).toContain(standing.id);
    const view = await drafted();
    expect(view).toMatchObject({ title: 'Mời họp', state: 'ready', sound: { durationMs: SOUND_MS } });
    const sent = await send(view);
    expect(sent.body).toMatchObject({ state: 'sent', request: { state: 'approved', when: 'Phát ngay' } });
    expect((await send(view)).body).toMatchObject({ state: 'sent' });
    const seen = (await air.ask(leader, 'GET', '/api/me/filled')).body['items'] as FilledView[];
    const item = seen.find(({ title }) => title === 'Mời họp')!;
    expect(item).toMatchObject({ filledByName: 'Nông Văn A', unitName: desk.unitName, withdrawn: false });
    await makeOrder(air.platform, { request: item.request });
    await air.issue();
    const onAir = async (unit: string): Promise<string[]> => {
      const { entries } = await air.programme(unit);
      return entries.flatMap((entry) => (entry.kind === 'order' ? entry.order : []));
    };
    expect(await onAir(village)).toContain(item.order);
    expect((await air.ask(leader, 'POST', `/api/orders/${item.order}/stop`, { reason: '' })).status).toBe(200);
    await air.issue();
    expect(await onAir(village)).not.toContain(item.order);
    const { rows } = await air.house.t.database.pool.query<{ act: string }>(
      `select act from audit_entries where actor_name = 'Nông Văn A' and actor_id = $1`,
      [head.user],
    );
    expect(rows.map(({ act }) => act)).toEqual(expect.arrayContaining(['notice.sent', 'request.submitted']));
  });

  it('that a dying server took and never submitted is sent again, and counts once', async () => {
    head = await newHead(1);
    const view = await drafted();
    await air.house.t.database.pool.query('update notices set sent_at = $2 where id = $1', [view.id, now()]);
    expect((await send(view)).body).toMatchObject({ state: 'ready', request: null });
    air.house.clock.advance(60_000);
    expect((await send(view)).body).toMatchObject({ state: 'sent', request: { state: 'approved' } });
  });

  it('in own words waits for the commune’s leader', async () => {
    const view = await drafted(own('Nhà ông A lạc một con trâu đực, ai thấy xin báo trưởng thôn.'));
    const sent = await send(view);
    expect(sent.body).toMatchObject({ state: 'sent', request: { state: 'waiting' } });
    const inbox = (await air.ask(air.people.leader, 'GET', '/api/inbox')).body as unknown as Inbox;
    expect(inbox.tasks.find(({ title }) => title === 'Tìm trâu lạc')?.sentence).toContain('Nông Văn A');
  });

  it('waits for the leader too where the standing approval does not cover it', async () => {
    standing = await approvedFor(village, { hours: { from: '05:00', to: '09:10' } });
    expect((await send(await drafted())).body).toMatchObject({ state: 'sent', request: { state: 'waiting' } });
  });

  it('is never sent in quiet hours, unheard, or beyond the count of the day', async () => {
    const view = await drafted();
    expect((await send(view, { heardMs: 5_000 })).body['code']).toBe('not-listened');
    air.house.clock.set('2026-12-01T15:00:00.000Z');
    expect((await send(view)).body['code']).toBe('quiet-hours');
    air.house.clock.set(MORNING);
    head = await newHead(1);
    const [one, two] = [await drafted(), await drafted()];
    expect((await send(one)).body).toMatchObject({ state: 'sent' });
    expect((await send(two)).body['code']).toBe('notices-of-day-used');
  });
});

describe('what a village head is told', () => {
  const desk = () => post<NoticeDesk>(null, '/api/notice-links/open', { token: head.token });
  const fate = async (id: string) => (await desk()).sent.find((one) => one.id === id)?.request;

  it('before writing: how many, at which hours, how long, and what a template allows', async () => {
    expect(await desk()).toMatchObject({
      perDay: 3,
      left: 3,
      quiet: { from: '21:30', to: '05:00' },
      longestSeconds: 120,
      sent: [],
    });
    const mine = (await desk()).templates.find((one) => one.standing === standing.id);
    expect(mine).toMatchObject({ hours: { from: '05:00', to: '20:00' }, longestSeconds: 60, perDay: 3 });
    const { pool } = air.house.t.database;
    await pool.query(
      `insert into broadcast_rules (unit_id, quiet_from, quiet_to, longest_item_ms) values ($1, '20:00', '06:15', 45000)`,
      [village],
    );
    const narrow = await desk();
    await pool.query('delete from broadcast_rules where unit_id = $1', [village]);
    expect(narrow).toMatchObject({ quiet: { from: '20:00', to: '06:15' }, longestSeconds: 45 });
  });

  it('after sending, also with none left: waiting, returned, planned, playing, heard, stopped, unheard', async () => {
    head = await newHead(4);
    const { leader } = air.people;
    const waits = await drafted(own('Nhà ông A lạc một con trâu đực, ai thấy xin báo trưởng thôn.'));
    await send(waits);
    expect(await fate(waits.id)).toMatchObject({ state: 'waiting', air: null });
    const { rows } = await air.house.t.database.pool.query<{ request: string }>(
      'select request_id as request from notices where id = $1',
      [waits.id],
    );
    await air.ask(leader, 'POST', `/api/requests/${rows[0]!.request}/return`, { reason: 'Ghi rõ số điện thoại' });
    expect(await fate(waits.id)).toMatchObject({ state: 'returned', reason: 'Ghi rõ số điện thoại' });

    const teller = await putSpeaker(air, village);
    const aired = async () => {
      const view = await drafted();
      await send(view);
      expect(await fate(view.id)).toMatchObject({ state: 'approved', air: 'planned', when: 'Phát ngay' });
      const order = await orderOf(view.id);
      const slot = order.at.toISOString();
      return {
        id: view.id,
        ...order,
        tell: (kind: 'playing' | 'finished') => teller.tell({ order: order.order, slot, kind }),
      };
    };
    const heard = await aired();
    await heard.tell('playing');
    expect(await fate(heard.id)).toMatchObject({ air: 'playing' });
    await heard.tell('finished');
    expect(await fate(heard.id)).toMatchObject({ air: 'heard' });
    const stopped = await aired();
    await stopped.tell('playing');
    expect((await air.ask(leader, 'POST', `/api/orders/${stopped.order}/stop`, { reason: '' })).status).toBe(200);
    expect(await fate(stopped.id)).toMatchObject({ air: 'stopped' });
    const silent = await aired();
    air.house.clock.set(silent.until.toISOString());
    expect(await fate(silent.id)).toMatchObject({ air: 'unheard' });

    const { left, sent } = await desk();
    expect(left).toBe(0);
    expect(sent.map((one) => one.id)).toEqual([silent.id, stopped.id, heard.id, waits.id]);
    const seen = await post<NoticeView>(null, `/api/notice-links/notices/${heard.id}`, { token: head.token });
    expect(seen).toMatchObject({ state: 'sent', request: { state: 'approved', air: 'heard' } });
  });

  it('is named in the log book, on screen and in print, beside the leader who approved beforehand', async () => {
    const view = await drafted();
    await send(view);
    const { order, at } = await orderOf(view.id);
    const { officer, leader } = air.people;
    const period = 'from=2026-12-01&to=2026-12-31';
    const commune = air.communes[0];
    const book = (await air.ask(officer, 'GET', `/api/log-books/${commune}?${period}`)).body as unknown as LogBook;
    const line = book.rows.find(({ key }) => key === `${order}@${at.getTime()}`)!;
    const { rows } = await air.house.t.database.pool.query<{ name: string }>('select name from users where id = $1', [
      head.user,
    ]);
    expect(line.trouble).toMatch(`Trưởng thôn ${rows[0]!.name} gửi`);
    expect(line.approvers).toBe(`${leader.actor.name} (mẫu duyệt sẵn)`);
    const url = `/api/papers/log-books/${commune}.docx?${period}`;
    const paper = await air.house.t.app.inject({ url, headers: officer.headers });
    expect(docxText(paper.rawPayload)).toContain([line.approvers, line.speakers, line.trouble].join('\n'));
  });

  async function orderOf(notice: string): Promise<{ order: string; at: Date; until: Date }> {
    const { pool } = air.house.t.database;
    const asked = await pool.query<{ request: string }>('select request_id as request from notices where id = $1', [
      notice,
    ]);
    const request = asked.rows[0]!.request;
    await makeOrder(air.platform, { request });
    const { rows } = await pool.query<{ order: string; at: Date; until: Date }>(
      'select o.id as order, s.at, s.until from orders o join order_slots s on s.order_id = o.id where o.request_id = $1',
      [request],
    );
    return rows[0]!;
  }
});

describe('the link of a village head', () => {
  it('belongs to the phone that opened it first, once the commune has compared its words', async () => {
    const { officer, neighbour, viewer } = air.people;
    const { user } = await post<VillageHead>(officer, '/api/village-heads', { unit: village, name: 'Triệu Thị B' });
    const { url } = await post<{ url: string }>(officer, `/api/village-heads/${user}/links`);
    head = { user, token: url.split('#')[1]!, phone: await generateKey(false) };
    expect((await enrol(head, head.phone)).status).toBe(204);
    const forwarded = await generateKey(false);
    expect((await enrol(head, forwarded)).body['code']).toBe('notice-phone-other');
    await expect(drafted()).rejects.toThrow('notice-phone-waiting');
    const confirm = `/api/village-heads/${user}/confirm`;
    expect(await codeOf(officer, confirm, { x: forwarded.public.x })).toBe('conflict');
    expect(await codeOf(neighbour, confirm, { x: head.phone.public.x })).toBe('not-found');
    expect(await codeOf(viewer, confirm, { x: head.phone.public.x })).toBe('not-found');
    expect((await air.ask(officer, 'POST', confirm, { x: head.phone.public.x })).status).toBe(204);
    const view = await drafted();
    expect((await send(view, { phone: forwarded })).body['code']).toBe('notice-phone-other');
    expect((await send(view, { said: { notice: randomUUID() } })).body['code']).toBe('signature-refused');
    expect((await send(view, { said: { at: '2026-12-01T01:00:00.000Z' } })).body['code']).toBe('signature-refused');
    const forged = { token: 'x'.repeat(43) };
    expect(await codeOf(null, '/api/notice-links/open', forged)).toBe('notice-link-over');
    await post(officer, `/api/village-heads/${user}/links`);
    expect(await codeOf(null, '/api/notice-links/open', { token: head.token })).toBe('notice-link-over');
  });

  it('is locked by five wrong PINs, however many come at once', async () => {
    const view = await drafted();
    const answers = await Promise.all(Array.from({ length: 7 }, async () => send(view, { pin: '000000' })));
    const codes = answers.map(({ body }) => body['code']);
    expect(codes.filter((code) => code === 'pin-wrong')).toHaveLength(4);
    expect(codes.filter((code) => code === 'notice-phone-locked')).toHaveLength(3);
    expect((await send(view)).body['code']).toBe('notice-phone-locked');
  });

  it('opens no account, and ends with the village head', async () => {
    const { admin, officer, neighbour } = air.people;
    expect((await air.ask(admin, 'POST', `/api/users/${head.user}/sign-in-link`)).status).toBe(403);
    const given = { role: 'village-head', unit: village, topic: null };
    expect((await air.ask(admin, 'POST', `/api/users/${officer.actor.user}/grants`, given)).status).toBe(400);
    const view = await drafted();
    expect((await air.ask(neighbour, 'DELETE', `/api/village-heads/${head.user}`)).status).toBe(404);
    expect((await air.ask(officer, 'DELETE', `/api/village-heads/${head.user}`)).status).toBe(204);
    expect((await send(view)).body['code']).toBe('notice-link-over');
    const { rows } = await air.house.t.database.pool.query('select 1 from standing_grants where user_id = $1', [
      head.user,
    ]);
    expect(rows).toEqual([]);
  });

  it('is made for villages of one’s own commune alone', async () => {
    const body = { unit: village, name: 'Ai đó' };
    const { officer, neighbour, viewer } = air.people;
    expect(await codeOf(neighbour, '/api/village-heads', body)).toBe('forbidden');
    expect(await codeOf(viewer, '/api/village-heads', body)).toBe('forbidden');
    expect(await codeOf(officer, '/api/village-heads', { ...body, unit: air.communes[0] })).toBe('invalid-input');
  });
});
