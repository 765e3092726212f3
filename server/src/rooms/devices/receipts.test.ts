import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { generateKey, signDocument } from '@nguon/protocol/sign.ts';
import { TYPES } from '@nguon/protocol/verify.ts';
import {
  buildDeviceHouse,
  buildReceipt,
  claimSpeaker,
  post,
  sendReceipts,
  type DeviceHouse,
  type TestDevice,
} from './testing/house.ts';

let house: DeviceHouse;
let device: TestDevice;
beforeAll(async () => {
  house = await buildDeviceHouse();
});
beforeEach(async () => {
  device = await claimSpeaker(house, house.province.villages[0]?.id ?? '');
});
afterAll(async () => house.stop());

const kept = () =>
  house.t.database.db.selectFrom('receipts').selectAll().where('device_id', '=', device.id).orderBy('seq').execute();
test('keeps a batch once, whatever comes how often, and tells of its orders with the same commit', async () => {
  const other = randomUUID();
  const listener = await house.t.database.pool.connect();
  const told: (string | undefined)[] = [];
  listener.on('notification', ({ payload }) => told.push(payload));
  await listener.query('listen receipts');
  const batch = [
    buildReceipt({ seq: 0 }),
    buildReceipt({ seq: 1, order: other }),
    buildReceipt({ seq: 1, order: other }),
  ];
  expect((await sendReceipts(house, device, batch)).json()).toEqual({ stored: 2 });
  expect((await sendReceipts(house, device, [...batch, buildReceipt({ seq: 2, kind: 'finished' })])).json()).toEqual({
    stored: 1,
  });
  expect((await kept()).map(({ seq, kind }) => [seq, kind])).toEqual([
    [0, 'playing'],
    [1, 'playing'],
    [2, 'finished'],
  ]);
  await expect.poll(() => told.length).toBe(3);
  expect(new Set(told.slice(0, 2))).toEqual(new Set([buildReceipt().order, other]));
  listener.release(true);
  expect((await kept())[0]?.received_at).toEqual(house.clock.now());
});

test('a clock of the year 0, 1970, 2038 or 9999, and a detail with NUL, fail nobody', async () => {
  const instants = [
    '0000-01-01T00:00:00.000Z',
    '1970-01-01T00:00:00.000Z',
    '2038-01-19T03:14:08.000Z',
    '9999-12-31T23:59:59.999Z',
  ];
  const batch = instants.map((at, seq) => buildReceipt({ seq, at, slot: at, clockTrusted: false, detail: 'a\0b' }));
  expect((await sendReceipts(house, device, batch)).json()).toEqual({ stored: 4 });
  expect((await kept()).map(({ at, detail }) => [at.getUTCFullYear(), detail])).toEqual([
    [1970, 'ab'],
    [1970, 'ab'],
    [2038, 'ab'],
    [2200, 'ab'],
  ]);
});

test('believes a device of itself alone, by its own key', async () => {
  const forged = await sendReceipts(house, { ...device, key: await generateKey(true) }, [buildReceipt()]);
  expect(forged.json()).toMatchObject({ status: 403, parameters: { reason: 'unknown-key' } });
  const other = await claimSpeaker(house, house.province.villages[1]?.id ?? '');
  const ofAnother = await signDocument(
    { device: device.id, receipts: [buildReceipt()] },
    TYPES.receipts,
    other.key.signing,
  );
  expect((await post(house, '/api/device/receipts', { batch: ofAnother })).statusCode).toBe(403);
  expect((await sendReceipts(house, { ...device, id: randomUUID() }, [buildReceipt()])).statusCode).toBe(401);
  expect(await kept()).toEqual([]);
});

test('an acknowledged receipt is one that the database has: without it there is no 200', async () => {
  await house.t.database.pool.query('alter table receipts rename to receipts_away');
  const answer = await sendReceipts(house, device, [buildReceipt()]);
  await house.t.database.pool.query('alter table receipts_away rename to receipts');
  expect(answer.statusCode).toBe(500);
  expect((await sendReceipts(house, device, [buildReceipt()])).json()).toEqual({ stored: 1 });
});
