import { z } from 'zod';
import {
  HeadConfirmBody,
  NoticeDesk,
  NoticeDraftBody,
  NoticeEnrolment,
  NoticeSendBody,
  NoticeView,
  VillageHead,
  VillageHeadBody,
  VillageHeads,
} from '@nguon/protocol/http/notices.ts';
import { ApprovalLink, LinkToken } from '@nguon/protocol/http/requests.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { enrolHeadPhone, openDesk } from './desk.ts';
import { addHead, confirmHeadPhone, endHead, listHeads, makeHeadLink } from './heads.ts';
import { draftNotice, getNotice, type NoticePorts, sendNotice } from './service.ts';

const tags = ['notices'];
const params = z.object({ id: Id });
const Nothing = z.null().describe('Xong, không có nội dung');
/** A link's token is 256 bits; wrong PINs are counted besides. */
const config = { rateLimit: { max: 60, timeWindow: '1 minute' } };

/** Registers the doors of trưởng thôn: the commune's list, and what a village head does behind the link. */
export function registerNoticeRoutes(app: Doors, platform: Platform, ports: NoticePorts): void {
  const querystring = z.object({ unit: Id });
  app.get(
    '/api/village-heads',
    { schema: { tags, summary: 'Trưởng thôn của một xã', querystring, response: { 200: VillageHeads } } },
    async (request) => ({
      items: await listHeads(platform, actorOf(request), request.query.unit),
      root: (await platform.signer.keys()).root.x,
    }),
  );
  app.post(
    '/api/village-heads',
    { schema: { tags, summary: 'Thêm trưởng thôn', body: VillageHeadBody, response: { 201: VillageHead } } },
    async (request, reply) => reply.status(201).send(await addHead(platform, actorOf(request), request.body)),
  );
  app.post(
    '/api/village-heads/:id/links',
    { config, schema: { tags, summary: 'Tạo đường dẫn của trưởng thôn', params, response: { 201: ApprovalLink } } },
    async (request, reply) => {
      const link = await makeHeadLink(platform, actorOf(request), request.params.id);
      return reply.status(201).header('cache-control', 'no-store').send(link);
    },
  );
  app.post(
    '/api/village-heads/:id/confirm',
    {
      schema: {
        tags,
        summary: 'Xác nhận điện thoại của trưởng thôn',
        params,
        body: HeadConfirmBody,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await confirmHeadPhone(platform, actorOf(request), request.params.id, request.body.x);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/api/village-heads/:id',
    { schema: { tags, summary: 'Thôi trưởng thôn', params, response: { 204: Nothing } } },
    async (request, reply) => {
      await endHead(platform, actorOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
  registerLinkedRoutes(app, platform, ports);
}

/** Doors that a link opens: its token stands for the village head; nothing is made or sent without the phone. */
function registerLinkedRoutes(app: Doors, platform: Platform, ports: NoticePorts): void {
  app.post(
    '/api/notice-links/open',
    {
      config,
      schema: { tags, summary: 'Mở đường dẫn của trưởng thôn', body: LinkToken, response: { 200: NoticeDesk } },
    },
    async (request) => openDesk(platform, ports, request.body.token),
  );
  app.post(
    '/api/notice-links/phone',
    { config, schema: { tags, summary: 'Đăng ký điện thoại này', body: NoticeEnrolment, response: { 204: Nothing } } },
    async (request, reply) => {
      await enrolHeadPhone(platform, request.body);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/api/notice-links/notices',
    { config, schema: { tags, summary: 'Soạn thông báo', body: NoticeDraftBody, response: { 201: NoticeView } } },
    async (request, reply) => reply.status(201).send(await draftNotice(platform, ports.air, request.body)),
  );
  app.post(
    '/api/notice-links/notices/:id',
    { schema: { tags, summary: 'Một thông báo', params, body: LinkToken, response: { 200: NoticeView } } },
    async (request) => getNotice(platform, ports.air, request.body.token, request.params.id),
  );
  app.post(
    '/api/notice-links/notices/:id/send',
    { config, schema: { tags, summary: 'Gửi thông báo', params, body: NoticeSendBody, response: { 200: NoticeView } } },
    async (request) => sendNotice(platform, ports, request.params.id, request.body),
  );
}
