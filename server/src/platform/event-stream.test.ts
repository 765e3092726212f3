import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EventStream, openEventStream } from './event-stream.ts';

const app = Fastify();
const opened: EventStream[] = [];
beforeAll(async () => {
  app.get('/events', async (_request, reply) => {
    opened.push(openEventStream(reply, { missed: { kind: 'everything' }, heartbeatMs: 50 }));
    return reply;
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

/** Opens the stream without reading from it. */
async function request() {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET /events HTTP/1.1\r\nhost: x\r\n\r\n');
  while (opened.length === 0) await new Promise((settle) => setTimeout(settle, 10));
  return { socket, stream: opened.pop()! };
}

it('sends events and heartbeats as they come, and ends when asked', async () => {
  const { socket, stream } = await request();
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  stream.send({ kind: 'order', id: 'a' });
  await expect.poll(() => text).toContain('data: {"kind":"order","id":"a"}\n\n');
  expect(text).toContain('content-type: text/event-stream');
  await expect.poll(() => text).toContain(':\n\n');
  stream.close();
  await stream.over;
  socket.destroy();
});

it('keeps little for a reader that does not read, and says then that something was missed', async () => {
  const { socket, stream } = await request();
  socket.pause();
  const long = 'x'.repeat(4_000);
  for (let number = 0; number < 20_000; number += 1) stream.send({ number, long });
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(200e6);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.resume();
  await expect.poll(() => text.includes('{"kind":"everything"}'), { timeout: 5_000 }).toBe(true);
  expect(text.split('"number"').length).toBeLessThan(10_000);
  socket.destroy();
  await stream.over;
});

it('is over when the reader goes, and when a stop meets a reader that takes nothing', async () => {
  const gone = await request();
  gone.socket.destroy();
  await expect(gone.stream.over).resolves.toBeUndefined();
  const stuck = await request();
  stuck.socket.pause();
  for (let number = 0; number < 2_000; number += 1) stuck.stream.send({ number, long: 'x'.repeat(4_000) });
  stuck.stream.close();
  await expect(stuck.stream.over).resolves.toBeUndefined();
  stuck.socket.destroy();
  await once(stuck.socket, 'close');
});
