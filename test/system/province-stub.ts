import { createHash, randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Aedes } from 'aedes';
import { type WebSocket, WebSocketServer, createWebSocketStream } from 'ws';
import { sha256 } from '../../protocol/src/canonical.ts';
import {
  ClaimStatement,
  type DeviceCommand,
  LoginAnswer,
  type LoginReply,
  type Receipt,
  ReceiptBatch,
  claimString,
} from '../../protocol/src/device.ts';
import type { Assignment, OrderEntry, Programme, ProgrammePointer, RelayEntry } from '../../protocol/src/programme.ts';
import { type Request, requestDigest } from '../../protocol/src/request.ts';
import { type SigningKey, generateKey, kidOf, signDocument } from '../../protocol/src/sign.ts';
import { deviceTopic, unitProgrammeTopic } from '../../protocol/src/topics.ts';
import { type PublicKey, TYPES, readUnverified, verifyDocument } from '../../protocol/src/verify.ts';

type Keys = Record<'root' | 'programme' | 'command' | 'login', { signing: SigningKey; public: PublicKey }>;

/** Units of the little province, own unit first. */
export const UNITS = {
  commune: '00000000-0000-4000-8000-000000000002',
  province: '00000000-0000-4000-8000-000000000001',
} as const;

/**
 * A tiny honest province for the speaker's tests: real keys, real documents, HTTP and MQTT over WebSocket on one port. What it knows
 * survives `stop` and `start`, as a database would.
 */
export class ProvinceStub {
  readonly keys: Keys;
  readonly receipts = new Map<string, Receipt>();
  readonly devices = new Map<string, PublicKey>();
  readonly statuses: { topic: string; text: string }[] = [];
  readonly media = new Map<string, Buffer>();
  readonly documents = new Map<string, string>();
  readonly requested: { path: string; range: string | undefined }[] = [];
  readonly pointers = new Map<string, ProgrammePointer>();
  /** What is sent in place of a file, to try the device. */
  alter: (bytes: Buffer) => Buffer = (bytes) => bytes;
  /** Only so many bytes of a file are sent before the line breaks; null for all. */
  breakAfter: number | null = null;
  /** The province's time minus this machine's. */
  clockOffsetMs = 0;
  /** Receipts are answered with 503 while this holds. */
  receiptsDown = false;
  doubles = 0;
  assignment: Omit<Assignment, 'device'>;
  readonly #nonces = new Map<string, string>();
  #http: Server | null = null;
  #sockets = new Set<Socket>();
  #broker: Aedes | null = null;
  #port = 0;
  #version = 1;

  private constructor(keys: Keys) {
    this.keys = keys;
    this.assignment = {
      v: 1,
      kind: 'speaker',
      name: 'Loa thử',
      version: 1,
      issuedAt: new Date().toISOString(),
      units: [
        { unit: UNITS.commune, level: 2, name: 'Xã Thử' },
        { unit: UNITS.province, level: 0, name: 'Tỉnh Thử' },
      ],
      keys: (['programme', 'command', 'login'] as const).map((purpose) => ({
        ...keys[purpose].public,
        purposes: [purpose],
        units: null,
      })),
      timeZone: 'Asia/Ho_Chi_Minh',
      quietHours: { fromMinute: 0, toMinute: 0 },
      longestItemMs: 600_000,
      volumeCeiling: 80,
    };
  }

  /** Makes keys and opens the doors on a free port of this machine. */
  static async open(): Promise<ProvinceStub> {
    const [root, programme, command, login] = await Promise.all([1, 2, 3, 4].map(() => generateKey(true)));
    const stub = new ProvinceStub({ root: root!, programme: programme!, command: command!, login: login! });
    await stub.start();
    return stub;
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  now(): number {
    return Date.now() + this.clockOffsetMs;
  }

  /** A claim string that any device may use. */
  async claimString(): Promise<string> {
    return claimString({ code: 'ABCDEFGH', rootSha256: await sha256(this.keys.root.public.x), address: this.address });
  }

  async start(): Promise<void> {
    const broker = await Aedes.createBroker({
      authenticate: (client, username, password, done) => {
        const known = this.devices.has(client?.id ?? '') && client?.id === username;
        done(null, known && password?.toString() === `pass-of-${client?.id}`);
      },
    });
    broker.on('publish', (packet) => {
      if (packet.topic.endsWith('/status'))
        this.statuses.push({ topic: packet.topic, text: packet.payload.toString() });
    });
    const http = createServer((request, response) => void this.#serve(request, response));
    const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'mqtt' });
    http.on('upgrade', (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
        const stream = createWebSocketStream(webSocket);
        stream.on('error', () => stream.destroy());
        broker.handle(stream);
      });
    });
    http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => http.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (http.address() as AddressInfo).port;
    this.#http = http;
    this.#broker = broker;
  }

  async stop(): Promise<void> {
    const [http, broker] = [this.#http, this.#broker];
    this.#http = null;
    this.#broker = null;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => (http ? http.close(() => resolve()) : resolve()));
    await new Promise<void>((resolve) => (broker ? broker.close(() => resolve()) : resolve()));
  }

  /** Keeps a sound and returns how a request names it. */
  addSound(bytes: Buffer, durationMs: number): Request['sounds'][number] {
    const hash = createHash('sha256').update(bytes).digest('hex');
    this.media.set(hash, bytes);
    return { language: 'vi', sha256: hash, bytes: bytes.length, durationMs };
  }

  /** A programme of a unit that says these entries, of a version higher than any before. */
  programme(unit: string, entries: (OrderEntry | RelayEntry)[], stopped: string[] = []): Programme {
    this.#version = Math.max(this.#version + 1, this.now());
    const day = 86_400_000;
    const at = new Date(this.now()).toISOString();
    return {
      v: 1,
      unit,
      level: unit === UNITS.province ? 0 : 2,
      version: this.#version,
      issuedAt: at,
      from: new Date(this.now() - day).toISOString(),
      until: new Date(this.now() + 30 * day).toISOString(),
      entries,
      stopped: stopped.map((order) => ({ order, at })),
    };
  }

  /** Signs, keeps and announces a programme. */
  async publish(programme: Programme): Promise<ProgrammePointer> {
    const jws = await signDocument(programme, TYPES.programme, this.keys.programme.signing);
    return this.announce(programme.unit, programme.version, jws);
  }

  /** Keeps any text as a unit's programme and announces it, whatever it is. */
  async announce(
    unit: string,
    version: number,
    text: string,
    path = `/programmes/${unit}/${version}.jws`,
  ): Promise<ProgrammePointer> {
    this.documents.set(path, text);
    const pointer = { unit, version, sha256: await sha256(text), url: path };
    this.pointers.set(unit, pointer);
    this.push(unit, pointer);
    return pointer;
  }

  /** Pushes a hint. */
  push(unit: string, pointer: ProgrammePointer): void {
    this.#send(unitProgrammeTopic(unit), JSON.stringify(pointer));
  }

  /** Signs and pushes a command. */
  async command(
    device: string,
    action: DeviceCommand['action'],
    over: Partial<DeviceCommand> = {},
  ): Promise<DeviceCommand> {
    const [notBefore, notAfter] = [-5_000, 60_000].map((ms) => new Date(this.now() + ms).toISOString());
    const command = { id: randomUUID(), device, notBefore: notBefore!, notAfter: notAfter!, action, ...over };
    this.#send(deviceTopic(device, 'command'), await signDocument(command, TYPES.command, this.keys.command.signing));
    return command;
  }

  /** Signs a newer assignment for every device and pushes it. */
  async assign(over: Partial<Assignment>): Promise<void> {
    this.assignment = { ...this.assignment, ...over, version: this.assignment.version + 1 };
    for (const device of this.devices.keys())
      this.#send(deviceTopic(device, 'assignment'), await this.#assignmentOf(device));
  }

  /** Ends every connection to the broker, as a broker that was restarted does. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Receipts of one order, in the order of telling. */
  told(order: string | null): Receipt[] {
    return [...this.receipts.values()].filter((receipt) => receipt.order === order);
  }

  #send(topic: string, payload: string): void {
    this.#broker?.publish(
      { cmd: 'publish', topic, payload: Buffer.from(payload), qos: 1, retain: false, dup: false },
      () => undefined,
    );
  }

  #assignmentOf(device: string): Promise<string> {
    return signDocument({ ...this.assignment, device }, TYPES.assignment, this.keys.root.signing);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    this.requested.push({ path, range: request.headers.range });
    try {
      if (request.method === 'GET') this.#give(path, request.headers.range, response);
      else await this.#answer(path, JSON.parse(await bodyOf(request)) as never, response);
    } catch (error) {
      reply(response, 403, { code: 'device-refused', detail: String(error) });
    }
  }

  #give(path: string, range: string | undefined, response: ServerResponse): void {
    const device = /^\/assignments\/([0-9a-f-]+)\//.exec(path)?.[1];
    const text = this.documents.get(path);
    const bytes = this.media.get(/^\/media\/([0-9a-f]{64})$/.exec(path)?.[1] ?? '');
    if (device) void this.#assignmentOf(device).then((jws) => response.end(jws));
    else if (text !== undefined) response.end(text);
    else if (bytes) this.#giveSound(this.alter(bytes), range, response);
    else reply(response, 404, { code: 'not-found' });
  }

  #giveSound(bytes: Buffer, range: string | undefined, response: ServerResponse): void {
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const rest = bytes.subarray(from);
    response.setHeader('content-length', rest.length);
    if (from > 0) response.writeHead(206, { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` });
    if (this.breakAfter === null) return void response.end(rest);
    response.write(rest.subarray(0, this.breakAfter), () => setTimeout(() => response.destroy(), 50));
  }

  async #answer(path: string, body: Record<string, string>, response: ServerResponse): Promise<void> {
    if (path === '/api/device/claim') return reply(response, 200, await this.#claim(body['statement'] ?? ''));
    if (path === '/api/device/challenge') return this.#challenge(body['device'] ?? '', response);
    if (path === '/api/device/login') return reply(response, 200, await this.#login(body['answer'] ?? ''));
    if (path !== '/api/device/receipts') return reply(response, 404, { code: 'not-found' });
    if (this.receiptsDown) return reply(response, 503, { code: 'unavailable' });
    await this.#keep(body['batch'] ?? '');
    reply(response, 200, { stored: true });
  }

  async #claim(statement: string): Promise<unknown> {
    const { x } = readUnverified(statement, { type: TYPES.claim, schema: ClaimStatement });
    const key = { kid: await kidOf(x), x };
    await verifyDocument(statement, { type: TYPES.claim, schema: ClaimStatement, keys: [key] });
    const device = randomUUID();
    this.devices.set(device, key);
    return { device, rootX: this.keys.root.public.x, assignment: await this.#assignmentOf(device) };
  }

  #challenge(device: string, response: ServerResponse): void {
    if (!this.devices.has(device)) return reply(response, 401, { code: 'device-unknown' });
    const nonce = randomUUID().replaceAll('-', '');
    this.#nonces.set(nonce, device);
    reply(response, 200, { nonce });
  }

  async #login(jws: string): Promise<unknown> {
    const expected = { type: TYPES.loginAnswer, schema: LoginAnswer };
    const claimed = readUnverified(jws, expected);
    const key = this.devices.get(claimed.device);
    const answer = await verifyDocument(jws, { ...expected, keys: key ? [key] : [] });
    if (this.#nonces.get(answer.nonce) !== answer.device) throw new Error('nonce');
    this.#nonces.delete(answer.nonce);
    const loginReply: LoginReply = {
      device: answer.device,
      deviceNonce: answer.deviceNonce,
      time: new Date(this.now()).toISOString(),
      brokerPath: '/mqtt',
      brokerPassword: `pass-of-${answer.device}`,
      expiresAt: new Date(this.now() + 1_800_000).toISOString(),
      assignmentVersion: this.assignment.version,
      assignmentUrl: `/assignments/${answer.device}/${this.assignment.version}.jws`,
      programmes: [...this.pointers.values()],
    };
    return { reply: await signDocument(loginReply, TYPES.loginReply, this.keys.login.signing) };
  }

  async #keep(batch: string): Promise<void> {
    const expected = { type: TYPES.receipts, schema: ReceiptBatch };
    const claimed = readUnverified(batch, expected);
    const key = this.devices.get(claimed.device);
    const { device, receipts } = await verifyDocument(batch, { ...expected, keys: key ? [key] : [] });
    for (const receipt of receipts) {
      const id = `${device}:${receipt.boot}:${receipt.seq}`;
      if (this.receipts.has(id)) this.doubles += 1;
      this.receipts.set(id, receipt);
    }
  }
}

/** An approved order of a request for the commune; what differs from the plainest is given. */
export async function buildOrder(
  sounds: Request['sounds'],
  over: Partial<Request> = {},
  order: string = randomUUID(),
): Promise<OrderEntry> {
  const at = new Date().toISOString();
  const request: Request = {
    v: 1,
    id: randomUUID(),
    unit: UNITS.commune,
    author: randomUUID(),
    revision: { bulletin: randomUUID(), sha256: 'a'.repeat(64) },
    class: 'normal',
    screen: { title: 'Thông báo', text: 'Nội dung', picture: null },
    sounds,
    targets: [UNITS.commune],
    channels: ['speaker'],
    times: { kind: 'now', windowMs: 300_000, notAfter: new Date(Date.now() + 3_600_000).toISOString() },
    readings: 1,
    playThrough: false,
    staleAfterMs: 72 * 3_600_000,
    expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    ...over,
  };
  const digest = await requestDigest(request);
  const { times } = request;
  const now = Date.now();
  const started = { at: new Date(now).toISOString(), until: new Date(now + 300_000).toISOString() };
  const slots = times.kind === 'slots' ? times.slots : [started];
  const approval = {
    digest,
    step: 1,
    approver: randomUUID(),
    at,
    channel: 'screen',
    listenedMs: 1_000,
    signature: null,
  } as const;
  return { kind: 'order', order, digest, request, approvals: [approval], slots, turn: 0 };
}

/** Slots that start so many milliseconds from now, each `windowMs` long. */
export function slotsAt(now: number, startsIn: readonly number[], windowMs: number): Request['times'] {
  const slot = (ms: number) => ({
    at: new Date(now + ms).toISOString(),
    until: new Date(now + ms + windowMs).toISOString(),
  });
  return { kind: 'slots', slots: startsIn.map(slot) };
}

/** Waits until something holds; fails with the last look's sentence after so many milliseconds. */
export async function expectSoon(what: string, holds: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${ms} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
