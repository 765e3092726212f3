import { z } from 'zod';
import {
  MachineAsked,
  MachineConfirmation,
  MachineEntry,
  MachineState,
  MachineToken,
  MachineView,
  UnlockBody,
} from '@nguon/protocol/http/machines.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { machineCookie, questionCookie, sessionCookie } from './cookie.ts';
import { FORGOTTEN_DAYS, QUESTION_MS } from './machine-rules.ts';
import { askToEnter, confirmMachine, enterMachine, machineOf, viewMachine } from './machines.ts';
import { sessionSecret } from './service.ts';
import { shareMachine, unlockMachine, unshareMachine } from './sharing.ts';

const tags = ['session'];
const Nothing = z.null().describe('Xong, không có nội dung');
const perMinute = (max: number) => ({ rateLimit: { max, timeWindow: '1 minute' } });

/** Registers the doors of a shared machine: asking and entering there, confirming by phone, locking and unlocking. */
export function registerMachineRoutes(app: Doors, platform: Platform): void {
  registerMachineDoors(app, platform);
  registerAskingRoutes(app, platform);
  registerPhoneSideRoutes(app, platform);
  registerLockRoutes(app, platform);
}

/** Making this browser a shared machine, and one of one person again. */
function registerMachineDoors(app: Doors, platform: Platform): void {
  const session = sessionCookie(platform.config.publicUrl, sessionSecret(platform));
  const machine = machineCookie(platform.config.publicUrl);
  app.get(
    '/api/machine',
    {
      schema: { tags, summary: 'Máy này có là máy dùng chung', response: { 200: MachineState } },
      config: perMinute(120),
    },
    async (request, reply) => {
      const found = await machineOf(platform.db, machine.read(request.headers));
      return reply.header('cache-control', 'no-store').send({ setUp: found !== null });
    },
  );
  app.post(
    '/api/machine',
    { schema: { tags, summary: 'Đây là máy dùng chung', response: { 204: Nothing } }, config: perMinute(30) },
    async (request, reply) => {
      const device = request.headers['user-agent'] ?? null;
      const secret = await shareMachine(platform, actorOf(request), machine.read(request.headers), device);
      const token = session.read(request.headers);
      const cookies = token === null ? [] : [session.forNow(token)];
      if (secret !== null) cookies.push(machine.set(secret, FORGOTTEN_DAYS * 86_400));
      return reply.status(204).header('set-cookie', cookies).send(null);
    },
  );
  app.delete(
    '/api/machine',
    { schema: { tags, summary: 'Máy này thôi dùng chung', response: { 204: Nothing } } },
    async (request, reply) => {
      await unshareMachine(platform, actorOf(request), machine.read(request.headers));
      return reply.status(204).header('set-cookie', machine.set('', 0)).send(null);
    },
  );
}

function registerAskingRoutes(app: Doors, platform: Platform): void {
  const machine = machineCookie(platform.config.publicUrl);
  const kept = questionCookie(platform.config.publicUrl);
  const session = sessionCookie(platform.config.publicUrl, sessionSecret(platform));
  app.post(
    '/api/machine-sign-ins',
    {
      schema: { tags, summary: 'Máy dùng chung xin vào bằng điện thoại', response: { 201: MachineAsked } },
      config: perMinute(30),
    },
    async (request, reply) => {
      const { asked, secret } = await askToEnter(platform, machine.read(request.headers));
      return reply
        .status(201)
        .header('cache-control', 'no-store')
        .header('set-cookie', kept.set(secret, QUESTION_MS / 1000))
        .send(asked);
    },
  );
  app.post(
    '/api/machine-sign-ins/enter',
    {
      schema: { tags, summary: 'Máy đã xin vào, khi điện thoại đã xác nhận', response: { 200: MachineEntry } },
      // Each machine of an office asks every two seconds.
      config: perMinute(300),
    },
    async (request, reply) => {
      const token = await enterMachine(platform, kept.read(request.headers), session.read(request.headers));
      const known = machine.read(request.headers);
      if (token !== null) {
        const renewed = known === null ? [] : [machine.set(known, FORGOTTEN_DAYS * 86_400)];
        reply.header('set-cookie', [session.forNow(token), kept.set('', 0), ...renewed]);
      }
      return reply.header('cache-control', 'no-store').send({ entered: token !== null });
    },
  );
}

function registerPhoneSideRoutes(app: Doors, platform: Platform): void {
  app.post(
    '/api/machine-sign-ins/view',
    {
      schema: { tags, summary: 'Máy nào đang xin vào', body: MachineToken, response: { 200: MachineView } },
      config: perMinute(60),
    },
    async (request) => viewMachine(platform, actorOf(request), request.body.token),
  );
  app.post(
    '/api/machine-sign-ins/confirm',
    {
      schema: { tags, summary: 'Cho máy đó vào bằng tên tôi', body: MachineConfirmation, response: { 204: Nothing } },
      config: perMinute(30),
    },
    async (request, reply) => {
      await confirmMachine(platform, actorOf(request), request.body.token, request.body.code);
      return reply.status(204).send(null);
    },
  );
}

function registerLockRoutes(app: Doors, platform: Platform): void {
  const session = sessionCookie(platform.config.publicUrl, sessionSecret(platform));
  app.post(
    '/api/session/use',
    { schema: { tags, summary: 'Người ở máy dùng chung đang làm việc', response: { 204: Nothing } } },
    async (request, reply) => {
      // Whoever may call this has used the machine by calling it.
      actorOf(request);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/api/session/unlock',
    {
      schema: { tags, summary: 'Mở khóa máy dùng chung bằng mật khẩu', body: UnlockBody, response: { 204: Nothing } },
      // Each try costs a tenth of a second of a core.
      config: perMinute(20),
    },
    async (request, reply) => {
      await unlockMachine(platform, session.read(request.headers), request.body.password);
      return reply.status(204).send(null);
    },
  );
}
