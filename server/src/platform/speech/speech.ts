import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../lib/problem.ts';
import { ChildFailure, type ChildLog } from '../children/pool.ts';
import { createEspeak } from './espeak-voices.ts';
import { createHttpVoices, type VoiceProvider } from './http-voices.ts';
import { createSherpa } from './sherpa-voices.ts';
import { DEFAULT_VOICE, type Pace, type Voice, type VoiceEngine } from './voices.ts';

export interface SayRequest {
  /** Text to read as it stands: already normalised, numbers spelt out. */
  readonly text: string;
  /** A voice's id; default the bundled northern one. */
  readonly voice?: string;
  readonly pace?: Pace;
  readonly signal?: AbortSignal;
}

/** A WAV file (mono, 16 bits). It belongs to the caller, who deletes it. */
export interface Said {
  readonly wavPath: string;
  readonly sampleRate: number;
  readonly durationMs: number;
}

export interface SpeechEngine {
  /** The voices that are there now, the default first; those of the operator's folder and provider are looked for each time. */
  voices(): Promise<Voice[]>;
  /**
   * Reads a text aloud.
   *
   * @throws Problem speech-empty, speech-failed (unknown voice, or the engine died or took too long), sound-too-long (with
   *   the minutes that the text would take), unavailable
   */
  say(request: SayRequest): Promise<Said>;
  /** The same as bytes, for somebody who only wants to hear. */
  hear(request: SayRequest): Promise<Buffer>;
  /** Pids of the children now alive. */
  pids(): number[];
  stop(): Promise<void>;
}

export interface SpeechOptions {
  readonly processes: number;
  readonly log: ChildLog;
  /** Folder of the WAV files. Default: the system's temporary folder. */
  readonly tmpDir?: string;
  /** Longest sound, in milliseconds. Default 20 minutes. */
  readonly longestMs?: number;
  /** Wall-clock limit of one text, in milliseconds. Default two minutes. */
  readonly timeoutMs?: number;
  /** Folder of the operator's voices, a folder for each. */
  readonly voicesDir?: string | undefined;
  readonly provider?: VoiceProvider | undefined;
}

/** Characters that last a second at the normal pace, measured on running text; one text in three differs by a tenth. */
const CHARACTERS_A_SECOND = 17;

/** Knows every voice; the children of each start with its first text and stay warm. Call stop() before the process ends. */
export function createSpeechEngine(options: SpeechOptions): SpeechEngine {
  const {
    processes,
    log,
    tmpDir = tmpdir(),
    longestMs = 20 * 60_000,
    timeoutMs = 120_000,
    voicesDir,
    provider,
  } = options;
  const bundled = createEspeak(processes, log);
  const sherpa = voicesDir === undefined ? undefined : createSherpa(voicesDir, log);
  const http = provider && createHttpVoices(provider, log);
  const engines = [bundled, ...(sherpa ? [sherpa] : []), ...(http ? [http] : [])];
  const engineOf = (voice: string): VoiceEngine => {
    const engine = voice.startsWith('onnx-') ? sherpa : voice.startsWith('http-') ? http : bundled;
    if (!engine) throw new Problem('speech-failed', { reason: `không có giọng ${voice}` });
    return engine;
  };
  const say = async ({ text, voice = DEFAULT_VOICE, pace = 'normal', signal }: SayRequest): Promise<Said> => {
    const engine = engineOf(voice);
    const plain = withoutMarkup(text);
    if (!/[\p{L}\p{N}]/u.test(plain)) throw new Problem('speech-empty');
    refuseFarTooLong(plain, longestMs);
    await mkdir(tmpDir, { recursive: true });
    const out = join(tmpDir, `speech-${randomUUID()}.wav`);
    try {
      return { wavPath: out, ...(await engine.read({ voice, text: plain, pace, out, longestMs, timeoutMs, signal })) };
    } catch (error) {
      await rm(out, { force: true });
      throw asProblem(error, log);
    }
  };
  const hear = async (request: SayRequest): Promise<Buffer> => {
    const { wavPath } = await say(request);
    try {
      return await readFile(wavPath);
    } finally {
      await rm(wavPath, { force: true });
    }
  };
  return {
    voices: async () => (await Promise.all(engines.map((engine) => engine.voices()))).flat(),
    say,
    hear,
    pids: () => engines.flatMap((engine) => engine.pids()),
    stop: async () => void (await Promise.all(engines.map((engine) => engine.stop()))),
  };
}

/**
 * eSpeak NG obeys markup inside a text: `<break time="1h"/>`, `<audio src=…>` and `[[phonemes]]`. A bulletin is words only.
 * Control characters go too; line breaks stay, they are pauses.
 */
function withoutMarkup(text: string): string {
  return text
    .replaceAll(/[<>]|\[\[|\]\]/g, ' ')
    .replaceAll(/[^\P{C}\n]/gu, ' ')
    .trim();
}

/** Three times over the limit by a count of characters needs no voice to be sure; nearer texts are measured as they are read. */
function refuseFarTooLong(text: string, longestMs: number): void {
  const estimatedMs = (text.length / CHARACTERS_A_SECOND) * 1000;
  if (estimatedMs < longestMs * 3) return;
  throw new Problem('sound-too-long', { minutes: Math.round(estimatedMs / 60_000), limit: longestMs / 60_000 });
}

function asProblem(error: unknown, log: ChildLog): Problem {
  if (!(error instanceof ChildFailure)) throw error;
  const { code, details } = error;
  if (code === 'sound-too-long' || code === 'speech-failed') return new Problem(code, details, { cause: error });
  if (code === 'child-timeout') return new Problem('speech-failed', { reason: 'quá lâu' }, { cause: error });
  if (code === 'child-crashed' || code === 'child-error') {
    log.warn({ code, ...details, reason: error.message }, 'speech job failed');
    return new Problem('speech-failed', { reason: 'lỗi máy đọc' }, { cause: error });
  }
  return new Problem('unavailable', { part: 'giọng đọc' }, { cause: error });
}
