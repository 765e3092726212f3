import { z } from 'zod';
import { Id } from '@nguon/protocol/primitives.ts';
import { Me, PasswordBody, SessionRow, SignInLinkBody, SignInWays } from '@nguon/protocol/http/accounts.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { SESSION_DAYS } from './auth.ts';
import { sessionCookie } from './cookie.ts';
import { signInByLink } from './links.ts';
import { endSession, presentMe, setPassword } from './me.ts';
import { sessionSecret } from './service.ts';
import { readSessions, readSignInWays } from './session-store.ts';

const tags = ['me'];
const Nothing = z.null().describe('Xong, không có nội dung');

/** Registers the doors of a person's own account. */
export function registerMeRoutes(app: Doors, platform: Platform): void {
  registerLinkRoute(app, platform);
  registerOwnRoutes(app, platform);
  registerOwnSessionRoutes(app, platform);
}

function registerLinkRoute(app: Doors, platform: Platform): void {
  const { db, clock, config } = platform;
  const cookie = sessionCookie(config.publicUrl, sessionSecret(platform));
  app.post(
    '/api/session/link',
    {
      schema: { tags, summary: 'Đăng nhập bằng đường dẫn một lần', body: SignInLinkBody, response: { 204: Nothing } },
      config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const device = request.headers['user-agent'] ?? null;
      const token = await signInByLink(db, request.body.token, device, clock.now());
      return reply
        .status(204)
        .header('set-cookie', cookie.set(token, SESSION_DAYS * 86_400))
        .send(null);
    },
  );
}

function registerOwnRoutes(app: Doors, platform: Platform): void {
  app.get('/api/me', { schema: { tags, summary: 'Tôi là ai, có quyền gì', response: { 200: Me } } }, async (request) =>
    presentMe(platform, actorOf(request), platform.house),
  );
  app.put(
    '/api/me/password',
    {
      schema: { tags, summary: 'Đặt mật khẩu của tôi', body: PasswordBody, response: { 204: Nothing } },
      // Each try costs a tenth of a second of a core.
      config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      await setPassword(platform, actorOf(request), request.body.password);
      return reply.status(204).send(null);
    },
  );
  app.get(
    '/api/me/sign-in',
    { schema: { tags, summary: 'Tôi đăng nhập bằng những cách nào', response: { 200: SignInWays } } },
    async (request) => readSignInWays(platform.db, actorOf(request).user),
  );
}

function registerOwnSessionRoutes(app: Doors, platform: Platform): void {
  app.get(
    '/api/me/sessions',
    { schema: { tags, summary: 'Các thiết bị đang đăng nhập của tôi', response: { 200: z.array(SessionRow) } } },
    async (request) => {
      const { user, session } = actorOf(request);
      const rows = await readSessions(platform.db, user);
      return rows.map(({ id, device, createdAt, expiresAt }) => ({
        id,
        device,
        current: id === session,
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      }));
    },
  );
  app.delete(
    '/api/me/sessions/:id',
    { schema: { tags, summary: 'Đăng xuất một thiết bị', params: z.object({ id: Id }), response: { 204: Nothing } } },
    async (request, reply) => {
      await endSession(platform, actorOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
