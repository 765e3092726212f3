import { extname } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { SpeechBody } from '@nguon/protocol/http/bulletins.ts';
import type { Config } from '../config.ts';
import { Problem } from '../lib/problem.ts';
import { type Log, openLog } from '../platform/log.ts';
import { createMediaWorker } from '../platform/media/media.ts';
import { deliver, withScratchFolder } from '../platform/scratch.ts';
import { createSpeechEngine, type SayRequest } from '../platform/speech/speech.ts';
import { BACKUP_VOICE, spokenWithin } from '../rooms/speech/service.ts';

const USAGE =
  'nguon speech say --out TỆP.ogg|.mp3|.flac [--pace slow|normal] [--voice GIỌNG] [LỜI …] (không có lời thì đọc từ đầu vào chuẩn)';
/** Endings that can be made, and which of the three finished files each is. */
const FILES = { '.ogg': 'opus', '.mp3': 'mp3', '.flac': 'master' } as const;

/**
 * `nguon speech say --out FILE [--pace slow|normal] [--voice ID] [TEXT …]`: reads a text (or standard input) aloud into a finished sound, levelled as for
 * the loudspeakers.
 * @throws Problem `invalid-input`, `speech-empty`, `sound-too-long`
 */
export async function run(args: readonly string[], config: Config): Promise<void> {
  const options = {
    out: { type: 'string' },
    pace: { type: 'string', default: 'normal' },
    voice: { type: 'string', default: BACKUP_VOICE.id },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const pace = SpeechBody.shape.pace.safeParse(values.pace);
  const kind = Object.entries(FILES).find(([ending]) => ending === extname(values.out ?? ''))?.[1];
  if (values.out === undefined || kind === undefined || !pace.success)
    throw new Problem('invalid-input', { details: USAGE });
  const text = positionals.length > 0 ? positionals.join(' ') : await readAll(process.stdin);
  const log = await openLog({ name: 'speech', level: config.logLevel, terminal: 'warn' });
  const out = values.out;
  const made = await withScratchFolder(async (folder) => {
    const reading = { text: spokenWithin(text, pace.data), pace: pace.data, voice: values.voice };
    const sound = await makeSound(config, log, folder, reading);
    await deliver(sound[kind].path, out);
    return sound;
  });
  const { integratedLufs, truePeakDbtp } = made.loudness;
  const level = `${integratedLufs.toFixed(1)} LUFS, ${truePeakDbtp.toFixed(1)} dBTP`;
  process.stdout.write(`${out}: ${(made.durationMs / 1000).toFixed(1)} giây, ${level}, ${made.name}\n`);
}

/** Reads a normalised text aloud into a finished sound in a folder, with children of its own. */
async function makeSound({ voices }: Config, log: Log, folder: string, reading: SayRequest) {
  const speech = createSpeechEngine({
    processes: 1,
    log,
    tmpDir: folder,
    voicesDir: voices.dir,
    provider: voices.provider,
  });
  const media = createMediaWorker({ processes: 1, log });
  try {
    const name = (await speech.voices()).find(({ id }) => id === reading.voice)?.name ?? '';
    const { wavPath } = await speech.say(reading);
    return { ...(await media.master({ input: wavPath, outDir: folder })), name };
  } finally {
    await Promise.all([speech.stop(), media.stop()]);
  }
}
