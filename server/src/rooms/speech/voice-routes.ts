import { z } from 'zod';
import { UnitVoices, VoiceChoice, VoiceQuery, VoiceSampleBody } from '@nguon/protocol/http/speech.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { acceptVoice, chooseVoice, hearVoice, listVoices, refuseVoice } from './voices.ts';

const tags = ['speech'];

/** Registers the doors of giọng đọc: which machine voices there are, hearing them, accepting them for loudspeakers, and choosing one. */
export function registerVoiceRoutes(app: Doors, platform: Platform): void {
  const response = { 200: UnitVoices };
  app.get(
    '/api/voices',
    { schema: { tags, summary: 'Giọng đọc của một địa bàn', querystring: VoiceQuery, response } },
    async (request) => listVoices(platform, actorOf(request), request.query.unit),
  );
  app.put(
    '/api/voices/default',
    { schema: { tags, summary: 'Chọn giọng đọc thường dùng', body: VoiceChoice, response } },
    async (request) => chooseVoice(platform, actorOf(request), request.body),
  );
  app.post(
    '/api/voices/acceptances',
    { schema: { tags, summary: 'Chấp nhận một giọng máy cho loa của địa bàn', body: VoiceChoice, response } },
    async (request) => acceptVoice(platform, actorOf(request), request.body),
  );
  app.delete(
    '/api/voices/acceptances',
    { schema: { tags, summary: 'Thôi dùng một giọng máy cho loa', querystring: VoiceChoice, response } },
    async (request) => refuseVoice(platform, actorOf(request), request.query),
  );
  const sample = { tags, summary: 'Nghe thử một giọng (audio/wav)', body: VoiceSampleBody, response: { 200: z.any() } };
  app.post(
    '/api/voices/sample',
    { config: { rateLimit: { max: 30, timeWindow: '1 minute' } }, schema: sample },
    async (request, reply) => {
      const sound = await hearVoice(platform, actorOf(request), request.body);
      return reply.type('audio/wav').header('cache-control', 'no-store').send(sound);
    },
  );
}
