import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localTimeOfDay } from '../../protocol/src/wall-clock.ts';

const ROOT = join(import.meta.dirname, '../..');
const LAUNCHER = join(ROOT, 'server/bin/nguon.js');

/** A whole demo system of its own, started as a newcomer does, in a temporary folder. */
export interface House {
  url: string;
  dataDir: string;
  /** Milliseconds that the house's clock runs ahead of the machine's. */
  offsetMs: number;
  /** Process numbers by name, read from the process table. */
  supervisor: ChildProcess;
  now(): number;
  /** Sign-in by the one-time link of a demo person, by the words that name the person. */
  enter(who: string): Promise<Person>;
  stop(): Promise<void>;
}

/** Somebody who is signed in, at a browser's distance: HTTP only. */
export interface Person {
  cookie: string;
  ask<T>(method: string, path: string, body?: object): Promise<Answer<T>>;
  /** The same, for what must succeed. Throws with the server's sentence. */
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: object): Promise<T>;
  put<T>(path: string, body: object): Promise<T>;
}

export interface Answer<T> {
  status: number;
  body: T;
}

interface Opening {
  /** Local minute of the day (fractions allowed) that the house's clock shows when it is started. */
  atMinute: number;
  dataDir?: string;
  port?: number;
  /** Settings besides the usual ones. */
  settings?: Record<string, string>;
}

/** Starts a demo system in a folder of its own. */
export async function openHouse(options: Opening): Promise<House> {
  const dataDir = options.dataDir ?? (await newFolder());
  const offsetMs = forward(options.atMinute);
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, 'folder.json'), JSON.stringify({ kind: 'demo', clockOffsetMs: offsetMs }), {
    flag: 'wx',
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return startHouse(dataDir, options.port ?? (await freePort()), options.settings);
}

/** Starts the system over a data folder and waits for its ready line. */
export async function startHouse(dataDir: string, port: number, settings = {}): Promise<House> {
  const environment = { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'info', ...settings };
  const supervisor = spawn(process.execPath, [LAUNCHER, 'start'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await readyLine(supervisor);
  const url = `http://localhost:${port}`;
  const { clockOffsetMs } = JSON.parse(await readFile(join(dataDir, 'folder.json'), 'utf8')) as {
    clockOffsetMs: number;
  };
  return {
    url,
    dataDir,
    offsetMs: clockOffsetMs,
    supervisor,
    now: () => Date.now() + clockOffsetMs,
    enter: async (who) => enter(url, await linkOf(dataDir, who)),
    stop: async () => stopProcess(supervisor),
  };
}

/** A folder that PostgreSQL's own user can reach when we run as root. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nguon-house-'));
  await chmod(folder, 0o755);
  return join(folder, 'data');
}

/** Ends a process as an operator does; when it will not, for good. */
export async function stopProcess(child: ChildProcess, patience = 25_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), patience);
  await ended;
  clearTimeout(late);
}

/** Removes what openHouse made, when it made it. */
export async function removeHouse(house: Pick<House, 'dataDir'>): Promise<void> {
  await rm(join(house.dataDir, '..'), { recursive: true, force: true });
}

/** Waits until `look` answers something, asking every 200 ms. Throws after `patience` milliseconds. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  patience = 30_000,
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`waited ${patience / 1000} s in vain for: ${what}`);
    await pause(200);
  }
}

/** Waits a while. */
export function pause(ms: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, ms));
}

/** A port on which nothing listens now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const address = server.address();
  await new Promise((settle) => server.close(settle));
  return typeof address === 'object' && address ? address.port : 0;
}

function forward(atMinute: number): number {
  const passed = localTimeOfDay(Date.now(), 420);
  return (atMinute * 60_000 - passed + 86_400_000) % 86_400_000;
}

async function readyLine(supervisor: ChildProcess): Promise<void> {
  let told = '';
  await new Promise<void>((settle, fail) => {
    const hear = (chunk: Buffer): void => {
      told += chunk.toString();
      if (told.includes('sẵn sàng')) settle();
    };
    supervisor.stdout?.on('data', hear);
    supervisor.stderr?.on('data', hear);
    supervisor.once('exit', (code) => fail(new Error(`the system ended with ${code} before it was ready:\n${told}`)));
  });
}

/** The secret of the one-time link that the demo printed for somebody. */
export async function linkOf(dataDir: string, who: string): Promise<string> {
  const text = await readFile(join(dataDir, 'demo-links.txt'), 'utf8');
  const line = text.split('\n').find((candidate) => candidate.trim().startsWith(`${who}:`));
  const token = line?.split('#')[1];
  if (!token) throw new Error(`the demo printed no link for ${who}`);
  return token;
}

async function enter(url: string, token: string): Promise<Person> {
  const answer = await fetch(`${url}/api/session/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (!answer.ok) throw new Error(`sign-in: ${await answer.text()}`);
  return personWith(
    url,
    answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
  );
}

/** Somebody who holds a session cookie already. */
export function personWith(url: string, cookie: string): Person {
  const ask = async <T>(method: string, path: string, body?: object): Promise<Answer<T>> => {
    const headers: Record<string, string> = { cookie, ...(body ? { 'content-type': 'application/json' } : {}) };
    const answer = await fetch(url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as T };
  };
  const must = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await ask<T>(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return {
    cookie,
    ask,
    get: (path) => must('GET', path),
    post: (path, body = {}) => must('POST', path, body),
    put: (path, body) => must('PUT', path, body),
  };
}
