import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeviceStatus } from '@nguon/protocol/device.ts';
import { deviceTopic } from '@nguon/protocol/topics.ts';
import { openStatusInbox, type StatusInbox } from './statuses.ts';
import { buildDeviceHouse, claimSpeaker, logIn, refusals, type DeviceHouse, type TestDevice } from './testing/house.ts';

let house: DeviceHouse;
let device: TestDevice;
let inbox: StatusInbox;
beforeAll(async () => {
  house = await buildDeviceHouse();
  inbox = openStatusInbox(house.t.platform);
});
beforeEach(async () => {
  device = await claimSpeaker(house, house.province.villages[0]?.id ?? '');
});
afterAll(async () => {
  await inbox.stop();
  await house.stop();
});

const status = (change: Partial<DeviceStatus> = {}): DeviceStatus => ({
  online: true,
  boot: '00000000-0000-4000-8000-00000000b001',
  session: 0,
  at: '2026-11-23T02:00:00.000Z',
  clockTrusted: true,
  software: 'test 1',
  volume: 70,
  playing: null,
  programmes: [],
  ready: 3,
  missing: 0,
  showing: [],
  ...change,
});
const say = async (message: DeviceStatus | string, id = device.id) => {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  await inbox.take(deviceTopic(id, 'status'), Buffer.from(text));
};
const seen = async () => {
  await inbox.flush();
  const answer = await house.t.app.inject({ url: `/api/devices/${device.id}`, headers: house.technician });
  return answer.json<Record<string, unknown>>();
};

test('a device goes from never over online and late to offline, in words', async () => {
  expect(await seen()).toMatchObject({ state: 'never', sentence: 'đã lắp đặt, chưa kết nối lần nào' });
  const startedAt = '2026-11-23T01:30:00.000Z';
  await say(status({ playing: { order: randomUUID(), slot: startedAt, startedAt, positionMs: 5 } }));
  expect(await seen()).toMatchObject({
    state: 'online',
    volume: 70,
    playing: 'đang phát từ 8 giờ 30',
    clockTrusted: true,
  });
  house.clock.advance(100_000);
  expect(await seen()).toMatchObject({ state: 'late' });
  house.clock.advance(100_000);
  expect(await seen()).toMatchObject({ state: 'offline', sentence: 'mất liên lạc từ 9 giờ', playing: null });
});

test("the last will of a lost connection cannot overtake the next one's status", async () => {
  const boot = randomUUID();
  await logIn(house, device, { boot });
  expect(await seen()).toMatchObject({ state: 'late' });
  await say(status({ boot, session: 1 }));
  await say(status({ boot, session: 0, online: false }));
  expect(await seen()).toMatchObject({ state: 'online' });
  await say(status({ boot: randomUUID(), session: 9, online: false }));
  expect(await seen()).toMatchObject({ state: 'online' });
  await say(status({ boot, session: 1, online: false }));
  expect(await seen()).toMatchObject({ state: 'offline' });
  const next = randomUUID();
  await logIn(house, device, { boot: next });
  await say(status({ boot, session: 1 }));
  expect(await seen()).toMatchObject({ state: 'late' });
  await say(status({ boot: next, session: 0 }));
  expect(await seen()).toMatchObject({ state: 'online' });
});

test('of many heartbeats the last is written, in one batch for all devices', async () => {
  const second = await claimSpeaker(house, house.province.villages[1]?.id ?? '');
  for (let volume = 0; volume <= 100; volume += 1) await say(status({ volume }));
  await say(status({ volume: 5, at: '0000-01-01T00:00:00.000Z', software: 'a\0b' }), second.id);
  await say(status(), randomUUID());
  expect(await seen()).toMatchObject({ volume: 100 });
  const { rows } = await house.t.database.pool.query(
    'select volume, software, showing from device_status where device_id = $1',
    [second.id],
  );
  expect(rows).toEqual([{ volume: 5, software: 'ab', showing: [] }]);
});

test('nonsense is recorded, some of it, and changes nothing', async () => {
  await say(status());
  const before = (await refusals(house)).length;
  for (let n = 0; n < 50; n += 1) await say('{"online":true}');
  await say(`{"online":true,"online":false`);
  const recorded = (await refusals(house)).slice(before);
  expect(recorded.length).toBeGreaterThan(0);
  expect(recorded.length).toBeLessThanOrEqual(6);
  expect(await seen()).toMatchObject({ state: 'online' });
});

test('while the database is away statuses wait, the newest of each device', async () => {
  await say(status({ volume: 1 }));
  await house.t.database.pool.query('alter table device_status rename to device_status_away');
  await inbox.flush();
  await say(status({ volume: 2 }));
  await inbox.flush();
  await house.t.database.pool.query('alter table device_status_away rename to device_status');
  expect(await seen()).toMatchObject({ state: 'online', volume: 2 });
});
