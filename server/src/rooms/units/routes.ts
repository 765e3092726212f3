import { z } from 'zod';
import { Id, LocalDate } from '@nguon/protocol/primitives.ts';
import { Unit, UnitQuery, VillageImportReport } from '@nguon/protocol/http/units.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { gather, withUpload } from '../../platform/uploads.ts';
import { LARGEST_LIST, importVillages } from './import.ts';
import { findUnits, getUnit } from './service.ts';

/** Registers the doors of units. Which units there are is public knowledge; every signed-in person may look. */
export function registerUnitRoutes(app: Doors, platform: Platform): void {
  const { db } = platform;
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
  app.post(
    '/api/villages/import',
    {
      schema: {
        tags,
        summary: 'Nhập danh sách thôn từ bảng tính (multipart/form-data, một tệp .xlsx hoặc .csv: xã, thôn, loại)',
        consumes: ['multipart/form-data'],
        response: { 200: VillageImportReport },
      },
      config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      return withUpload(request, reply, LARGEST_LIST, async ({ content, name }) =>
        importVillages(platform, actor, await gather(content, LARGEST_LIST), name),
      );
    },
  );
}
