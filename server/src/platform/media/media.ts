import { mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../lib/problem.ts';
import { type ChildLog, ChildPool } from '../children/pool.ts';
import { CEILING, GATE, TARGET_LUFS } from './chains.ts';
import type { EncodeResult, FileFacts, LevelResult, MediaJob, ProbeResult } from './jobs.ts';
import { asProblem } from './refusals.ts';

/** One finished file. */
export interface MadeFile extends FileFacts {
  readonly path: string;
}

/** Loudness of a finished file, measured after decoding it again. */
export interface Loudness {
  readonly integratedLufs: number;
  readonly truePeakDbtp: number;
}

export interface Mastered {
  /** Ogg Opus, mono, 48 kHz, about 24 kbit/s: what loudspeakers and pages play. */
  readonly opus: MadeFile;
  /** MP3, mono, 64 kbit/s: for simple devices and for Zalo. */
  readonly mp3: MadeFile;
  /** FLAC, mono, 48 kHz, 16 bits, levelled: what later formats are made from. */
  readonly master: MadeFile;
  readonly durationMs: number;
  /** Of the Opus file; the MP3 passed the same gate. */
  readonly loudness: Loudness;
}

export interface MediaWorker {
  /** Reads a file's header. Throws Problem as `master` does, but does not decode. */
  probe(file: string, options?: { signal?: AbortSignal }): Promise<ProbeResult>;
  /**
   * Makes the three files of a sound in `outDir` (audio.opus, audio.mp3, master.flac) at -16 ± 1 LUFS and a true peak of at
   * most -1 dBTP. Nothing is left in `outDir` after a refusal.
   *
   * @throws Problem media-unreadable, media-truncated, media-length-differs, media-no-sound, media-silent, media-too-short,
   *   media-loudness, media-timeout, sound-too-long, too-large, unavailable
   */
  master(job: { input: string; outDir: string; noiseReduction?: boolean; signal?: AbortSignal }): Promise<Mastered>;
  /**
   * Joins takes in their order into one lossless file in `outDir` and returns its path. Together they may last no longer than one sound.
   *
   * @throws Problem as `master` does, for the first take that is not whole
   */
  join(job: { inputs: readonly string[]; outDir: string; signal?: AbortSignal }): Promise<string>;
  /** Heights of the waveform: `count` whole numbers from 0 to 100. Throws Problem as `master` does. */
  peaks(file: string, count: number, options?: { signal?: AbortSignal }): Promise<number[]>;
  /** Pids of the children now alive. */
  pids(): number[];
  /** Ends the children; running jobs fail with Problem `unavailable`. */
  stop(): Promise<void>;
}

export interface MediaOptions {
  /** Children at once: two make the Opus and the MP3 of one sound side by side. */
  readonly processes: number;
  readonly log: ChildLog;
  /** Longest sound, in milliseconds. Default 20 minutes. */
  readonly longestMs?: number;
  /** Largest input file, in bytes. Default 300 MiB. */
  readonly largestBytes?: number;
  /** Wall-clock limit of one step, in milliseconds, by the minutes of sound it may meet. */
  readonly stepMs?: (minutes: number) => number;
}

const PROGRAM = fileURLToPath(new URL('media-child.ts', import.meta.url));
const MIB = 1024 * 1024;
/** A 20-minute master is 115 MB at worst; Node alone has 630 MiB of writable mappings at rest, nearly all never touched, so 1,500 leave about 850 for FFmpeg. */
const LIMITS = { heapMb: 192, dataMb: 1500, fileMb: 400 };
const PROBE_MS = 15_000;

/** Half a minute, and 12 s a minute of sound: four times what a busy machine with two cores was seen to need. */
const defaultStepMs = (minutes: number): number => 30_000 + 12_000 * minutes;

/** Fewer bytes than any recorder gives to a minute of sound (6 kbit/s); bounds the work on a file that tells no length. */
const LEAST_BYTES_A_MINUTE = 45_000;

/** Makes ready for sounds: its children start with the first job and stay warm; stop() must be called before the process ends. */
export function createMediaWorker(options: MediaOptions): MediaWorker {
  const { processes, log, longestMs = 20 * 60_000, largestBytes = 300 * MIB, stepMs = defaultStepMs } = options;
  const pool = new ChildPool({
    name: 'media',
    program: PROGRAM,
    processes,
    limits: LIMITS,
    jobsPerChild: 40,
    longestQueue: 200,
    log,
  });
  const run = async (job: MediaJob, timeoutMs: number, signal?: AbortSignal): Promise<unknown> => {
    try {
      return await pool.run(job, { timeoutMs, signal });
    } catch (error) {
      throw asProblem(error, log);
    }
  };
  const context: Context = { run, longestMs, stepMs };
  return {
    probe: async (file, { signal } = {}) => {
      const path = await checked(file, largestBytes);
      return (await run({ kind: 'probe', path, longestMs }, Math.min(PROBE_MS, stepMs(0)), signal)) as ProbeResult;
    },
    master: async ({ input, outDir, noiseReduction = false, signal }) => {
      const path = await checked(input, largestBytes);
      const limitMs = await limitFor(context, path, signal);
      return makeMaster({ ...context, limitMs, noiseReduction }, path, resolve(outDir), signal);
    },
    join: async ({ inputs, outDir, signal }) => {
      const paths = [];
      for (const input of inputs) paths.push(await checked(input, largestBytes));
      const out = join(resolve(outDir), 'joined.flac');
      await run({ kind: 'join', paths, out, longestMs }, stepMs(longestMs / 60_000), signal);
      return out;
    },
    peaks: async (file, count, { signal } = {}) => {
      const path = await checked(file, largestBytes);
      return (await run({ kind: 'peaks', path, count, longestMs }, stepMs(longestMs / 60_000), signal)) as number[];
    },
    pids: () => pool.pids(),
    stop: () => pool.stop(),
  };
}

interface Context {
  readonly run: (job: MediaJob, timeoutMs: number, signal?: AbortSignal) => Promise<unknown>;
  readonly longestMs: number;
  readonly stepMs: (minutes: number) => number;
}

async function checked(file: string, largestBytes: number): Promise<string> {
  const facts = await stat(file).catch(() => undefined);
  if (!facts?.isFile()) throw new Problem('media-unreadable', { reason: 'file' });
  if (facts.size > largestBytes) throw new Problem('too-large', { limit: `${Math.floor(largestBytes / MIB)} MB` });
  return resolve(file);
}

/** How long a step on this file may take. Reading the header first also refuses most bad files at once. */
async function limitFor({ run, longestMs, stepMs }: Context, path: string, signal?: AbortSignal): Promise<number> {
  const { size } = await stat(path);
  const header = await run({ kind: 'probe', path, longestMs }, Math.min(PROBE_MS, stepMs(0)), signal);
  const declaredMs = (header as ProbeResult).durationMs;
  const minutes = declaredMs === undefined ? size / LEAST_BYTES_A_MINUTE : declaredMs / 60_000;
  return stepMs(Math.min(longestMs / 60_000, Math.max(1, minutes)));
}

async function makeMaster(context: Mastering, input: string, outDir: string, signal?: AbortSignal): Promise<Mastered> {
  await mkdir(outDir, { recursive: true });
  const paths = {
    opus: join(outDir, 'audio.opus'),
    mp3: join(outDir, 'audio.mp3'),
    master: join(outDir, 'master.flac'),
  };
  try {
    const first = await attempt(context, input, paths, { correctionDb: 0, ceiling: CEILING }, signal);
    if (isWithinGate(first)) return finish(paths, first);
    const second = await attempt(context, input, paths, correctionFor(first), signal);
    if (isWithinGate(second)) return finish(paths, second);
    const { integratedLufs, truePeakDbtp } = second.opus;
    throw new Problem('media-loudness', { lufs: integratedLufs.toFixed(1), peak: truePeakDbtp.toFixed(1) });
  } catch (error) {
    await Promise.all(Object.values(paths).map((path) => rm(path, { force: true })));
    throw error;
  }
}

interface Mastering extends Context {
  readonly limitMs: number;
  readonly noiseReduction: boolean;
}

interface Attempt {
  readonly master: LevelResult;
  readonly opus: EncodeResult;
  readonly mp3: EncodeResult;
}

interface Level {
  readonly correctionDb: number;
  readonly ceiling: number;
}

type Paths = Readonly<Record<'opus' | 'mp3' | 'master', string>>;

async function attempt(
  { run, longestMs, limitMs, noiseReduction }: Mastering,
  input: string,
  paths: Paths,
  level: Level,
  signal?: AbortSignal,
): Promise<Attempt> {
  const job = { kind: 'level', path: input, out: paths.master, longestMs, noiseReduction, ...level } as const;
  const master = (await run(job, limitMs, signal)) as LevelResult;
  const encode = (recipe: 'opus' | 'mp3'): Promise<unknown> =>
    run({ kind: 'encode', path: paths.master, out: paths[recipe], recipe }, limitMs, signal);
  // Both must have ended before a failure of one goes up: the other would write into a folder that was cleaned.
  const [opus, mp3] = await Promise.allSettled([encode('opus'), encode('mp3')]);
  if (opus.status === 'rejected') throw opus.reason;
  if (mp3.status === 'rejected') throw mp3.reason;
  return { master, opus: opus.value as EncodeResult, mp3: mp3.value as EncodeResult };
}

function isWithinGate({ opus, mp3 }: Attempt): boolean {
  return [opus, mp3].every(
    ({ integratedLufs, truePeakDbtp }) =>
      Math.abs(integratedLufs - TARGET_LUFS) <= GATE.lu && truePeakDbtp <= GATE.truePeakDbtp,
  );
}

/** What to do better: the mean miss of both files in loudness, and a lower ceiling by what the worse peak is over. */
function correctionFor({ opus, mp3 }: Attempt): Level {
  const missing = TARGET_LUFS - (opus.integratedLufs + mp3.integratedLufs) / 2;
  const over = Math.max(0, Math.max(opus.truePeakDbtp, mp3.truePeakDbtp) - GATE.truePeakDbtp + 0.2);
  return { correctionDb: missing, ceiling: CEILING * 10 ** (-over / 20) };
}

function finish(paths: Paths, { master, opus, mp3 }: Attempt): Mastered {
  const file = (path: string, { sha256, bytes }: FileFacts): MadeFile => ({ path, sha256, bytes });
  return {
    opus: file(paths.opus, opus),
    mp3: file(paths.mp3, mp3),
    master: file(paths.master, master),
    durationMs: opus.durationMs,
    loudness: { integratedLufs: opus.integratedLufs, truePeakDbtp: opus.truePeakDbtp },
  };
}
