import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { buildSmallProvince, type SmallProvince } from '../units/factories.ts';
import { inTransaction } from '../../platform/db.ts';
import { authOptions } from './auth.ts';
import { buildUser, signedIn, type BuiltUser } from './factories.ts';
import { LOCK_MS } from './policy.ts';
import { makeSignInLink } from './service.ts';

const PASSWORD = 'mật khẩu đủ dài 1';
let t: TestApp;
let province: SmallProvince;
let user: BuiltUser;

beforeAll(async () => {
  t = await buildTestApp();
  province = await buildSmallProvince(t.database.db);
});
afterAll(async () => t.stop());
beforeEach(async () => {
  user = await buildUser(t.database.db, {
    role: 'commune-officer',
    unit: province.communes[0]!.id,
    password: PASSWORD,
  });
});

const signIn = async (email: string, password: string) =>
  t.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email, password } });
const cookieOf = (answer: { headers: Record<string, unknown> }): { cookie: string } => ({
  cookie: [answer.headers['set-cookie']]
    .flat()
    .map((line) => String(line).split(';')[0])
    .join('; '),
});
const acts = async (id: string) =>
  (
    await t.database.db.selectFrom('audit_entries').select('act').where('subject_id', '=', id).orderBy('id').execute()
  ).map((row) => row.act);

it('leaves nothing for better-auth to create', async () => {
  const migrations = await getMigrations(authOptions(t.database.db, 'http://localhost:8080', 'x'.repeat(32)));
  expect([
    migrations.toBeCreated,
    migrations.toBeAdded,
    migrations.toBeAddedIndexes,
    migrations.schemaProblems,
  ]).toEqual([[], [], [], []]);
});

it('signs in by password, knows the person, signs out', async () => {
  const answer = await signIn(user.email.toUpperCase(), PASSWORD);
  expect(answer.statusCode).toBe(200);
  const set = String(answer.headers['set-cookie']);
  expect(set).toMatch(/^nguon\.session_token=.*HttpOnly.*SameSite=Lax/i);
  const headers = cookieOf(answer);
  expect((await t.app.inject({ url: '/api/me', headers })).json()).toMatchObject({ id: user.id });
  expect((await t.app.inject({ method: 'POST', url: '/api/auth/sign-out', headers, payload: {} })).statusCode).toBe(
    200,
  );
  expect((await t.app.inject({ url: '/api/me', headers })).statusCode).toBe(401);
  expect(await acts(user.id)).toEqual(['user.signed-in', 'user.signed-out']);
});

it('refuses a cookie whose signature is not ours', async () => {
  const { cookie } = await signedIn(t.platform, user);
  const [name, value = ''] = cookie.split('=');
  const token = decodeURIComponent(value).split('.')[0];
  for (const forged of [
    token,
    `${token}.`,
    `${token}.AAAA`,
    `${token}x${decodeURIComponent(value).slice(token!.length)}`,
    '%',
    '.',
  ])
    expect((await t.app.inject({ url: '/api/me', headers: { cookie: `${name}=${forged}` } })).statusCode).toBe(401);
});

it('locks an e-mail after ten wrong passwords for a quarter of an hour, known or not', async () => {
  for (const email of [user.email, 'khong-co@example.vn']) {
    for (let count = 1; count <= 10; count += 1) {
      const answer = await signIn(email, 'sai mật khẩu');
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'sign-in-failed']);
    }
    const locked = await signIn(email, PASSWORD);
    expect([locked.statusCode, locked.json().parameters]).toEqual([429, { seconds: 900 }]);
  }
  expect((await acts(user.id)).at(-1)).toBe('user.locked');
  t.clock.advance(LOCK_MS);
  expect((await signIn(user.email, PASSWORD)).statusCode).toBe(200);
});

it('forgets wrong passwords after a right one', async () => {
  for (let round = 0; round < 2; round += 1) {
    for (let count = 1; count <= 6; count += 1) await signIn(user.email, 'sai mật khẩu');
    expect((await signIn(user.email, PASSWORD)).statusCode).toBe(200);
  }
});

it('keeps every other door of better-auth shut', async () => {
  const shut = [
    'sign-up/email',
    'get-session',
    'list-sessions',
    'update-user',
    'delete-user',
    'change-email',
    'change-password',
    'request-password-reset',
    'reset-password',
    'send-verification-email',
    'set-password',
    'error',
    'ok',
    'two-factor/send-otp',
    'two-factor/get-totp-uri',
    'link-social',
    'sign-in/social',
    'update-session',
    'callback/google',
  ];
  const headers = await signedIn(t.platform, user);
  for (const path of shut)
    for (const method of ['GET', 'POST'] as const)
      expect((await t.app.inject({ method, url: `/api/auth/${path}`, headers, payload: {} })).statusCode, path).toBe(
        404,
      );
});

it('opens a session by a link once, for one of two who come together', async () => {
  const url = await inTransaction(t.database.db, async (tx) => makeSignInLink(tx, t.platform, user.id, 'first'));
  const token = url.split('#')[1]!;
  const spend = async () => t.app.inject({ method: 'POST', url: '/api/session/link', payload: { token } });
  const both = await Promise.all([spend(), spend()]);
  expect(both.map((answer) => String(answer.statusCode)).toSorted()).toEqual(['204', '410']);
  const headers = cookieOf(both.find((answer) => answer.statusCode === 204)!);
  expect((await t.app.inject({ url: '/api/me', headers })).json()).toMatchObject({ id: user.id });
  expect((await spend()).json().code).toBe('link-used-or-expired');
});

it('ends a link by time and by the next one', async () => {
  const make = async () => {
    const url = await inTransaction(t.database.db, async (tx) => makeSignInLink(tx, t.platform, user.id, 'reset'));
    return url.split('#')[1]!;
  };
  const spend = async (token: string) =>
    (await t.app.inject({ method: 'POST', url: '/api/session/link', payload: { token } })).statusCode;
  const first = await make();
  const second = await make();
  expect([await spend(first), await spend(second)]).toEqual([410, 204]);
  const third = await make();
  t.clock.advance(24 * 3_600_000);
  expect(await spend(third)).toBe(410);
});

it('a reset ends the other sessions and lifts the lock; a password set ends the others', async () => {
  const before = await signedIn(t.platform, user);
  for (let count = 1; count <= 10; count += 1) await signIn(user.email, 'sai mật khẩu');
  const url = await inTransaction(t.database.db, async (tx) => makeSignInLink(tx, t.platform, user.id, 'reset'));
  const answer = await t.app.inject({
    method: 'POST',
    url: '/api/session/link',
    payload: { token: url.split('#')[1] },
  });
  const headers = cookieOf(answer);
  expect((await t.app.inject({ url: '/api/me', headers: before })).statusCode).toBe(401);

  const other = await signedIn(t.platform, user);
  const set = await t.app.inject({
    method: 'PUT',
    url: '/api/me/password',
    headers,
    payload: { password: 'mật khẩu mới 22' },
  });
  expect(set.statusCode).toBe(204);
  expect((await t.app.inject({ url: '/api/me', headers: other })).statusCode).toBe(401);
  expect((await signIn(user.email, PASSWORD)).statusCode).toBe(401);
  expect((await signIn(user.email, 'mật khẩu mới 22')).statusCode).toBe(200);
});

it('lists one’s own sessions and ends only one’s own', async () => {
  const headers = await signedIn(t.platform, user);
  await signedIn(t.platform, user);
  const stranger = await buildUser(t.database.db, { role: 'viewer', unit: province.province.id });
  const theirs = await signedIn(t.platform, stranger);
  const [theirSession] = (await t.app.inject({ url: '/api/me/sessions', headers: theirs })).json<{ id: string }[]>();
  const mine = (await t.app.inject({ url: '/api/me/sessions', headers })).json<{ id: string; current: boolean }[]>();
  expect(mine.filter((session) => session.current)).toHaveLength(1);
  expect(mine).toHaveLength(2);
  const end = async (id: string) =>
    (await t.app.inject({ method: 'DELETE', url: `/api/me/sessions/${id}`, headers })).statusCode;
  expect(await end(theirSession!.id)).toBe(404);
  expect(await end(mine.find((session) => !session.current)!.id)).toBe(204);
  expect((await t.app.inject({ url: '/api/me/sessions', headers })).json()).toHaveLength(1);
});

it('refuses an unsafe request from another origin, and gives no cookie for one', async () => {
  const answer = await t.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { origin: 'https://xau.example', host: 'localhost:8080' },
    payload: { email: user.email, password: PASSWORD },
  });
  expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([403, undefined]);
});
