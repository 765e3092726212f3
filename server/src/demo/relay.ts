import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Doors } from '../platform/http.ts';
import { endlessly, loopOf, type Mp3Loop } from '../platform/media/mp3-loop.ts';
import type { Platform } from '../platform/platform.ts';
import { readIfThere, writeDurably } from '../platform/private-files.ts';
import { gather } from '../platform/uploads.ts';
import { withSpeech } from '../rooms/speech/service.ts';
import { RELAY_PATH, RELAY_TEXT } from './content.ts';

/** Largest sound of the station, in bytes; the text takes half a minute, 8 kB for each second. */
const LARGEST = 2_000_000;

/** What the station needs of the world. */
export type StationParts = Pick<Platform, 'config' | 'clock' | 'log' | 'files' | 'media' | 'speech'>;

/** Opens the demo's own station: an endless stream that the timetable's relay joins. Its sound is made once, after the first start. */
export function registerDemoRelay(app: Doors, platform: StationParts): void {
  const { log, clock } = platform;
  let made: Promise<Mp3Loop> | null = null;
  const sound = (): Promise<Mp3Loop> => {
    made ??= stationSound(platform).then(loopOf);
    made.catch(() => (made = null));
    return made;
  };
  app.addHook('onListen', async () => {
    sound().catch((error: unknown) => log.warn({ err: error }, 'luồng tiếp âm mẫu chưa làm được'));
  });
  app.get(
    RELAY_PATH,
    { schema: { hide: true }, config: { rateLimit: { max: 60, timeWindow: '1 minute' } } },
    async (_request, reply) => {
      const stream = endlessly(await sound(), clock.now().getTime());
      return reply.type('audio/mpeg').header('cache-control', 'no-store').send(Readable.from(stream));
    },
  );
}

/** The station's MP3, from the store when it was made before. Throws Problem as speech and media do. */
async function stationSound(platform: StationParts): Promise<Buffer> {
  const { files, media, config } = platform;
  const note = join(config.dataDir, 'demo-relay');
  const known = await readIfThere(note);
  if (known !== null && (await files.size(known)) !== null) return gather(files.read(known), LARGEST);
  const { sha256 } = await withSpeech(platform, { text: RELAY_TEXT, pace: 'normal' }, async (input) =>
    files.scratch(async (outDir) => files.putPath((await media.master({ input, outDir })).mp3.path)),
  );
  await writeDurably(note, sha256);
  return gather(files.read(sha256), LARGEST);
}
