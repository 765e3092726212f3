import { createServer } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { silentLog } from './log.ts';
import { attachMqttOverWebSocket } from './mqtt-websocket.ts';
import { BrokerAwayError, connectBroker, matches } from './mqtt.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((settle) => server.close(settle));
});

async function listening<T extends Server>(server: T): Promise<number> {
  servers.push(server);
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return (server.address() as AddressInfo).port;
}

it('a filter covers topics as MQTT says', () => {
  expect(matches('a/+/c', 'a/b/c')).toBe(true);
  expect(matches('a/#', 'a/b/c')).toBe(true);
  expect(matches('a/+', 'a/b/c')).toBe(false);
  expect(matches('a/b/c/d', 'a/b/c')).toBe(false);
});

it('publishing says so in time when the broker is away', async () => {
  const client = connectBroker({
    url: 'mqtt://127.0.0.1:9',
    identity: 'server',
    password: async () => 'p',
    log: silentLog(),
    patience: 200,
    queueLimit: 1,
  });
  const first = client.publish('a', 'b');
  await expect(client.publish('a', 'b')).rejects.toThrow(/too many/);
  await expect(first).rejects.toThrow(BrokerAwayError);
  expect(client.connected()).toBe(false);
  await client.close();
});

describe('MQTT over WebSocket', () => {
  async function door(target: number): Promise<{ url: string; port: number; close: () => void }> {
    const http = createServer((_request, response) => response.end('page'));
    const port = await listening(http);
    const attached = attachMqttOverWebSocket(http, '/mqtt', { port: target });
    return { url: `ws://127.0.0.1:${port}`, port, close: () => attached.close() };
  }

  it('carries bytes both ways', async () => {
    const target = await listening(createTcpServer((socket) => void socket.pipe(socket)));
    const { url, close } = await door(target);
    const peer = new WebSocket(`${url}/mqtt`, ['mqtt']);
    await new Promise((settle) => peer.once('open', settle));
    peer.send(Buffer.from('hello'));
    const echo = await new Promise<Buffer>((settle) => peer.once('message', settle));
    expect(echo.toString()).toBe('hello');
    close();
    await new Promise((settle) => (peer.readyState === WebSocket.CLOSED ? settle(0) : peer.once('close', settle)));
  });

  it('refuses other protocols, other paths and frames beyond the limit, and says when the broker is away', async () => {
    const { url, port, close } = await door(9);
    const ended = (peer: WebSocket): Promise<number> =>
      new Promise((settle) => peer.on('error', () => settle(0)).once('close', settle));
    expect(await ended(new WebSocket(`${url}/mqtt`))).toBe(0);
    expect(await ended(new WebSocket(`${url}/other`, ['mqtt']))).toBe(0);
    expect(await ended(new WebSocket(`${url}/mqtt`, ['mqtt']))).toBe(1013);
    const target = await listening(createTcpServer((socket) => void socket.resume().on('error', () => {})));
    const second = await door(target);
    const peer = new WebSocket(`${second.url}/mqtt`, ['mqtt']);
    peer.once('open', () => peer.send(Buffer.alloc(100_000)));
    expect(await ended(peer)).toBe(1009);
    const plain = connect(port, '127.0.0.1');
    plain.end('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect((await plain.toArray()).join('')).toContain('page');
    close();
    second.close();
  });
});
