import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Doors } from './http.ts';

/** Scripts and styles of a built app; a third of their size on the line when packed. */
const PACKED = /^assets\/[\w.-]+\.(js|css)$/;
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/**
 * Serves a built single-page app: its files by name, and its index for every address of its own below the prefix.
 * Files under assets/ carry a hash in their name and are kept by browsers for a year; the index never. Scripts and styles among them go
 * over the line packed by gzip, to whom takes it.
 * @param prefix such as /quan-ly
 * @param folder the built app; it may be built after the server has started, until then its addresses answer 404
 * @param pages addresses with a page of their own instead of the index: `soan` is answered by soan.html
 */
export async function serveApp(
  app: Doors,
  prefix: string,
  folder: string,
  pages: readonly string[] = [],
): Promise<void> {
  await app.register(async (scope: FastifyInstance) => {
    await scope.register(fastifyStatic, { root: folder, serve: false });
    const pack = packer(folder);
    scope.get(prefix, { schema: { hide: true } }, async (_request, reply) => reply.redirect(`${prefix}/`));
    scope.get<{ Params: { '*': string } }>(`${prefix}/*`, { schema: { hide: true } }, async (request, reply) => {
      const path = request.params['*'];
      const isFile = /\.[a-z0-9]{2,12}$/i.test(path);
      const lasting = path.startsWith('assets/');
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      const [, kind] = PACKED.exec(path) ?? [];
      if (kind !== undefined) {
        reply.header('vary', 'accept-encoding');
        const packed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? await pack(path) : null;
        if (packed)
          return reply
            .type(TYPES[kind] ?? '')
            .header('content-encoding', 'gzip')
            .send(packed);
      }
      const page = pages.includes(path) ? `${path}.html` : 'index.html';
      return reply.sendFile(isFile ? path : page, { cacheControl: false });
    });
  });
}

/** Packs a file at its first request and keeps it: its name changes with what is in it. Null for a file that is not there. */
function packer(folder: string): (path: string) => Promise<Buffer | null> {
  const known = new Map<string, Promise<Buffer | null>>();
  return (path) => {
    const kept = known.get(path) ?? readFile(join(folder, path)).then(pressed, () => null);
    known.set(path, kept);
    // An app that is built later brings it.
    void kept.then((packed) => packed ?? known.delete(path));
    return kept;
  };
}

function pressed(file: Buffer): Promise<Buffer> {
  return promisify(gzip)(file, { level: 9 });
}
