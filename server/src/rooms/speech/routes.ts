import { NormaliseBody, NormalisedText } from '@nguon/protocol/http/bulletins.ts';
import { plainText } from '../../lib/plain-text.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import { normaliseText } from './service.ts';

/** Registers the door of speech: how a text will be read aloud. */
export function registerSpeechRoutes(app: Doors): void {
  const schema = {
    tags: ['speech'],
    summary: 'Văn bản thành lời đọc, kèm độ dài',
    body: NormaliseBody,
    response: { 200: NormalisedText },
  };
  app.post('/api/speech/normalise', { schema }, async (request) => {
    actorOf(request);
    return normaliseText(plainText(request.body.text));
  });
}
