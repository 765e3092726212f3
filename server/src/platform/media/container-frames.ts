import type { ByteSource } from './bytes.ts';
import type { ContainerFacts } from './container.ts';
import { afterId3 } from './id3.ts';

/** Bytes of a frame by its type, its first byte included (3GPP TS 26.101 and 26.201, RFC 4867 section 5). A frame lasts 20 ms. */
const AMR_FRAMES = {
  narrow: [13, 14, 16, 18, 20, 21, 27, 32, 6, 7, 6, 6, 1, 1, 1, 1],
  wide: [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 6, 1, 1, 1, 1, 1],
} as const;
const AMR_FRAME_MS = 20;
const AMR_TAGS = { narrow: '#!AMR\n', wide: '#!AMR-WB\n' } as const;

/** A file of frames longer than this lasts more than 20 minutes: decoding refuses it, no need to walk it. */
const LARGEST_WALK = 64 * 1024 * 1024;

/** Recognises the recordings of older phones: AMR, narrow or wide, whose frames say their length. */
export function inspectAmr(source: ByteSource): ContainerFacts | undefined {
  const head = source.at(0, 9).toString('latin1');
  const band = head.startsWith(AMR_TAGS.wide) ? 'wide' : head.startsWith(AMR_TAGS.narrow) ? 'narrow' : undefined;
  if (!band) return undefined;
  if (source.size > LARGEST_WALK) return { container: 'amr', cut: false, declaredMs: undefined };
  const bytes = source.at(0, source.size);
  let at = AMR_TAGS[band].length;
  let frames = 0;
  for (; at < bytes.length; frames += 1) at += AMR_FRAMES[band][((bytes[at] ?? 0) >> 3) & 15] ?? 1;
  return { container: 'amr', cut: at > bytes.length || frames === 0, declaredMs: frames * AMR_FRAME_MS };
}

/** Samples per second by index (ISO/IEC 14496-3, table 1.18). */
const AAC_RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350];
const AAC_FRAME_SAMPLES = 1024;

/** Recognises AAC without a container (ADTS: two frames in a row), counts its length, and sees whether its last frame is whole. */
export function inspectAdts(source: ByteSource): ContainerFacts | undefined {
  const start = afterId3(source);
  const first = readAdts(source.at(start, 7), 0);
  if (!first || !readAdts(source.at(start + first.bytes, 7), 0)) return undefined;
  if (source.size > LARGEST_WALK) return { container: 'aac', cut: false, declaredMs: undefined };
  const bytes = source.at(start, source.size - start);
  let at = 0;
  let blocks = 0;
  for (let header: AdtsHeader | undefined = first; header; header = readAdts(bytes, at)) {
    at += header.bytes;
    blocks += header.blocks;
  }
  const declaredMs = Math.round((blocks * AAC_FRAME_SAMPLES * 1000) / first.rate);
  // What follows the last frame may be a tag of 128 bytes; a piece of a frame begins with its sync word.
  const rest = bytes.subarray(at);
  return { container: 'aac', cut: at > bytes.length || rest[0] === 0xff, declaredMs };
}

interface AdtsHeader {
  readonly bytes: number;
  readonly blocks: number;
  readonly rate: number;
}

function readAdts(bytes: Buffer, at: number): AdtsHeader | undefined {
  if (at + 7 > bytes.length || (bytes.readUInt16BE(at) & 0xfff6) !== 0xfff0) return undefined;
  const rate = AAC_RATES[((bytes[at + 2] ?? 0) >> 2) & 15];
  const length = (bytes.readUIntBE(at + 3, 3) >> 5) & 0x1fff;
  if (rate === undefined || length < 8) return undefined;
  return { bytes: length, blocks: ((bytes[at + 6] ?? 0) & 3) + 1, rate };
}
