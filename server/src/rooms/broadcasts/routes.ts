import { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import {
  CorrectionPlan,
  MakeUpBody,
  MakeUpReply,
  MissedList,
  MissedQuery,
  OnAir,
  OrderView,
  StopBody,
  StopReply,
  Timetable,
  TimetableQuery,
  TimetableSlot,
  TimetableSlotBody,
} from '@nguon/protocol/http/broadcasts.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { z } from 'zod';
import { Problem } from '../../lib/problem.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { correctBulletin, planCorrection } from './corrections.ts';
import { listOnAir, listOrders } from './figures.ts';
import { registerLiveRoutes } from './live-routes.ts';
import { listMissed, makeUp } from './missed.ts';
import { addSlot, removeSlot } from './slots.ts';
import { recallBulletin, stopArea, stopOrder, stopPart } from './stops.ts';
import { programmeText } from './store-programmes.ts';
import { readTimetable } from './timetable.ts';

const UnitParams = z.object({ unit: Id });
const tags = ['broadcasts'];

/** Timetables, what is on the air, Dừng phát, and the programmes that devices fetch. */
export function registerBroadcastRoutes(app: Doors, platform: Platform): void {
  timetableRoutes(app, platform);
  stopRoutes(app, platform);
  correctionRoutes(app, platform);
  missedRoutes(app, platform);
  registerLiveRoutes(app, platform);

  app.get(
    '/programmes/:unit/:version.jws',
    { schema: { hide: true, params: z.object({ unit: Id, version: z.coerce.number().int().min(1) }) } },
    async (request, reply) => {
      const jws = await programmeText(platform.db, request.params.unit, request.params.version);
      if (jws === null) throw new Problem('not-found');
      return reply.type('application/jose').header('cache-control', 'public, max-age=31536000, immutable').send(jws);
    },
  );
}

function timetableRoutes(app: Doors, platform: Platform): void {
  app.get(
    '/api/timetables/:unit',
    { schema: { tags, params: UnitParams, querystring: TimetableQuery, response: { 200: Timetable } } },
    async (request) => readTimetable(platform, actorOf(request), request.params.unit, request.query),
  );
  app.post(
    '/api/timetables/:unit/slots',
    { schema: { tags, params: UnitParams, body: TimetableSlotBody, response: { 201: TimetableSlot } } },
    async (request, reply) => {
      const slot = await addSlot(platform, actorOf(request), request.params.unit, request.body);
      return reply.status(201).send(slot);
    },
  );
  app.delete(
    '/api/timetables/:unit/slots/:slot',
    { schema: { tags, params: UnitParams.extend({ slot: Id }), response: { 204: z.null() } } },
    async (request, reply) => {
      await removeSlot(platform, actorOf(request), request.params.unit, request.params.slot);
      return reply.status(204).send(null);
    },
  );
}

function stopRoutes(app: Doors, platform: Platform): void {
  app.get('/api/on-air', { schema: { tags, response: { 200: OnAir } } }, async (request) =>
    listOnAir(platform, actorOf(request)),
  );
  app.get(
    '/api/bulletins/:id/orders',
    { schema: { tags, params: z.object({ id: Id }), response: { 200: z.object({ items: z.array(OrderView) }) } } },
    async (request) => ({ items: await listOrders(platform, actorOf(request), request.params.id) }),
  );
  const stop = { tags, body: StopBody, response: { 200: StopReply } };
  app.post('/api/orders/:id/stop', { schema: { ...stop, params: z.object({ id: Id }) } }, async (request) =>
    stopOrder(platform, actorOf(request), request.params.id, request.body.reason),
  );
  const part = z.object({ id: Id, place: z.coerce.number().int().min(0).max(39) });
  app.post('/api/orders/:id/parts/:place/stop', { schema: { ...stop, params: part } }, async (request) => {
    const { id: order, place } = request.params;
    return stopPart(platform, actorOf(request), { order, place }, request.body.reason);
  });
  app.post('/api/bulletins/:id/recall', { schema: { ...stop, params: z.object({ id: Id }) } }, async (request) =>
    recallBulletin(platform, actorOf(request), request.params.id, request.body.reason),
  );
  app.post('/api/units/:unit/stop', { schema: { ...stop, params: UnitParams } }, async (request) =>
    stopArea(platform, actorOf(request), request.params.unit, request.body.reason),
  );
}

function correctionRoutes(app: Doors, platform: Platform): void {
  const params = z.object({ id: Id });
  const begin = {
    tags,
    summary: 'Đính chính một bản tin đã phát',
    params,
    body: StopBody,
    response: { 201: Bulletin },
  };
  app.post('/api/bulletins/:id/correct', { schema: begin }, async (request, reply) => {
    const { id } = request.params;
    return reply.status(201).send(await correctBulletin(platform, actorOf(request), id, request.body.reason));
  });
  const plan = { tags, summary: 'Bản sai đã phát mấy buổi, ở đâu', params, response: { 200: CorrectionPlan } };
  app.get('/api/bulletins/:id/correction', { schema: plan }, async (request) =>
    planCorrection(platform, actorOf(request), request.params.id),
  );
}

function missedRoutes(app: Doors, platform: Platform): void {
  const list = {
    tags,
    summary: 'Thôn chưa nghe, có thể phát bù',
    querystring: MissedQuery,
    response: { 200: MissedList },
  };
  app.get('/api/missed', { schema: list }, async (request) => ({
    items: await listMissed(platform, actorOf(request), request.query.bulletin ?? null),
  }));
  const params = z.object({ id: Id });
  const again = {
    tags,
    summary: 'Phát bù cho các thôn chưa nghe',
    params,
    body: MakeUpBody,
    response: { 201: MakeUpReply },
  };
  app.post('/api/bulletins/:id/make-up', { schema: again }, async (request, reply) =>
    reply.status(201).send(await makeUp(platform, actorOf(request), request.params.id, request.body)),
  );
}
