import { z } from 'zod';
import { ImportQuery, ImportView, LARGEST_IMPORT } from '@nguon/protocol/http/imports.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { withUpload } from '../../platform/uploads.ts';
import { getImport, importFile, pictureOfPage } from './imports.ts';

const tags = ['bulletins'];
const params = z.object({ id: Id });

/** Registers the doors of text taken from files: sending one, what was read of it, pictures of its pages. */
export function registerImportRoutes(app: Doors, platform: Platform): void {
  const sending = {
    tags,
    summary: `Gửi tệp để lấy chữ (multipart/form-data, một tệp docx, doc, pdf, JPEG hoặc PNG, tối đa ${LARGEST_IMPORT / 1_000_000} MB)`,
    consumes: ['multipart/form-data'],
    querystring: ImportQuery,
    response: { 202: ImportView },
  };
  const limited = { rateLimit: { max: 30, timeWindow: '1 minute' } };
  app.post('/api/imports', { schema: sending, config: limited }, async (request, reply) => {
    const actor = actorOf(request);
    const { unit } = request.query;
    const view = await withUpload(request, reply, LARGEST_IMPORT, (upload) =>
      importFile(platform, actor, unit, upload),
    );
    return reply.status(202).send(view);
  });
  app.get(
    '/api/imports/:id',
    { schema: { tags, summary: 'Chữ đọc được từ một tệp', params, response: { 200: ImportView } } },
    async (request) => getImport(platform, actorOf(request), request.params.id),
  );
  const picture = {
    tags,
    summary: 'Ảnh một trang của tệp',
    params: params.extend({ page: z.coerce.number().int().min(0).max(1000) }),
  };
  app.get('/api/imports/:id/pages/:page', { schema: picture }, async (request, reply) => {
    const { id, page } = request.params;
    const sha256 = await pictureOfPage(platform.db, actorOf(request), id, page);
    void reply
      .headers({ 'cache-control': 'private, max-age=86400', 'content-disposition': 'inline' })
      .type('image/jpeg');
    return reply.send(platform.files.read(sha256));
  });
}
