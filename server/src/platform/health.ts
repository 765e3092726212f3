import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { createClock } from './clock.ts';
import type { Db } from './db.ts';
import type { Doors } from './http.ts';

/** One part that must work before traffic may come: whether it does. One that says nothing for two seconds does not. */
export interface ReadinessCheck {
  name: string;
  holds(): Promise<boolean>;
}

/**
 * Registers /healthz (the process answers), /readyz (every part it needs works) and /metrics (for a collector on this
 * machine: others, and what a proxy passes on, get 404).
 */
export function registerHealth(app: Doors, checks: readonly ReadinessCheck[]): void {
  app.get('/healthz', { schema: { hide: true } }, async (_request, reply) => reply.type('text/plain').send('ok\n'));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const parts = await Promise.all(checks.map(async (check) => [check.name, await inTime(check.holds())] as const));
    const ready = parts.every(([, holds]) => holds);
    return reply
      .status(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready, parts: Object.fromEntries(parts) });
  });
  registerMetrics(app);
}

const PATIENCE_MS = 2_000;

async function inTime(answer: Promise<boolean>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(late.resolve, PATIENCE_MS, false);
  const said = await Promise.race([answer.catch(() => false), late.promise]);
  clearTimeout(timer);
  return said;
}

function registerMetrics(app: Doors): void {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const seconds = new Histogram({
    name: 'nguon_http_seconds',
    help: 'Time to answer a request, by route and status class',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [register],
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: `${Math.floor(reply.statusCode / 100)}xx`,
    };
    seconds.observe(labels, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const local = /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '127.0.0.1');
    if (!local || request.headers['x-forwarded-for'] !== undefined) return reply.callNotFound();
    return reply.type(register.contentType).send(await register.metrics());
  });
}

/** Below this, sound and database writes would soon fail. */
const LEAST_FREE_BYTES = 300 * 1024 * 1024;

/** Whether the file system of a folder has room for what comes in. */
export async function folderHasRoom(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize >= LEAST_FREE_BYTES;
}

/** Sessions and jobs end by the database's clock, everything else by this machine's: they may differ by so much. */
const CLOCKS_APART_MS = 5_000;

/** Whether this machine and the database agree what time it is. The offset of a demo folder does not matter here. */
export async function clockAgrees(db: Db): Promise<boolean> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const apart = (rows[0]?.now.getTime() ?? 0) - createClock(0).now().getTime();
  return Math.abs(apart) <= CLOCKS_APART_MS;
}
