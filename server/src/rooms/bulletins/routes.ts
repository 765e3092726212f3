import { z } from 'zod';
import {
  Bulletin,
  BulletinBody,
  BulletinPage,
  BulletinQuery,
  JoinedSoundBody,
  RevisionBody,
  SoundView,
  SpeechBody,
  TakeReply,
  Topic,
} from '@nguon/protocol/http/bulletins.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { withUpload } from '../../platform/uploads.ts';
import { LARGEST_SOUND } from '../media/service.ts';
import { registerPrivacyRoutes } from './privacy-routes.ts';
import { addTake, joinTakes } from './takes.ts';
import { dropSound } from './sounds.ts';
import {
  addSound,
  askForSpeech,
  createBulletin,
  getBulletin,
  listBulletins,
  listTopics,
  reviseBulletin,
  withdrawBulletin,
} from './service.ts';

const tags = ['bulletins'];
const params = z.object({ id: Id });
const making = { rateLimit: { max: 60, timeWindow: '1 minute' } };
/** A take is a sentence; an evening's text has hundreds. */
const taking = { rateLimit: { max: 600, timeWindow: '1 minute' } };

/** Registers the doors of bản tin: lists, revisions, sounds. */
export function registerBulletinRoutes(app: Doors, platform: Platform): void {
  app.get(
    '/api/bulletins',
    {
      schema: {
        tags,
        summary: 'Bản tin trong địa bàn, mới nhất trước',
        querystring: BulletinQuery,
        response: { 200: BulletinPage },
      },
    },
    async (request) => listBulletins(platform, actorOf(request), request.query),
  );
  app.post(
    '/api/bulletins',
    { schema: { tags, summary: 'Soạn bản tin', body: BulletinBody, response: { 201: Bulletin } } },
    async (request, reply) => reply.status(201).send(await createBulletin(platform, actorOf(request), request.body)),
  );
  app.get(
    '/api/bulletins/:id',
    { schema: { tags, summary: 'Một bản tin', params, response: { 200: Bulletin } } },
    async (request) => getBulletin(platform, actorOf(request), request.params.id),
  );
  app.put(
    '/api/bulletins/:id',
    { schema: { tags, summary: 'Sửa bản tin', params, body: RevisionBody, response: { 200: Bulletin } } },
    async (request) => reviseBulletin(platform, actorOf(request), request.params.id, request.body),
  );
  app.delete(
    '/api/bulletins/:id',
    { schema: { tags, summary: 'Bỏ bản nháp', params, response: { 204: z.null() } } },
    async (request, reply) => {
      await withdrawBulletin(platform, actorOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
  app.get(
    '/api/topics',
    { schema: { tags, summary: 'Danh sách lĩnh vực', response: { 200: z.array(Topic) } } },
    async (request) => {
      actorOf(request);
      return listTopics(platform.db);
    },
  );
  registerSoundRoutes(app, platform);
  registerPrivacyRoutes(app, platform);
}

function registerSoundRoutes(app: Doors, platform: Platform): void {
  app.post(
    '/api/bulletins/:id/speech',
    {
      config: making,
      schema: {
        tags,
        summary: 'Tạo giọng máy từ lời của bản tin',
        params,
        body: SpeechBody,
        response: { 202: SoundView },
      },
    },
    async (request, reply) =>
      reply.status(202).send(await askForSpeech(platform, actorOf(request), request.params.id, request.body)),
  );
  registerTakeRoutes(app, platform);
  const schema = {
    tags,
    summary:
      'Gửi bản thu hoặc tệp âm thanh (multipart/form-data: origin = recorded | uploaded, language, noiseReduction, một tệp)',
    consumes: ['multipart/form-data'],
    params,
    querystring: z.object({ origin: z.enum(['recorded', 'uploaded']).optional(), language: z.string().optional() }),
    response: { 202: SoundView },
  };
  app.post('/api/bulletins/:id/sounds', { config: making, schema }, async (request, reply) => {
    const actor = actorOf(request);
    const asked: Record<string, string | undefined> = request.query;
    const sound = await withUpload(request, reply, LARGEST_SOUND, (upload) =>
      addSound(platform, actor, request.params.id, {
        content: upload.content,
        field: (name) => upload.field(name) ?? asked[name],
      }),
    );
    return reply.status(202).send(sound);
  });
  const one = params.extend({ sound: Id });
  app.delete(
    '/api/bulletins/:id/sounds/:sound',
    { schema: { tags, summary: 'Bỏ một bản âm thanh khỏi bản nháp', params: one, response: { 204: z.null() } } },
    async (request, reply) => {
      await dropSound(platform, actorOf(request), request.params.id, request.params.sound);
      return reply.status(204).send(null);
    },
  );
}

function registerTakeRoutes(app: Doors, platform: Platform): void {
  const sending = {
    tags,
    summary: 'Gửi một đoạn của bản thu (multipart/form-data, một tệp); gửi lại cùng đoạn vẫn là một',
    consumes: ['multipart/form-data'],
    params,
    response: { 200: TakeReply },
  };
  app.post('/api/bulletins/:id/takes', { config: taking, schema: sending }, async (request, reply) => {
    const actor = actorOf(request);
    return withUpload(request, reply, LARGEST_SOUND, (upload) => addTake(platform, actor, request.params.id, upload));
  });
  const joining = {
    tags,
    summary: 'Ghép các đoạn đã gửi thành một bản thu, theo thứ tự',
    params,
    body: JoinedSoundBody,
    response: { 202: SoundView },
  };
  app.post('/api/bulletins/:id/sounds/joined', { config: making, schema: joining }, async (request, reply) =>
    reply.status(202).send(await joinTakes(platform, actorOf(request), request.params.id, request.body)),
  );
}
