import { z } from 'zod';
import {
  ChallengeBody,
  ChallengeReply,
  ClaimBody,
  ClaimReply,
  LoginBody,
  PendingClaimBody,
  PendingClaimReply,
  PendingClaimState,
  ReceiptBody,
  SignedLoginReply,
} from '@nguon/protocol/device.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { Problem } from '../../lib/problem.ts';
import type { Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { claimDevice } from './claims.ts';
import { challenge, logIn } from './logins.ts';
import { openPendingClaim, pendingClaimState } from './pending-claims.ts';
import { takeReceipts } from './receipts.ts';
import { readAssignment } from './store.ts';

const tags = ['device'];
/** Calls per minute and address. A station's devices share one address; guessing a code needs 10^10 of them. */
const few = { rateLimit: { max: 60, timeWindow: '1 minute' } };
const many = { rateLimit: { max: 1_200, timeWindow: '1 minute' } };

/** Registers the doors that devices knock at. They carry no session: what is said there is signed. */
export function registerMachineRoutes(app: Doors, platform: Platform): void {
  registerClaimDoors(app, platform);
  app.post(
    '/api/device/challenge',
    {
      schema: {
        tags,
        summary: 'Thiết bị xin số dùng một lần để đăng nhập',
        body: ChallengeBody,
        response: { 200: ChallengeReply },
      },
      config: many,
    },
    async (request) => challenge(platform, request.body.device),
  );
  app.post(
    '/api/device/login',
    {
      schema: {
        tags,
        summary: 'Thiết bị đăng nhập bằng số đã ký',
        body: LoginBody,
        response: { 200: SignedLoginReply },
      },
      config: many,
    },
    async (request) => logIn(platform, request.body.answer),
  );
  app.post(
    '/api/device/receipts',
    {
      schema: {
        tags,
        summary: 'Xác nhận của loa; 200 khi đã lưu chắc chắn',
        body: ReceiptBody,
        response: { 200: z.object({ stored: z.int() }) },
      },
      config: many,
    },
    async (request) => takeReceipts(platform, request.body.batch),
  );
  const versioned = z.object({ device: Id, version: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
  app.get(
    '/assignments/:device/:version.jws',
    { schema: { tags, summary: 'Bản phân công đã ký của một thiết bị', params: versioned } },
    async (request, reply) => {
      const jws = await readAssignment(platform.db, request.params.device, request.params.version);
      if (jws === null) throw new Problem('not-found');
      // A version never changes.
      return reply.type('application/jose').header('cache-control', 'public, max-age=31536000, immutable').send(jws);
    },
  );
}

function registerClaimDoors(app: Doors, platform: Platform): void {
  app.post(
    '/api/device/claim',
    {
      schema: { tags, summary: 'Thiết bị nhận chỗ bằng mã lắp đặt', body: ClaimBody, response: { 200: ClaimReply } },
      config: few,
    },
    async (request) => claimDevice(platform, request.body),
  );
  app.post(
    '/api/device/pending-claims',
    {
      schema: {
        tags,
        summary: 'Thiết bị có màn hình xin mã để hiện',
        body: PendingClaimBody,
        response: { 200: PendingClaimReply },
      },
      config: few,
    },
    async (request) => openPendingClaim(platform, request.body),
  );
  app.get(
    '/api/device/pending-claims/:code',
    {
      schema: {
        tags,
        summary: 'Mã đang hiện đã được nhận chưa',
        params: z.object({ code: z.string().length(8) }),
        response: { 200: PendingClaimState },
      },
      config: many,
    },
    async (request) => pendingClaimState(platform, request.params.code),
  );
}
