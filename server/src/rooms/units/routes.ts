import { z } from 'zod';
import { Id, LocalDate } from '@nguon/protocol/primitives.ts';
import { Unit, UnitQuery } from '@nguon/protocol/http/units.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { findUnits, getUnit } from './service.ts';

/** Registers the doors of units. Which units there are is public knowledge; every signed-in person may look. */
export function registerUnitRoutes(app: Doors, { db }: Platform): void {
  const tags = ['units'];
  app.get(
    '/api/units',
    {
      schema: {
        tags,
        summary: 'Tìm địa bàn theo tên (có dấu hoặc không), mã, ngày',
        querystring: UnitQuery,
        response: { 200: z.array(Unit) },
      },
    },
    async (request) => {
      actorOf(request);
      return findUnits(db, request.query);
    },
  );
  app.get(
    '/api/units/:id',
    {
      schema: {
        tags,
        summary: 'Một địa bàn vào một ngày',
        params: z.object({ id: Id }),
        querystring: z.object({ on: LocalDate.optional() }),
        response: { 200: Unit },
      },
    },
    async (request) => {
      actorOf(request);
      return getUnit(db, request.params.id, request.query.on);
    },
  );
}
