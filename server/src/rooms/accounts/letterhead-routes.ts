import { Letterhead } from '@nguon/protocol/http/reports.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { z } from 'zod';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { getLetterhead, setLetterhead } from './letterheads.ts';

const tags = ['accounts'];
const params = z.object({ id: Id });

/** Head and foot of an organization's papers: organisation lines, symbol, place, titles of whoever signs. */
export function registerLetterheadRoutes(app: Doors, platform: Platform): void {
  const url = '/api/organizations/:id/letterhead';
  app.get(
    url,
    { schema: { tags, summary: 'Dòng đầu và chức danh ký trên giấy tờ', params, response: { 200: Letterhead } } },
    async (request) => getLetterhead(platform.db, actorOf(request), request.params.id),
  );
  app.put(
    url,
    {
      schema: {
        tags,
        summary: 'Nhập dòng đầu và chức danh ký trên giấy tờ',
        params,
        body: Letterhead,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await setLetterhead(platform, actorOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
}
