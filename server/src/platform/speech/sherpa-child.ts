/** The program of a sherpa-onnx child: a VITS model reads one text at a time into a WAV file. The last model stays loaded. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Sherpa from 'sherpa-onnx-node';
import { exitIfOrphaned, JobRefusal, serveJobs } from '../children/serve.ts';
import type { SherpaJob, VoiceFiles } from './jobs.ts';
import type { SpeechResult } from './voices.ts';
import { wavOf } from './wav.ts';

let loaded: { files: string; tts: Sherpa.OfflineTts } | undefined;

/** The package is optional: a house without neural voices does without it. */
function engine(): typeof Sherpa {
  try {
    return createRequire(import.meta.url)('sherpa-onnx-node') as typeof Sherpa;
  } catch {
    throw new JobRefusal('speech-failed', { reason: 'chưa cài sherpa-onnx-node' });
  }
}

/** Loads a model. One that is none ends the process: the parent sees a child that died. */
function modelOf(files: VoiceFiles): Sherpa.OfflineTts {
  const key = JSON.stringify(files);
  if (loaded?.files !== key) {
    const { OfflineTts } = engine();
    const model = { vits: files, numThreads: 1, debug: false, provider: 'cpu' } as const;
    loaded = { files: key, tts: new OfflineTts({ model, maxNumSentences: 1 }) };
  }
  return loaded.tts;
}

/** Sentence by sentence, so that a text that lasts too long ends early and an orphan does not go on. */
async function speak({ text, files, speaker, speed, out, longestMs }: SherpaJob): Promise<SpeechResult> {
  const tts = modelOf(files);
  if (speaker >= Math.max(1, tts.numSpeakers))
    throw new JobRefusal('speech-failed', { reason: `không có người đọc số ${speaker}` });
  const longest = Math.round((longestMs * tts.sampleRate) / 1000);
  const sentences = text.match(/[^.!?…\n]+[.!?…]*/gu) ?? [];
  const pieces: Int16Array[] = [];
  let samples = 0;
  let read = 0;
  for (const sentence of sentences) {
    read += sentence.length;
    if (!/[\p{L}\p{N}]/u.test(sentence)) continue;
    const piece = asIntegers(tts.generate({ text: sentence.trim(), sid: speaker, speed }).samples);
    pieces.push(piece);
    samples += piece.length;
    exitIfOrphaned();
    if (samples > longest) {
      const minutes = Math.ceil((longestMs / 60_000 / (read / text.length)) * 10) / 10;
      throw new JobRefusal('sound-too-long', { minutes, limit: longestMs / 60_000 });
    }
  }
  if (samples === 0) throw new JobRefusal('speech-failed', { reason: 'giọng này không đọc được lời nào' });
  writeFileSync(out, wavOf(pieces, tts.sampleRate));
  return { sampleRate: tts.sampleRate, durationMs: Math.round((samples * 1000) / tts.sampleRate) };
}

function asIntegers(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));
}

serveJobs((job) => speak(job as SherpaJob));
