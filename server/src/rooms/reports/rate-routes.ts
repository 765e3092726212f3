import { RateEnd, RoyaltyRate, RoyaltyRateBody, RoyaltyRates } from '@nguon/protocol/http/reports.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { z } from 'zod';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { endRate, enterRate, listRates } from './rates.ts';

const tags = ['reports'];
const params = z.object({ unit: Id });

/** mức nhuận bút, thù lao as dated data with its source. */
export function registerRateRoutes(app: Doors, platform: Platform): void {
  app.get(
    '/api/royalty-rates/:unit',
    { schema: { tags, summary: 'Mức nhuận bút áp dụng ở một địa bàn', params, response: { 200: RoyaltyRates } } },
    async (request) => listRates(platform, actorOf(request), request.params.unit),
  );
  app.post(
    '/api/royalty-rates/:unit',
    {
      schema: {
        tags,
        summary: 'Nhập mức nhuận bút cùng căn cứ',
        params,
        body: RoyaltyRateBody,
        response: { 201: RoyaltyRate },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await enterRate(platform, actorOf(request), request.params.unit, request.body)),
  );
  app.post(
    '/api/royalty-rates/:unit/:id/end',
    {
      schema: {
        tags,
        summary: 'Thôi áp dụng một mức từ một ngày',
        params: params.extend({ id: Id }),
        body: RateEnd,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { unit, id } = request.params;
      await endRate(platform, actorOf(request), unit, id, request.body.validTo);
      return reply.status(204).send(null);
    },
  );
}
