import { z } from 'zod';
import { Template, TemplateBody, TemplateList, TemplateRevisionBody } from '@nguon/protocol/http/templates.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { createTemplate, endTemplate, listTemplates, reviseTemplate } from './service.ts';

const tags = ['templates'];
const params = z.object({ id: Id });

/** Registers the doors of mẫu: which may be used where, and those of a unit. */
export function registerTemplateRoutes(app: Doors, platform: Platform): void {
  app.get(
    '/api/templates',
    {
      schema: {
        tags,
        summary: 'Mẫu dùng được ở một địa bàn',
        querystring: z.object({ unit: Id }),
        response: { 200: TemplateList },
      },
    },
    async (request) => listTemplates(platform, actorOf(request), request.query.unit),
  );
  app.post(
    '/api/templates',
    { schema: { tags, summary: 'Lập mẫu', body: TemplateBody, response: { 201: Template } } },
    async (request, reply) => reply.status(201).send(await createTemplate(platform, actorOf(request), request.body)),
  );
  app.put(
    '/api/templates/:id',
    { schema: { tags, summary: 'Sửa mẫu', params, body: TemplateRevisionBody, response: { 200: Template } } },
    async (request) => reviseTemplate(platform, actorOf(request), request.params.id, request.body),
  );
  app.delete(
    '/api/templates/:id',
    { schema: { tags, summary: 'Bỏ mẫu', params, response: { 204: z.null() } } },
    async (request, reply) => {
      await endTemplate(platform, actorOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
