import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MachineAsked } from '@nguon/protocol/http/machines.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { buildSmallProvince, type SmallProvince } from '../units/factories.ts';
import { buildUser, signedIn, type BuiltUser } from './factories.ts';
import { QUESTION_MS } from './machine-rules.ts';

const PASSWORD = 'mật khẩu đủ dài 1';
let t: TestApp;
let place: SmallProvince;
let user: BuiltUser;
/** Cookie by which the station's computer is known. */
let computer: string;
let phone: { cookie: string };
let caller = 0;
beforeAll(async () => {
  t = await buildTestApp();
  place = await buildSmallProvince(t.database.db);
  const first = await buildUser(t.database.db, { role: 'commune-officer', unit: place.communes[0]!.id });
  computer = await setUp(await signedIn(t.platform, first));
});
afterAll(async () => t.stop());
beforeEach(async () => {
  user = await buildUser(t.database.db, { role: 'commune-officer', unit: place.communes[0]!.id, password: PASSWORD });
  phone = await signedIn(t.platform, user);
});

const post = async (url: string, headers: Record<string, string>, payload?: object) => {
  caller += 1;
  return t.app.inject({
    method: 'POST',
    url: `/api${url}`,
    headers,
    remoteAddress: `10.2.0.${caller % 250}`,
    ...(payload && { payload }),
  });
};
const cookies = (answer: { headers: Record<string, unknown> }): string[] =>
  [answer.headers['set-cookie']]
    .flat()
    .filter((line) => line !== undefined)
    .map(String);
const jar = (lines: readonly string[]): { cookie: string } => ({
  cookie: lines.map((line) => line.split(';')[0]).join('; '),
});
const statusOf = async (headers: { cookie: string }) => {
  const answer = await t.app.inject({ url: '/api/me', headers });
  return answer.statusCode === 200 ? 200 : answer.json<{ code: string }>().code;
};
const acts = async (): Promise<string[]> =>
  (
    await t.database.db
      .selectFrom('audit_entries')
      .select('act')
      .where('subject_id', '=', user.id)
      .orderBy('id')
      .execute()
  ).map(({ act }) => act);

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0) Firefox/120.0';

/** Makes a browser on which somebody is signed in a shared machine. Answers the cookie by which it is known. */
async function setUp(session: { cookie: string }): Promise<string> {
  const answer = await post('/machine', { ...session, 'user-agent': FIREFOX });
  expect(answer.statusCode).toBe(204);
  return jar(cookies(answer).slice(1)).cookie;
}

/** The station's computer asks: what it shows, the token of its picture, and its browser's cookies. */
async function ask() {
  const answer = await post('/machine-sign-ins', { cookie: computer });
  expect(answer.statusCode).toBe(201);
  const asked = answer.json<MachineAsked>();
  return { asked, token: asked.url.split('#')[1]!, pc: jar([...cookies(answer), computer]), set: cookies(answer) };
}
const confirm = (token: string, code: string, by = phone) => post('/machine-sign-ins/confirm', by, { token, code });
const enter = (pc: { cookie?: string }) => post('/machine-sign-ins/enter', pc as Record<string, string>);

/** A shared machine on which the user is. */
async function opened(): Promise<{ cookie: string }> {
  const { asked, token, pc } = await ask();
  expect((await confirm(token, asked.code)).statusCode).toBe(204);
  return jar(cookies(await enter(pc)).slice(0, 1));
}
const rest = (minutes: number) =>
  sql`update auth_sessions set used_at = now() - make_interval(secs => ${Math.round(minutes * 60)}) where user_id = ${user.id} and shared`.execute(
    t.database.db,
  );

describe('signing in a shared machine by phone', () => {
  it('shows which machine asks, and opens it by the code on its screen with a session that is not remembered', async () => {
    const { asked, token, pc, set } = await ask();
    expect(asked.code).toMatch(/^\d{4}$/);
    expect(set).toEqual([
      expect.stringMatching(/^nguon\.machine_question=.*Path=\/api\/machine-sign-ins; HttpOnly; SameSite=Strict$/),
    ]);
    const seen = await post('/machine-sign-ins/view', phone, { token });
    expect(seen.json()).toMatchObject({
      device: expect.stringContaining('Firefox'),
      unitName: place.communes[0]!.name,
      setUpAt: expect.any(String),
      askedAt: t.clock.now().toISOString(),
    });
    expect(seen.body).not.toContain(asked.code);
    expect((await enter(pc)).json()).toEqual({ entered: false });
    expect((await confirm(token, asked.code)).statusCode).toBe(204);
    const entered = await enter(pc);
    expect(entered.json()).toEqual({ entered: true });
    expect(cookies(entered)[0]).toMatch(/^nguon\.session_token=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
    const me = await t.app.inject({ url: '/api/me', headers: jar(cookies(entered).slice(0, 1)) });
    expect(me.json()).toMatchObject({ id: user.id, sharedMachine: true });
    expect(await acts()).toEqual(['machine.confirmed', 'user.signed-in']);
  });

  it('keeps only hashes', async () => {
    const { asked, token, pc } = await ask();
    const { rows } = await sql<{ row: string }>`select m::text as row from machine_sign_ins m`.execute(t.database.db);
    const secret = pc.cookie.split(/[=;]/)[1]!;
    for (const { row } of rows)
      expect([token, secret, `,${asked.code},`].filter((word) => row.includes(word))).toEqual([]);
  });

  it('gives nothing to whoever photographed the picture, or has another browser', async () => {
    const { asked, token } = await ask();
    const other = await ask();
    await confirm(token, asked.code);
    expect((await enter({})).json().code).toBe('machine-question-over');
    expect((await enter({ cookie: `nguon.machine_question=${token}; ${computer}` })).json().code).toBe(
      'machine-question-over',
    );
    expect((await enter(other.pc)).json()).toEqual({ entered: false });
    expect((await post('/machine-sign-ins/view', {}, { token })).statusCode).toBe(401);
  });

  it('does not ask from a browser that nobody made a shared machine: a picture sent from elsewhere does not exist', async () => {
    for (const cookie of ['', `nguon.machine=${'x'.repeat(43)}`, phone.cookie]) {
      const answer = await post('/machine-sign-ins', { cookie });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'machine-not-set-up']);
      expect(cookies(answer)).toEqual([]);
    }
  });

  it('is neither shown nor opened by somebody who works elsewhere, and their tries do not count', async () => {
    const { asked, token, pc } = await ask();
    const elsewhere = await buildUser(t.database.db, { role: 'commune-leader', unit: place.communes[1]!.id });
    const theirs = await signedIn(t.platform, elsewhere);
    expect((await post('/machine-sign-ins/view', theirs, { token })).json().code).toBe('machine-elsewhere');
    for (let guess = 0; guess < 3; guess += 1)
      expect((await confirm(token, asked.code, theirs)).json().code).toBe('machine-elsewhere');
    expect((await enter(pc)).json()).toEqual({ entered: false });
    const district = await buildUser(t.database.db, { role: 'technician', unit: place.districts[0]!.id });
    expect((await confirm(token, asked.code, await signedIn(t.platform, district))).statusCode).toBe(204);
  });

  it('is entered once, by one of two who come together', async () => {
    const { asked, token, pc } = await ask();
    await confirm(token, asked.code);
    const both = await Promise.all([enter(pc), enter(pc)]);
    expect(both.map(({ statusCode }) => String(statusCode)).toSorted()).toEqual(['200', '410']);
    expect((await confirm(token, asked.code)).json().code).toBe('machine-question-over');
  });

  it('ends after two minutes, confirmed or not', async () => {
    const [waiting, confirmed] = [await ask(), await ask()];
    await confirm(confirmed.token, confirmed.asked.code);
    t.clock.advance(QUESTION_MS);
    expect((await confirm(waiting.token, waiting.asked.code)).json().code).toBe('machine-question-over');
    expect((await post('/machine-sign-ins/view', phone, { token: waiting.token })).statusCode).toBe(410);
    expect((await enter(confirmed.pc)).statusCode).toBe(410);
  });

  it('ends with the third wrong code, even for the right one', async () => {
    const { asked, token, pc } = await ask();
    const wrong = asked.code === '0000' ? '1111' : '0000';
    const left: unknown[] = [];
    for (let guess = 0; guess < 3; guess += 1) left.push((await confirm(token, wrong)).json().parameters.left);
    expect(left).toEqual([2, 1, 0]);
    expect((await confirm(token, asked.code)).json().code).toBe('machine-question-over');
    expect((await enter(pc)).statusCode).toBe(410);
    expect(await acts()).toEqual(['machine.code-wrong', 'machine.code-wrong', 'machine.code-wrong']);
  });

  it('ends the session that the browser had, and is not done from a shared machine itself', async () => {
    const before = await opened();
    const { asked, token, pc } = await ask();
    expect((await confirm(token, asked.code, before)).json().code).toBe('not-on-shared-machine');
    const next = await buildUser(t.database.db, { role: 'viewer', unit: place.communes[0]!.id });
    await confirm(token, asked.code, await signedIn(t.platform, next));
    const entered = await enter({ cookie: `${pc.cookie}; ${before.cookie}` });
    expect(entered.json()).toEqual({ entered: true });
    expect(await statusOf(before)).toBe('signed-out');
    expect((await t.app.inject({ url: '/api/me', headers: jar(cookies(entered).slice(0, 1)) })).json().id).toBe(
      next.id,
    );
  });
});

describe('a shared machine', () => {
  it.each([
    [4.9, 200],
    [5.1, 'session-locked'],
  ])('%f minutes after it was last used answers %s', async (minutes, status) => {
    const pc = await opened();
    await rest(minutes);
    expect(await statusOf(pc)).toBe(status);
    for (const url of ['/api/inbox', '/api/bulletins', '/api/auth/passkey/list-user-passkeys', '/api/events'])
      if (status !== 200) expect((await t.app.inject({ url, headers: pc })).json()).toMatchObject({ code: status });
  });

  it('is used by what the person does, not by screens that ask by themselves', async () => {
    const pc = await opened();
    await rest(4.9);
    for (let poll = 0; poll < 5; poll += 1) await t.app.inject({ url: '/api/inbox', headers: pc });
    const idle = sql<{ idle: number }>`
      select extract(epoch from now() - used_at)::int as idle from auth_sessions where user_id = ${user.id} and shared`;
    expect((await idle.execute(t.database.db)).rows[0]!.idle).toBeGreaterThan(290);
    expect((await post('/session/use', pc)).statusCode).toBe(204);
    expect((await idle.execute(t.database.db)).rows[0]!.idle).toBeLessThan(10);
    await rest(6);
    expect((await post('/session/use', pc)).json().code).toBe('session-locked');
    expect(await statusOf(pc)).toBe('session-locked');
  });

  it('is unlocked by the password of whoever is on it, and wrong ones lock the e-mail', async () => {
    const pc = await opened();
    await rest(6);
    expect((await post('/session/unlock', pc, { password: 'đoán mò thôi' })).json().code).toBe('wrong-password');
    expect(await statusOf(pc)).toBe('session-locked');
    expect((await post('/session/unlock', pc, { password: PASSWORD })).statusCode).toBe(204);
    expect(await statusOf(pc)).toBe(200);
    await rest(6);
    await sql`insert into sign_in_failures (email, failures, last_at) select email, 9, ${t.clock.now()} from users where id = ${user.id}`.execute(
      t.database.db,
    );
    expect((await post('/session/unlock', pc, { password: 'đoán mò thôi' })).json().code).toBe('wrong-password');
    expect((await post('/session/unlock', pc, { password: PASSWORD })).statusCode).toBe(429);
    expect((await post('/session/unlock', phone, { password: PASSWORD })).json().code).toBe('signed-out');
    expect(await acts()).toContain('session.unlocked');
  });

  it('is unlocked by phone, with a new session', async () => {
    const pc = await opened();
    await rest(6);
    const again = await ask();
    await confirm(again.token, again.asked.code);
    const entered = await enter({ cookie: `${again.pc.cookie}; ${pc.cookie}` });
    expect([await statusOf(pc), await statusOf(jar(cookies(entered).slice(0, 1)))]).toEqual(['signed-out', 200]);
  });

  it('changes nothing of how its person signs in, and is over after a working day', async () => {
    const pc = await opened();
    const headers = { ...pc, origin: 'http://localhost:8080', host: 'localhost:8080' };
    for (const path of [
      '/two-factor/enable',
      '/two-factor/disable',
      '/two-factor/verify-totp',
      '/passkey/delete-passkey',
    ])
      expect((await post(`/auth${path}`, headers, { password: PASSWORD })).json().code).toBe('not-on-shared-machine');
    const password = await t.app.inject({
      method: 'PUT',
      url: '/api/me/password',
      headers: pc,
      payload: { password: PASSWORD },
    });
    expect(password.json().code).toBe('not-on-shared-machine');
    const { rows } = await sql<{ hours: number }>`
      select (extract(epoch from expires_at - now()) / 3600)::float as hours from auth_sessions where user_id = ${user.id} and shared`.execute(
      t.database.db,
    );
    expect(rows[0]!.hours).toBeLessThanOrEqual(12);
    expect(rows[0]!.hours).toBeGreaterThan(11.9);
  });

  it('is one by choice after a password too; a machine of one’s own never locks', async () => {
    await sql`update auth_sessions set used_at = now() - interval '3 days' where user_id = ${user.id}`.execute(
      t.database.db,
    );
    expect(await statusOf(phone)).toBe(200);
    const shared = await post('/machine', phone);
    expect(cookies(shared)[0]).not.toContain('Max-Age');
    expect(cookies(shared)[1]).toMatch(
      /^nguon\.machine=[\w-]{43}; Max-Age=15552000; Path=\/api; HttpOnly; SameSite=Strict$/,
    );
    expect(await statusOf(phone)).toBe(200);
    await rest(6);
    expect(await statusOf(phone)).toBe('session-locked');
    expect(await acts()).toEqual(['session.shared', 'machine.set-up']);
  });

  it('remembers nobody, whichever way they entered: the server marks the session', async () => {
    const both = { cookie: `${phone.cookie}; ${computer}` };
    expect((await t.app.inject({ url: '/api/me', headers: both })).json()).toMatchObject({ sharedMachine: true });
    await rest(6);
    expect(await statusOf(both)).toBe('session-locked');
    expect(await statusOf(phone)).toBe('session-locked');
  });

  it('is known as one until somebody says that it is not', async () => {
    const mine = await setUp(phone);
    const known = async () => (await t.app.inject({ url: '/api/machine', headers: { cookie: mine } })).json();
    expect(await known()).toEqual({ setUp: true });
    const again = await post('/machine', { cookie: `${phone.cookie}; ${mine}` });
    expect(cookies(again)).toHaveLength(1);
    const ended = await t.app.inject({
      method: 'DELETE',
      url: '/api/machine',
      headers: { cookie: `${phone.cookie}; ${mine}` },
    });
    expect([ended.statusCode, cookies(ended)[0]]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect(await known()).toEqual({ setUp: false });
    expect((await post('/machine-sign-ins', { cookie: mine })).statusCode).toBe(403);
  });
});
