import { z } from 'zod';
import { BulletinPrivacy, JustifyBody, PrivacyCheck, PrivacyCheckBody } from '@nguon/protocol/http/privacy.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { checkPrivacy, getBulletinPrivacy, justifyPrivacy } from './privacy.ts';

const tags = ['bulletins'];
const params = z.object({ id: Id });

/** Registers the doors of the privacy gate: a text that is being written, a bulletin, and why it goes out all the same. */
export function registerPrivacyRoutes(app: Doors, platform: Platform): void {
  const check = { tags, summary: 'Kiểm tra thông tin riêng trong một văn bản và chữ trong ảnh, kèm lời trung tính' };
  app.post(
    '/api/privacy/check',
    { schema: { ...check, body: PrivacyCheckBody, response: { 200: PrivacyCheck } } },
    async (request) => {
      actorOf(request);
      return checkPrivacy(platform.db, request.body);
    },
  );
  app.get(
    '/api/bulletins/:id/privacy',
    { schema: { tags, summary: 'Thông tin riêng trong một bản tin', params, response: { 200: BulletinPrivacy } } },
    async (request) => getBulletinPrivacy(platform, actorOf(request), request.params.id),
  );
  const justify = { tags, summary: 'Ghi lý do vẫn phát (người thứ hai)', params, body: JustifyBody };
  app.post(
    '/api/bulletins/:id/privacy',
    { schema: { ...justify, response: { 200: BulletinPrivacy } } },
    async (request) => {
      const [actor, { id }] = [actorOf(request), request.params];
      await justifyPrivacy(platform, actor, id, request.body);
      return getBulletinPrivacy(platform, actor, id);
    },
  );
}
