import {
  AV_CODEC_ID_AAC,
  AV_CODEC_ID_ALAC,
  AV_CODEC_ID_AMR_WB,
  AV_CODEC_ID_FLAC,
  AV_CODEC_ID_MP3,
  AV_CODEC_ID_OPUS,
  AV_CODEC_ID_PCM_ALAW,
  AV_CODEC_ID_PCM_F32LE,
  AV_CODEC_ID_PCM_MULAW,
  AV_CODEC_ID_PCM_S16LE,
  AV_CODEC_ID_PCM_S24LE,
  AV_CODEC_ID_PCM_S32LE,
  AV_CODEC_ID_PCM_U8,
  AV_CODEC_ID_VORBIS,
} from 'node-av/constants';
import { setImmediate as turn } from 'node:timers/promises';
import { Decoder, Demuxer, FilterAPI } from 'node-av/api';
import type { Frame, Stream } from 'node-av/lib';
import { JobRefusal } from '../children/serve.ts';
import { withBytes } from './bytes.ts';
import { type Container, inspectContainer } from './container.ts';

/** node-av leaves this one out of its list; the first number of FFmpeg's codecs for speech. */
const AV_CODEC_ID_AMR_NB = 0x12000;

/** The codecs that we decode, with FFmpeg's names (the names also bound what it may open while it probes a file). */
const CODECS = new Map<number, string>([
  [AV_CODEC_ID_OPUS, 'opus'],
  [AV_CODEC_ID_VORBIS, 'vorbis'],
  [AV_CODEC_ID_AAC, 'aac'],
  [AV_CODEC_ID_MP3, 'mp3float'],
  [AV_CODEC_ID_AMR_NB, 'amrnb'],
  [AV_CODEC_ID_AMR_WB, 'amrwb'],
  [AV_CODEC_ID_FLAC, 'flac'],
  [AV_CODEC_ID_ALAC, 'alac'],
  [AV_CODEC_ID_PCM_S16LE, 'pcm_s16le'],
  [AV_CODEC_ID_PCM_S24LE, 'pcm_s24le'],
  [AV_CODEC_ID_PCM_S32LE, 'pcm_s32le'],
  [AV_CODEC_ID_PCM_F32LE, 'pcm_f32le'],
  [AV_CODEC_ID_PCM_U8, 'pcm_u8'],
  [AV_CODEC_ID_PCM_ALAW, 'pcm_alaw'],
  [AV_CODEC_ID_PCM_MULAW, 'pcm_mulaw'],
]);

/** A file that is open and has one audio track that we can decode. */
export interface Sound {
  readonly demuxer: Demuxer;
  readonly stream: Stream;
  readonly container: Container;
  readonly codec: string;
  readonly channels: number;
  readonly sampleRate: number;
  /** Length by the file's own header; undefined when it has none (live recordings). */
  readonly declaredMs: number | undefined;
}

/**
 * Opens a file, lends its audio track to `use`, closes it.
 *
 * @param longestMs refuses at once a file whose header says more
 * @throws JobRefusal media-unreadable, media-truncated, media-no-sound, sound-too-long
 */
export async function withSound<T>(path: string, longestMs: number, use: (sound: Sound) => Promise<T> | T): Promise<T> {
  const sound = openSound(path, longestMs);
  try {
    return await use(sound);
  } finally {
    sound.demuxer.closeSync();
  }
}

/** Opens a file for whoever closes its demuxer. Refuses as withSound does. */
export function openSound(path: string, longestMs: number): Sound {
  const facts = withBytes(path, inspectContainer);
  if (!facts) throw new JobRefusal('media-unreadable', { reason: 'container' });
  if (facts.cut) throw new JobRefusal('media-truncated');
  const demuxer = openDemuxer(path, facts.container);
  try {
    const stream = demuxer.audio();
    if (!stream) throw new JobRefusal('media-no-sound');
    const { codecId, channels, sampleRate } = stream.codecpar;
    const codec = CODECS.get(codecId);
    if (!codec) throw new JobRefusal('media-unreadable', { reason: 'codec' });
    if (channels < 1 || channels > 8 || sampleRate < 8000 || sampleRate > 192_000) {
      throw new JobRefusal('media-unreadable', { reason: 'format' });
    }
    const headerMs = ['mp3', 'amr', 'aac'].includes(facts.container)
      ? undefined
      : Math.round(demuxer.duration * 1000) || undefined;
    const declaredMs = facts.declaredMs ?? headerMs;
    if (declaredMs !== undefined && declaredMs > longestMs) throw tooLong(declaredMs, longestMs);
    return { demuxer, stream, container: facts.container, codec, channels, sampleRate, declaredMs };
  } catch (error) {
    demuxer.closeSync();
    throw error;
  }
}

function openDemuxer(path: string, container: Container): Demuxer {
  try {
    return Demuxer.openSync(path, {
      format: container,
      options: { codec_whitelist: [...CODECS.values()].join(',') },
    });
  } catch (error) {
    throw new JobRefusal('media-unreadable', { reason: 'header' }, String(error));
  }
}

/** The refusal of a sound that lasts too long, with the measure in minutes. */
export function tooLong(ms: number, longestMs: number): JobRefusal {
  const minutes = Math.ceil(ms / 6000) / 10;
  return new JobRefusal('sound-too-long', { minutes, limit: longestMs / 60_000 });
}

/**
 * After so many frames the event loop gets a turn: it frees what the native library handed out (20 minutes without a turn
 * held 600 MB), and notices when the parent is gone.
 */
const FRAMES_BETWEEN_TURNS = 100;

/**
 * Decodes the whole track through a filter chain. The caller owns each frame and must free it.
 * Damaged packets are skipped: what they cost shows when the decoded length is compared with the declared one.
 *
 * @param chain FFmpeg filters, each output sample at `rate` per second
 * @throws JobRefusal sound-too-long as soon as more than `longestMs` came out
 */
export async function* decodeThrough(
  sound: Sound,
  chain: string,
  rate: number,
  longestMs: number,
): AsyncGenerator<Frame> {
  using decoder = Decoder.createSync(sound.stream, { threadCount: 1, exitOnError: false });
  using filter = FilterAPI.create(chain, { threads: 1, allowReinit: true });
  let samples = 0;
  let frames = 0;
  for (const frame of filter.framesSync(decoder.framesSync(sound.demuxer.packetsSync(sound.stream.index)))) {
    if (!frame) continue;
    samples += frame.nbSamples;
    frames += 1;
    if (frames % FRAMES_BETWEEN_TURNS === 0) await turn();
    if ((samples * 1000) / rate > longestMs) {
      frame.free();
      throw tooLong(Math.max(sound.declaredMs ?? 0, longestMs + 6000), longestMs);
    }
    yield frame;
  }
}

/**
 * Compares what was decoded with what the file's header declared. Encoders pad by some tens of milliseconds; half a
 * second, or two in a hundred of a long sound, is more than padding.
 *
 * @throws JobRefusal media-truncated when too little came out, media-length-differs when too much
 */
export function checkLength(decodedMs: number, declaredMs: number | undefined): void {
  if (declaredMs === undefined) return;
  const tolerance = Math.max(500, declaredMs * 0.02);
  const seconds = { declared: Math.round(declaredMs / 1000), decoded: Math.round(decodedMs / 1000) };
  if (decodedMs < declaredMs - tolerance) throw new JobRefusal('media-truncated', seconds);
  if (decodedMs > declaredMs + tolerance) throw new JobRefusal('media-length-differs', seconds);
}
