import { LogBook, LogEntryBody, PeriodQuery } from '@nguon/protocol/http/reports.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { z } from 'zod';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { addLogEntry, readLogBook } from './log-book.ts';
import { registerPaperRoutes } from './paper-routes.ts';
import { registerRateRoutes } from './rate-routes.ts';

const tags = ['reports'];
const params = z.object({ unit: Id });

/** sổ nhật ký phát thanh with its lines by hand, and the papers. */
export function registerReportRoutes(app: Doors, platform: Platform): void {
  app.get(
    '/api/log-books/:unit',
    {
      schema: {
        tags,
        summary: 'Sổ nhật ký phát thanh của một xã trong một kỳ',
        params,
        querystring: PeriodQuery,
        response: { 200: LogBook },
      },
    },
    async (request) => readLogBook(platform, actorOf(request), request.params.unit, request.query),
  );
  app.post(
    '/api/log-books/:unit/entries',
    {
      schema: {
        tags,
        summary: 'Ghi tay một dòng vào sổ nhật ký, hoặc đính chính dòng đã ghi tay',
        params,
        body: LogEntryBody,
        response: { 201: z.object({ id: Id }) },
      },
    },
    async (request, reply) => {
      const id = await addLogEntry(platform, actorOf(request), request.params.unit, request.body);
      return reply.status(201).send({ id });
    },
  );
  registerRateRoutes(app, platform);
  registerPaperRoutes(app, platform);
}
