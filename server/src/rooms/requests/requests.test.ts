import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { Inbox, RequestView } from '@nguon/protocol/http/requests.ts';
import { requestDigest } from '@nguon/protocol/request.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import { buildHttp, type Actor, type Doors } from '../../platform/http.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser, signedIn, type BuiltUser } from '../accounts/factories.ts';
import { identifyBy } from '../accounts/service.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { getBulletin, reviseBulletin } from '../bulletins/service.ts';
import { keepPicture } from '../media/service.ts';
import { finishPictureText } from '../media/store-picture-texts.ts';
import { buildSmallProvince, type SmallProvince } from '../units/factories.ts';
import { HOURLY, buildRequest, approveBy, listenWhole } from './factories.ts';
import { registerRequestRoutes } from './routes.ts';
import { closeOutdatedRequests, lapseRequest } from './service.ts';

let test: TestApp;
let doors: Doors;
let land: SmallProvince;
const people = new Map<string, { user: BuiltUser; actor: Actor; headers: { cookie: string } }>();

async function person(name: string, role: Parameters<typeof buildUser>[1] & object): Promise<void> {
  const user = await buildUser(test.platform.db, { name, ...role });
  const actor = await actorFor(test.platform.db, user);
  people.set(name, { user, actor, headers: await signedIn(test.platform, user) });
}
const who = (name: string) => people.get(name)!;

async function ask<T = RequestView>(
  name: string | null,
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
): Promise<{ status: number; body: T & Partial<Problem> }> {
  const headers = name === null ? {} : who(name).headers;
  const response = await doors.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: response.statusCode, body: (response.body === '' ? null : response.json()) as T & Partial<Problem> };
}

beforeAll(async () => {
  test = await buildTestApp();
  const { platform } = test;
  doors = await buildHttp({ log: platform.log, publicUrl: platform.config.publicUrl, identify: identifyBy(platform) });
  registerRequestRoutes(doors, platform, HOURLY);
  land = await buildSmallProvince(platform.db);
  const [commune, other] = [land.communes[0]!.id, land.communes[1]!.id];
  await person('cán bộ', { role: 'commune-officer', unit: commune });
  await person('cán bộ hai', { role: 'commune-officer', unit: commune });
  await person('chủ tịch', { role: 'commune-leader', unit: commune });
  await person('phó chủ tịch', { role: 'commune-leader', unit: commune });
  await person('chủ tịch xã khác', { role: 'commune-leader', unit: other });
  await person('sở', { role: 'department-editor', unit: land.province.id });
  await person('biên tập một', { role: 'editorial-board', unit: land.province.id });
  await person('biên tập hai', { role: 'editorial-board', unit: land.province.id });
});
afterAll(async () => {
  await doors.close();
  await test.stop();
});
beforeEach(() => test.clock.set('2026-11-23T09:50:00.000Z'));

async function communeBulletin(author = 'cán bộ'): Promise<Bulletin> {
  const bulletin = await buildBulletin(test.platform, who(author).actor, { unit: land.communes[0]!.id });
  await buildSound(test.platform, bulletin);
  return getBulletin(test.platform, who(author).actor, bulletin.id);
}

async function waiting(author = 'cán bộ'): Promise<RequestView> {
  return buildRequest(test.platform, who(author).actor, await communeBulletin(author));
}

const ordersAsked = async (request: string) =>
  (
    await test.database.pool.query(
      `select count(*)::int as n from pgboss.job where name = 'orders.make' and data ->> 'request' = $1`,
      [request],
    )
  ).rows[0].n as number;

describe('submitting', () => {
  it('makes exactly what is approved, with its digest, and puts it before the right person', async () => {
    const bulletin = await communeBulletin();
    const { status, body } = await ask('cán bộ', 'POST', '/api/requests', {
      bulletin: bulletin.id,
      revision: bulletin.revision,
      targets: [land.villages[1]!.id, land.villages[0]!.id],
      times: { kind: 'slots', starts: ['2026-11-23T11:00:00.000Z', '2026-11-23T10:00:00.000Z'] },
    });
    expect(status).toBe(201);
    expect(body.digest).toBe(await requestDigest(body.request));
    expect(body.request.targets).toEqual([land.villages[0]!.id, land.villages[1]!.id].toSorted());
    expect(body.request.times).toMatchObject({
      slots: [{ at: '2026-11-23T10:00:00.000Z' }, { at: '2026-11-23T11:00:00.000Z' }],
    });
    expect(body.sounds).toHaveLength(1);
    expect(body.steps).toEqual([{ step: 1, name: 'Lãnh đạo xã duyệt', approval: null }]);
    expect(body.mayApprove).toBe(false);
    expect(body.whyNot).toContain('không tự duyệt');
    const inbox = await ask<Inbox>('chủ tịch', 'GET', '/api/inbox');
    const task = inbox.body.tasks.find(({ id }) => id === body.id);
    expect(task).toMatchObject({
      kind: 'approve',
      when: '17 giờ, thứ Hai, 23/11/2026 và 1 buổi nữa',
      where: 'Thôn Bản Nản, Thôn Nà Làng',
    });
    for (const name of ['cán bộ', 'cán bộ hai', 'chủ tịch xã khác', 'biên tập một']) {
      const others = await ask<Inbox>(name, 'GET', '/api/inbox');
      expect(others.body.tasks.map(({ id }) => id)).not.toContain(body.id);
    }
    expect((await getBulletin(test.platform, who('cán bộ').actor, bulletin.id)).state).toBe('submitted');
  });

  it('is refused outside the bulletin’s area, with an older revision, at no slot, and by whoever may not write it', async () => {
    const bulletin = await communeBulletin();
    const body = {
      bulletin: bulletin.id,
      revision: bulletin.revision,
      targets: [bulletin.unit],
      times: { kind: 'now' },
    };
    const slots = { kind: 'slots', starts: ['2026-11-23T10:17:00.000Z'] };
    const tries: [string | null, object, string][] = [
      [null, body, 'signed-out'],
      ['chủ tịch xã khác', body, 'not-found'],
      ['cán bộ', { ...body, targets: [land.communes[1]!.id] }, 'forbidden'],
      ['cán bộ', { ...body, revision: 'b'.repeat(64) }, 'conflict'],
      ['cán bộ', { ...body, times: slots }, 'invalid-input'],
      ['cán bộ', { ...body, bulletin: land.province.id }, 'not-found'],
      ['cán bộ', { ...body, readings: 4 }, 'invalid-input'],
    ];
    for (const [name, payload, code] of tries) {
      expect((await ask(name, 'POST', '/api/requests', payload)).body.code).toBe(code);
    }
  });

  it('wants words for a picture, for whoever does not see it', async () => {
    const { actor } = who('cán bộ');
    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const { sha256 } = await keepPicture(test.platform, actor, Readable.from([Buffer.from(pixel, 'base64')]));
    await finishPictureText(test.platform.db, sha256, { state: 'read', text: '' }, test.clock.now());
    const submit = async (alternative: string) => {
      const picture = { sha256, alternative };
      const made = await buildBulletin(test.platform, actor, { unit: land.communes[0]!.id, picture });
      await buildSound(test.platform, made);
      const body = { bulletin: made.id, revision: made.revision, targets: [made.unit], times: { kind: 'now' } };
      return ask('cán bộ', 'POST', '/api/requests', body);
    };
    expect((await submit('  ')).body.code).toBe('invalid-input');
    const { status, body } = await submit('Bản đồ đường tránh');
    expect(status).toBe(201);
    expect(body.request.screen.picture).toEqual({ sha256, alternative: 'Bản đồ đường tránh' });
  });

  it('wants a finished sound for loudspeakers, within the rules of the place', async () => {
    const bulletin = await buildBulletin(test.platform, who('cán bộ').actor, { unit: land.communes[0]!.id });
    const body = {
      bulletin: bulletin.id,
      revision: bulletin.revision,
      targets: [bulletin.unit],
      times: { kind: 'now' },
    };
    expect((await ask('cán bộ', 'POST', '/api/requests', body)).body.code).toBe('sound-missing');
    expect((await ask('cán bộ', 'POST', '/api/requests', { ...body, channels: ['board'] })).status).toBe(201);
    await buildSound(test.platform, bulletin, { durationMs: 11 * 60_000 });
    expect((await ask('cán bộ', 'POST', '/api/requests', body)).body.code).toBe('sound-too-long');
    expect((await ask('cán bộ', 'POST', '/api/requests', { ...body, readings: 1 })).status).toBe(201);
    test.clock.set('2026-11-23T15:00:00.000Z');
    expect((await ask('cán bộ', 'POST', '/api/requests', { ...body, readings: 1 })).body.code).toBe('quiet-hours');
  });

  it('takes the nearest rules above a place', async () => {
    const { pool } = test.database;
    const village = land.villages[2]!.id;
    const insert = `insert into broadcast_rules values ($1, '15:00', '18:00', 600000, 'Quyết định thử')`;
    await pool.query(insert, [land.communes[1]!.id]);
    const bulletin = await buildBulletin(test.platform, who('sở').actor, { unit: land.province.id });
    await buildSound(test.platform, bulletin);
    const body = { bulletin: bulletin.id, revision: bulletin.revision, times: { kind: 'now' } };
    expect((await ask('sở', 'POST', '/api/requests', { ...body, targets: [village] })).body.code).toBe('quiet-hours');
    expect((await ask('sở', 'POST', '/api/requests', { ...body, targets: [land.villages[0]!.id] })).status).toBe(201);
  });

  it('again closes the request before', async () => {
    const first = await waiting();
    const bulletin = await getBulletin(test.platform, who('cán bộ').actor, first.request.revision.bulletin);
    const second = await buildRequest(test.platform, who('cán bộ').actor, bulletin, { readings: 1 });
    expect((await ask('cán bộ', 'GET', `/api/requests/${first.id}`)).body.state).toBe('withdrawn');
    expect((await ask('cán bộ', 'GET', `/api/requests/${second.id}`)).body.state).toBe('waiting');
  });
});

describe('approving', () => {
  it('by the leader who listened makes the order’s job, once', async () => {
    const request = await waiting();
    const begun = await ask<{ listening: string; totalMs: number }>(
      'chủ tịch',
      'POST',
      `/api/requests/${request.id}/listenings`,
    );
    expect(begun.body.totalMs).toBe(30_000);
    const progress = `/api/listenings/${begun.body.listening}`;
    test.clock.advance(15_000);
    expect((await ask('chủ tịch', 'PUT', progress, { heard: [{ fromMs: 0, toMs: 14_000 }] })).status).toBe(204);
    const approve = { digest: request.digest, listening: begun.body.listening };
    const early = await ask('chủ tịch', 'POST', `/api/requests/${request.id}/approve`, approve);
    expect(early.body).toMatchObject({ code: 'not-listened', parameters: { heard: 14, total: 30 } });
    expect((await ask('chủ tịch', 'PUT', progress, { heard: [{ fromMs: 0, toMs: 30_000 }] })).body.code).toBe(
      'not-listened',
    );
    test.clock.advance(16_000);
    expect((await ask('chủ tịch', 'PUT', progress, { heard: [{ fromMs: 13_000, toMs: 29_000 }] })).status).toBe(204);
    const done = await ask('chủ tịch', 'POST', `/api/requests/${request.id}/approve`, approve);
    expect(done.status).toBe(200);
    expect(done.body.state).toBe('approved');
    expect(done.body.order).toMatch(/^[0-9a-f-]{36}$/);
    expect(done.body.steps[0]?.approval).toMatchObject({
      approverName: 'chủ tịch',
      channel: 'screen',
      listenedMs: 29_000,
    });
    expect(await ordersAsked(request.id)).toBe(1);
    expect((await ask('phó chủ tịch', 'POST', `/api/requests/${request.id}/approve`, approve)).body.code).toBe(
      'request-closed',
    );
    const { state } = await getBulletin(test.platform, who('cán bộ').actor, request.request.revision.bulletin);
    expect(state).toBe('ordered');
  });

  it('takes two different people of the board for the province', async () => {
    const bulletin = await buildBulletin(test.platform, who('sở').actor, { unit: land.province.id });
    await buildSound(test.platform, bulletin);
    const targets = [land.communes[0]!.id, land.communes[2]!.id];
    const request = await buildRequest(test.platform, who('sở').actor, bulletin, { targets });
    await approveBy(test.platform, request, [who('biên tập một').actor]);
    expect((await ask('biên tập một', 'GET', `/api/requests/${request.id}`)).body.whyNot).toContain('Bước tiếp theo');
    await expect(approveBy(test.platform, request, [who('biên tập một').actor])).rejects.toMatchObject({
      code: 'already-approved-by-you',
    });
    expect(await ordersAsked(request.id)).toBe(0);
    await approveBy(test.platform, request, [who('biên tập hai').actor]);
    const done = await ask('sở', 'GET', `/api/requests/${request.id}`);
    expect(done.body.steps.map((step) => step.approval?.approverName)).toEqual(['biên tập một', 'biên tập hai']);
    expect(await ordersAsked(request.id)).toBe(1);
  });

  it('is refused to the author in every guise, to another commune, and with another digest or listening', async () => {
    const request = await waiting('chủ tịch');
    const listening = await listenWhole(test.platform, who('phó chủ tịch').actor, request.id);
    const foreign = await listenWhole(test.platform, who('cán bộ').actor, request.id);
    const tries: [string, object, string][] = [
      ['chủ tịch', { digest: request.digest, listening: null }, 'author-approves'],
      ['cán bộ', { digest: request.digest, listening: foreign }, 'forbidden'],
      ['chủ tịch xã khác', { digest: request.digest, listening: null }, 'not-found'],
      ['phó chủ tịch', { digest: 'c'.repeat(64), listening }, 'request-changed'],
      ['phó chủ tịch', { digest: request.digest, listening: foreign }, 'not-listened'],
      ['phó chủ tịch', { digest: request.digest, listening: null }, 'not-listened'],
    ];
    for (const [name, payload, code] of tries) {
      const answer = await ask(name, 'POST', `/api/requests/${request.id}/approve`, payload);
      expect([name, answer.body.code]).toEqual([name, code]);
    }
    expect(await ordersAsked(request.id)).toBe(0);
  });

  it('by two at the same instant acts once', async () => {
    const request = await waiting();
    const approvers = ['chủ tịch', 'phó chủ tịch'];
    const listenings = await Promise.all(
      approvers.map((name) => listenWhole(test.platform, who(name).actor, request.id)),
    );
    const answers = await Promise.all(
      approvers.map((name, index) =>
        ask(name, 'POST', `/api/requests/${request.id}/approve`, {
          digest: request.digest,
          listening: listenings[index],
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('request-closed');
    expect(await ordersAsked(request.id)).toBe(1);
  });

  it('is refused once the text changed, even before the job has closed the request', async () => {
    const request = await waiting();
    const author = who('cán bộ').actor;
    const bulletin = await getBulletin(test.platform, author, request.request.revision.bulletin);
    await reviseBulletin(test.platform, author, bulletin.id, {
      ...bulletin,
      text: 'Giờ họp đã đổi.',
      seen: bulletin.revision,
      keepSounds: true,
    });
    await expect(approveBy(test.platform, request, [who('chủ tịch').actor])).rejects.toMatchObject({
      code: 'request-changed',
    });
    expect((await ask('chủ tịch', 'GET', `/api/requests/${request.id}`)).body.state).toBe('withdrawn');
    await closeOutdatedRequests(test.platform, bulletin.id);
    await closeOutdatedRequests(test.platform, bulletin.id);
    await expect(approveBy(test.platform, request, [who('chủ tịch').actor])).rejects.toMatchObject({
      code: 'request-closed',
    });
  });

  it('comes too late for "Phát ngay" after two hours', async () => {
    const request = await waiting();
    const listening = await listenWhole(test.platform, who('chủ tịch').actor, request.id);
    test.clock.advance(2 * 3_600_000);
    const late = await ask('chủ tịch', 'POST', `/api/requests/${request.id}/approve`, {
      digest: request.digest,
      listening,
    });
    expect(late.body.code).toBe('slot-passed');
    await lapseRequest(test.platform, request.id);
    const { body } = await ask('cán bộ', 'GET', `/api/requests/${request.id}`);
    expect(body.state).toBe('expired');
    expect((await getBulletin(test.platform, who('cán bộ').actor, request.request.revision.bulletin)).state).toBe(
      'draft',
    );
  });
});

describe('sending back', () => {
  it('returns with a reason that the author finds in the inbox', async () => {
    const request = await waiting();
    const url = `/api/requests/${request.id}/return`;
    expect((await ask('cán bộ hai', 'POST', url, { reason: 'x' })).body.code).toBe('forbidden');
    const { body } = await ask('chủ tịch', 'POST', url, { reason: 'Thiếu giờ họp.' });
    expect(body).toMatchObject({ state: 'returned', returnReason: 'Thiếu giờ họp.' });
    const inbox = await ask<Inbox>('cán bộ', 'GET', '/api/inbox');
    const task = inbox.body.tasks.find(({ id }) => id === request.request.revision.bulletin);
    expect(task).toMatchObject({ kind: 'returned', sentence: 'Bị trả lại: Thiếu giờ họp.' });
    expect((await ask('chủ tịch', 'POST', url, { reason: 'Lần nữa.' })).body.code).toBe('request-closed');
  });

  it('withdraws, and only for those who write there', async () => {
    const request = await waiting();
    const url = `/api/requests/${request.id}/withdraw`;
    expect((await ask('chủ tịch xã khác', 'POST', url)).body.code).toBe('not-found');
    expect((await ask('cán bộ hai', 'POST', url)).body.state).toBe('withdrawn');
    expect((await ask('cán bộ', 'POST', url)).body.code).toBe('request-closed');
  });
});

describe('the database itself', () => {
  it('refuses to change what was submitted or approved', async () => {
    const request = await waiting();
    await approveBy(test.platform, request, [who('chủ tịch').actor]);
    const { pool } = test.database;
    const tries = [
      ['update requests set canonical = canonical where id = $1', 'closed request'],
      ['update approvals set listened_ms = 0 where request_id = $1', 'approvals are never changed'],
      ['delete from approvals where request_id = $1', 'approvals are never changed'],
    ];
    for (const [statement, message] of tries)
      await expect(pool.query(statement!, [request.id])).rejects.toThrow(message);
    const open = await waiting();
    await expect(pool.query(`update requests set unit_id = author_id where id = $1`, [open.id])).rejects.toThrow();
    await expect(pool.query(`update requests set approve_by = now() where id = $1`, [open.id])).rejects.toThrow(
      'never changed',
    );
  });
});
