import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { Problem } from '../../lib/problem.ts';
import type { ChildLog } from '../children/pool.ts';
import type { SpeechResult, Voice, VoiceEngine, VoiceJob } from './voices.ts';
import { wavFacts } from './wav.ts';

/** Where a provider answers; set by the operator alone, so that nobody else chooses what the server calls. */
export interface VoiceProvider {
  /** Address below which `/voices` and `/speech` are, without a closing slash. */
  readonly url: string;
  readonly token?: string | undefined;
}

const VoiceList = z.object({
  voices: z
    .array(
      z.object({
        id: z.string().regex(/^[A-Za-z0-9._-]{1,60}$/),
        name: z.string().trim().min(1).max(80),
        language: z.string().min(2).max(20),
        licence: z.string().trim().min(1).max(120),
      }),
    )
    .max(100),
});

const LIST_TIMEOUT_MS = 5_000;
const LIST_LIMIT = 256 * 1024;
/** How long a list is taken for true, and how long a provider that does not answer is left alone. */
const LIST_KEPT_MS = 30_000;
/** 48,000 samples of 16 bits in two channels, a second. */
const BYTES_A_SECOND = 192_000;

/** Voices of a program elsewhere that takes text and gives WAV; docs/operations.md has the contract. */
export function createHttpVoices(provider: VoiceProvider, log: ChildLog): VoiceEngine {
  let kept: { until: number; voices: Promise<Voice[]> } | undefined;
  const voices = async (): Promise<Voice[]> => {
    if (!kept || performance.now() > kept.until) {
      const asked = list(provider).catch((error: unknown) => {
        log.warn({ provider: provider.url, reason: String(error) }, 'the voice provider gives no list');
        return [];
      });
      kept = { until: performance.now() + LIST_KEPT_MS, voices: asked };
    }
    return kept.voices;
  };
  return { voices, read: async (job) => read(provider, log, job), pids: () => [], stop: async () => undefined };
}

async function list(provider: VoiceProvider): Promise<Voice[]> {
  const answer = await call(provider, '/voices', { signal: AbortSignal.timeout(LIST_TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const pieces: Buffer[] = [];
  await pipeline(bodyOf(answer), atMost(LIST_LIMIT), async (source: AsyncIterable<Buffer>) => {
    for await (const piece of source) pieces.push(piece);
  });
  const { voices } = VoiceList.parse(JSON.parse(Buffer.concat(pieces).toString('utf8')));
  return voices.map(({ id, ...facts }) => ({ id: `http-${id}`, engine: 'http', ...facts }));
}

async function read(provider: VoiceProvider, log: ChildLog, job: VoiceJob): Promise<SpeechResult> {
  const { text, pace, out, longestMs, timeoutMs } = job;
  const late = AbortSignal.timeout(timeoutMs);
  const signal = job.signal ? AbortSignal.any([late, job.signal]) : late;
  const body = JSON.stringify({ text, voice: job.voice.replace(/^http-/, ''), pace });
  try {
    const answer = await call(provider, '/speech', { method: 'POST', body, signal });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    await pipeline(
      bodyOf(answer),
      atMost(Math.ceil((longestMs / 1000) * BYTES_A_SECOND) + 4096),
      createWriteStream(out),
      { signal },
    );
    return await measured(out, longestMs);
  } catch (error) {
    if (error instanceof Problem) throw error;
    log.warn({ provider: provider.url, reason: String(error) }, 'the voice provider did not read a text');
    const reason = late.aborted ? 'máy chủ giọng đọc trả lời quá lâu' : 'máy chủ giọng đọc không trả lời được';
    throw new Problem('speech-failed', { reason }, { cause: error });
  }
}

/** One call; never on to another address, whatever the answer says. */
async function call({ url, token }: VoiceProvider, path: string, init: RequestInit): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return fetch(`${url}${path}`, { ...init, headers, redirect: 'error' });
}

function bodyOf(answer: Response): Readable {
  if (!answer.body) throw new Error('an empty answer');
  return Readable.fromWeb(answer.body as ReadableStream);
}

function atMost(limit: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > limit ? new Error(`more than ${limit} bytes`) : null, chunk);
    },
  });
}

/** What came is a WAV file of 16 bits that is neither empty nor too long. */
async function measured(path: string, longestMs: number): Promise<SpeechResult> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(4096);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const { size } = await file.stat();
    const facts = wavFacts(head.subarray(0, bytesRead), size);
    if (!facts || facts.durationMs < 50)
      throw new Problem('speech-failed', { reason: 'máy chủ giọng đọc không gửi tệp WAV 16 bit' });
    if (facts.durationMs > longestMs) {
      const minutes = Math.ceil(facts.durationMs / 6000) / 10;
      throw new Problem('sound-too-long', { minutes, limit: longestMs / 60_000 });
    }
    return facts;
  } finally {
    await file.close();
  }
}
