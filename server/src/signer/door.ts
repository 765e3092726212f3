import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { z } from 'zod';
import { Id } from '@nguon/protocol/primitives.ts';
import { MAX_DOCUMENT_BYTES } from '@nguon/protocol/verify.ts';
import {
  ApprovalProof,
  ApproverRecord,
  AssignmentDraft,
  CommandDraft,
  EnrolmentDraft,
  FillingDraft,
  GuardQuestion,
  LoginReplyDraft,
  PermitDraft,
  ProgrammeDraft,
  StandingDraft,
  UnitRecords,
  VoucherDraft,
} from '../lib/signing.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { Refused } from './refusal.ts';
import type { Signer } from './signer.ts';

/** A request that is answered with a plain status: 400 not as agreed, 401 no token, 404 no such door, 413 too large. */
class Unanswerable extends Error {
  readonly status: number;
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

interface Call {
  signer: Signer;
  clock: Clock;
  /** Last part of the path, where the door has one. */
  id: string;
  body: unknown;
}

/** Every door of the signer. A body is believed only after its schema. */
const DOORS: Record<string, (call: Call) => Promise<object>> = {
  'GET /healthz': async () => ({ healthy: true }),
  'GET /keys': async ({ signer }) => signer.keys,
  'GET /limits': async ({ signer }) => signer.limits,
  'POST /programmes': async ({ signer, body }) => signer.signProgramme(parse(ProgrammeDraft, body)),
  'POST /assignments': async ({ signer, body }) => signer.signAssignment(parse(AssignmentDraft, body)),
  'POST /login-replies': async ({ signer, body }) => signer.signLoginReply(parse(LoginReplyDraft, body)),
  'POST /commands': async ({ signer, body }) => signer.signCommand(parse(CommandDraft, body)),
  'PUT /units': async ({ signer, body }) => signer.putUnits(parse(UnitRecords, body).units),
  'PUT /approvers/:user': async ({ signer, clock, body, id }) => {
    const record = parse(ApproverRecord, body);
    if (record.user !== id) throw new Unanswerable(400, 'the record speaks of another user');
    return { changed: await signer.register.putApprover(record, clock.now()) };
  },
  'DELETE /approvers/:user': async ({ signer, clock, id }) => ({
    changed: await signer.register.removeApprover(parse(Id, id), clock.now()),
  }),
  'POST /approvals': async ({ signer, body }) => signer.phones.showApproval(parse(ApprovalProof, body)),
  'POST /enrolments': async ({ signer, body }) => signer.phones.enrolKey(parse(EnrolmentDraft, body)),
  'POST /vouchers': async ({ signer, body }) => {
    await signer.phones.showVoucher(parse(VoucherDraft, body));
    return {};
  },
  'POST /permits': async ({ signer, body }) => signer.phones.showPermit(parse(PermitDraft, body)),
  'POST /standing-approvals': async ({ signer, body }) => signer.standings.showStanding(parse(StandingDraft, body)),
  'DELETE /standing-approvals/:id': async ({ signer, id }) => {
    await signer.standings.withdraw(parse(Id, id));
    return {};
  },
  'POST /fillings': async ({ signer, body }) => signer.standings.showFilling(parse(FillingDraft, body)),
  'GET /approvers/:user/scope': async ({ signer, id }) => signer.phones.keyScope(parse(Id, id)),
  'POST /guarded': async ({ signer, body }) => ({
    guarded: signer.phones.guardedOf(parse(GuardQuestion, body).units),
  }),
  'DELETE /approver-keys/:kid': async ({ signer, id }) => ({ changed: await signer.phones.endKey(id) }),
};

/** Doors with a name in them, and the door's own name. */
const NAMED: readonly [RegExp, string][] = [
  [/^\/approvers\/([^/]+)$/, '/approvers/:user'],
  [/^\/approvers\/([^/]+)\/scope$/, '/approvers/:user/scope'],
  [/^\/standing-approvals\/([^/]+)$/, '/standing-approvals/:id'],
  [/^\/approver-keys\/([^/]+)$/, '/approver-keys/:kid'],
];

/** Largest draft that is read: a document of the largest size, and what the envelope adds to it in base64. */
const BODY_LIMIT = MAX_DOCUMENT_BYTES;

/** The signer's HTTP server, not yet listening. Every call carries `Authorization: Bearer <token>`. */
export function createDoor(options: { signer: Signer; token: string; clock: Clock; log: Log }): Server {
  return createServer((request, response) => {
    answer(request, options).then(
      (body) => send(response, 200, body),
      (error: unknown) => sendFailure(response, error, options.log),
    );
  });
}

async function answer(
  request: IncomingMessage,
  { signer, token, clock }: { signer: Signer; token: string; clock: Clock },
): Promise<object> {
  if (!isBearer(request.headers.authorization ?? '', token)) throw new Unanswerable(401, 'a token is needed');
  const path = (request.url ?? '').split('?')[0] ?? '';
  const [pattern, named] = NAMED.find(([one]) => one.test(path)) ?? [];
  const name = `${request.method} ${named ?? path}`;
  const door = Object.hasOwn(DOORS, name) ? DOORS[name] : undefined;
  if (door === undefined) throw new Unanswerable(404, `no door ${name}`);
  return door({ signer, clock, id: pattern?.exec(path)?.[1] ?? '', body: await readBody(request) });
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_LIMIT) throw new Unanswerable(413, `more than ${BODY_LIMIT} bytes`);
    chunks.push(chunk);
  }
  if (bytes === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new Unanswerable(400, 'not JSON', { cause });
  }
}

function parse<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Unanswerable(400, parsed.error.message.slice(0, 2_000));
}

/** Compares digests, so that neither content nor length is told by the time it takes. */
function isBearer(header: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header), digest(`Bearer ${token}`));
}

function sendFailure(response: ServerResponse, error: unknown, log: Log): void {
  if (error instanceof Refused) {
    log.warn({ refusal: error.refusal }, `từ chối ký / refused to sign: ${error.message}`);
    send(response, 422, error.refusal);
  } else if (error instanceof Unanswerable) {
    // What is left of an unread body is not waited for.
    response.shouldKeepAlive = false;
    send(response, error.status, { detail: error.message });
  } else {
    log.error({ err: error }, 'bộ phận ký gặp lỗi / the signer failed');
    send(response, 500, { detail: 'internal' });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text);
}
