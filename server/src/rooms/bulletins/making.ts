import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Mastered } from '../../platform/media/media.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { knowFile } from '../media/service.ts';
import { withSpeech } from '../speech/service.ts';
import {
  finishSound,
  readSound,
  soundsMakingSince,
  unlinkOlderSounds,
  type SoundOutcome,
  type SoundRow,
} from './sounds-store.ts';
import { unitOfBulletin } from './store.ts';
import { wholeOriginal } from './take-list.ts';

/** The queue that makes sounds: data `{ sound }`. */
export const MAKING_QUEUE = 'sounds.make';

/** Heights of the waveform that a screen draws. */
const PEAKS = 120;
/** Longer than every retry together; what is not made by then never will be. */
const GIVEN_UP_AFTER_MS = 60 * 60_000;

/**
 * Makes one sound: reads it aloud or takes what was sent, levels and encodes it, and keeps the three files. May be run again after
 * a kill at any point: files are kept by content and the row is finished once, with them in one transaction.
 * @throws what may go better another time; what is wrong with the sound itself becomes its `problem`
 */
export async function makeSound(platform: Platform, id: string, signal?: AbortSignal): Promise<void> {
  const sound = await readSound(platform.db, id);
  if (!sound || sound.state !== 'making') return;
  try {
    const { original_sha256: original, spoken, pace, voice_id: voice } = sound;
    if (original !== null)
      await makeOf(platform, sound, (folder) => wholeOriginal(platform, original, folder, signal), signal);
    else {
      const reading = {
        text: spoken ?? '',
        pace: pace ?? 'normal',
        ...(voice && { voice }),
        ...(signal && { signal }),
      };
      await withSpeech(platform, reading, (wav) => makeOf(platform, sound, async () => wav, signal));
    }
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'unavailable') throw error;
    await fail(platform, sound, error);
  }
}

/** Says of sounds that nobody could make within the hour that they failed. For a schedule. */
export async function giveUpSounds(platform: Platform): Promise<void> {
  const before = new Date(platform.clock.now().getTime() - GIVEN_UP_AFTER_MS);
  for (const sound of await soundsMakingSince(platform.db, before)) {
    await fail(platform, sound, new Problem('unavailable', { part: 'xử lý âm thanh' }));
  }
}

async function makeOf(
  platform: Platform,
  sound: SoundRow,
  inputIn: (folder: string) => Promise<string>,
  signal?: AbortSignal,
): Promise<void> {
  const until = signal && { signal };
  await platform.files.scratch(async (outDir) => {
    const input = await inputIn(outDir);
    const made = await platform.media.master({ input, outDir, noiseReduction: sound.noise_reduction, ...until });
    await keep(platform, sound, made, await platform.media.peaks(made.opus.path, PEAKS, until));
  });
}

async function keep(platform: Platform, sound: SoundRow, made: Mastered, peaks: number[]): Promise<void> {
  const files = {
    sound: await platform.files.putPath(made.opus.path),
    copy: await platform.files.putPath(made.mp3.path),
    master: await platform.files.putPath(made.master.path),
  };
  const outcome: SoundOutcome = {
    state: 'ready',
    sha256: files.sound.sha256,
    mp3_sha256: files.copy.sha256,
    master_sha256: files.master.sha256,
    bytes: files.sound.bytes,
    duration_ms: Math.round(made.durationMs),
    loudness_lufs: made.loudness.integratedLufs,
    true_peak_dbtp: made.loudness.truePeakDbtp,
    peaks,
  };
  await inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    await knowFile(tx, { ...files.sound, mediaType: 'audio/ogg; codecs=opus', kind: 'sound' }, at);
    await knowFile(tx, { ...files.copy, mediaType: 'audio/mpeg', kind: 'copy' }, at);
    await knowFile(tx, { ...files.master, mediaType: 'audio/flac', kind: 'master' }, at);
    await finish(tx, sound, outcome, at);
  });
}

async function fail(platform: Platform, sound: SoundRow, problem: Problem): Promise<void> {
  const outcome: SoundOutcome = { state: 'failed', problem: problem.toBody().title };
  await inTransaction(platform.db, async (tx) => finish(tx, sound, outcome, platform.clock.now()));
}

async function finish(tx: Tx, sound: SoundRow, outcome: SoundOutcome, at: Date): Promise<void> {
  if (!(await finishSound(tx, sound.id, outcome, at))) return;
  await unlinkOlderSounds(tx, sound, outcome.state === 'ready' ? 'all' : 'failed');
  const details =
    outcome.state === 'ready'
      ? { bulletin: sound.bulletin_id, sha256: outcome.sha256, milliseconds: outcome.duration_ms }
      : { bulletin: sound.bulletin_id, problem: outcome.problem };
  const unit = await unitOfBulletin(tx, sound.bulletin_id);
  const subject = { kind: 'sound', id: sound.id };
  await record(tx, { actor: null, act: `sound.${outcome.state}`, subject, unit, details }, at);
}
