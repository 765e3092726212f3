import { z } from 'zod';
import { ReadingBody, ReadingsQuery, ReadingView, SampleBody } from '@nguon/protocol/http/speech.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { plainText } from '../../lib/plain-text.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { endReading, keepReading, listReadings, sampleOf } from './service.ts';

const tags = ['speech'];
/** Each is a child's work of a second. */
const sampling = { rateLimit: { max: 40, timeWindow: '1 minute' } };

/** Registers the doors of cách đọc: how a unit wants words said, and hearing a few of them. */
export function registerReadingRoutes(app: Doors, platform: Platform): void {
  app.get(
    '/api/readings',
    {
      schema: {
        tags,
        summary: 'Cách đọc đang dùng ở một địa bàn: của chính nó trước, rồi của cấp trên',
        querystring: ReadingsQuery,
        response: { 200: z.array(ReadingView) },
      },
    },
    async (request) => {
      actorOf(request);
      return listReadings(platform.db, request.query.unit);
    },
  );
  app.post(
    '/api/readings',
    { schema: { tags, summary: 'Giữ cách đọc một từ, một tên', body: ReadingBody, response: { 201: ReadingView } } },
    async (request, reply) => reply.status(201).send(await keepReading(platform, actorOf(request), request.body)),
  );
  app.delete(
    '/api/readings/:id',
    { schema: { tags, summary: 'Bỏ một cách đọc', params: z.object({ id: Id }), response: { 204: z.null() } } },
    async (request, reply) => {
      await endReading(platform, actorOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/api/speech/sample',
    { config: sampling, schema: { tags, summary: 'Nghe thử vài từ bằng giọng máy (WAV)', body: SampleBody } },
    async (request, reply) => {
      actorOf(request);
      const { text, ...how } = request.body;
      return reply.type('audio/wav').send(await sampleOf(platform, { text: plainText(text), ...how }));
    },
  );
}
