import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Doors } from './http.ts';

/**
 * Serves a built single-page app: its files by name, and its index for every address of its own below the prefix.
 * Files under assets/ carry a hash in their name and are kept by browsers for a year; the index never.
 * @param prefix such as /quan-ly
 * @param folder the built app; until it is built its addresses answer 404
 */
export async function serveApp(app: Doors, prefix: string, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  await app.register(async (scope: FastifyInstance) => {
    await scope.register(fastifyStatic, {
      root: folder,
      prefix: `${prefix}/`,
      wildcard: false,
      index: false,
      cacheControl: false,
      schemaHide: true,
      setHeaders: (reply, path) => {
        const lasting = path.startsWith(join(folder, 'assets'));
        void reply.setHeader('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    scope.get(prefix, { schema: { hide: true } }, async (_request, reply) => reply.redirect(`${prefix}/`));
    scope.get(`${prefix}/*`, { schema: { hide: true } }, async (request, reply) => {
      // A missing file is a missing file; only pages of the app are answered with its index.
      if (/\.[a-z0-9]{2,5}$/i.test(request.url.split('?')[0] ?? '')) return reply.callNotFound();
      return reply.sendFile('index.html');
    });
  });
}
