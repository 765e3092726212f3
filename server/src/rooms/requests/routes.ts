import { z } from 'zod';
import {
  ApproveBody,
  Inbox,
  ListeningProgress,
  ListeningReply,
  MeaningBody,
  NewestRequest,
  RequestBody,
  RequestView,
  ReturnBody,
  RotationBody,
  RotationReply,
} from '@nguon/protocol/http/requests.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { approveRequest, returnRequest } from './approvals.ts';
import { registerLinkRoutes } from './link-routes.ts';
import { beginListening, reportListening } from './listenings.ts';
import { confirmMeaning } from './meanings.ts';
import { getInbox, getRequest, newestRequest } from './reading.ts';
import { registerReturnNoteRoutes } from './return-note-routes.ts';
import { submitRotation } from './rotations.ts';
import { submitRequest, withdrawRequest, type TimetablePort } from './service.ts';
import { registerStandingRoutes } from './standing-routes.ts';

const tags = ['requests'];
const params = z.object({ id: Id });

/** Registers the doors of đề nghị phát: submitting, listening, approving, and the inbox. */
export function registerRequestRoutes(app: Doors, platform: Platform, timetable: TimetablePort): void {
  app.post(
    '/api/requests',
    { schema: { tags, summary: 'Trình duyệt một bản tin', body: RequestBody, response: { 201: RequestView } } },
    async (request, reply) => {
      const actor = actorOf(request);
      const id = await submitRequest(platform, timetable, actor, request.body);
      return reply.status(201).send(await getRequest(platform, timetable, actor, id));
    },
  );
  const together = { tags, summary: 'Trình duyệt chương trình xoay vòng', params, body: RotationBody };
  app.post(
    '/api/editions/:id/rotation',
    { schema: { ...together, response: { 201: RotationReply } } },
    async (request, reply) => {
      const { id } = request.params;
      return reply.status(201).send({
        requests: await submitRotation(platform, timetable, actorOf(request), id, request.body),
      });
    },
  );
  app.get(
    '/api/requests/:id',
    { schema: { tags, summary: 'Một đề nghị phát', params, response: { 200: RequestView } } },
    async (request) => getRequest(platform, timetable, actorOf(request), request.params.id),
  );
  app.get(
    '/api/bulletins/:id/newest-request',
    { schema: { tags, summary: 'Đề nghị phát mới nhất của bản tin', params, response: { 200: NewestRequest } } },
    async (request) => newestRequest(platform, actorOf(request), request.params.id),
  );
  app.get('/api/inbox', { schema: { tags, summary: 'Việc cần làm', response: { 200: Inbox } } }, async (request) =>
    getInbox(platform, actorOf(request)),
  );
  registerListeningRoutes(app, platform);
  app.post(
    '/api/requests/:id/meanings',
    {
      schema: {
        tags,
        summary: 'Xác nhận nội dung bản tiếng dân tộc',
        params,
        body: MeaningBody,
        response: { 200: RequestView },
      },
    },
    async (request) => {
      const [actor, { id }] = [actorOf(request), request.params];
      await confirmMeaning(platform, actor, id, request.body);
      return getRequest(platform, timetable, actor, id);
    },
  );
  registerDecisionRoutes(app, platform, timetable);
  registerReturnNoteRoutes(app, platform);
  registerLinkRoutes(app, platform, timetable);
  registerStandingRoutes(app, platform, timetable);
}

function registerListeningRoutes(app: Doors, platform: Platform): void {
  app.post(
    '/api/requests/:id/listenings',
    { schema: { tags, summary: 'Bắt đầu nghe trước khi duyệt', params, response: { 201: ListeningReply } } },
    async (request, reply) =>
      reply.status(201).send(await beginListening(platform, actorOf(request), request.params.id)),
  );
  app.put(
    '/api/listenings/:id',
    { schema: { tags, summary: 'Báo đoạn đã nghe', params, body: ListeningProgress, response: { 204: z.null() } } },
    async (request, reply) => {
      await reportListening(platform, actorOf(request), request.params.id, request.body.heard);
      return reply.status(204).send(null);
    },
  );
}

function registerDecisionRoutes(app: Doors, platform: Platform, timetable: TimetablePort): void {
  const response = { 200: RequestView };
  app.post(
    '/api/requests/:id/approve',
    { schema: { tags, summary: 'Duyệt', params, body: ApproveBody, response } },
    async (request) => {
      const [actor, { id }] = [actorOf(request), request.params];
      await approveRequest(platform, actor, id, request.body);
      return getRequest(platform, timetable, actor, id);
    },
  );
  app.post(
    '/api/requests/:id/return',
    { schema: { tags, summary: 'Trả lại', params, body: ReturnBody, response } },
    async (request) => {
      const [actor, { id }] = [actorOf(request), request.params];
      await returnRequest(platform, actor, id, request.body);
      return getRequest(platform, timetable, actor, id);
    },
  );
  app.post(
    '/api/requests/:id/withdraw',
    { schema: { tags, summary: 'Rút đề nghị', params, response } },
    async (request) => {
      const [actor, { id }] = [actorOf(request), request.params];
      await withdrawRequest(platform, actor, id);
      return getRequest(platform, timetable, actor, id);
    },
  );
}
