import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type House, openHouse, pause, removeHouse } from './house.ts';
import { partsOf, untilReady } from './house-processes.ts';
import { steal } from './house-secrets.ts';

const MB = 1024 * 1024;
const LARGE = 10 * MB;
/** Header of an MQTT PUBLISH of ten million bytes, and of a CONNECT as large. */
const HEADERS = [0x30, 0x10].map((type) => Buffer.from([type, 0x80, 0xad, 0xe2, 0x04]));

let house: House;
let brokerPort: number;

beforeAll(async () => {
  house = await openHouse({ atMinute: 540 });
  const stolen = await steal(house);
  ({ brokerPort } = stolen);
  await stolen.stop();
}, 180_000);

afterAll(async () => {
  await house?.stop();
  if (house) await removeHouse(house);
}, 60_000);

/** Resident memory of a part of the house, in bytes. */
async function residentOf(part: 'server' | 'broker'): Promise<number> {
  const pid = (await partsOf(house)).get(part);
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}

/** The same once it stands still: a server that has just started still fetches and frees what belongs to its first minute. */
async function residentAtRest(part: 'server' | 'broker'): Promise<number> {
  const seen: number[] = [];
  for (let second = 0; second < 60; second += 1) {
    seen.push(await residentOf(part));
    const last = seen.slice(-5);
    if (last.length === 5 && Math.max(...last) - Math.min(...last) < MB) break;
    await pause(1_000);
  }
  return seen.at(-1) ?? 0;
}

/** Pours ten megabytes into a connection until it ends. Throws when the other side took them all. */
async function pour(socket: Socket, header: Buffer): Promise<void> {
  const piece = Buffer.alloc(64 * 1024);
  const ended = new Promise<void>((settle) => socket.once('close', () => settle()));
  socket.on('error', () => undefined);
  socket.write(header);
  for (let sent = 0; sent < LARGE && !socket.destroyed; sent += piece.length) {
    const full = !socket.write(piece);
    if (full) await Promise.race([new Promise((settle) => socket.once('drain', settle)), ended]);
  }
  await ended;
  if (socket.bytesWritten - socket.writableLength >= LARGE) throw new Error('the other side took it all');
}

function webSocket(): Promise<WebSocket> {
  const socket = new WebSocket(`${house.url.replace('http', 'ws')}/mqtt`, 'mqtt');
  socket.on('error', () => undefined);
  return new Promise((settle, fail) => {
    socket.once('open', () => settle(socket));
    socket.once('close', () => fail(new Error('closed')));
  });
}

const closing = (socket: WebSocket): Promise<void> =>
  new Promise((settle) => (socket.readyState === WebSocket.CLOSED ? settle() : socket.once('close', () => settle())));

/** Every way to send ten megabytes at once. */
const WAYS: [string, () => Promise<void>][] = [
  ...HEADERS.map((header): [string, () => Promise<void>] => [
    `straight to the broker, type ${header[0]}`,
    async () => pour(connect(brokerPort, '127.0.0.1'), header),
  ]),
  [
    'through /mqtt in one frame',
    async () => {
      const socket = await webSocket();
      socket.send(Buffer.concat([HEADERS[0]!, Buffer.alloc(LARGE)]));
      await closing(socket);
    },
  ],
  [
    'through /mqtt in frames that are small enough',
    async () => {
      const socket = await webSocket();
      socket.send(HEADERS[1]!);
      for (let sent = 0; sent < LARGE && socket.readyState === WebSocket.OPEN; sent += 32 * 1024) {
        await new Promise((settle) => socket.send(Buffer.alloc(32 * 1024), settle));
      }
      await closing(socket);
    },
  ],
];

test.each(WAYS)('ten megabytes %s end the connection', async (_way, send) => {
  const began = Date.now();
  await send();
  expect(Date.now() - began).toBeLessThan(10_000);
  await untilReady(house);
});

test('sixty such packets leave server and broker as small as before', async () => {
  const volley = (): Promise<unknown> =>
    Promise.all([...WAYS, ...WAYS, ...WAYS, ...WAYS, ...WAYS].map(([, send]) => send().catch(() => undefined)));
  // Buffers and code that any first use brings along are not what is asked for.
  for (let round = 0; round < 3; round += 1) await volley();
  const before = { server: await residentAtRest('server'), broker: await residentAtRest('broker') };
  for (let round = 0; round < 3; round += 1) await volley();
  const grown = {
    server: ((await residentAtRest('server')) - before.server) / MB,
    broker: ((await residentAtRest('broker')) - before.broker) / MB,
  };
  console.info(
    `after 60 packets of 10 MB: server ${grown.server.toFixed(1)} MB, broker ${grown.broker.toFixed(1)} MB more`,
  );
  expect(grown.broker).toBeLessThan(12);
  expect(grown.server).toBeLessThan(12);
}, 300_000);
