import type { z } from 'zod';
import type { NormalisedText, SpeechBody } from '@nguon/protocol/http/bulletins.ts';
import type { SpokenForm } from '@nguon/protocol/http/speech.ts';
import { spokenFormText } from '@nguon/protocol/spoken-form.ts';
import { Problem } from '../../lib/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import { estimateSeconds, normalise } from './rules.ts';
import { pronunciationsFor } from './readings.ts';
import { spokenForm } from './spoken-form-rules.ts';

/** Longest sound that is made of a text, in minutes. */
const LONGEST_MINUTES = 20;

/** What every screen calls the bundled voice: people record first. */
export const MACHINE_VOICE = 'giọng máy dự phòng';

export { endReading, keepReading, listReadings, pronunciationsFor } from './readings.ts';

/**
 * A text as it is read aloud, with the places that were changed and how long it lasts at each pace.
 *
 * @param pronunciations a unit's own list, from `pronunciationsFor`
 */
export function normaliseText(
  text: string,
  pronunciations?: ReadonlyMap<string, string>,
): z.infer<typeof NormalisedText> {
  const { text: spoken, spans } = normalise(text, pronunciations && { pronunciations });
  const seconds = { slow: estimateSeconds(spoken, 'slow'), normal: estimateSeconds(spoken, 'normal') };
  return { text: spoken, spans: [...spans], seconds };
}

/** Rút thành lời đọc: an official text with every change that makes it one for the ear, and how long both last. */
export function spokenFormOf(original: string): SpokenForm {
  const { changes, notes } = spokenForm(original);
  const text = spokenFormText(original, changes, ({ optional }) => !optional);
  const seconds = { before: normaliseText(original).seconds, after: normaliseText(text).seconds };
  return { original, changes, notes, text, seconds };
}

/**
 * The text that the machine is to read.
 * @throws Problem `speech-empty` when there is nothing to read, `sound-too-long` with the measure
 */
export function spokenWithin(
  text: string,
  pace: z.output<typeof SpeechBody>['pace'],
  pronunciations?: ReadonlyMap<string, string>,
): string {
  const { text: spoken, seconds } = normaliseText(text, pronunciations);
  if (!/[\p{L}\p{N}]/u.test(spoken)) throw new Problem('speech-empty');
  const minutes = Math.round(seconds[pace] / 6) / 10;
  if (minutes > LONGEST_MINUTES) throw new Problem('sound-too-long', { minutes, limit: LONGEST_MINUTES });
  return spoken;
}

/** What is to be read, how fast, and where the sound may be written. */
export interface Reading {
  text: string;
  pace: z.output<typeof SpeechBody>['pace'];
  signal?: AbortSignal;
}

/**
 * Reads a normalised text aloud into a WAV file, hands its path to `use`, and removes it.
 * @throws Problem `speech-failed`, `sound-too-long`, `unavailable`
 */
export async function withSpeech<T>(
  platform: Pick<Platform, 'speech' | 'files'>,
  reading: Reading,
  use: (wav: string) => Promise<T>,
): Promise<T> {
  const { wavPath } = await platform.speech.say(reading);
  try {
    return await use(wavPath);
  } finally {
    await platform.files.discard(wavPath);
  }
}

/**
 * A few words as the machine says them, for somebody who asks how a name sounds: a WAV file's bytes. Nothing of it is kept.
 * @throws Problem `speech-empty`, `speech-failed`, `unavailable`
 */
export async function sampleOf(
  platform: Platform,
  { text, unit, pace }: { text: string; unit: string | undefined; pace: z.output<typeof SpeechBody>['pace'] },
): Promise<Buffer> {
  const pronunciations = unit === undefined ? undefined : await pronunciationsFor(platform.db, unit);
  const spoken = spokenWithin(text, pace, pronunciations);
  return withSpeech(platform, { text: spoken, pace }, (wav) => platform.files.load(wav));
}
