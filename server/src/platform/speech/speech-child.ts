/** The program of a speech child: eSpeak NG reads one text at a time into a WAV file. */
import { writeFileSync } from 'node:fs';
import loadEspeak, { type EspeakWorker } from '@echogarden/espeak-ng-emscripten';
import { JobRefusal, exitIfOrphaned, serveJobs } from '../children/serve.ts';
import type { SpeechJob } from './jobs.ts';
import type { SpeechResult } from './voices.ts';
import { wavOf } from './wav.ts';

async function freshEspeak(): Promise<EspeakWorker> {
  const module = await loadEspeak();
  return new module.eSpeakNGWorker();
}

/** The same text gives the same bytes only from a fresh module, so each is used once; the next is made in idle time. */
let spare: Promise<EspeakWorker> = freshEspeak();

async function speak(job: SpeechJob): Promise<SpeechResult> {
  const espeak = await spare;
  if (espeak.set_voice(job.voice, job.voice) !== 0) throw new JobRefusal('speech-failed', { reason: job.voice });
  espeak.set_rate(job.rate);
  const sampleRate = espeak.get_samplerate();
  const longest = Math.round((job.longestMs * sampleRate) / 1000);
  const pieces: Int16Array[] = [];
  let samples = 0;
  let position = 0;
  espeak.synthesize(job.text, (piece, events) => {
    if (piece && piece.length > 0) pieces.push(piece);
    samples += piece?.length ?? 0;
    for (const event of events) position = Math.max(position, event.text_position);
    exitIfOrphaned();
    return samples > longest;
  });
  if (samples > longest) throw tooLong(job, position);
  writeFileSync(job.out, wavOf(pieces, sampleRate));
  return { sampleRate, durationMs: Math.round((samples * 1000) / sampleRate) };
}

/** The measure: as many minutes as the whole text would take at the speed of the part that was read. */
function tooLong({ text, longestMs }: SpeechJob, position: number): JobRefusal {
  const part = Math.min(1, Math.max(1, position) / text.length);
  const minutes = Math.ceil((longestMs / 60_000 / part) * 10) / 10;
  return new JobRefusal('sound-too-long', { minutes, limit: longestMs / 60_000 });
}

await spare;
serveJobs(
  (job) => speak(job as SpeechJob),
  async () => {
    spare = freshEspeak();
    await spare;
  },
);
