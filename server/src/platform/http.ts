import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Grant } from '@nguon/protocol/http/accounts.ts';
import { Problem } from '../lib/problem.ts';
import { DatabaseSilentError } from './db-client.ts';
import type { Log } from './log.ts';

/** Who is at the door: a signed-in person with the grants that hold today. */
export interface Actor {
  user: string;
  name: string;
  email: string;
  session: string;
  /** The session is on a shared machine. */
  shared?: boolean;
  grants: Grant[];
}

/** The session on a shared machine that nobody used for a while: whose it is, and no more. */
export interface LockedSession {
  user: null;
  name: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
    /** Who is on the shared machine that is locked. */
    lockedFor: string | null;
  }
}

/** The web server with zod schemas at every door; what room routes register on. */
export type Doors = ReturnType<typeof withZod>;

export interface HttpOptions {
  log: Log;
  publicUrl: string;
  tls?: { cert: string; key: string };
  /** Addresses and networks of proxies that are believed when they say for whom they call; absent: nobody is. */
  trustProxy?: readonly string[];
  /** Reads the session of a request by its headers and method; null when nobody is signed in. */
  identify(headers: IncomingHttpHeaders, method: string): Promise<Actor | LockedSession | null>;
  /** The page, as HTML, for people who opened an address that is nobody's; programs get a problem. */
  nowhere?(): Promise<string>;
}

/** Largest JSON body; files have doors of their own. */
const BODY_LIMIT = 1024 * 1024;

/** Builds the web server: problem+json, OpenAPI 3.1, safe headers, multipart, rate limits where a route asks for them. */
export async function buildHttp(options: HttpOptions): Promise<Doors> {
  const app = withZod(
    Fastify({
      loggerInstance: options.log as FastifyBaseLogger,
      logController: new LogController({ disableRequestLogging: true }),
      bodyLimit: BODY_LIMIT,
      genReqId: () => randomUUID(),
      forceCloseConnections: true,
      ...(options.tls ? { https: options.tls } : {}),
      ...(options.trustProxy === undefined ? {} : { trustProxy: [...options.trustProxy] }),
    }),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = asProblem(error, request);
    void reply.status(problem.status).type('application/problem+json').send(problem.toBody());
  });
  app.setNotFoundHandler(async (request, reply) => {
    reply.status(404);
    const asksForPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
    if (options.nowhere && asksForPage && !request.url.startsWith('/api/'))
      return reply.type('text/html; charset=utf-8').send(await options.nowhere());
    return reply.type('application/problem+json').send(new Problem('not-found').toBody());
  });
  await registerPlugins(app, options);
  app.decorateRequest('actor', null);
  app.decorateRequest('lockedFor', null);
  app.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/api/') || request.url.startsWith('/api/device/')) return;
    refuseForeignOrigin(request);
    const who = await options.identify(request.headers, request.method);
    if (who?.user === null) request.lockedFor = who.name;
    else request.actor = who;
  });
  return app;
}

/** The signed-in person of a request. Throws Problem `signed-out`, or `session-locked` on a shared machine. */
export function actorOf(request: FastifyRequest): Actor {
  if (request.lockedFor !== null) throw new Problem('session-locked', { name: request.lockedFor });
  if (!request.actor) throw new Problem('signed-out');
  return request.actor;
}

function withZod(app: FastifyInstance) {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  return app.withTypeProvider<ZodTypeProvider>();
}

async function registerPlugins(app: Doors, options: HttpOptions): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        // Mantine sets style attributes; no script can come in by a style.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:', 'https:', 'http:'],
        connectSrc: ["'self'", options.publicUrl.replace(/^http/, 'ws')],
        upgradeInsecureRequests: options.publicUrl.startsWith('https:') ? [] : null,
      },
    },
    strictTransportSecurity: options.publicUrl.startsWith('https:'),
    crossOriginEmbedderPolicy: false,
  });
  await app.register(rateLimit, { global: false });
  await app.register(multipart, {
    throwFileSizeLimit: true,
    limits: { files: 1, fields: 20, fileSize: 200 * 1024 * 1024 },
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Nguồn',
        version: '1',
        description: 'Hệ thống thông tin nguồn của tỉnh',
        license: { name: 'AGPL-3.0-or-later' },
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'nguon.session_token' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}

/** A cookie travels with forged forms too: an unsafe request that names another origin than its host is refused. */
function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (request.method === 'GET' || request.method === 'HEAD' || !origin) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw new Problem('forbidden');
}

function asProblem(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const details = error.validation.map((issue) => `${issue.instancePath || '/'}: ${issue.message}`).join('; ');
    return new Problem('invalid-input', { details: details.slice(0, 500) });
  }
  if (error.statusCode === 413) return new Problem('too-large', { limit: '1 MB' });
  if (error.statusCode === 429) return new Problem('too-many-requests', { seconds: 60 });
  // U+0000 and lone surrogates are text to JSON and not to PostgreSQL.
  if (error.code === '22021' || error.code === '22P05')
    return new Problem('invalid-input', { details: 'ký tự không dùng được / unusable character' });
  if (error.statusCode && error.statusCode < 500) return new Problem('invalid-input', { details: error.message });
  request.log.error(
    { err: error, reference: request.id, method: request.method, route: request.routeOptions.url },
    'yêu cầu không xong',
  );
  if (isDatabaseGone(error)) return new Problem('unavailable', { part: 'cơ sở dữ liệu' });
  return new Problem('internal', { reference: request.id });
}

const GONE_CODES = /^(ECONNREFUSED|ECONNRESET|EPIPE|08...|57P0.|53300)$/;
const GONE_WORDS = /Connection terminated|connection timeout|timeout exceeded when trying to connect|not queryable/i;

/** Connection refused, cut, silent, full, or shutting down or starting (SQLSTATE 08*, 53300, 57P0*). */
function isDatabaseGone(error: FastifyError): boolean {
  return (
    error instanceof DatabaseSilentError || GONE_CODES.test(String(error.code ?? '')) || GONE_WORDS.test(error.message)
  );
}
