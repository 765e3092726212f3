import { z } from 'zod';
import { CodePermit } from '@nguon/protocol/enrolled-key.ts';
import { SignedByPhone } from '@nguon/protocol/http/phones.ts';
import {
  ApprovalLink,
  Approver,
  ApproverBody,
  CodeBody,
  CodeSent,
  LinkAbout,
  LinkApproval,
  LinkedRequest,
  LinkedSlot,
  LinkListening,
  LinkReturn,
  LinkToken,
  ListeningReply,
  RequestView,
} from '@nguon/protocol/http/requests.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { approveRequest, returnRequest } from './approvals.ts';
import { approveByCode, sendCode } from './codes.ts';
import { linkedView, listApprovers, makeApprovalLink, openLink } from './links.ts';
import { beginListening, reportListening } from './listenings.ts';
import { permitCodes } from './permits.ts';
import { getRequest } from './reading.ts';
import type { TimetablePort } from './service.ts';
import { makeSlotLink, openSlotLink, personAbout, personBehind } from './slot-links.ts';

const tags = ['requests'];
const params = z.object({ id: Id });
/** A link's token is 256 bits; a code's guesses are counted for each code besides. */
const config = { rateLimit: { max: 60, timeWindow: '1 minute' } };

/** Registers the doors of approving where leaders are: personal links, codes that are read out, permits for codes. */
export function registerLinkRoutes(app: Doors, platform: Platform, timetable: TimetablePort): void {
  app.get(
    '/api/requests/:id/approvers',
    { schema: { tags, summary: 'Ai duyệt được bước đang chờ', params, response: { 200: z.array(Approver) } } },
    async (request) => listApprovers(platform, actorOf(request), request.params.id),
  );
  app.post(
    '/api/requests/:id/links',
    {
      config,
      schema: { tags, summary: 'Tạo đường dẫn duyệt', params, body: ApproverBody, response: { 201: ApprovalLink } },
    },
    async (request, reply) => {
      const link = await makeApprovalLink(platform, actorOf(request), request.params.id, request.body.approver);
      return reply.status(201).header('cache-control', 'no-store').send(link);
    },
  );
  app.post(
    '/api/requests/:id/slot-links',
    {
      config,
      schema: {
        tags,
        summary: 'Tạo đường dẫn duyệt cả buổi',
        params,
        body: ApproverBody,
        response: { 201: ApprovalLink },
      },
    },
    async (request, reply) => {
      const link = await makeSlotLink(platform, actorOf(request), request.params.id, request.body.approver);
      return reply.status(201).header('cache-control', 'no-store').send(link);
    },
  );
  registerCodeRoutes(app, platform, timetable);
  registerLinkedRoutes(app, platform, timetable);
}

function registerCodeRoutes(app: Doors, platform: Platform, timetable: TimetablePort): void {
  app.post(
    '/api/requests/:id/codes',
    {
      config,
      schema: { tags, summary: 'Gửi mã duyệt bằng tin nhắn', params, body: ApproverBody, response: { 202: CodeSent } },
    },
    async (request, reply) =>
      reply.status(202).send(await sendCode(platform, actorOf(request), request.params.id, request.body.approver)),
  );
  app.post(
    '/api/requests/:id/approve-by-code',
    { config, schema: { tags, summary: 'Duyệt bằng mã', params, body: CodeBody, response: { 200: RequestView } } },
    async (request) => {
      const [actor, { id }] = [actorOf(request), request.params];
      await approveByCode(platform, actor, id, request.body);
      return getRequest(platform, timetable, actor, id);
    },
  );
  app.post(
    '/api/me/code-permits',
    { config, schema: { tags, summary: 'Cho phép duyệt bằng mã', body: SignedByPhone, response: { 201: CodePermit } } },
    async (request, reply) => reply.status(201).send(await permitCodes(platform, actorOf(request), request.body)),
  );
}

/** Doors that a link opens: its token stands for the person, for this one request or those of one slot. */
function registerLinkedRoutes(app: Doors, platform: Platform, timetable: TimetablePort): void {
  app.post(
    '/api/approval-links/open',
    { config, schema: { tags, summary: 'Mở đường dẫn duyệt', body: LinkToken, response: { 200: LinkedRequest } } },
    async (request) => openLink(platform, timetable, request.body.token),
  );
  app.post(
    '/api/approval-links/open-slot',
    { config, schema: { tags, summary: 'Mở đường dẫn duyệt cả buổi', body: LinkToken, response: { 200: LinkedSlot } } },
    async (request) => openSlotLink(platform, timetable, request.body.token),
  );
  app.post(
    '/api/approval-links/listenings',
    { config, schema: { tags, summary: 'Bắt đầu nghe', body: LinkAbout, response: { 201: ListeningReply } } },
    async (request, reply) => {
      const { actor, request: id } = await personAbout(platform, request.body.token, request.body.request);
      return reply.status(201).send(await beginListening(platform, actor, id));
    },
  );
  app.put(
    '/api/approval-links/listenings/:id',
    { schema: { tags, summary: 'Báo đoạn đã nghe', params, body: LinkListening, response: { 204: z.null() } } },
    async (request, reply) => {
      const actor = await personBehind(platform, request.body.token);
      await reportListening(platform, actor, request.params.id, request.body.heard);
      return reply.status(204).send(null);
    },
  );
  registerLinkedDecisions(app, platform, timetable);
}

function registerLinkedDecisions(app: Doors, platform: Platform, timetable: TimetablePort): void {
  const response = { 200: LinkedRequest };
  app.post(
    '/api/approval-links/approve',
    { config, schema: { tags, summary: 'Duyệt', body: LinkApproval, response } },
    async (request) => {
      const { token, request: about, ...approval } = request.body;
      const { actor, request: id } = await personAbout(platform, token, about);
      await approveRequest(platform, actor, id, approval, 'link');
      return linkedView(platform, timetable, actor, id);
    },
  );
  app.post(
    '/api/approval-links/return',
    { config, schema: { tags, summary: 'Trả lại', body: LinkReturn, response } },
    async (request) => {
      const { token, request: about, signed, ...why } = request.body;
      const { actor, request: id } = await personAbout(platform, token, about);
      await returnRequest(platform, actor, id, why, signed);
      return linkedView(platform, timetable, actor, id);
    },
  );
}
