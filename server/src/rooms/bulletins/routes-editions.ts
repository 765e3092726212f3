import { z } from 'zod';
import {
  DueBulletins,
  Edition,
  EditionBody,
  EditionCopyBody,
  EditionRevisionBody,
} from '@nguon/protocol/http/editions.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { copyEdition, createEdition, getEdition, listDueBulletins, reviseEdition } from './editions.ts';

const tags = ['editions'];
const params = z.object({ id: Id });

/** Registers the doors of chương trình phát thanh: putting parts together. It is submitted and approved like any bulletin. */
export function registerEditionRoutes(app: Doors, platform: Platform): void {
  app.post(
    '/api/editions',
    { schema: { tags, summary: 'Lập chương trình phát thanh', body: EditionBody, response: { 201: Edition } } },
    async (request, reply) => reply.status(201).send(await createEdition(platform, actorOf(request), request.body)),
  );
  app.get(
    '/api/editions/:id',
    { schema: { tags, summary: 'Một chương trình phát thanh', params, response: { 200: Edition } } },
    async (request) => getEdition(platform, actorOf(request), request.params.id),
  );
  app.put(
    '/api/editions/:id',
    {
      schema: {
        tags,
        summary: 'Sắp xếp lại chương trình',
        params,
        body: EditionRevisionBody,
        response: { 200: Edition },
      },
    },
    async (request) => reviseEdition(platform, actorOf(request), request.params.id, request.body),
  );
  app.post(
    '/api/editions/:id/copy',
    {
      schema: {
        tags,
        summary: 'Chép chương trình cho ngày khác',
        params,
        body: EditionCopyBody,
        response: { 201: Edition },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await copyEdition(platform, actorOf(request), request.params.id, request.body.title)),
  );
  app.get(
    '/api/due-bulletins',
    {
      schema: {
        tags,
        summary: 'Bản tin đến hạn của một địa bàn',
        querystring: z.object({ unit: Id }),
        response: { 200: DueBulletins },
      },
    },
    async (request) => listDueBulletins(platform, actorOf(request), request.query.unit),
  );
}
