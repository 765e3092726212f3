import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { pinKeyOf, pinProofOf } from '@nguon/protocol/enrolled-key.ts';
import type { Phones } from '@nguon/protocol/http/phones.ts';
import type { ApprovalLink, LinkedRequest, RequestView } from '@nguon/protocol/http/requests.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import { generateKey, signDocument } from '@nguon/protocol/sign.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';
import type { z } from 'zod';
import { silentLog } from '../../platform/log.ts';
import { connectSms, SmsRefused, type SmsGateway } from '../../platform/sms.ts';
import { actorFor, buildUser, signedIn, type BuiltUser } from '../accounts/factories.ts';
import { approverRecords } from '../accounts/service.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { getBulletin } from '../bulletins/service.ts';
import { buildDeviceHouse, type DeviceHouse } from '../devices/testing/house.ts';
import { buildRequest, listenWhole } from '../requests/factories.ts';
import { TEXTS_QUEUE, type OutgoingText } from '../requests/service.ts';
import { keepReport, sendText } from './texts.ts';

const PIN = '271828';
type Person = { user: BuiltUser; cookie: string };
type Phone = Awaited<ReturnType<typeof generateKey>>;

let house: DeviceHouse;
let gateway: { child: ChildProcess; lines: { to?: string; message?: string; part?: boolean }[] };
let sms: SmsGateway;
let commune: string;
const people = new Map<string, Person>();
const who = (name: string): Person => people.get(name)!;

async function startGateway(): Promise<number> {
  const program = new URL('testing/smpp-server.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: typeof gateway.lines = [];
  const reader = createInterface({ input: child.stdout });
  const [first] = (await once(reader, 'line')) as [string];
  reader.on('line', (line) => lines.push(JSON.parse(line) as (typeof lines)[number]));
  gateway = { child, lines };
  return (JSON.parse(first) as { port: number }).port;
}

beforeAll(async () => {
  const port = await startGateway();
  sms = connectSms(`smpp://nguon:bi-mat@127.0.0.1:${port}?from=NGUON`, silentLog());
  house = await buildDeviceHouse(undefined, sms);
  sms.onReport((report) => void keepReport(house.t.platform, report));
  commune = house.province.communes[0]!.id;
  for (const [name, role] of [
    ['cán bộ', 'commune-officer'],
    ['chủ tịch', 'commune-leader'],
    ['phó chủ tịch', 'commune-leader'],
  ] as const) {
    const user = await buildUser(house.t.database.db, { name, role, unit: commune });
    people.set(name, { user, ...(await signedIn(house.t.platform, user)) });
  }
  for (const record of await approverRecords(house.t.database.db)) await house.t.platform.signer.putApprover(record);
});
afterAll(async () => {
  await sms.close();
  await house.stop();
  gateway.child.kill();
});
beforeEach(() => house.clock.advance(60_000));

async function ask<T = RequestView>(
  name: string | null,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
): Promise<{ status: number; body: T & Partial<Problem> }> {
  const headers = name === null ? {} : { cookie: who(name).cookie };
  const response = await house.t.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: response.statusCode, body: (response.body === '' ? null : response.json()) as T & Partial<Problem> };
}

async function waitingRequest(text = 'Mời họp thôn.'): Promise<RequestView> {
  const { platform } = house.t;
  const author = await actorFor(platform.db, who('cán bộ').user);
  const bulletin = await buildBulletin(platform, author, { unit: commune, text });
  await buildSound(platform, bulletin);
  return buildRequest(platform, author, await getBulletin(platform, author, bulletin.id));
}

const now = (): string => house.clock.now().toISOString();

async function signedBy(
  phone: Phone,
  type: (typeof PHONE_TYPES)[keyof typeof PHONE_TYPES],
  content: object,
  pin = PIN,
) {
  const document = await signDocument(content, type, phone.signing);
  return { document, pin: await pinProofOf(await pinKeyOf(pin, phone.public.kid), document) };
}

async function enrol(name: string, phone: Phone): Promise<number> {
  const asked = await ask<{ kid: string }>(name, 'POST', '/api/me/phones', { x: phone.public.x, name: 'Samsung A13' });
  if (asked.status !== 201) return asked.status;
  const statement = { v: 1, user: who(name).user.id, ...phone.public, at: now() };
  const enrolment = await signDocument(statement, PHONE_TYPES.enrolment, phone.signing);
  const pinKey = await pinKeyOf(PIN, phone.public.kid);
  return (await ask(name, 'PUT', `/api/me/phones/${phone.public.kid}`, { enrolment, pinKey })).status;
}

async function linkFor(request: RequestView, name: string): Promise<{ token: string } & z.infer<typeof ApprovalLink>> {
  const { status, body } = await ask<z.infer<typeof ApprovalLink>>(
    'cán bộ',
    'POST',
    `/api/requests/${request.id}/links`,
    {
      approver: who(name).user.id,
    },
  );
  expect(status).toBe(201);
  return { ...body, token: body.url.split('#')[1]! };
}

async function statementOf(request: RequestView, name: string, listenedMs: number, change: object = {}) {
  const approver = who(name).user.id;
  const { id, digest } = request;
  const said = {
    v: 1,
    decision: 'approve',
    request: id,
    digest,
    step: 1,
    approver,
    channel: 'link',
    listenedMs,
    at: now(),
  };
  return { ...said, ...change };
}

async function heard(request: RequestView, name: string): Promise<string> {
  return listenWhole(house.t.platform, await actorFor(house.t.platform.db, who(name).user), request.id);
}

const length = (request: RequestView): number => request.sounds.reduce((sum, { durationMs }) => sum + durationMs, 0);

/** The text that a job carries to the gateway, newest first. */
async function textAsked(): Promise<{ id: string; data: OutgoingText }> {
  const { rows } = await house.t.database.pool.query<{ id: string; data: OutgoingText }>(
    'select id, data from pgboss.job where name = $1 order by created_on desc, id desc limit 1',
    [TEXTS_QUEUE],
  );
  return rows[0]!;
}

describe('a code that is read out', () => {
  it('goes to the leader’s number with the text, approves unheard, and says so', async () => {
    expect(
      (await ask('chủ tịch', 'PUT', `/api/users/${who('chủ tịch').user.id}/phone`, { phone: '0912 345 678' })).status,
    ).toBe(204);
    const request = await waitingRequest(`Mời bà con ${'họp bàn làm đường '.repeat(12)}`);
    const sent = await ask<{ to: string }>('cán bộ', 'POST', `/api/requests/${request.id}/codes`, {
      approver: who('chủ tịch').user.id,
    });
    expect(sent).toMatchObject({ status: 202, body: { to: '+8491•••678' } });
    const { id, data } = await textAsked();
    await sendText(house.t.platform, id, data);
    await sendText(house.t.platform, id, data);
    await vi.waitFor(async () => {
      const { body } = await ask<{ state: string; text: string }[]>('chủ tịch', 'GET', '/api/messages');
      expect(body[0]?.state).toBe('delivered');
    });
    const parts = gateway.lines.filter(({ to }) => to === '84912345678');
    const text = parts.map(({ message }) => message).join('');
    expect(text).toBe(data.text);
    expect(parts.length).toBeGreaterThan(2);
    const code = /mã (\d{3}) (\d{3})/.exec(text)!.slice(1).join('');
    const { body: messages } = await ask<{ text: string }[]>('chủ tịch', 'GET', '/api/messages');
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).not.toContain(code.slice(0, 3));
    const approver = who('chủ tịch').user.id;
    const approved = await ask('cán bộ', 'POST', `/api/requests/${request.id}/approve-by-code`, { approver, code });
    expect(approved).toMatchObject({ status: 200, body: { state: 'approved' } });
    expect(approved.body.steps[0]?.approval).toMatchObject({ approver, channel: 'code', listenedMs: 0 });
    const again = await ask('cán bộ', 'POST', `/api/requests/${request.id}/approve-by-code`, { approver, code });
    expect(again.status).toBe(409);
  });

  it('is of no use for another request, after five guesses, or after half an hour', async () => {
    const approver = who('chủ tịch').user.id;
    const [one, other] = [await waitingRequest(), await waitingRequest()];
    const codeFor = async (request: RequestView): Promise<string> => {
      expect((await ask('cán bộ', 'POST', `/api/requests/${request.id}/codes`, { approver })).status).toBe(202);
      return /mã (\d{3}) (\d{3})/
        .exec((await textAsked()).data.text)!
        .slice(1)
        .join('');
    };
    const tryCode = async (request: RequestView, code: string): Promise<string | number> => {
      const { status, body } = await ask('cán bộ', 'POST', `/api/requests/${request.id}/approve-by-code`, {
        approver,
        code,
      });
      return body.code ?? status;
    };
    const first = await codeFor(one);
    await codeFor(other);
    expect(await tryCode(other, first === '000000' ? '000001' : first)).toBe('code-wrong');
    const wrong = first === '123456' ? '654321' : '123456';
    for (let guess = 0; guess < 5; guess += 1) expect(await tryCode(one, wrong)).toBe('code-wrong');
    expect(await tryCode(one, first)).toBe('code-wrong');
    const late = await codeFor(one);
    house.clock.advance(31 * 60_000);
    expect(await tryCode(one, late)).toBe('code-wrong');
  });

  it('is refused for a priority item, without a number, and to whoever may not submit there', async () => {
    const approver = who('phó chủ tịch').user.id;
    const request = await waitingRequest();
    expect((await ask('cán bộ', 'POST', `/api/requests/${request.id}/codes`, { approver })).body.code).toBe(
      'no-phone-number',
    );
    expect(
      (await ask('cán bộ', 'POST', `/api/requests/${request.id}/codes`, { approver: who('cán bộ').user.id })).status,
    ).toBe(403);
    expect((await ask(null, 'POST', `/api/requests/${request.id}/codes`, { approver })).status).toBe(401);
  });

  it('that the gateway will not take is kept as failed, and one that is too late is not sent', async () => {
    await expect(sms.send('+84900000000', 'x')).rejects.toThrow(SmsRefused);
    const { data } = await textAsked();
    const before = gateway.lines.length;
    await sendText(house.t.platform, crypto.randomUUID(), {
      ...data,
      to: '+84900000000',
      notAfter: '2099-01-01T00:00:00.000Z',
    });
    await sendText(house.t.platform, crypto.randomUUID(), { ...data, notAfter: '2020-01-01T00:00:00.000Z' });
    expect(gateway.lines).toHaveLength(before);
    const { body } = await ask<{ state: string }[]>('chủ tịch', 'GET', '/api/messages');
    expect(
      body
        .map(({ state }) => state)
        .toSorted()
        .slice(1),
    ).toEqual(['failed', 'late']);
  });
});

describe('a personal link', () => {
  let phone: Phone;

  it('opens one request for one person, and approves nothing without an enrolled phone', async () => {
    const request = await waitingRequest();
    const { token, text, url } = await linkFor(request, 'chủ tịch');
    expect(text).toContain(request.request.screen.title);
    expect(text).toContain(url);
    const opened = await ask<LinkedRequest>(null, 'POST', '/api/approval-links/open', { token });
    expect(opened.body).toMatchObject({
      person: who('chủ tịch').user.id,
      view: { id: request.id, mayApprove: true, step: 1 },
    });
    expect((await ask(null, 'POST', '/api/approval-links/open', { token: `${token}x` })).body.code).toBe(
      'approval-link-over',
    );
    const stranger = await generateKey(false);
    const signed = await signedBy(
      stranger,
      PHONE_TYPES.approval,
      await statementOf(request, 'chủ tịch', length(request)),
    );
    const listening = await heard(request, 'chủ tịch');
    const body = { token, digest: request.digest, listening, signed };
    expect((await ask(null, 'POST', '/api/approval-links/approve', body)).body.code).toBe('phone-unknown');
    expect((await ask(null, 'POST', '/api/approval-links/return', { token, reason: 'sai', signed })).body.code).toBe(
      'phone-unknown',
    );
  });

  it('with the enrolled phone and its PIN approves; with a wrong PIN not', async () => {
    phone = await generateKey(false);
    expect(await enrol('chủ tịch', phone)).toBe(204);
    const request = await waitingRequest();
    const { token } = await linkFor(request, 'chủ tịch');
    const listening = await heard(request, 'chủ tịch');
    const statement = await statementOf(request, 'chủ tịch', length(request));
    const send = async (signed: object) =>
      ask<LinkedRequest>(null, 'POST', '/api/approval-links/approve', {
        token,
        digest: request.digest,
        listening,
        signed,
      });
    expect((await send(await signedBy(phone, PHONE_TYPES.approval, statement, '000000'))).body.code).toBe('pin-wrong');
    const otherStep = await signedBy(phone, PHONE_TYPES.approval, { ...statement, step: 2 });
    expect((await send(otherStep)).body.code).toBe('signature-refused');
    const tooMuch = await signedBy(phone, PHONE_TYPES.approval, { ...statement, listenedMs: length(request) + 1 });
    expect((await send(tooMuch)).body.code).toBe('signature-refused');
    const approved = await send(await signedBy(phone, PHONE_TYPES.approval, statement));
    expect(approved.body.view.steps[0]?.approval).toMatchObject({ channel: 'link', listenedMs: length(request) });
    expect(approved.body.view.state).toBe('approved');
  });

  it('returns with a reason that the phone signed', async () => {
    const request = await waitingRequest();
    const { token } = await linkFor(request, 'chủ tịch');
    const statement = await statementOf(request, 'chủ tịch', 0, { decision: 'return' });
    const approving = await signedBy(phone, PHONE_TYPES.approval, { ...statement, decision: 'approve' });
    const reason = 'Sai giờ họp';
    expect(
      (await ask(null, 'POST', '/api/approval-links/return', { token, reason, signed: approving })).body.code,
    ).toBe('signature-refused');
    const signed = await signedBy(phone, PHONE_TYPES.approval, statement);
    const returned = await ask<LinkedRequest>(null, 'POST', '/api/approval-links/return', { token, reason, signed });
    expect(returned.body.view).toMatchObject({ state: 'returned', returnReason: reason });
  });

  it('guards the commune: from now on nobody there approves without an enrolled phone, and codes need a permit', async () => {
    const request = await waitingRequest();
    const view = await ask('phó chủ tịch', 'GET', `/api/requests/${request.id}`);
    expect(view.body.needsPhone).toBe(true);
    const listening = await heard(request, 'phó chủ tịch');
    const unsigned = await ask('phó chủ tịch', 'POST', `/api/requests/${request.id}/approve`, {
      digest: request.digest,
      listening,
    });
    expect(unsigned.body.code).toBe('phone-needed');
    const approver = who('chủ tịch').user.id;
    expect((await ask('cán bộ', 'POST', `/api/requests/${request.id}/codes`, { approver })).body.code).toBe(
      'code-not-allowed',
    );
    const permit = { v: 1, kind: 'code', id: crypto.randomUUID(), approver, unit: commune, from: now() };
    const until = new Date(house.clock.now().getTime() + 86_400_000).toISOString();
    const given = await signedBy(phone, PHONE_TYPES.permit, { ...permit, until, perDay: 3 });
    expect((await ask('chủ tịch', 'POST', '/api/me/code-permits', given)).status).toBe(201);
    expect((await ask('cán bộ', 'POST', `/api/requests/${request.id}/codes`, { approver })).status).toBe(202);
  });

  it('lets a second phone in once the first has confirmed it', async () => {
    const second = await generateKey(false);
    expect(await enrol('phó chủ tịch', second)).toBe(409);
    const { body: list } = await ask<Phones>('chủ tịch', 'GET', '/api/me/phones');
    const wanted = list.toConfirm.find(({ kid }) => kid === second.public.kid)!;
    expect(wanted).toMatchObject({ x: second.public.x, units: [commune] });
    expect((await ask<Phones>('cán bộ', 'GET', '/api/me/phones')).body.toConfirm).toEqual([]);
    const said = {
      v: 1,
      user: wanted.user,
      kid: wanted.kid,
      units: wanted.units,
      voucher: who('chủ tịch').user.id,
      at: now(),
    };
    const word = await signedBy(phone, PHONE_TYPES.voucher, said);
    expect((await ask('cán bộ', 'POST', `/api/phones/${wanted.kid}/confirm`, word)).status).toBe(404);
    expect((await ask('chủ tịch', 'POST', `/api/phones/${wanted.kid}/confirm`, word)).status).toBe(204);
    expect(await enrol('phó chủ tịch', second)).toBe(204);
    expect((await ask('phó chủ tịch', 'DELETE', `/api/me/phones/${second.public.kid}`)).status).toBe(204);
    expect(await enrol('phó chủ tịch', second)).toBe(409);
    expect(await enrol('cán bộ', await generateKey(false))).toBe(403);
  });
});
