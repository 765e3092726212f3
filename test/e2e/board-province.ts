import { readFile } from 'node:fs/promises';
import { type IncomingMessage, type Server, type ServerResponse, createServer, request as forward } from 'node:http';
import { type AddressInfo, type Socket, connect } from 'node:net';
import { extname, join } from 'node:path';
import { ClaimStatement } from '../../protocol/src/device.ts';
import { TYPES, readUnverified } from '../../protocol/src/verify.ts';
import { fourWords } from '../../protocol/src/words.ts';
import { ProvinceStub } from '../system/province-stub.ts';

const DIST = join(import.meta.dirname, '../../board/dist');
const CODE = 'KXQRTUVW';
const KINDS: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

interface Pending {
  statement: string;
  accepted: unknown;
}

/**
 * The little province of the speaker's tests behind one address that also serves the built board pages, with the headers that the real
 * server sends, and the door at which a page with a screen asks for a code.
 */
export class BoardProvince {
  readonly stub: ProvinceStub;
  /** What is shown as the root key, where somebody stands between; null for the honest one. */
  falseRootX: string | null = null;
  readonly #sockets = new Set<Socket>();
  #pending: Pending | null = null;
  #http: Server | null = null;
  #port = 0;

  private constructor(stub: ProvinceStub) {
    this.stub = stub;
  }

  /** Opens a province in which pages are claimed as one kind of device. */
  static async open(kind: 'board' | 'browser-speaker'): Promise<BoardProvince> {
    const stub = await ProvinceStub.open();
    stub.assignment = { ...stub.assignment, kind, name: kind === 'board' ? 'Bảng trụ sở xã Thử' : 'Loa trạm xã Thử' };
    const province = new BoardProvince(stub);
    await province.start();
    return province;
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const http = createServer((request, response) => void this.#serve(request, response));
    http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    http.on('upgrade', (request, socket, head) => this.#pass(request, socket as Socket, head));
    await new Promise<void>((resolve) => http.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (http.address() as AddressInfo).port;
    this.#http = http;
  }

  /** Cuts the network: nothing answers at the address until `start`. */
  async cut(): Promise<void> {
    const http = this.#http;
    this.#http = null;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => (http ? http.close(() => resolve()) : resolve()));
  }

  async close(): Promise<void> {
    await this.cut();
    await this.stub.stop();
  }

  /** Code and words that the console would show for the page that waits. */
  async waiting(): Promise<{ code: string; words: string[] }> {
    const { x } = readUnverified(this.#pending?.statement ?? '', { type: TYPES.claim, schema: ClaimStatement });
    return { code: CODE, words: await fourWords(this.stub.keys.root.public.x, x) };
  }

  /** A technician accepts the page that waits; returns the device's id. */
  async accept(): Promise<string> {
    if (!this.#pending) throw new Error('nobody waits');
    const answer = await fetch(`${this.stub.address}/api/device/claim`, {
      method: 'POST',
      body: JSON.stringify({ code: CODE, statement: this.#pending.statement }),
    });
    const { device, assignment } = (await answer.json()) as { device: string; assignment: string };
    this.#pending.accepted = { state: 'claimed', device, assignment };
    return device;
  }

  /** Newest heartbeat of a device. */
  status(device: string): { showing: string[]; playing: { order: string } | null; clockTrusted: boolean } | null {
    const said = this.stub.statuses.filter(({ topic }) => topic.includes(device)).at(-1);
    return said ? (JSON.parse(said.text) as ReturnType<BoardProvince['status']>) : null;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    try {
      if (path.startsWith('/bang/')) await this.#give(path.slice(6), response);
      else if (path === '/api/device/pending-claims') await this.#ask(request, response);
      else if (path.startsWith('/api/device/pending-claims/')) this.#tell(response);
      else await this.#forward(request, response);
    } catch (error) {
      answer(response, 500, { detail: String(error) });
    }
  }

  async #give(name: string, response: ServerResponse): Promise<void> {
    const file = name === '' ? 'index.html' : name;
    const bytes = await readFile(join(DIST, file)).catch(() => null);
    if (!bytes) return answer(response, 404, {});
    response.writeHead(200, { 'content-type': KINDS[extname(file)] ?? 'text/plain', ...securityHeaders(this.address) });
    response.end(bytes);
  }

  async #ask(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { statement } = JSON.parse((await bodyOf(request)).toString()) as { statement: string };
    this.#pending = { statement, accepted: null };
    const rootX = this.falseRootX ?? this.stub.keys.root.public.x;
    answer(response, 200, { code: CODE, rootX, expiresAt: new Date(Date.now() + 900_000).toISOString() });
  }

  #tell(response: ServerResponse): void {
    if (this.#pending) answer(response, 200, this.#pending.accepted ?? { state: 'waiting' });
    else answer(response, 410, { code: 'claim-code-wrong' });
  }

  async #forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { pathname, search } = new URL(request.url ?? '/', this.address);
    const options = { method: request.method, headers: { ...request.headers, host: new URL(this.stub.address).host } };
    const asked = forward(`${this.stub.address}${pathname}${search}`, options, (given) => {
      response.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(response);
      given.on('error', () => response.destroy());
    });
    asked.on('error', () => answer(response, 502, {}));
    asked.end(body);
  }

  #pass(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const { port } = new URL(this.stub.address);
    const stub = connect(Number(port), '127.0.0.1', () => {
      const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}`);
      stub.write([`GET ${request.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      stub.write(head);
      socket.pipe(stub).pipe(socket);
    });
    for (const [one, other] of [
      [socket, stub],
      [stub, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  }
}

/** What the real server says of every page of ours. */
function securityHeaders(address: string): Record<string, string> {
  const policy = [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob: https: http:",
    `connect-src 'self' ${address.replace(/^http/, 'ws')}`,
    "object-src 'none'",
    "frame-ancestors 'self'",
  ];
  return {
    'content-security-policy': policy.join(';'),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
