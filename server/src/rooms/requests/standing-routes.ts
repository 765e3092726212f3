import { z } from 'zod';
import { ApprovalLink, Approver, ApproverBody, LinkToken, RequestView } from '@nguon/protocol/http/requests.ts';
import {
  FilledList,
  FillingBody,
  LinkedStanding,
  StandingApprove,
  StandingBody,
  StandingDecline,
  StandingLinkApproval,
  StandingLinkDecline,
  StandingList,
  StandingView,
  StandingWithdraw,
} from '@nguon/protocol/http/standing.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { approveByTemplate } from './fillings.ts';
import { getRequest } from './reading.ts';
import type { TimetablePort } from './service.ts';
import { listFilled } from './standing-digest.ts';
import { listStandingApprovers, makeStandingLink, openStandingLink, personOfStandingLink } from './standing-links.ts';
import {
  approveStanding,
  askStanding,
  declineStanding,
  getStanding,
  listStandings,
  withdrawStanding,
} from './standings.ts';

const tags = ['requests'];
const params = z.object({ id: Id });
/** Each try makes the signer check a PIN, or opens a link. */
const config = { rateLimit: { max: 60, timeWindow: '1 minute' } };

/** Registers the doors of mẫu duyệt sẵn: asking, approving by phone, using, and what the leader sees in the evening. */
export function registerStandingRoutes(app: Doors, platform: Platform, timetable: TimetablePort): void {
  app.get(
    '/api/standing-approvals',
    {
      schema: {
        tags,
        summary: 'Mẫu duyệt sẵn của một địa bàn',
        querystring: z.object({ unit: Id }),
        response: { 200: StandingList },
      },
    },
    async (request) => ({ items: await listStandings(platform, actorOf(request), request.query.unit) }),
  );
  app.post(
    '/api/standing-approvals',
    { schema: { tags, summary: 'Xin duyệt sẵn', body: StandingBody, response: { 201: StandingView } } },
    async (request, reply) => {
      const actor = actorOf(request);
      const id = await askStanding(platform, actor, request.body);
      return reply.status(201).send(await getStanding(platform, actor, id));
    },
  );
  app.get(
    '/api/standing-approvals/:id',
    { schema: { tags, summary: 'Một đề nghị duyệt sẵn', params, response: { 200: StandingView } } },
    async (request) => getStanding(platform, actorOf(request), request.params.id),
  );
  registerFillingRoutes(app, platform, timetable);
  registerAnswerRoutes(app, platform);
  registerStandingLinkRoutes(app, platform);
}

function registerFillingRoutes(app: Doors, platform: Platform, timetable: TimetablePort): void {
  app.post(
    '/api/requests/:id/approve-by-template',
    { schema: { tags, summary: 'Phát theo mẫu duyệt sẵn', params, body: FillingBody, response: { 200: RequestView } } },
    async (request) => {
      const [actor, { id }] = [actorOf(request), request.params];
      await approveByTemplate(platform, actor, id, request.body);
      return getRequest(platform, timetable, actor, id);
    },
  );
  app.get(
    '/api/me/filled',
    { schema: { tags, summary: 'Tin phát hôm nay theo mẫu tôi đã duyệt sẵn', response: { 200: FilledList } } },
    async (request) => ({ items: await listFilled(platform, actorOf(request)) }),
  );
}

function registerAnswerRoutes(app: Doors, platform: Platform): void {
  const response = { 200: StandingView };
  app.post(
    '/api/standing-approvals/:id/approve',
    { config, schema: { tags, summary: 'Duyệt sẵn', params, body: StandingApprove, response } },
    async (request) => {
      const [actor, { id }] = [actorOf(request), request.params];
      await approveStanding(platform, actor, id, request.body.signed);
      return getStanding(platform, actor, id);
    },
  );
  app.post(
    '/api/standing-approvals/:id/decline',
    { schema: { tags, summary: 'Không duyệt sẵn', params, body: StandingDecline, response } },
    async (request) => {
      const [actor, { id }] = [actorOf(request), request.params];
      await declineStanding(platform, actor, id, request.body.reason);
      return getStanding(platform, actor, id);
    },
  );
  app.post(
    '/api/standing-approvals/:id/withdraw',
    { schema: { tags, summary: 'Thu lại phép duyệt sẵn', params, body: StandingWithdraw, response } },
    async (request) => {
      const [actor, { id }] = [actorOf(request), request.params];
      await withdrawStanding(platform, actor, id, request.body);
      return getStanding(platform, actor, id);
    },
  );
}

/** Doors of a personal link: asked for by whoever submits; its token then stands for the leader, for this one thing. */
function registerStandingLinkRoutes(app: Doors, platform: Platform): void {
  const response = { 200: LinkedStanding };
  app.get(
    '/api/standing-approvals/:id/approvers',
    { schema: { tags, summary: 'Ai duyệt sẵn được', params, response: { 200: z.array(Approver) } } },
    async (request) => listStandingApprovers(platform, actorOf(request), request.params.id),
  );
  app.post(
    '/api/standing-approvals/:id/links',
    {
      config,
      schema: { tags, summary: 'Tạo đường dẫn duyệt sẵn', params, body: ApproverBody, response: { 201: ApprovalLink } },
    },
    async (request, reply) => {
      const link = await makeStandingLink(platform, actorOf(request), request.params.id, request.body.approver);
      return reply.status(201).header('cache-control', 'no-store').send(link);
    },
  );
  app.post(
    '/api/standing-links/open',
    { config, schema: { tags, summary: 'Mở đường dẫn duyệt sẵn', body: LinkToken, response } },
    async (request) => openStandingLink(platform, request.body.token),
  );
  app.post(
    '/api/standing-links/approve',
    { config, schema: { tags, summary: 'Duyệt sẵn', body: StandingLinkApproval, response } },
    async (request) => {
      const { token, signed } = request.body;
      const { actor, standing } = await personOfStandingLink(platform, token);
      await approveStanding(platform, actor, standing, signed);
      return openStandingLink(platform, token);
    },
  );
  app.post(
    '/api/standing-links/decline',
    { config, schema: { tags, summary: 'Không duyệt sẵn', body: StandingLinkDecline, response } },
    async (request) => {
      const { token, reason } = request.body;
      const { actor, standing } = await personOfStandingLink(platform, token);
      await declineStanding(platform, actor, standing, reason);
      return openStandingLink(platform, token);
    },
  );
}
