import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DeviceCommand } from '@nguon/protocol/device.ts';
import { BROKER_DISCONNECT, deviceTopic } from '@nguon/protocol/topics.ts';
import { TYPES, verifyDocument } from '@nguon/protocol/verify.ts';
import { buildUser, signedIn } from '../accounts/factories.ts';
import {
  buildDeviceHouse,
  buildReceipt,
  claimSpeaker,
  logIn,
  post,
  readAssignment,
  sendReceipts,
  type DeviceHouse,
  type TestDevice,
} from './testing/house.ts';

let house: DeviceHouse;
let village: string;
let device: TestDevice;
beforeAll(async () => {
  house = await buildDeviceHouse();
  village = house.province.villages[0]?.id ?? '';
});
beforeEach(async () => {
  device = await claimSpeaker(house, village);
  house.sent.length = 0;
});
afterAll(async () => house.stop());

const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, headers = house.technician) =>
  house.t.app.inject({ method, url, headers, ...(payload && { payload }) });

test('a command is signed for one device and soon over', async () => {
  const answer = await ask('POST', `/api/devices/${device.id}/commands`, { kind: 'volume', percent: 40 });
  expect(answer.statusCode).toBe(200);
  const [push] = house.sent;
  expect(push?.topic).toBe(deviceTopic(device.id, 'command'));
  const keys = device.assignment.keys.filter((key) => key.purposes.includes('command'));
  const command = await verifyDocument(push?.payload ?? '', { type: TYPES.command, schema: DeviceCommand, keys });
  const { notAfter } = answer.json<{ notAfter: string }>();
  expect(command).toMatchObject({ device: device.id, action: { kind: 'volume', percent: 40 }, notAfter });
  expect((await ask('POST', `/api/devices/${device.id}/commands`, { kind: 'test-tone' })).statusCode).toBe(200);
});

test('a test tone at night is refused by the signer', async () => {
  const day = house.clock.now().toISOString();
  house.clock.set('2026-11-23T16:00:00.000Z');
  const answer = await ask('POST', `/api/devices/${device.id}/commands`, { kind: 'test-tone' });
  house.clock.set(day);
  expect(answer.json()).toMatchObject({ code: 'signer-refused', parameters: { reason: 'quiet-hours' } });
  expect(house.sent).toEqual([]);
});

test('a device that moves gets its new assignment at once', async () => {
  const target = house.province.villages[3]?.id ?? '';
  const moved = await ask('PUT', `/api/devices/${device.id}`, { unit: target, name: 'Loa chợ' });
  expect(moved.json()).toMatchObject({ unit: target, name: 'Loa chợ' });
  const [push] = house.sent;
  expect(push?.topic).toBe(deviceTopic(device.id, 'assignment'));
  const assignment = await readAssignment(house, push?.payload ?? '');
  expect(assignment).toMatchObject({
    name: 'Loa chợ',
    units: [{ unit: target }, { unit: house.province.communes[1]?.id }, {}, {}],
  });
  expect(assignment.version).toBeGreaterThan(device.assignment.version);
  expect((await logIn(house, device)).reply?.assignmentVersion).toBe(assignment.version);
  const abroad = { unit: house.province.villages[4]?.id, name: 'Loa chợ' };
  expect((await ask('PUT', `/api/devices/${device.id}`, abroad)).statusCode).toBe(403);
});

test('a revoked device is dropped, and neither its logins nor its receipts count', async () => {
  expect((await ask('DELETE', `/api/devices/${device.id}`)).statusCode).toBe(204);
  expect(house.sent).toEqual([{ topic: BROKER_DISCONNECT, payload: JSON.stringify({ client: device.id }) }]);
  expect((await post(house, '/api/device/challenge', { device: device.id })).statusCode).toBe(401);
  expect((await sendReceipts(house, device, [buildReceipt()])).statusCode).toBe(401);
  expect((await ask('DELETE', `/api/devices/${device.id}`)).statusCode).toBe(404);
  const list = async (query: string) =>
    (await ask('GET', `/api/devices?${query}`)).json<{ items: { id: string; state: string }[] }>().items;
  expect((await list('')).map(({ id }) => id)).not.toContain(device.id);
  expect(await list('revoked=true')).toContainEqual(expect.objectContaining({ id: device.id, state: 'revoked' }));
});

test("devices are seen and kept within one's units alone, and each act is in the audit log", async () => {
  const urls = [
    ['GET', ''],
    ['PUT', '', { unit: village, name: 'x' }],
    ['POST', '/commands', { kind: 'restart' }],
    ['POST', '/replace'],
    ['DELETE', ''],
  ] as const;
  for (const [method, rest, payload] of urls) {
    expect((await ask(method, `/api/devices/${device.id}${rest}`, payload, house.stranger)).statusCode).toBe(404);
    expect(
      (await house.t.app.inject({ method, url: `/api/devices/${device.id}${rest}`, ...(payload && { payload }) }))
        .statusCode,
    ).toBe(401);
  }
  const viewer = await signedIn(
    house.t.platform,
    await buildUser(house.t.database.db, { role: 'viewer', unit: village }),
  );
  expect((await ask('GET', `/api/devices/${device.id}`, undefined, viewer)).statusCode).toBe(200);
  expect((await ask('DELETE', `/api/devices/${device.id}`, undefined, viewer)).statusCode).toBe(404);
  const commune = house.province.communes[0]?.id;
  const listed = async (unit: string | undefined) =>
    (await ask('GET', `/api/devices?unit=${unit}`)).json<{ items: { id: string }[] }>().items.map(({ id }) => id);
  expect(await listed(commune)).toContain(device.id);
  expect(await listed(house.province.communes[1]?.id)).not.toContain(device.id);
  const acts = await house.t.database.db
    .selectFrom('audit_entries')
    .select('act')
    .where('subject_id', '=', device.id)
    .execute();
  expect(acts.map(({ act }) => act)).toEqual(['device.claimed']);
});
