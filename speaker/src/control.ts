import { type Server, type Socket, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { WrongSetting } from './config.ts';
import { removeFile } from './disk.ts';
import { type Log, sentenceOf } from './log.ts';

/** What another process of the same user may ask a running speaker. */
export const ControlRequest = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('status') }),
  z.strictObject({ do: z.literal('volume'), percent: z.int().min(0).max(100) }),
  z.strictObject({ do: z.literal('test-tone') }),
]);
export type ControlRequest = z.infer<typeof ControlRequest>;

const MAX_LINE = 4096;
const ANSWER_MS = 10_000;

/** Longest path that a socket may have on Linux. */
const LONGEST_PATH = 107;

/**
 * Opens the speaker's own ear: a socket in its state folder, which only its user may enter. It is also the lock of the folder: a second
 * speaker finds it answering and is refused with WrongSetting; one that a dead process left is taken over.
 * @returns null when the folder's path is too long for a socket; the speaker then runs without
 */
export async function openControl(
  dir: string,
  answer: (request: ControlRequest) => Promise<unknown>,
  log: Log,
): Promise<Server | null> {
  const path = socketPath(dir);
  if (Buffer.byteLength(path) > LONGEST_PATH) {
    log.warn('no-control', { why: `the path of the state folder is too long for a socket: ${path}` });
    return null;
  }
  if (await isAnswered(path)) throw new WrongSetting(`a speaker is running on ${dir} already; stop it first`);
  await removeFile(path);
  const server = createServer((socket) => serve(socket, answer));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(path, () => resolve());
  await promise;
  return server;
}

/** Asks the speaker that runs on a state folder; null when none does. Rejects when it does not answer in time. */
export async function askRunning(dir: string, request: ControlRequest): Promise<unknown> {
  const path = socketPath(dir);
  if (!(await isAnswered(path))) return null;
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const socket = connect(path, () => socket.write(`${JSON.stringify(request)}\n`));
  socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('the running speaker did not answer')));
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('utf8')));
  socket.on('error', reject);
  socket.on('end', () => resolve(JSON.parse(text)));
  return promise;
}

function socketPath(dir: string): string {
  return join(dir, 'control.sock');
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function serve(socket: Socket, answer: (request: ControlRequest) => Promise<unknown>): void {
  let text = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    text += chunk.toString('utf8');
    if (text.length > MAX_LINE) socket.destroy();
    const end = text.indexOf('\n');
    if (end < 0) return;
    const line = text.slice(0, end);
    text = '';
    reply(line, answer).then(
      (result) => socket.end(JSON.stringify(result)),
      (error: unknown) => socket.end(JSON.stringify({ refused: sentenceOf(error) })),
    );
  });
}

function reply(line: string, answer: (request: ControlRequest) => Promise<unknown>): Promise<unknown> {
  return Promise.resolve().then(() => answer(ControlRequest.parse(JSON.parse(line))));
}
