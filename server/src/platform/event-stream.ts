import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** An open answer of server-sent events. */
export interface EventStream {
  /** Sends one event. One that waits already is not sent twice; when too many wait they become `missed`. */
  send(event: object): void;
  close(): void;
  /** Resolves when the stream is over, whoever ended it. */
  readonly over: Promise<void>;
}

export interface EventStreamOptions {
  /** Sent instead of what a slow reader could not take. */
  missed: object;
  /** A line of comment each so often keeps proxies and phones from closing the line. Default 20 s. */
  heartbeatMs?: number;
}

/** Events that wait for one slow reader. */
const MOST_WAITING = 200;
const LAST_WORDS_MS = 500;

/** Answers a request with server-sent events until either side ends it. What a reader does not take in time waits here, within bounds. */
export function openEventStream(
  reply: FastifyReply,
  { missed, heartbeatMs = 20_000 }: EventStreamOptions,
): EventStream {
  const body = new PassThrough({ highWaterMark: 16 * 1024 });
  const waiting = new Set<string>();
  const all = JSON.stringify(missed);
  const flush = (): void => {
    for (const line of waiting) {
      if (body.writableNeedDrain || body.destroyed || body.writableEnded) return;
      waiting.delete(line);
      body.write(`data: ${line}\n\n`);
    }
  };
  const beat = (): void => {
    if (!body.writableNeedDrain && body.writable) body.write(':\n\n');
  };
  const heartbeat = setInterval(beat, heartbeatMs);
  const over = new Promise<void>((settle) => {
    body.once('close', () => {
      clearInterval(heartbeat);
      settle();
    });
  });
  body.on('drain', flush);
  body.on('error', () => {});
  body.write('retry: 3000\n\n');
  void reply
    .type('text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(body);
  return {
    send(event) {
      if (waiting.has(all)) return;
      const tooMany = waiting.size >= MOST_WAITING;
      if (tooMany) waiting.clear();
      waiting.add(tooMany ? all : JSON.stringify(event));
      flush();
    },
    close() {
      body.end();
      // A reader that takes nothing would hold the server's stop up.
      setTimeout(() => body.destroy(), LAST_WORDS_MS).unref();
    },
    over,
  };
}
