import { z } from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../lib/problem.ts';
import type { Actor, Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { authRefusal } from './auth-refusals.ts';
import type { openAuth } from './auth.ts';
import { countFailure, countHalf, recordOwnAct, countSuccess, refuseLocked } from './sign-in.ts';
import { sessionSecret } from './service.ts';

/** The doors of better-auth that are open; every other one answers 404. Ours for sessions and passwords are in me-routes.ts. */
const OPEN = {
  '/sign-in/email': 'POST',
  '/sign-out': 'POST',
  '/passkey/generate-register-options': 'GET',
  '/passkey/verify-registration': 'POST',
  '/passkey/generate-authenticate-options': 'GET',
  '/passkey/verify-authentication': 'POST',
  '/passkey/list-user-passkeys': 'GET',
  '/passkey/delete-passkey': 'POST',
  '/two-factor/enable': 'POST',
  '/two-factor/disable': 'POST',
  '/two-factor/verify-totp': 'POST',
  '/two-factor/verify-backup-code': 'POST',
} as const;
type OpenPath = keyof typeof OPEN;

/** Attempts a minute from one address; offices share one. */
const PER_MINUTE = 60;

const SignInBody = z.object({ email: z.email().toLowerCase(), password: z.string().min(1).max(200) });
/** What better-auth answers after a sign-in: the person, or that the second factor is missing. */
const SignedIn = z.object({ user: z.object({ email: z.string() }) });
const HalfSignedIn = z.object({ twoFactorRedirect: z.literal(true) });

type Auth = ReturnType<typeof openAuth>;

/** Registers sign-in by password, passkey and second factor under /api/auth. */
export function registerAuthRoutes(app: Doors, platform: Platform): void {
  const auth = openedLate(platform);
  for (const [path, method] of Object.entries(OPEN) as [OpenPath, 'GET' | 'POST'][]) {
    app.route({
      method,
      url: `/api/auth${path}`,
      schema: { hide: true },
      config: { rateLimit: { max: PER_MINUTE, timeWindow: '1 minute' } },
      handler: async (request, reply) => knock(platform, await auth(), path, request, reply),
    });
  }
}

/** better-auth brings a quarter of all modules of the server: they are loaded when the first person needs them, not while it starts. */
function openedLate(platform: Platform): () => Promise<Auth> {
  let opening: Promise<Auth> | undefined;
  const open = async (): Promise<Auth> => {
    const { openAuth } = await import('./auth.ts');
    return openAuth(platform.db, platform.config.publicUrl, sessionSecret(platform));
  };
  return () => (opening ??= open());
}

async function knock(
  platform: Platform,
  auth: Auth,
  path: OpenPath,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { db, clock } = platform;
  refuseOnSharedMachine(path, request);
  const email = path === '/sign-in/email' ? emailOf(request.body) : null;
  if (email !== null) await refuseLocked(db, email, clock.now());
  const response = await auth.handler(toFetch(platform, request));
  const body = await readBody(response);
  if (email !== null && response.status === 401) {
    await countFailure(db, email, clock.now());
    throw new Problem('sign-in-failed');
  }
  if (response.ok) await remember(platform, path, request.actor, email, body);
  return answer(path, reply, response, body);
}

/** Where better-auth itself looks for the session, which knows nothing of locks. */
const OF_ACCOUNT: readonly OpenPath[] = [
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
  '/passkey/list-user-passkeys',
  '/passkey/delete-passkey',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
];

/** On a shared machine nobody changes how they sign in, and what is locked opens no door. */
function refuseOnSharedMachine(path: OpenPath, request: FastifyRequest): void {
  if (!OF_ACCOUNT.includes(path)) return;
  if (request.lockedFor !== null) throw new Problem('session-locked', { name: request.lockedFor });
  if (request.actor?.shared) throw new Problem('not-on-shared-machine');
}

function emailOf(body: unknown): string {
  const parsed = SignInBody.safeParse(body);
  if (!parsed.success) throw new Problem('invalid-input', { details: 'email, password' });
  return parsed.data.email;
}

/** What a signed-in person did to their own account, by door. */
const OWN_ACTS: Partial<Record<OpenPath, string>> = {
  '/sign-out': 'user.signed-out',
  '/passkey/verify-registration': 'passkey.added',
  '/passkey/delete-passkey': 'passkey.removed',
  '/two-factor/verify-totp': 'second-factor.added',
  '/two-factor/disable': 'second-factor.removed',
};

async function remember(
  { db, clock }: Platform,
  path: OpenPath,
  actor: Actor | null,
  email: string | null,
  body: unknown,
): Promise<void> {
  const own = OWN_ACTS[path];
  if (actor && own !== undefined) return recordOwnAct(db, actor.email, own, clock.now());
  if (email !== null && HalfSignedIn.safeParse(body).success) return countHalf(db, email, clock.now());
  const person = SignedIn.safeParse(body);
  if (person.success) await countSuccess(db, person.data.user.email, path.split('/')[1] ?? '', clock.now());
}

function toFetch({ config }: Platform, request: FastifyRequest): Request {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent', 'origin'] as const) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  const body = request.body === undefined ? null : JSON.stringify(request.body);
  return new Request(`${config.publicUrl}${request.url}`, { method: request.method, headers, body });
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? null : (JSON.parse(text) as unknown);
}

/** Hands on what better-auth answered; its refusals become ours. */
function answer(path: OpenPath, reply: FastifyReply, response: Response, body: unknown): unknown {
  if (response.status >= 400) throw authRefusal(path, response.status, body);
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
  reply.status(response.status).header('cache-control', 'no-store');
  return body;
}
