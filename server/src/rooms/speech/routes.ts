import { NormaliseBody, NormalisedText } from '@nguon/protocol/http/bulletins.ts';
import { SpokenForm, SpokenFormBody } from '@nguon/protocol/http/speech.ts';
import { plainText } from '../../lib/plain-text.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import { normaliseText, spokenFormOf } from './service.ts';

const tags = ['speech'];

/** Registers the doors of speech: how a text will be read aloud, and what an official text becomes for the ear. */
export function registerSpeechRoutes(app: Doors): void {
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
      return normaliseText(plainText(request.body.text));
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
