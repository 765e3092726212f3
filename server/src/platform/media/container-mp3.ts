import type { ByteSource } from './bytes.ts';
import type { ContainerFacts } from './container.ts';
import { afterId3 } from './id3.ts';

/** kbit/s by index, layer III: MPEG-1, then MPEG-2 and 2.5 (ISO/IEC 11172-3, 13818-3). */
const BITRATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const RATES = [44_100, 48_000, 32_000] as const;

/** An MP3 longer than this lasts more than 20 minutes at any bitrate: decoding refuses it, no need to walk it. */
const LARGEST_WALK = 64 * 1024 * 1024;

interface FrameHeader {
  readonly bytes: number;
  readonly samples: number;
  readonly rate: number;
  /** Where a Xing or Info tag would stand, from the start of the frame. */
  readonly tagAt: number;
}

/** Some encoders leave padding between their tag and the first frame. */
const FURTHEST_START = 4096;

/** Recognises an MP3 (two frames in a row), reads the length its encoder wrote, and sees whether its last frame is whole. */
export function inspectMp3(source: ByteSource): ContainerFacts | undefined {
  const tagged = afterId3(source);
  const head = source.at(tagged, FURTHEST_START + 4);
  for (let padding = 0; padding + 4 <= head.length; padding += 1) {
    const start = tagged + padding;
    const first = readHeader(head, padding);
    if (!first || !readHeader(source.at(start + first.bytes, 4), 0)) continue;
    const declaredMs = readDeclaredMs(source.at(start, 200), first);
    return { container: 'mp3', cut: source.size <= LARGEST_WALK && isLastFrameCut(source, start), declaredMs };
  }
  return undefined;
}

/** The frames of an MP3 in memory without tags, and without the first one where an encoder writes the length into it. */
export function mp3Frames(mp3: Buffer): { frames: Buffer[]; frameMs: number } {
  const frames: Buffer[] = [];
  let at = afterId3({ size: mp3.length, at: (offset, length) => mp3.subarray(offset, offset + length) });
  let frameMs = 0;
  for (let header = readHeader(mp3, at); header; header = readHeader(mp3, at)) {
    const frame = mp3.subarray(at, at + header.bytes);
    frameMs = (header.samples * 1000) / header.rate;
    if (frames.length > 0 || readDeclaredMs(frame, header) === undefined) frames.push(frame);
    at += header.bytes;
  }
  return { frames, frameMs };
}

function readHeader(bytes: Buffer, at: number): FrameHeader | undefined {
  if (at + 4 > bytes.length) return undefined;
  const word = bytes.readUInt32BE(at);
  const version = (word >>> 19) & 3;
  const layer = (word >>> 17) & 3;
  const sampling = RATES[(word >>> 10) & 3];
  const bitrate = BITRATES[version === 3 ? 0 : 1][(word >>> 12) & 15];
  if (word >>> 21 !== 0x7ff || version === 1 || layer !== 1 || !sampling || !bitrate) return undefined;
  const rate = version === 3 ? sampling : version === 2 ? sampling / 2 : sampling / 4;
  const samples = version === 3 ? 1152 : 576;
  const padding = (word >>> 9) & 1;
  const mono = ((word >>> 6) & 3) === 3;
  const sideBytes = version === 3 ? (mono ? 17 : 32) : mono ? 9 : 17;
  return {
    bytes: Math.floor((samples / 8) * ((bitrate * 1000) / rate)) + padding,
    samples,
    rate,
    tagAt: 4 + sideBytes,
  };
}

function readDeclaredMs(frame: Buffer, header: FrameHeader): number | undefined {
  const tag = frame.toString('latin1', header.tagAt, header.tagAt + 4);
  let frames: number | undefined;
  if ((tag === 'Xing' || tag === 'Info') && frame.length >= header.tagAt + 12) {
    if ((frame.readUInt32BE(header.tagAt + 4) & 1) === 1) frames = frame.readUInt32BE(header.tagAt + 8);
  } else if (frame.toString('latin1', 36, 40) === 'VBRI' && frame.length >= 54) frames = frame.readUInt32BE(50);
  return frames === undefined ? undefined : Math.round((frames * header.samples * 1000) / header.rate);
}

/** Walks all frame headers; what follows the last frame (ID3v1, APE, Lyrics tags) begins with letters, not with a frame. */
function isLastFrameCut(source: ByteSource, start: number): boolean {
  const bytes = source.at(start, source.size - start);
  let at = 0;
  for (let header = readHeader(bytes, 0); header; header = readHeader(bytes, at)) at += header.bytes;
  return at > bytes.length;
}
