import { NormaliseBody, NormalisedText } from '@nguon/protocol/http/bulletins.ts';
import { SpokenForm, SpokenFormBody } from '@nguon/protocol/http/speech.ts';
import { plainText } from '../../lib/plain-text.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { registerReadingRoutes } from './reading-routes.ts';
import { normaliseText, pronunciationsFor, spokenFormOf } from './service.ts';
import { registerVoiceRoutes } from './voice-routes.ts';

const tags = ['speech'];

/** Registers the doors of speech: how a text will be read aloud, what an official text becomes for the ear, cách đọc and giọng đọc. */
export function registerSpeechRoutes(app: Doors, platform: Platform): void {
  registerReadingRoutes(app, platform);
  registerVoiceRoutes(app, platform);
  app.post(
    '/api/speech/normalise',
    {
      schema: {
        tags,
        summary: 'Văn bản thành lời đọc, kèm độ dài',
        body: NormaliseBody,
        response: { 200: NormalisedText },
      },
    },
    async (request) => {
      actorOf(request);
      const { text, unit } = request.body;
      return normaliseText(
        plainText(text),
        unit === undefined ? undefined : await pronunciationsFor(platform.db, unit),
      );
    },
  );
  app.post(
    '/api/speech/spoken-form',
    {
      schema: {
        tags,
        summary: 'Rút văn bản thành lời đọc: từng chỗ đổi, độ dài trước và sau',
        body: SpokenFormBody,
        response: { 200: SpokenForm },
      },
    },
    async (request) => {
      actorOf(request);
      return spokenFormOf(plainText(request.body.text));
    },
  );
}
