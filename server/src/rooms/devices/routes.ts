import { z } from 'zod';
import {
  AcceptClaimBody,
  ClaimCodeBody,
  ClaimCodeReply,
  CommandBody,
  CommandReply,
  DevicePage,
  DevicePlaceBody,
  DeviceQuery,
  DeviceRow,
  PendingClaimView,
} from '@nguon/protocol/http/devices.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { makeClaimCode, replaceDevice } from './claims.ts';
import { registerMachineRoutes } from './device-routes.ts';
import { commandDevice, endDevice, placeDevice, viewDevice, viewDevices } from './keeping.ts';
import { acceptClaim, viewPendingClaim } from './pending-claims.ts';

const tags = ['devices'];
const one = z.object({ id: Id });
const limited = { rateLimit: { max: 60, timeWindow: '1 minute' } };

/** Registers the doors of devices: those for people, and those for the devices themselves. */
export function registerDeviceRoutes(app: Doors, platform: Platform): void {
  registerMachineRoutes(app, platform);
  registerClaimRoutes(app, platform);
  registerKeepingRoutes(app, platform);
  app.get(
    '/api/devices',
    {
      schema: {
        tags,
        summary: 'Thiết bị trong địa bàn, trạng thái, liên lạc cuối',
        querystring: DeviceQuery,
        response: { 200: DevicePage },
      },
    },
    async (request) => ({ items: await viewDevices(platform, actorOf(request), request.query) }),
  );
  app.get(
    '/api/devices/:id',
    { schema: { tags, summary: 'Một thiết bị', params: one, response: { 200: DeviceRow } } },
    async (request) => viewDevice(platform, actorOf(request), request.params.id),
  );
}

function registerKeepingRoutes(app: Doors, platform: Platform): void {
  app.put(
    '/api/devices/:id',
    {
      schema: {
        tags,
        summary: 'Đổi chỗ hoặc đổi tên thiết bị',
        params: one,
        body: DevicePlaceBody,
        response: { 200: DeviceRow },
      },
    },
    async (request) => placeDevice(platform, actorOf(request), request.params.id, request.body),
  );
  app.post(
    '/api/devices/:id/commands',
    {
      schema: {
        tags,
        summary: 'Chỉnh âm lượng, phát thử, khởi động lại',
        params: one,
        body: CommandBody,
        response: { 200: CommandReply },
      },
      config: limited,
    },
    async (request) => commandDevice(platform, actorOf(request), request.params.id, request.body),
  );
  app.post(
    '/api/devices/:id/replace',
    {
      schema: { tags, summary: 'Mã lắp đặt cho thiết bị thay thế', params: one, response: { 200: ClaimCodeReply } },
      config: limited,
    },
    async (request) => replaceDevice(platform, actorOf(request), request.params.id),
  );
  app.delete(
    '/api/devices/:id',
    { schema: { tags, summary: 'Thu hồi thiết bị', params: one, response: { 204: z.null() } } },
    async (request, reply) => {
      await endDevice(platform, actorOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}

function registerClaimRoutes(app: Doors, platform: Platform): void {
  app.post(
    '/api/device-claims',
    {
      schema: { tags, summary: 'Tạo mã lắp đặt cho một chỗ', body: ClaimCodeBody, response: { 200: ClaimCodeReply } },
      config: limited,
    },
    async (request) => makeClaimCode(platform, actorOf(request), request.body),
  );
  app.get(
    '/api/device-claims/pending/:code',
    {
      schema: {
        tags,
        summary: 'Thiết bị đang hiện mã này, và bốn từ để so',
        params: z.object({ code: z.string().length(8) }),
        response: { 200: PendingClaimView },
      },
      config: limited,
    },
    async (request) => viewPendingClaim(platform, actorOf(request), request.params.code),
  );
  app.post(
    '/api/device-claims/accept',
    {
      schema: { tags, summary: 'Nhận thiết bị đang hiện mã', body: AcceptClaimBody, response: { 200: DeviceRow } },
      config: limited,
    },
    async (request) => {
      const actor = actorOf(request);
      return viewDevice(platform, actor, await acceptClaim(platform, actor, request.body));
    },
  );
}
