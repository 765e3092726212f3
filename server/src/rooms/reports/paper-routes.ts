import { PeriodQuery, SheetQuery, TimetablePaperQuery } from '@nguon/protocol/http/reports.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Paper } from '../../lib/paper.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import { MEDIA_TYPES, type PaperFormat, printPaper } from '../../platform/papers/press.ts';
import type { Platform } from '../../platform/platform.ts';
import { bulletinSheet, logBookPaper, reportSheet, requestSheet, royaltySheet, timetableSheet } from './printing.ts';

const FORMATS: readonly PaperFormat[] = ['docx', 'pdf'];
/** Printing costs the machine something; nobody needs it more often. */
const config = { rateLimit: { max: 60, timeWindow: '1 minute' } };
const ofOne = z.object({ id: Id });
const ofUnit = z.object({ unit: Id });

/** Papers as .docx, which goes into the office's document system, and as PDF: the ending of the address decides. */
export function registerPaperRoutes(app: Doors, platform: Platform): void {
  for (const format of FORMATS) {
    registerSheets(app, platform, format);
    registerBooks(app, platform, format);
  }
}

/** Papers about one thing. */
function registerSheets(app: Doors, platform: Platform, format: PaperFormat): void {
  const about = (summary: string) => describe(summary, format);
  app.get(
    `/api/papers/requests/:id.${format}`,
    { config, schema: { ...about('Phiếu trình và duyệt'), params: ofOne } },
    async (request, reply) => {
      const paper = await requestSheet(platform, actorOf(request), request.params.id);
      return send(reply, paper, format);
    },
  );
  app.get(
    `/api/papers/bulletins/:id.${format}`,
    { config, schema: { ...about('Bản tin dán bảng'), params: ofOne, querystring: SheetQuery } },
    async (request, reply) => {
      const paper = await bulletinSheet(platform, actorOf(request), request.params.id, request.query);
      return send(reply, paper, format);
    },
  );
  app.get(
    `/api/papers/timetables/:unit.${format}`,
    { config, schema: { ...about('Lịch phát thanh tuần, tháng'), params: ofUnit, querystring: TimetablePaperQuery } },
    async (request, reply) => {
      const paper = await timetableSheet(platform, actorOf(request), request.params.unit, request.query);
      return send(reply, paper, format);
    },
  );
}

/** Papers about a period of a unit. */
function registerBooks(app: Doors, platform: Platform, format: PaperFormat): void {
  const books = [
    ['log-books', 'Sổ nhật ký phát thanh', logBookPaper],
    ['reports', 'Báo cáo hoạt động thông tin cơ sở', reportSheet],
    ['royalties', 'Bảng kê nhuận bút, thù lao', royaltySheet],
  ] as const;
  for (const [path, summary, make] of books) {
    app.get(
      `/api/papers/${path}/:unit.${format}`,
      { config, schema: { ...describe(summary, format), params: ofUnit, querystring: PeriodQuery } },
      async (request, reply) => {
        const paper = await make(platform, actorOf(request), request.params.unit, request.query);
        return send(reply, paper, format);
      },
    );
  }
}

function describe(summary: string, format: PaperFormat) {
  return { tags: ['papers'], summary: `${summary} (.${format})`, produces: [MEDIA_TYPES[format]] };
}

async function send(reply: FastifyReply, paper: Paper, format: PaperFormat): Promise<FastifyReply> {
  const bytes = await printPaper(paper, format);
  // A PDF is shown, so that it can be printed from a phone; a .docx is kept.
  const way = format === 'pdf' ? 'inline' : 'attachment';
  return reply
    .type(MEDIA_TYPES[format])
    .header('content-disposition', `${way}; filename="${paper.name}.${format}"`)
    .header('cache-control', 'no-store')
    .send(bytes);
}
