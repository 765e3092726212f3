import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Doors } from './http.ts';

/**
 * Serves a built single-page app: its files by name, and its index for every address of its own below the prefix.
 * Files under assets/ carry a hash in their name and are kept by browsers for a year; the index never.
 * @param prefix such as /quan-ly
 * @param folder the built app; it may be built after the server has started, until then its addresses answer 404
 */
export async function serveApp(app: Doors, prefix: string, folder: string): Promise<void> {
  await app.register(async (scope: FastifyInstance) => {
    await scope.register(fastifyStatic, { root: folder, serve: false });
    scope.get(prefix, { schema: { hide: true } }, async (_request, reply) => reply.redirect(`${prefix}/`));
    scope.get<{ Params: { '*': string } }>(`${prefix}/*`, { schema: { hide: true } }, async (request, reply) => {
      const path = request.params['*'];
      const isFile = /\.[a-z0-9]{2,12}$/i.test(path);
      const lasting = path.startsWith('assets/');
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      return reply.sendFile(isFile ? path : 'index.html', { cacheControl: false });
    });
  });
}
