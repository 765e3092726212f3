import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deviceTopic } from '@nguon/protocol/topics.ts';
import { startBroker, type Broker } from '../../broker/broker.ts';
import { signBrokerPassword } from '../../lib/broker-password.ts';
import { silentLog } from '../../platform/log.ts';
import { connectBroker, type BrokerClient } from '../../platform/mqtt.ts';
import { createTestClock } from '../../test-app.ts';
import { registerDeviceMessages } from './messages.ts';
import { BROKER_SECRET, buildDeviceHouse, claimSpeaker, logIn, type DeviceHouse } from './testing/house.ts';

let broker: Broker;
let client: BrokerClient;
let house: DeviceHouse;
let messages: { stop(): Promise<void> };
beforeAll(async () => {
  const clock = createTestClock();
  const log = silentLog();
  broker = await startBroker({ port: 0, secret: BROKER_SECRET, clock, log });
  const exp = Math.floor(clock.now().getTime() / 1000) + 3_600;
  const password = () => signBrokerPassword(BROKER_SECRET, { sub: 'server', role: 'server', units: [], exp });
  client = connectBroker({ url: `mqtt://127.0.0.1:${broker.port}`, identity: 'server', password, log });
  house = await buildDeviceHouse(client);
  messages = registerDeviceMessages(house.t.platform);
});
afterAll(async () => {
  await messages.stop();
  await client.close();
  await broker.stop();
  await house.stop();
});

/** First argument of the next event of a client. */
const next = (of: MqttClient, event: 'connect' | 'message' | 'close'): Promise<unknown> =>
  new Promise((settle) => of.once(event, (first?: unknown) => settle(first)));

test('a device with the pass of its login says that it lives, hears its command, and is dropped when revoked', async () => {
  const device = await claimSpeaker(house, house.province.villages[0]?.id ?? '');
  const boot = '00000000-0000-4000-8000-00000000b001';
  const { reply } = await logIn(house, device, { boot });
  const own = mqtt.connect(`mqtt://127.0.0.1:${broker.port}`, {
    clientId: device.id,
    username: device.id,
    password: reply?.brokerPassword ?? '',
    protocolVersion: 4,
    reconnectPeriod: 0,
  });
  await next(own, 'connect');
  await own.subscribeAsync(deviceTopic(device.id, 'command'), { qos: 1 });
  const status = {
    online: true,
    boot,
    session: 0,
    at: house.clock.now().toISOString(),
    clockTrusted: true,
    software: 'test 1',
    volume: 70,
    playing: null,
    programmes: [],
    ready: 0,
    missing: 0,
    showing: [],
  };
  await own.publishAsync(deviceTopic(device.id, 'status'), JSON.stringify(status), { qos: 1 });
  const url = `/api/devices/${device.id}`;
  const state = async () =>
    (await house.t.app.inject({ url, headers: house.technician })).json<{ state: string }>().state;
  await expect.poll(state, { timeout: 5_000 }).toBe('online');
  const heard = next(own, 'message');
  const payload = { kind: 'restart' };
  const commanded = await house.t.app.inject({
    method: 'POST',
    url: `${url}/commands`,
    headers: house.technician,
    payload,
  });
  expect(commanded.statusCode).toBe(200);
  expect(await heard).toBe(deviceTopic(device.id, 'command'));
  const dropped = next(own, 'close');
  expect((await house.t.app.inject({ method: 'DELETE', url, headers: house.technician })).statusCode).toBe(204);
  await dropped;
});
