import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { generateKey, signDocument } from '@nguon/protocol/sign.ts';
import { TYPES } from '@nguon/protocol/verify.ts';
import { readBrokerPassword } from '../../lib/broker-password.ts';
import { inTransaction } from '../../platform/db.ts';
import { LOGIN_MS, NONCE_MS } from './rules.ts';
import { setPointer } from './service.ts';
import {
  BROKER_SECRET,
  buildDeviceHouse,
  claimSpeaker,
  logIn,
  post,
  readAssignment,
  refusals,
  type DeviceHouse,
  type TestDevice,
} from './testing/house.ts';

let house: DeviceHouse;
let village: string;
let commune: string;
let device: TestDevice;
beforeAll(async () => {
  house = await buildDeviceHouse();
  village = house.province.villages[0]?.id ?? '';
  commune = house.province.communes[0]?.id ?? '';
});
beforeEach(async () => {
  device = await claimSpeaker(house, village);
});
afterAll(async () => house.stop());

test('a login answers with the time, its own nonce, a short pass, and where everything lies', async () => {
  const pointer = { unit: commune, version: 7, sha256: 'a'.repeat(64), url: `/programmes/${commune}/7.jws` };
  const elsewhere = { ...pointer, unit: house.province.communes[1]?.id ?? '' };
  const older = { ...pointer, version: 6 };
  await inTransaction(house.t.database.db, async (tx) => {
    for (const each of [pointer, elsewhere, older]) await setPointer(tx, each);
  });
  const { status, reply, deviceNonce } = await logIn(house, device);
  expect(status).toBe(200);
  expect(reply).toMatchObject({
    device: device.id,
    deviceNonce,
    time: house.clock.now().toISOString(),
    programmes: [pointer],
  });
  const claims = await readBrokerPassword(BROKER_SECRET, reply?.brokerPassword ?? '', house.clock.now());
  expect(claims).toMatchObject({
    sub: device.id,
    role: 'device',
    units: device.assignment.units.map(({ unit }) => unit),
  });
  const afterwards = new Date(house.clock.now().getTime() + LOGIN_MS);
  expect(await readBrokerPassword(BROKER_SECRET, reply?.brokerPassword ?? '', afterwards)).toBeNull();
  expect(reply?.assignmentVersion).toBe(device.assignment.version);
  const fetched = await house.t.app.inject({ url: reply?.assignmentUrl ?? '' });
  expect(fetched.headers['cache-control']).toContain('immutable');
  expect(await readAssignment(house, fetched.body)).toEqual(device.assignment);
  expect((await house.t.app.inject({ url: `/assignments/${device.id}/1.jws` })).statusCode).toBe(404);
});

test('a nonce is answered once, in time, and by the device it was given to', async () => {
  const first = await logIn(house, device);
  const replayed = await logIn(house, device, { nonce: first.nonce });
  expect(replayed.body).toMatchObject({ status: 403, parameters: { reason: 'nonce-unknown' } });
  const other = await claimSpeaker(house, village);
  const { nonce } = (await post(house, '/api/device/challenge', { device: other.id })).json<{ nonce: string }>();
  expect((await logIn(house, device, { nonce })).status).toBe(403);
  const late = (await post(house, '/api/device/challenge', { device: device.id })).json<{ nonce: string }>();
  house.clock.advance(NONCE_MS);
  expect((await logIn(house, device, { nonce: late.nonce })).status).toBe(403);
});

test('another key, another purpose, an unknown device: refused and recorded', async () => {
  const before = (await refusals(house)).length;
  const impostor = { ...device, key: await generateKey(true) };
  expect((await logIn(house, impostor)).body).toMatchObject({ parameters: { reason: 'unknown-key' } });
  const forged = {
    ...device,
    key: { ...impostor.key, signing: { kid: device.key.public.kid, key: impostor.key.signing.key } },
  };
  expect((await logIn(house, forged)).body).toMatchObject({ parameters: { reason: 'bad-signature' } });
  const answer = {
    device: device.id,
    nonce: 'n'.repeat(43),
    deviceNonce: 'n'.repeat(43),
    boot: randomUUID(),
    software: 'x',
  };
  const wrong = await signDocument(answer, TYPES.receipts, device.key.signing);
  expect((await post(house, '/api/device/login', { answer: wrong })).json()).toMatchObject({
    parameters: { reason: 'wrong-purpose' },
  });
  const right = await signDocument(answer, TYPES.loginAnswer, device.key.signing);
  const padded = await post(house, '/api/device/login', { answer: `${right}=` });
  expect(padded.json()).toMatchObject({ parameters: { reason: 'wrong-shape' } });
  const stranger = await logIn(house, { ...device, id: randomUUID() });
  expect(stranger.body).toMatchObject({ status: 401, code: 'device-unknown' });
  expect((await refusals(house)).slice(before)).toEqual([
    'login unknown-key',
    'login bad-signature',
    'login wrong-purpose',
    'login wrong-shape',
    'login device-unknown',
    'login device-unknown',
  ]);
});

test('a change of the rules of the air reaches the device at its next login, and costs nothing otherwise', async () => {
  const versionAt = async () => (await logIn(house, device)).reply?.assignmentVersion ?? 0;
  const before = await versionAt();
  expect(await versionAt()).toBe(before);
  const rules = { unit_id: commune, quiet_from: '20:00', quiet_to: '06:00', longest_item_ms: 600_000, source: null };
  await house.t.database.pool.query(
    'insert into broadcast_rules (unit_id, quiet_from, quiet_to, longest_item_ms) values ($1, $2, $3, $4)',
    [rules.unit_id, rules.quiet_from, rules.quiet_to, rules.longest_item_ms],
  );
  const { reply } = await logIn(house, device);
  expect(reply?.assignmentVersion).toBeGreaterThan(before);
  const { body } = await house.t.app.inject({ url: reply?.assignmentUrl ?? '' });
  expect(await readAssignment(house, body)).toMatchObject({
    quietHours: { fromMinute: 1200, toMinute: 360 },
    longestItemMs: 600_000,
  });
});

test("rules of the air that leave the province's quiet hours open are refused by the signer", async () => {
  const elsewhere = house.province.villages[2]?.id ?? '';
  const other = await claimSpeaker(house, elsewhere);
  await house.t.database.pool.query(
    "insert into broadcast_rules (unit_id, quiet_from, quiet_to, longest_item_ms) values ($1, '23:59', '04:00', 600000)",
    [elsewhere],
  );
  expect((await logIn(house, other)).body).toMatchObject({
    code: 'signer-refused',
    parameters: { reason: 'outside-limits' },
  });
});
