import { z } from 'zod';
import { Id } from '@nguon/protocol/primitives.ts';
import {
  GrantBody,
  Organization,
  OrganizationBody,
  SignInLink,
  UserBody,
  UserRow,
} from '@nguon/protocol/http/accounts.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { registerAuthRoutes } from './auth-routes.ts';
import { registerDelegationRoutes } from './delegation-routes.ts';
import { grant, withdrawGrant } from './grants.ts';
import { registerLetterheadRoutes } from './letterhead-routes.ts';
import { registerMachineRoutes } from './machine-routes.ts';
import { registerMeRoutes } from './me-routes.ts';
import { registerPhoneRoutes } from './phone-routes.ts';
import { addOrganization, addUser, listOrganizations, listUsers, resetByLink } from './people.ts';

const tags = ['accounts'];
const ofUser = z.object({ id: Id });

/** Registers the doors of people, rights, sessions and organizations. */
export function registerAccountRoutes(app: Doors, platform: Platform): void {
  registerAuthRoutes(app, platform);
  registerMeRoutes(app, platform);
  registerPhoneRoutes(app, platform);
  registerMachineRoutes(app, platform);
  registerDelegationRoutes(app, platform);
  registerUserRoutes(app, platform);
  registerGrantRoutes(app, platform);
  registerOrganizationRoutes(app, platform);
  registerLetterheadRoutes(app, platform);
}

function registerUserRoutes(app: Doors, platform: Platform): void {
  app.get(
    '/api/users',
    { schema: { tags, summary: 'Người dùng trong địa bàn tôi quản trị', response: { 200: z.array(UserRow) } } },
    async (request) => listUsers(platform.db, actorOf(request)),
  );
  app.post(
    '/api/users',
    { schema: { tags, summary: 'Thêm người dùng', body: UserBody, response: { 201: UserRow } } },
    async (request, reply) => reply.status(201).send(await addUser(platform, actorOf(request), request.body)),
  );
  app.post(
    '/api/users/:id/sign-in-link',
    { schema: { tags, summary: 'Cấp đường dẫn đăng nhập một lần', params: ofUser, response: { 201: SignInLink } } },
    async (request, reply) =>
      reply
        .status(201)
        .header('cache-control', 'no-store')
        .send(await resetByLink(platform, actorOf(request), request.params.id)),
  );
}

function registerGrantRoutes(app: Doors, platform: Platform): void {
  app.post(
    '/api/users/:id/grants',
    {
      schema: { tags, summary: 'Phân quyền', params: ofUser, body: GrantBody, response: { 201: z.object({ id: Id }) } },
    },
    async (request, reply) => {
      const by = actorOf(request);
      return reply.status(201).send({ id: await grant(platform, { ...request.body, user: request.params.id, by }) });
    },
  );
  app.delete(
    '/api/users/:id/grants/:grant',
    { schema: { tags, summary: 'Thôi phân quyền', params: ofUser.extend({ grant: Id }), response: { 204: z.null() } } },
    async (request, reply) => {
      await withdrawGrant(platform, actorOf(request), request.params.id, request.params.grant);
      return reply.status(204).send(null);
    },
  );
}

function registerOrganizationRoutes(app: Doors, platform: Platform): void {
  app.get(
    '/api/organizations',
    { schema: { tags, summary: 'Cơ quan, đơn vị tôi thấy được', response: { 200: z.array(Organization) } } },
    async (request) => listOrganizations(platform.db, actorOf(request)),
  );
  app.post(
    '/api/organizations',
    { schema: { tags, summary: 'Thêm cơ quan, đơn vị', body: OrganizationBody, response: { 201: Organization } } },
    async (request, reply) => reply.status(201).send(await addOrganization(platform, actorOf(request), request.body)),
  );
}
