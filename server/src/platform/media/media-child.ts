/** The program of a media child: probes, levels, encodes and measures one file at a time with FFmpeg. */
import { AV_LOG_QUIET } from 'node-av/constants';
import { type Frame, Log } from 'node-av/lib';
import { JobRefusal, serveJobs } from '../children/serve.ts';
import { sha256OfFile } from './bytes.ts';
import {
  MEASURE_CHAIN,
  PEAKS_CHAIN,
  PEAKS_RATE,
  RATE,
  JOIN_CHAIN,
  NOISE_CHAIN,
  MASTER_LUFS,
  encodeChain,
  firstGain,
  furtherGain,
  levelChain,
  surveyChain,
} from './chains.ts';
import { RECIPES, encodeTo } from './encode.ts';
import type { EncodeResult, LevelResult, MediaJob, ProbeResult } from './jobs.ts';
import { Meter } from './meter.ts';
import { denoiseFilter, levelsOf } from './noise.ts';
import { heights } from './peaks.ts';
import { checkLength, decodeThrough, openSound, withSound } from './sound.ts';

/** Quieter than this after shaping there is nothing that a gain could save. */
const SILENCE_LUFS = -55;
const SHORTEST_MS = 500;
/** The levelled master may be this far from the target before it is made again with a corrected gain, in LU. */
const CLOSE_ENOUGH_LU = 0.6;

function probe(job: MediaJob & { kind: 'probe' }): Promise<ProbeResult> {
  return withSound(job.path, job.longestMs, ({ container, codec, channels, sampleRate, declaredMs }) => {
    return { container, codec, channels, sampleRate, durationMs: declaredMs };
  });
}

/** Decodes a file once through a chain that ends in a meter and feeds each frame to `use`, which must free it. */
function metered(
  path: string,
  chain: string,
  longestMs: number,
  use: (frames: AsyncIterable<Frame>) => Promise<void>,
): Promise<Meter> {
  return withSound(path, longestMs, async (sound) => {
    const meter = new Meter();
    await use(meter.watch(decodeThrough(sound, chain, RATE, longestMs)));
    checkLength(meter.durationMs, sound.declaredMs);
    return meter;
  });
}

async function drain(frames: AsyncIterable<Frame>): Promise<void> {
  for await (const frame of frames) frame.free();
}

function denoiseFor({ path, longestMs, noiseReduction }: MediaJob & { kind: 'level' }): Promise<string> | string {
  if (!noiseReduction) return '';
  return withSound(path, longestMs, async (sound) =>
    denoiseFilter(await levelsOf(decodeThrough(sound, NOISE_CHAIN, RATE, longestMs))),
  );
}

async function level(job: MediaJob & { kind: 'level' }): Promise<LevelResult> {
  const denoise = await denoiseFor(job);
  const survey = await metered(job.path, surveyChain(denoise), job.longestMs, drain);
  if (survey.durationMs < SHORTEST_MS) throw new JobRefusal('media-too-short');
  if (survey.integratedLufs < SILENCE_LUFS) throw new JobRefusal('media-silent');
  const make = (gainDb: number): Promise<Meter> =>
    metered(job.path, levelChain(gainDb, job.ceiling, denoise), job.longestMs, (frames) =>
      encodeTo(job.out, RECIPES.flac, frames),
    );
  const target = MASTER_LUFS + job.correctionDb;
  const gainDb = firstGain(survey, target, job.ceiling);
  const first = await make(gainDb);
  const missing = target - first.integratedLufs;
  const near = Math.abs(missing) <= CLOSE_ENOUGH_LU;
  const final = near ? first : await make(gainDb + furtherGain(missing, survey, target, job.ceiling));
  return { ...sha256OfFile(job.out), durationMs: Math.round(final.durationMs) };
}

/** Decodes takes one after the other into one lossless file. Throws as each of them alone would. */
async function join(job: MediaJob & { kind: 'join' }): Promise<LevelResult> {
  let samples = 0;
  async function* whole(): AsyncGenerator<Frame> {
    for (const path of job.paths) {
      const begun = samples;
      const leftMs = job.longestMs - (begun * 1000) / RATE;
      const sound = openSound(path, leftMs);
      try {
        for await (const frame of decodeThrough(sound, JOIN_CHAIN, RATE, leftMs)) {
          frame.pts = BigInt(samples);
          samples += frame.nbSamples;
          yield frame;
        }
        checkLength(((samples - begun) * 1000) / RATE, sound.declaredMs);
      } finally {
        sound.demuxer.closeSync();
      }
    }
  }
  await encodeTo(job.out, RECIPES.flac, whole());
  return { ...sha256OfFile(job.out), durationMs: Math.round((samples * 1000) / RATE) };
}

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

async function encode(job: MediaJob & { kind: 'encode' }): Promise<EncodeResult> {
  const recipe = RECIPES[job.recipe];
  const chain = encodeChain(job.recipe === 'opus' ? 's16' : 's16p');
  await withSound(job.path, NO_LIMIT, (master) =>
    encodeTo(job.out, recipe, decodeThrough(master, chain, RATE, NO_LIMIT)),
  );
  const { integratedLufs, truePeakDbtp, durationMs } = await metered(job.out, MEASURE_CHAIN, NO_LIMIT, drain);
  return { ...sha256OfFile(job.out), integratedLufs, truePeakDbtp, durationMs: Math.round(durationMs) };
}

function peaks(job: MediaJob & { kind: 'peaks' }): Promise<number[]> {
  return withSound(job.path, job.longestMs, (sound) =>
    heights(decodeThrough(sound, PEAKS_CHAIN, PEAKS_RATE, job.longestMs), job.count),
  );
}

function answer(job: MediaJob): Promise<unknown> {
  switch (job.kind) {
    case 'probe':
      return probe(job);
    case 'level':
      return level(job);
    case 'join':
      return join(job);
    case 'encode':
      return encode(job);
    case 'peaks':
      return peaks(job);
  }
}

Log.setLevel(AV_LOG_QUIET);
serveJobs((job) => answer(job as MediaJob));
