import { z } from 'zod';
import { Candidate, CandidateQuery, Delegation, DelegationBody } from '@nguon/protocol/http/delegations.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { delegate, endDelegation, listCandidates, listDelegations } from './delegations.ts';

const tags = ['me'];

/** Registers the doors by which approving rights are handed on. */
export function registerDelegationRoutes(app: Doors, platform: Platform): void {
  const { db } = platform;
  app.get(
    '/api/me/delegations',
    { schema: { tags, summary: 'Những quyền tôi đang ủy quyền', response: { 200: z.array(Delegation) } } },
    async (request) => listDelegations(db, actorOf(request)),
  );
  app.get(
    '/api/me/delegates',
    {
      schema: {
        tags,
        summary: 'Tôi ủy quyền được cho ai',
        querystring: CandidateQuery,
        response: { 200: z.array(Candidate) },
      },
    },
    async (request) => listCandidates(db, actorOf(request), request.query.grant, request.query.text),
  );
  app.post(
    '/api/me/delegations',
    { schema: { tags, summary: 'Ủy quyền duyệt', body: DelegationBody, response: { 201: z.object({ id: Id }) } } },
    async (request, reply) => reply.status(201).send({ id: await delegate(platform, actorOf(request), request.body) }),
  );
  app.delete(
    '/api/me/delegations/:id',
    { schema: { tags, summary: 'Thôi ủy quyền', params: z.object({ id: Id }), response: { 204: z.null() } } },
    async (request, reply) => {
      await endDelegation(platform, actorOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
