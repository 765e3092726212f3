import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '@nguon/protocol/canonical.ts';
import { parseClaimString } from '@nguon/protocol/device.ts';
import { generateKey, signDocument } from '@nguon/protocol/sign.ts';
import { BROKER_DISCONNECT } from '@nguon/protocol/topics.ts';
import { TYPES } from '@nguon/protocol/verify.ts';
import { fourWords } from '@nguon/protocol/words.ts';
import { CLAIM_CODE_MS } from './rules.ts';
import {
  buildDeviceHouse,
  claimSpeaker,
  logIn,
  post,
  readAssignment,
  refusals,
  statementOf,
  type DeviceHouse,
} from './testing/house.ts';

let house: DeviceHouse;
let village: string;
beforeAll(async () => {
  house = await buildDeviceHouse();
  village = house.province.villages[0]?.id ?? '';
});
afterAll(async () => house.stop());

const inject = (method: 'GET' | 'POST', url: string, payload?: object, headers = house.technician) =>
  house.t.app.inject({ method, url, headers, ...(payload && { payload }) });
const makeCode = async (change: object = {}) => {
  const made = await inject('POST', '/api/device-claims', { unit: village, kind: 'speaker', name: 'Loa', ...change });
  return made.json<{ code: string; claimString: string }>();
};

test('a speaker claims with the string of the console and learns who it is from the root key', async () => {
  const { code, claimString } = await makeCode();
  expect(parseClaimString(claimString)).toEqual({
    code,
    rootSha256: await sha256(house.rootX),
    address: 'http://localhost:8080',
  });
  const key = await generateKey(true);
  const statement = await statementOf(key);
  const claimed = await post(house, '/api/device/claim', { code, statement });
  expect(claimed.statusCode).toBe(200);
  const assignment = await readAssignment(house, claimed.json<{ assignment: string }>().assignment);
  expect(assignment.units.map(({ level }) => level)).toEqual([3, 2, 1, 0]);
  expect(assignment).toMatchObject({ kind: 'speaker', name: 'Loa', units: [{ unit: village }, {}, {}, {}] });
  const again = await post(house, '/api/device/claim', { code, statement });
  expect(again.json()).toEqual(claimed.json());
});

test('a code serves one key, once, in time, for its kind', async () => {
  const { code } = await makeCode();
  const asBoard = await post(house, '/api/device/claim', {
    code,
    statement: await statementOf(await generateKey(true), 'board'),
  });
  expect(asBoard.json()).toMatchObject({ status: 404, code: 'claim-code-wrong' });
  const key = await generateKey(true);
  expect((await post(house, '/api/device/claim', { code, statement: await statementOf(key) })).statusCode).toBe(200);
  const second = await post(house, '/api/device/claim', {
    code,
    statement: await statementOf(await generateKey(true)),
  });
  expect(second.json()).toMatchObject({ code: 'claim-code-wrong' });
  const known = await post(house, '/api/device/claim', {
    code: (await makeCode()).code,
    statement: await statementOf(key),
  });
  expect(known.json()).toMatchObject({ code: 'device-refused' });
  const late = await makeCode();
  house.clock.advance(CLAIM_CODE_MS);
  const tooLate = await post(house, '/api/device/claim', {
    code: late.code,
    statement: await statementOf(await generateKey(true)),
  });
  expect(tooLate.json()).toMatchObject({ code: 'claim-code-wrong' });
  expect(await refusals(house)).toEqual(['claim code-wrong', 'claim code-used', 'claim key-known', 'claim code-wrong']);
  const audited = await house.t.database.db
    .selectFrom('audit_entries')
    .select('act')
    .where('act', '=', 'device.refused')
    .execute();
  expect(audited.length).toBe(4);
});

test('two devices at once with one code: one is claimed', async () => {
  const { code } = await makeCode();
  const statements = await Promise.all([1, 2, 3].map(async () => statementOf(await generateKey(true))));
  const answers = await Promise.all(
    statements.map((statement) => post(house, '/api/device/claim', { code, statement })),
  );
  expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 404, 404]);
});

test('one device that asks several times at once gets one answer', async () => {
  const { code } = await makeCode();
  const statement = await statementOf(await generateKey(true));
  const body = { code, statement };
  const answers = await Promise.all([1, 2, 3, 4].map(() => post(house, '/api/device/claim', body)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
  expect(new Set(answers.map(({ body: text }) => text)).size).toBe(1);
});

test('one key with two codes at once is one device', async () => {
  const statement = await statementOf(await generateKey(true));
  const codes = [await makeCode(), await makeCode()];
  const answers = await Promise.all(codes.map(({ code }) => post(house, '/api/device/claim', { code, statement })));
  expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 403]);
});

test('two technicians who accept at once: one does, the other is told', async () => {
  const statement = await statementOf(await generateKey(true), 'board', 'BẢNG-9');
  const opened = await post(house, '/api/device/pending-claims', { statement });
  const body = { code: opened.json<{ code: string }>().code, unit: village, name: 'Bảng' };
  const answers = await Promise.all([1, 2].map(() => inject('POST', '/api/device-claims/accept', body)));
  expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 404]);
});

test('a statement must be signed by the key that it states', async () => {
  const [mine, theirs] = [await generateKey(true), await generateKey(true)];
  const stated = { x: theirs.public.x, kind: 'speaker', serial: 'SN', at: '2026-11-23T00:00:00.000Z' };
  const forged = await signDocument(stated, TYPES.claim, { kid: theirs.public.kid, key: mine.signing.key });
  const answer = await post(house, '/api/device/claim', { code: (await makeCode()).code, statement: forged });
  expect(answer.json()).toMatchObject({ status: 403, parameters: { reason: 'bad-signature' } });
});

test('a board shows a code, both screens show four words, a technician accepts', async () => {
  const key = await generateKey(true);
  const opened = await post(house, '/api/device/pending-claims', {
    statement: await statementOf(key, 'board', 'BẢNG-7'),
  });
  const { code, rootX } = opened.json<{ code: string; rootX: string }>();
  expect(rootX).toBe(house.rootX);
  const poll = () => house.t.app.inject({ url: `/api/device/pending-claims/${code}` });
  expect((await poll()).json()).toEqual({ state: 'waiting' });
  const seen = await inject('GET', `/api/device-claims/pending/${code}`);
  expect(seen.json()).toMatchObject({
    kind: 'board',
    serial: 'BẢNG-7',
    words: await fourWords(house.rootX, key.public.x),
  });
  const body = { code, unit: village, name: 'Bảng nhà văn hóa' };
  expect((await inject('POST', '/api/device-claims/accept', body, house.stranger)).statusCode).toBe(403);
  const accepted = await inject('POST', '/api/device-claims/accept', body);
  expect(accepted.json()).toMatchObject({ kind: 'board', name: 'Bảng nhà văn hóa', state: 'never' });
  const state = (await poll()).json<{ state: string; device: string; assignment: string }>();
  expect(state).toMatchObject({ state: 'claimed', device: accepted.json<{ id: string }>().id });
  expect((await readAssignment(house, state.assignment)).kind).toBe('board');
  expect((await inject('POST', '/api/device-claims/accept', body)).json()).toMatchObject({ code: 'claim-code-wrong' });
});

test("places are prepared within one's units alone", async () => {
  const elsewhere = { unit: house.province.communes[3]?.id, kind: 'speaker', name: 'Loa' };
  expect((await inject('POST', '/api/device-claims', elsewhere)).statusCode).toBe(403);
  const nobody = { method: 'POST' as const, url: '/api/device-claims', payload: elsewhere };
  expect((await house.t.app.inject(nobody)).statusCode).toBe(401);
});

test('a replacement takes the place, and the old device is out', async () => {
  const old = await claimSpeaker(house, village, 'Loa cũ');
  const { code } = (await inject('POST', `/api/devices/${old.id}/replace`)).json<{ code: string }>();
  const key = await generateKey(true);
  const claimed = await post(house, '/api/device/claim', { code, statement: await statementOf(key) });
  expect((await readAssignment(house, claimed.json<{ assignment: string }>().assignment)).name).toBe('Loa cũ');
  expect((await logIn(house, old)).status).toBe(401);
  expect(house.sent).toContainEqual({ topic: BROKER_DISCONNECT, payload: JSON.stringify({ client: old.id }) });
});
