import { z } from 'zod';
import { LinkAbout, ReturnNoteReply, ReturnOfBulletin } from '@nguon/protocol/http/requests.ts';
import { Id } from '@nguon/protocol/primitives.ts';
import { Problem } from '../../lib/problem.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { withUpload } from '../../platform/uploads.ts';
import { addReturnNote, LARGEST_NOTE, readReturnNote, returnOfBulletin } from './return-notes.ts';
import { personAbout } from './slot-links.ts';

const tags = ['requests'];
const params = z.object({ id: Id });
/** Each takes a child for a second or two. */
const config = { rateLimit: { max: 20, timeWindow: '1 minute' } };
const consumes = ['multipart/form-data'];

/** Registers the doors of spoken reasons: sending one from the screen or behind a link, and hearing it. */
export function registerReturnNoteRoutes(app: Doors, platform: Platform): void {
  const response = { 201: ReturnNoteReply };
  app.post(
    '/api/requests/:id/return-notes',
    { config, schema: { tags, summary: 'Lời nhắn khi trả lại (một tệp âm thanh)', consumes, params, response } },
    async (request, reply) => {
      const actor = actorOf(request);
      const made = await withUpload(request, reply, LARGEST_NOTE, ({ content }) =>
        addReturnNote(platform, actor, request.params.id, content),
      );
      return reply.status(201).send(made);
    },
  );
  app.post(
    '/api/approval-links/return-notes',
    {
      config,
      schema: { tags, summary: 'Lời nhắn khi trả lại (mã của đường dẫn, rồi một tệp âm thanh)', consumes, response },
    },
    async (request, reply) => {
      const made = await withUpload(request, reply, LARGEST_NOTE, async (upload) => {
        const { token, request: about } = linkIn({ token: upload.field('token'), request: upload.field('request') });
        const { actor, request: id } = await personAbout(platform, token, about);
        return addReturnNote(platform, actor, id, upload.content);
      });
      return reply.status(201).send(made);
    },
  );
  registerHearing(app, platform);
}

function registerHearing(app: Doors, platform: Platform): void {
  app.get(
    '/api/requests/:id/return-note',
    { schema: { tags, summary: 'Nghe lời nhắn khi trả lại (MP3)', params } },
    async (request, reply) => {
      const sound = await readReturnNote(platform, actorOf(request), request.params.id);
      return reply.header('cache-control', 'private, no-store').type('audio/mpeg').send(sound);
    },
  );
  app.get(
    '/api/bulletins/:id/return',
    { schema: { tags, summary: 'Vì sao bản tin bị trả lại', params, response: { 200: ReturnOfBulletin } } },
    async (request) => returnOfBulletin(platform, actorOf(request), request.params.id),
  );
}

function linkIn(fields: { token: string | undefined; request: string | undefined }): z.output<typeof LinkAbout> {
  const parsed = LinkAbout.safeParse(fields);
  if (!parsed.success) throw new Problem('approval-link-over');
  return parsed.data;
}
