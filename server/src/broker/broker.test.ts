import { BROKER_DISCONNECT, EVERYTHING, deviceTopic, unitProgrammeTopic } from '@nguon/protocol/topics.ts';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signBrokerPassword } from '../lib/broker-password.ts';
import { silentLog } from '../platform/log.ts';
import { connectBroker } from '../platform/mqtt.ts';

const SECRET = 'x'.repeat(40);
let folder: string;
let child: ChildProcess;
let url: string;
const opened: MqttClient[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nguon-broker-'));
  child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], BROKER_SECRET: SECRET, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const line = await new Promise<string>((settle) =>
    child.stdout?.once('data', (chunk: Buffer) => settle(chunk.toString())),
  );
  url = (JSON.parse(line) as { url: string }).url;
});

afterEach(async () => {
  for (const client of opened.splice(0)) await client.endAsync(true);
});

afterAll(async () => {
  // The channel to the parent closes, as when a supervisor is killed: the broker must end by itself.
  const ended = new Promise((settle) => child.once('exit', settle));
  child.disconnect();
  await ended;
  await rm(folder, { recursive: true });
});

const seconds = (from: number): number => Math.floor(Date.now() / 1000) + from;

async function login(
  id: string,
  options: {
    sub?: string;
    units?: string[];
    role?: 'device' | 'server';
    username?: string;
    exp?: number;
    secret?: string;
  } = {},
): Promise<MqttClient> {
  const claims = {
    sub: options.sub ?? id,
    role: options.role ?? ('device' as const),
    units: options.units ?? ['u1'],
    exp: options.exp ?? seconds(60),
  };
  const password = await signBrokerPassword(options.secret ?? SECRET, claims);
  const client = mqtt.connect(url, {
    clientId: id,
    username: options.username ?? id,
    password,
    protocolVersion: 4,
    reconnectPeriod: 0,
  });
  opened.push(client);
  client.on('error', () => {});
  await new Promise<void>((settle, fail) => {
    client.once('connect', () => settle());
    client.once('error', fail);
    client.once('close', () => fail(new Error('closed')));
  });
  return client;
}

const closing = (client: MqttClient): Promise<void> => new Promise((settle) => client.once('close', () => settle()));
/** What the broker grants: 1, or 128 for a refusal. */
const granted = (client: MqttClient, filter: string): Promise<unknown> =>
  new Promise((settle) => client.subscribe(filter, { qos: 1 }, (_error, _grants, packet) => settle(packet?.granted)));

describe('a login', () => {
  it('needs a password of ours, in time, for the very id and user name', async () => {
    await expect(login('d1', { secret: 'y'.repeat(40) })).rejects.toThrow(/Not authorized/);
    await expect(login('d1', { sub: 'd2' })).rejects.toThrow(/Not authorized/);
    await expect(login('d1', { username: 'd2' })).rejects.toThrow(/Not authorized/);
    await expect(login('d1', { exp: seconds(-1) })).rejects.toThrow(/Not authorized/);
    expect((await login('d1')).connected).toBe(true);
  });

  it('ends when the password runs out', async () => {
    const client = await login('short', { exp: seconds(2) });
    await closing(client);
    expect(client.connected).toBe(false);
  });

  it('replaces an older one only when its password is right, and then stands', async () => {
    const first = await login('twin');
    await expect(login('twin', { secret: 'y'.repeat(40) })).rejects.toThrow(/Not authorized/);
    expect(first.connected).toBe(true);
    const gone = closing(first);
    const second = await login('twin');
    await gone;
    expect(second.connected).toBe(true);
    // The end of the first must not have taken the second's entry: an order to drop it still finds it.
    const server = await login('server', { role: 'server', units: [] });
    const dropped = closing(second);
    await server.publishAsync(BROKER_DISCONNECT, JSON.stringify({ client: 'twin' }), { qos: 1 });
    await dropped;
    // Dropped is not "come again": the password that it still holds counts no more.
    await expect(login('twin')).rejects.toThrow(/Not authorized/);
  });
});

describe('rights', () => {
  it('let a device hear its units, and not others', async () => {
    const device = await login('d3', { units: ['u1'] });
    const server = await login('server', { role: 'server', units: [] });
    const heard: string[] = [];
    device.on('message', (topic) => heard.push(topic));
    expect(await granted(device, unitProgrammeTopic('u1'))).toEqual([1]);
    expect(await granted(device, unitProgrammeTopic('u2'))).toEqual([128]);
    expect(await granted(device, EVERYTHING)).toEqual([128]);
    await server.publishAsync(unitProgrammeTopic('u2'), '{}', { qos: 1 });
    await server.publishAsync(unitProgrammeTopic('u1'), '{}', { qos: 1 });
    await expect.poll(() => heard).toEqual([unitProgrammeTopic('u1')]);
  });

  it('close the connection of a device that says what it may not', async () => {
    for (const [topic, options] of [
      [deviceTopic('other', 'status'), { qos: 1 }],
      [deviceTopic('d4', 'status'), { qos: 1, retain: true }],
      [deviceTopic('d4', 'status'), { qos: 2 }],
    ] as const) {
      const device = await login('d4');
      const closed = closing(device);
      device.publish(topic, '{}', options);
      await closed;
      expect(device.connected).toBe(false);
    }
  });
});

describe('size', () => {
  it('of a device’s packet ends at 64 KiB, of the server’s at 1 MiB', async () => {
    const device = await login('d5');
    await device.publishAsync(deviceTopic('d5', 'status'), 'x'.repeat(60_000), { qos: 1 });
    const closed = closing(device);
    device.publish(deviceTopic('d5', 'status'), 'x'.repeat(70_000), { qos: 1 });
    await closed;
    const server = await login('server', { role: 'server', units: [] });
    await server.publishAsync(unitProgrammeTopic('u1'), 'x'.repeat(1_000_000), { qos: 1 });
    const ended = closing(server);
    server.publish(unitProgrammeTopic('u1'), 'x'.repeat(1_100_000), { qos: 1 });
    await ended;
    expect([device.connected, server.connected]).toEqual([false, false]);
  });

  it('is judged by the header: a 10 MB packet before the login is cut off at once', async () => {
    const port = Number(new URL(url).port);
    const socket = connect(port, '127.0.0.1');
    const closed = new Promise((settle) => socket.once('close', settle));
    socket.on('error', () => {});
    socket.write(Buffer.from([0x10, 0x80, 0xad, 0xe2, 0x04]));
    await closed;
    expect((await login('d6')).connected).toBe(true);
  });
});

it('the server’s own client connects, sends, hears and comes back with a fresh password', async () => {
  let asked = 0;
  const password = (): Promise<string> => {
    asked += 1;
    return signBrokerPassword(SECRET, { sub: 'server', role: 'server', units: [], exp: seconds(asked === 1 ? 2 : 60) });
  };
  const client = connectBroker({ url, identity: 'server', password, log: silentLog() });
  const heard: string[] = [];
  client.subscribe(unitProgrammeTopic('u9'), (_topic, payload) => void heard.push(payload.toString()));
  await client.publish(unitProgrammeTopic('u9'), 'one');
  await expect.poll(() => asked, { timeout: 10_000 }).toBe(2);
  await expect.poll(() => client.connected(), { timeout: 5_000 }).toBe(true);
  await client.publish(unitProgrammeTopic('u9'), 'two');
  await expect.poll(() => heard).toEqual(['one', 'two']);
  await client.close();
}, 20_000);
