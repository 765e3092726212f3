import { z } from 'zod';
import { LibraryItem, LibraryList, LibraryQuery } from '@nguon/protocol/http/library.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { withUpload } from '../../platform/uploads.ts';
import { LARGEST_SOUND } from '../media/service.ts';
import { addItem, listLibrary, retireItem } from './service.ts';

const tags = ['library'];
const limited = { rateLimit: { max: 30, timeWindow: '1 minute' } };

/** Registers the doors of kho nhạc. Its sounds are heard by their address, like all others. */
export function registerLibraryRoutes(app: Doors, platform: Platform): void {
  app.get(
    '/api/library',
    {
      schema: {
        tags,
        summary: 'Nhạc dùng được ở một địa bàn',
        querystring: LibraryQuery,
        response: { 200: LibraryList },
      },
    },
    async (request) => listLibrary(platform, actorOf(request), request.query.unit),
  );
  const adding = {
    tags,
    summary: 'Đưa nhạc vào kho (multipart/form-data: kind, title, owner, licence, một tệp)',
    consumes: ['multipart/form-data'],
    querystring: LibraryQuery,
    response: { 201: LibraryItem },
  };
  app.post('/api/library', { config: limited, schema: adding }, async (request, reply) => {
    const actor = actorOf(request);
    const item = await withUpload(request, reply, LARGEST_SOUND, (upload) =>
      addItem(platform, actor, request.query.unit, upload),
    );
    return reply.status(201).send(item);
  });
  app.delete(
    '/api/library/:id',
    { schema: { tags, summary: 'Bỏ nhạc khỏi kho', params: z.object({ id: Id }), response: { 204: z.null() } } },
    async (request, reply) => {
      await retireItem(platform, actorOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
