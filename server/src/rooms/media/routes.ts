import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PictureReply } from '@nguon/protocol/http/media.ts';
import { Sha256 } from '@nguon/protocol/primitives.ts';
import { Problem } from '../../lib/problem.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { withUpload } from '../../platform/uploads.ts';
import { mayKeepPictures } from './policy.ts';
import { rangeOf } from './rules.ts';
import { keepPicture, LARGEST_PICTURE, servedFile } from './service.ts';

/** Registers the doors of files: fetching by content for anybody, keeping pictures for those who write. */
export function registerMediaRoutes(app: Doors, platform: Platform): void {
  const fetching = {
    tags: ['media'],
    summary: 'Tệp âm thanh hoặc hình ảnh theo địa chỉ nội dung',
    params: z.object({ sha256: Sha256 }),
  };
  app.get('/media/:sha256', { schema: fetching }, async (request, reply) =>
    sendFile(platform, request.params.sha256, request, reply),
  );
  const keeping = {
    tags: ['media'],
    summary: 'Gửi ảnh (multipart/form-data, một tệp); siêu dữ liệu bị gỡ bỏ',
    consumes: ['multipart/form-data'],
    response: { 200: PictureReply },
  };
  const limited = { rateLimit: { max: 30, timeWindow: '1 minute' } };
  app.post('/api/pictures', { schema: keeping, config: limited }, async (request, reply) => {
    const actor = actorOf(request);
    if (!mayKeepPictures(actor.grants)) throw new Problem('forbidden');
    return withUpload(request, reply, LARGEST_PICTURE, ({ content }) => keepPicture(platform, actor, content));
  });
}

async function sendFile(
  platform: Platform,
  sha256: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const file = await servedFile(platform.db, sha256);
  const size = file ? await platform.files.size(sha256) : null;
  if (file && size !== file.bytes) platform.log.error({ sha256, size }, 'tệp không còn nguyên trong kho');
  if (!file || size !== file.bytes) throw new Problem('not-found');
  const etag = `"${sha256}"`;
  // What an address names never changes, so nobody need ask again.
  void reply.headers({ etag, 'cache-control': 'public, max-age=31536000, immutable', 'accept-ranges': 'bytes' });
  if (request.headers['if-none-match'] === etag) return reply.status(304).send();
  const ifRange = request.headers['if-range'];
  const range = ifRange === undefined || ifRange === etag ? rangeOf(request.headers.range, size) : null;
  if (range === 'unsatisfiable') return reply.status(416).header('content-range', `bytes */${size}`).send();
  void reply.type(file.media_type).header('content-length', range ? range.to - range.from + 1 : size);
  if (range) void reply.status(206).header('content-range', `bytes ${range.from}-${range.to}/${size}`);
  return request.method === 'HEAD' ? reply.send() : reply.send(platform.files.read(sha256, range ?? undefined));
}
