import type { z } from 'zod';
import type { NormalisedText, SpeechBody } from '@nguon/protocol/http/bulletins.ts';
import type { SampleBody, SpokenForm } from '@nguon/protocol/http/speech.ts';
import { spokenFormText } from '@nguon/protocol/spoken-form.ts';
import { Problem } from '../../lib/problem.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { DEFAULT_VOICE } from '../../platform/speech/voices.ts';
import { getUnit } from '../units/service.ts';
import { estimateSeconds, normalise } from './rules.ts';
import { pronunciationsFor } from './readings.ts';
import { spokenForm } from './spoken-form-rules.ts';
import { readAcceptances, readDefaultVoice } from './store-voices.ts';

/** Longest sound that is made of a text, in minutes. */
const LONGEST_MINUTES = 20;

/** The bundled voice; people record first. */
export const BACKUP_VOICE = { id: DEFAULT_VOICE, name: 'giọng máy dự phòng' } as const;

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

/** What is to be read, by which voice and how fast. */
export interface Reading {
  text: string;
  voice?: string;
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
 * A few words as a unit's usual voice says them, for somebody who asks how a name sounds: a WAV file's bytes. Nothing of it is kept.
 * @throws Problem `speech-empty`, `speech-failed`, `unavailable`
 */
export async function sampleOf(
  platform: Platform,
  { text, unit, listed, pace }: z.output<typeof SampleBody>,
): Promise<Buffer> {
  if (unit === undefined) return platform.speech.hear({ text: spokenWithin(text, pace), pace });
  const spoken = spokenWithin(text, pace, listed ? await pronunciationsFor(platform.db, unit) : undefined);
  const { id: voice } = await voiceFor(platform, unit, undefined);
  return platform.speech.hear({ text: spoken, pace, voice });
}

/**
 * The machine voice that reads for a unit: the one that was asked for, else the unit's own if it is there now, else the bundled one.
 * @throws Problem `speech-failed` when the one that was asked for is not there
 */
export async function voiceFor(
  platform: Platform,
  unit: string,
  wanted: string | undefined,
): Promise<{ id: string; name: string }> {
  const asked = wanted ?? (await readDefaultVoice(platform.db, unit));
  if (asked === null || asked === BACKUP_VOICE.id) return BACKUP_VOICE;
  const found = (await platform.speech.voices()).find(({ id }) => id === asked);
  if (!found && wanted !== undefined) throw new Problem('speech-failed', { reason: `không có giọng ${wanted}` });
  return found ?? BACKUP_VOICE;
}

/**
 * Why machine voices may not go to a unit's loudspeakers: Problem `voice-not-accepted`, naming the first that no person of the unit has
 * accepted; null where all were.
 */
export async function refusalOfVoices(
  db: Db | Tx,
  unit: string,
  voices: readonly { id: string; name: string }[],
): Promise<Problem | null> {
  if (voices.length === 0) return null;
  const accepted = new Set((await readAcceptances(db, unit)).map(({ voice }) => voice));
  const missing = voices.find(({ id }) => !accepted.has(id));
  if (!missing) return null;
  return new Problem('voice-not-accepted', { voice: missing.name, unit: (await getUnit(db, unit)).name });
}
