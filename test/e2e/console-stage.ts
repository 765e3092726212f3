import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, relative } from 'node:path';
import { Me, SessionRow, SignInLink, type SignInWays, UserRow } from '@nguon/protocol/http/accounts.ts';
import { AuditEntry } from '@nguon/protocol/http/audit.ts';
import {
  type MissedBulletin,
  MissedList,
  OnAir,
  OrderView,
  StopReply,
  Timetable,
  TimetableSlot,
} from '@nguon/protocol/http/broadcasts.ts';
import { Bulletin, BulletinPage, NormalisedText, SoundView, TakeReply, Topic } from '@nguon/protocol/http/bulletins.ts';
import type { Delegation } from '@nguon/protocol/http/delegations.ts';
import { ClaimCodeReply, DevicePage, PendingClaimView } from '@nguon/protocol/http/devices.ts';
import { ImportView } from '@nguon/protocol/http/imports.ts';
import { PictureReply } from '@nguon/protocol/http/media.ts';
import { BulletinPrivacy, PrivacyCheck } from '@nguon/protocol/http/privacy.ts';
import { pageOf } from '@nguon/protocol/http/problems.ts';
import { errorSentence, ERRORS, type ErrorCode } from '@nguon/protocol/errors.ts';
import { Inbox, ListeningReply, RequestBody, RequestView } from '@nguon/protocol/http/requests.ts';
import { FilledList, type FilledView } from '@nguon/protocol/http/standing.ts';
import { Unit } from '@nguon/protocol/http/units.ts';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { z } from 'zod';
import { buildPages, unbuiltPages } from '../../server/src/platform/build-pages.ts';
import * as account from './console-account.ts';
import * as books from './console-books.ts';
import * as house from './console-house.ts';
import * as privacy from './console-privacy.ts';
import * as templates from './console-templates.ts';
import * as world from './console-province.ts';
import { spoken } from './console-spoken.ts';
import { tone } from './tone.ts';

const DIST = join(import.meta.dirname, '../../console/dist');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** The built console behind an address of this computer, as the server serves it. */
export interface Stage {
  address: string;
  close: () => Promise<void>;
}

/** Builds the console where it is older than its sources, and serves it from memory: another build may empty its folder. */
export async function openStage(): Promise<Stage> {
  if ((await unbuiltPages()).includes('console')) await buildPages('console');
  const names = await readdir(DIST, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of names.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(DIST, path)}`, await readFile(path));
  }
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.replace('/quan-ly', '');
    const name = [path, `${path}.html`].find((each) => files.has(each)) ?? '/index.html';
    response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' });
    response.end(files.get(name));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${portOf(server)}`, close: () => closed(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** One call that the console made. */
export interface Call {
  method: string;
  path: string;
  body: unknown;
}

/** What the recorded API answers beyond its usual; a test puts in what it needs. */
export interface Script {
  me: Me | null;
  request: RequestView;
  onAir: z.infer<typeof OnAir>;
  orders: OrderView[];
  bulletin: Bulletin;
  inbox: Inbox;
  /** What villages missed. */
  missed: MissedBulletin[];
  privacy: { check: PrivacyCheck; bulletin: BulletinPrivacy };
  /** What went out by the leader's standing approvals. */
  filled: FilledView[];
  /** How the person gets in, and whether a second step is asked for. */
  ways: SignInWays;
  secondStep: boolean;
  delegations: Delegation[];
  /** The browser is known as a shared machine; a phone has confirmed it. */
  machine: { setUp: boolean; entered: boolean };
  /** Path → the refusal that it answers with. */
  refuse: Map<string, ErrorCode>;
  /** Paths that answer nothing at all, as without a network. */
  dead: Set<string>;
}

/** A page of the console on the recorded province, and the calls that it made. */
export interface Seat {
  context: BrowserContext;
  page: Page;
  calls: Call[];
  script: Script;
  problems: string[];
}

/** Who sits there before what screen, and what the recorded API answers to them beyond its usual. */
export interface SeatOptions {
  width?: number;
  height?: number;
  dark?: boolean;
  me?: Me | null;
  script?: Partial<Script>;
  worker?: boolean;
}

/** Takes a seat before the console with a screen of some width. */
export async function takeSeat(browser: Browser, stage: Stage, path: string, options: SeatOptions = {}): Promise<Seat> {
  const { width = 360, height = 740 } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'vi-VN',
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    serviceWorkers: options.worker ? 'allow' : 'block',
  });
  const page = await context.newPage();
  const seat: Seat = { context, page, calls: [], script: scriptOf(options), problems: [] };
  page.on('pageerror', (error) => seat.problems.push(error.message));
  await page.route('**/api/**', (route) => answer(route, seat));
  await page.route('**/media/**', (route) => route.fulfill({ contentType: 'audio/wav', body: tone(world.SOUND_MS) }));
  await page.route(`**/media/${world.PICTURE}`, (route) =>
    route.fulfill({ contentType: 'image/png', body: world.PIXEL }),
  );
  await page.goto(`${stage.address}/quan-ly${path}`);
  return seat;
}

function scriptOf(options: { me?: Me | null; script?: Partial<Script> }): Script {
  return {
    me: options.me === undefined ? world.me() : options.me,
    request: world.request,
    onAir: world.onAir,
    orders: [world.order],
    bulletin: world.bulletin,
    inbox: world.inbox,
    missed: [],
    privacy: privacy.calm,
    filled: [],
    ways: { password: true, secondFactor: false },
    secondStep: false,
    delegations: [],
    machine: { setUp: false, entered: false },
    refuse: new Map(),
    dead: new Set(),
    ...options.script,
  };
}

async function answer(route: Route, { calls, script }: Seat): Promise<void> {
  const request = route.request();
  const { pathname: path, searchParams } = new URL(request.url());
  const method = request.method();
  calls.push({ method, path, body: bodyOf(request.postData(), request.headers()['content-type']) });
  decide(script, path);
  if (script.dead.has(path)) return route.abort('internetdisconnected');
  const refusal = script.refuse.get(path);
  if (refusal !== undefined) return refuse(route, refusal);
  const known = answersOf(script, searchParams, calls)[`${method} ${path.replace(/^\/api/, '')}`];
  if (known === undefined) return refuse(route, path === '/api/me' ? 'signed-out' : 'not-found');
  if (known === null) return route.fulfill({ status: 204, body: '' });
  return route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify(known) });
}

/** What a decision makes of the recorded request. */
function decide(script: Script, path: string): void {
  const decided = { ...script.request, mayApprove: false };
  if (path.endsWith('/approve')) script.request = { ...decided, state: 'approved', order: world.ids.order };
  if (path.endsWith('/return'))
    script.request = { ...decided, state: 'returned', returnReason: 'ghi rõ số điện thoại' };
}

function bodyOf(data: string | null, type: string | undefined): unknown {
  return data !== null && type?.includes('json') ? (JSON.parse(data) as unknown) : data;
}

/** What fills the sentences of refusals. */
const PARAMETERS = { name: 'Hoàng Thị Mẫu', left: 2 };

function refuse(route: Route, code: ErrorCode): Promise<void> {
  const { status } = ERRORS[code];
  const problem = {
    type: `/docs/errors#${code}`,
    status,
    code,
    title: errorSentence(code, 'vi', PARAMETERS),
    detail: errorSentence(code, 'en', PARAMETERS),
    parameters: PARAMETERS,
  };
  return route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(problem) });
}

/** A name for each take in the order of its coming. */
function takeSha(calls: readonly Call[]): string {
  const count = calls.filter(({ path }) => path.endsWith('/takes')).length;
  return count.toString(16).padStart(64, '0');
}

/** Whether the machine was asked to read: then the draft has a sound. */
function spoke(calls: readonly Call[]): boolean {
  return calls.some(({ path }) => path.endsWith('/speech'));
}

/** Every answer by method and path; null is an empty one. Each is read by its schema: a wrong fixture fails loudly. */
function answersOf(script: Script, query: URLSearchParams, calls: readonly Call[]): Record<string, unknown> {
  const { commune, bulletin, draft, order, request } = world.ids;
  const signedIn = script.me ? { 'GET /me': Me.parse(script.me) } : {};
  const saved = { ...world.draft, id: draft };
  const stopped = StopReply.parse({ stopped: [order], at: world.NOW });
  return {
    ...signedIn,
    'POST /auth/sign-in/email': { twoFactorRedirect: script.secondStep },
    'POST /session/link': null,
    'GET /inbox': Inbox.parse(script.inbox),
    'GET /missed': MissedList.parse({ items: script.missed }),
    'GET /on-air': OnAir.parse(script.onAir),
    [`POST /orders/${order}/stop`]: stopped,
    [`POST /units/${commune}/stop`]: stopped,
    [`GET /requests/${request}`]: RequestView.parse(script.request),
    [`POST /requests/${request}/listenings`]: ListeningReply.parse({
      listening: world.id(350),
      totalMs: world.SOUND_MS,
    }),
    [`PUT /listenings/${world.id(350)}`]: null,
    [`POST /requests/${request}/meanings`]: RequestView.parse(script.request),
    [`POST /requests/${request}/approve`]: RequestView.parse(script.request),
    [`POST /requests/${request}/return`]: RequestView.parse(script.request),
    'POST /requests': RequestView.parse(script.request),
    [`POST /timetables/${commune}/slots`]: TimetableSlot.parse({
      id: world.id(503),
      unit: commune,
      kind: 'bulletins',
      title: 'Buổi trưa',
      weekdays: [1],
      from: '11:00',
      to: '11:30',
      stream: null,
    }),
    [`GET /timetables/${commune}`]: Timetable.parse(world.timetable),
    ...Object.fromEntries(
      world.villages.map((each) => [`GET /timetables/${each.id}`, Timetable.parse(world.timetable)]),
    ),
    'GET /bulletins': BulletinPage.parse({
      items: [world.bulletin, { ...world.draft, title: 'Mời họp thôn bàn làm đường nội thôn' }],
      next: null,
    }),
    'POST /bulletins': Bulletin.parse(saved),
    [`GET /bulletins/${draft}`]: Bulletin.parse(spoke(calls) ? { ...saved, sounds: world.bulletin.sounds } : saved),
    [`PUT /bulletins/${draft}`]: Bulletin.parse(saved),
    [`POST /bulletins/${draft}/speech`]: SoundView.parse(world.bulletin.sounds[0]),
    [`POST /bulletins/${draft}/sounds`]: SoundView.parse(world.bulletin.sounds[0]),
    [`POST /bulletins/${draft}/takes`]: TakeReply.parse({ sha256: takeSha(calls) }),
    [`POST /bulletins/${draft}/sounds/joined`]: SoundView.parse(world.bulletin.sounds[0]),
    [`GET /bulletins/${bulletin}`]: Bulletin.parse(script.bulletin),
    'POST /privacy/check': PrivacyCheck.parse(script.privacy.check),
    ...Object.fromEntries(
      [
        `GET /bulletins/${bulletin}/privacy`,
        `GET /bulletins/${draft}/privacy`,
        `POST /bulletins/${bulletin}/privacy`,
      ].map((door) => [door, BulletinPrivacy.parse(script.privacy.bulletin)]),
    ),
    [`GET /bulletins/${bulletin}/orders`]: { items: z.array(OrderView).parse(script.orders) },
    [`POST /bulletins/${bulletin}/recall`]: stopped,
    'POST /imports': ImportView.parse(house.reading),
    [`GET /imports/${world.ids.reading}`]: ImportView.parse(house.reading),
    'POST /pictures': PictureReply.parse({
      sha256: world.PICTURE,
      mediaType: 'image/png',
      bytes: world.PIXEL.length,
      width: 1,
      height: 1,
    }),
    'GET /topics': z.array(Topic).parse([{ id: 'health', name: 'Y tế' }]),
    'POST /speech/normalise': NormalisedText.parse(spoken),
    [`GET /units/${world.ids.commune}`]: Unit.parse(world.commune),
    'GET /units': z.array(Unit).parse(unitsFor(query)),
    'GET /devices': DevicePage.parse({ items: house.devices }),
    'POST /device-claims': ClaimCodeReply.parse({
      code: 'ACDE3469',
      claimString: 'nguon1:ACDE3469:mau',
      expiresAt: world.at('2026-11-25', 1032),
    }),
    'GET /device-claims/pending/ACDE3469': PendingClaimView.parse({
      code: 'ACDE3469',
      kind: 'board',
      serial: 'B-1',
      words: ['suối', 'trăng', 'khế', 'voi'],
      expiresAt: world.at('2026-11-25', 1032),
    }),
    'GET /users': z.array(UserRow).parse(house.users),
    ...books.answers,
    ...templates.answers,
    'GET /me/filled': FilledList.parse({ items: script.filled }),
    [`POST /requests/${request}/approve-by-template`]: RequestView.parse(script.request),
    'GET /organizations': [],
    [`POST /users/${world.id(10)}/sign-in-link`]: SignInLink.parse({
      url: 'https://mau.example/quan-ly/dang-nhap#mau',
      expiresAt: world.at('2026-11-26', 1017),
    }),
    'GET /me/sessions': z.array(SessionRow).parse(sessions),
    'PUT /me/password': null,
    ...account.answers(script),
    'GET /audit': pageOf(AuditEntry).parse({ items: house.audit, next: null }),
  };
}

const sessions = [
  {
    id: world.id(600),
    current: true,
    createdAt: world.at('2026-11-25', 480),
    expiresAt: world.at('2026-12-25', 480),
    device: 'Chrome trên Android',
  },
  {
    id: world.id(601),
    current: false,
    createdAt: world.at('2026-11-20', 420),
    expiresAt: world.at('2026-12-20', 480),
    device: 'Firefox trên Windows',
  },
];

function unitsFor(query: URLSearchParams): Unit[] {
  const text = query.get('text');
  if (text !== null)
    return world.villages.filter(({ name }) => name.toLowerCase().includes(text.replace('mau', 'mẫu').toLowerCase()));
  return query.get('parent') === null ? [world.province] : world.villages;
}

/** What was submitted, as the protocol reads it. */
export function submitted(calls: readonly Call[]): z.infer<typeof RequestBody> | null {
  const call = calls.find(({ method, path }) => method === 'POST' && path === '/api/requests');
  return call ? RequestBody.parse(call.body) : null;
}
