import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { buildSmallProvince } from '../units/factories.ts';
import { buildUser, signedIn, type BuiltUser } from './factories.ts';

const PASSWORD = 'mật khẩu đủ dài 1';
const ORIGIN = 'http://localhost:8080';
let t: TestApp;
let user: BuiltUser;
beforeAll(async () => {
  t = await buildTestApp();
  const { communes } = await buildSmallProvince(t.database.db);
  user = await buildUser(t.database.db, { role: 'commune-leader', unit: communes[0]!.id, password: PASSWORD });
});
afterAll(async () => t.stop());

type Answer = Awaited<ReturnType<typeof send>>;
const send = async (method: 'GET' | 'POST', path: string, cookie: string, payload?: object) =>
  t.app.inject({
    method,
    url: `/api/auth${path}`,
    headers: { cookie, origin: ORIGIN, host: 'localhost:8080' },
    ...(payload && { payload }),
  });
const cookiesOf = (answer: Answer): string =>
  [answer.headers['set-cookie']]
    .flat()
    .map((line) => String(line).split(';')[0])
    .join('; ');
const isSignedIn = async (cookie: string): Promise<boolean> =>
  (await t.app.inject({ url: '/api/me', headers: { cookie } })).statusCode === 200;

const acts = async (): Promise<string[]> => {
  const entries = await t.database.db
    .selectFrom('audit_entries')
    .select(['act', 'details'])
    .where('subject_id', '=', user.id)
    .orderBy('id')
    .execute();
  return entries.map(({ act, details }) => `${act} ${JSON.stringify(details)}`);
};

/** A code of an authenticator app (RFC 6238: SHA-1, 30 s, six digits). */
function totp(uri: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

it('asks for the code of the app once it is enrolled, and opens nothing before', async () => {
  const { cookie } = await signedIn(t.platform, user);
  const enrolled = await send('POST', '/two-factor/enable', cookie, { password: PASSWORD });
  expect(enrolled.statusCode).toBe(200);
  const { totpURI, backupCodes } = enrolled.json<{ totpURI: string; backupCodes: string[] }>();
  expect(totpURI).toContain('issuer=Ngu');
  expect((await send('POST', '/two-factor/verify-totp', cookie, { code: totp(totpURI) })).statusCode).toBe(200);

  const half = await send('POST', '/sign-in/email', '', { email: user.email, password: PASSWORD });
  expect(half.json()).toMatchObject({ twoFactorRedirect: true });
  expect(await isSignedIn(cookiesOf(half))).toBe(false);
  const guessed = await send('POST', '/two-factor/verify-totp', cookiesOf(half), { code: '000000' });
  expect([guessed.statusCode, guessed.json().code]).toEqual([403, 'wrong-code']);
  const whole = await send('POST', '/two-factor/verify-totp', cookiesOf(half), { code: totp(totpURI) });
  expect(whole.statusCode).toBe(200);
  expect(await isSignedIn(cookiesOf(whole))).toBe(true);

  const again = await send('POST', '/sign-in/email', '', { email: user.email, password: PASSWORD });
  const byPaper = await send('POST', '/two-factor/verify-backup-code', cookiesOf(again), { code: backupCodes[0] });
  expect(await isSignedIn(cookiesOf(byPaper))).toBe(true);
  expect(await acts()).toEqual([
    'second-factor.added {}',
    'user.second-factor-asked {}',
    'user.signed-in {"by":"two-factor"}',
    'user.second-factor-asked {}',
    'user.signed-in {"by":"two-factor"}',
  ]);
});

/** CBOR of what an authenticator says: small maps of numbers, texts, bytes. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown>): Buffer {
  const head = (major: number, size: number): Buffer =>
    size < 24
      ? Buffer.from([(major << 5) | size])
      : size < 256
        ? Buffer.from([(major << 5) | 24, size])
        : Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const members = [...value].flatMap(([key, member]) => [cbor(key), cbor(member as string)]);
  return Buffer.concat([head(5, value.size), ...members]);
}

/** A security key in software: one ES256 key for this site, always verifying its owner. */
function softKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  const rp = createHash('sha256').update('localhost').digest();
  const client = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: ORIGIN, crossOrigin: false }));
  const shared = {
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
  };
  return {
    create(challenge: string) {
      const cose = new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]);
      const data = Buffer.concat([
        rp,
        Buffer.from([0x45, 0, 0, 0, 0]),
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        cbor(cose),
      ]);
      const attestationObject = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', data],
        ]),
      );
      const clientDataJSON = client('webauthn.create', challenge).toString('base64url');
      return {
        ...shared,
        response: {
          clientDataJSON,
          attestationObject: attestationObject.toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    get(challenge: string) {
      const data = Buffer.concat([rp, Buffer.from([0x05, 0, 0, 0, 1])]);
      const clientData = client('webauthn.get', challenge);
      const signature = sign(
        'sha256',
        Buffer.concat([data, createHash('sha256').update(clientData).digest()]),
        privateKey,
      );
      return {
        ...shared,
        response: {
          clientDataJSON: clientData.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      };
    },
  };
}

it('enrols a passkey and signs in with it, and with no other key', async () => {
  const { cookie } = await signedIn(t.platform, user);
  const key = softKey();
  const options = await send('GET', '/passkey/generate-register-options', cookie);
  const { challenge, rp } = options.json<{ challenge: string; rp: { id: string } }>();
  expect(rp.id).toBe('localhost');
  const registered = await send('POST', '/passkey/verify-registration', `${cookie}; ${cookiesOf(options)}`, {
    response: key.create(challenge),
    name: 'Điện thoại',
  });
  expect(registered.statusCode).toBe(200);
  expect((await send('GET', '/passkey/list-user-passkeys', cookie)).json()).toMatchObject([{ name: 'Điện thoại' }]);

  for (const [authenticator, status] of [
    [softKey(), 403],
    [key, 200],
  ] as const) {
    const asked = await send('GET', '/passkey/generate-authenticate-options', '');
    const response = authenticator.get(asked.json<{ challenge: string }>().challenge);
    const answer = await send('POST', '/passkey/verify-authentication', cookiesOf(asked), { response });
    expect(answer.statusCode).toBe(status);
    expect(await isSignedIn(cookiesOf(answer))).toBe(status === 200);
  }
  expect((await acts()).slice(-2)).toEqual(['passkey.added {}', 'user.signed-in {"by":"passkey"}']);
  expect((await send('POST', '/sign-out', cookie, {})).statusCode).toBe(200);
  expect((await acts()).at(-1)).toBe('user.signed-out {}');
});

it('says whether a password and a second factor stand, and turns the second factor off by the password only', async () => {
  const fresh = await buildUser(t.database.db, { password: PASSWORD });
  const { cookie } = await signedIn(t.platform, fresh);
  const ways = async () => (await t.app.inject({ url: '/api/me/sign-in', headers: { cookie: current } })).json();
  let current = cookie;
  expect(await ways()).toEqual({ password: true, secondFactor: false });
  const wrong = await send('POST', '/two-factor/enable', current, { password: 'mật khẩu của ai đó' });
  expect([wrong.statusCode, wrong.json().code]).toEqual([403, 'wrong-password']);
  const { totpURI } = (await send('POST', '/two-factor/enable', current, { password: PASSWORD })).json();
  expect(await ways()).toEqual({ password: true, secondFactor: false });
  const confirmed = await send('POST', '/two-factor/verify-totp', current, { code: totp(totpURI) });
  current = cookiesOf(confirmed) || current;
  expect(await ways()).toEqual({ password: true, secondFactor: true });
  expect((await send('POST', '/two-factor/disable', current, { password: 'mật khẩu của ai đó' })).json().code).toBe(
    'wrong-password',
  );
  const off = await send('POST', '/two-factor/disable', current, { password: PASSWORD });
  expect(off.statusCode).toBe(200);
  current = cookiesOf(off) || current;
  expect(await ways()).toEqual({ password: true, secondFactor: false });

  const { cookie: bare } = await signedIn(t.platform, await buildUser(t.database.db, {}));
  expect((await t.app.inject({ url: '/api/me/sign-in', headers: { cookie: bare } })).json()).toEqual({
    password: false,
    secondFactor: false,
  });
  const none = await send('POST', '/two-factor/enable', bare, { password: PASSWORD });
  expect(none.json().code).toBe('wrong-password');
});

it('ends a second step that was guessed at too often, and one that nobody began', async () => {
  const guesser = await buildUser(t.database.db, { password: PASSWORD });
  const { cookie } = await signedIn(t.platform, guesser);
  const { totpURI } = (await send('POST', '/two-factor/enable', cookie, { password: PASSWORD })).json();
  await send('POST', '/two-factor/verify-totp', cookie, { code: totp(totpURI) });
  const half = await send('POST', '/sign-in/email', '', { email: guesser.email, password: PASSWORD });
  const codes: string[] = [];
  for (let guess = 0; guess < 7; guess += 1) {
    const code = totp(totpURI) === '000000' ? '111111' : '000000';
    codes.push((await send('POST', '/two-factor/verify-totp', cookiesOf(half), { code })).json().code);
  }
  expect(codes[0]).toBe('wrong-code');
  expect(codes.at(-1)).toBe('second-step-over');
  const never = await send('POST', '/two-factor/verify-totp', '', { code: totp(totpURI) });
  expect(never.json().code).toBe('second-step-over');
});

it('asks for a new sign-in before a passkey is added to a session of yesterday', async () => {
  const old = await buildUser(t.database.db, { password: PASSWORD });
  const { cookie } = await signedIn(t.platform, old);
  await t.database.pool.query(`update auth_sessions set created_at = now() - interval '2 days' where user_id = $1`, [
    old.id,
  ]);
  const refused = await send('GET', '/passkey/generate-register-options', cookie);
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'sign-in-again']);
});
