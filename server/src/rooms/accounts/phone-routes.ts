import { z } from 'zod';
import { EnrolBody, PhoneAsked, PhoneBody, PhoneNumber, Phones, SignedByPhone } from '@nguon/protocol/http/phones.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { setNumber } from './numbers.ts';
import { askEnrolment, completeEnrolment, confirmPhone, endPhone, listPhones } from './phones.ts';

const tags = ['phones'];
const ofPhone = z.object({ kid: z.string().regex(/^[0-9a-f]{32}$/) });
const Nothing = z.null().describe('Xong, không có nội dung');
/** Each try makes the signer check a PIN. */
const config = { rateLimit: { max: 20, timeWindow: '1 minute' } };

/** Registers the doors of điện thoại duyệt and of numbers for SMS. */
export function registerPhoneRoutes(app: Doors, platform: Platform): void {
  app.get(
    '/api/me/phones',
    {
      schema: {
        tags,
        summary: 'Điện thoại duyệt của tôi, và của người khác chờ tôi xác nhận',
        response: { 200: Phones },
      },
    },
    async (request) => listPhones(platform, actorOf(request)),
  );
  app.post(
    '/api/me/phones',
    { config, schema: { tags, summary: 'Đăng ký điện thoại này', body: PhoneBody, response: { 201: PhoneAsked } } },
    async (request, reply) => reply.status(201).send(await askEnrolment(platform, actorOf(request), request.body)),
  );
  app.put(
    '/api/me/phones/:kid',
    {
      config,
      schema: { tags, summary: 'Hoàn tất đăng ký', params: ofPhone, body: EnrolBody, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await completeEnrolment(platform, actorOf(request), request.params.kid, request.body);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/api/me/phones/:kid',
    { schema: { tags, summary: 'Gỡ một điện thoại của tôi', params: ofPhone, response: { 204: Nothing } } },
    async (request, reply) => {
      await endPhone(platform, actorOf(request), request.params.kid);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/api/phones/:kid/confirm',
    {
      config,
      schema: {
        tags,
        summary: 'Xác nhận điện thoại mới',
        params: ofPhone,
        body: SignedByPhone,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await confirmPhone(platform, actorOf(request), request.params.kid, request.body);
      return reply.status(204).send(null);
    },
  );
  registerNumberRoute(app, platform);
}

function registerNumberRoute(app: Doors, platform: Platform): void {
  const body = z.object({ phone: PhoneNumber.nullable() });
  const schema = {
    tags,
    summary: 'Số điện thoại nhận tin nhắn',
    params: z.object({ id: Id }),
    body,
    response: { 204: Nothing },
  };
  app.put('/api/users/:id/phone', { schema }, async (request, reply) => {
    await setNumber(platform, actorOf(request), request.params.id, request.body.phone);
    return reply.status(204).send(null);
  });
}
