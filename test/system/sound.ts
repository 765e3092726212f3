import { readFile, writeFile } from 'node:fs/promises';
import { OggOpusDecoder } from 'ogg-opus-decoder';

/** Mono sound, samples in -1 … 1. */
export interface Sound {
  rate: number;
  samples: Float32Array;
}

const RATE = 8_000;

/** Reads 16-bit PCM WAV as mpv and our decoder write it; a length that was never filled in means "to the end". */
export async function readWav(path: string): Promise<Sound> {
  const bytes = await readFile(path);
  let place = 12;
  let rate = 0;
  let channels = 1;
  while (place + 8 <= bytes.length) {
    const name = bytes.toString('latin1', place, place + 4);
    const size = bytes.readUInt32LE(place + 4);
    if (name === 'fmt ') {
      channels = bytes.readUInt16LE(place + 10);
      rate = bytes.readUInt32LE(place + 12);
    }
    if (name === 'data')
      return { rate, samples: mix(bytes.subarray(place + 8, Math.min(bytes.length, place + 8 + size)), channels) };
    place += 8 + size + (size % 2);
  }
  throw new Error(`${path}: no sound in it`);
}

/** Decodes Ogg Opus. */
export async function readOpus(bytes: Uint8Array): Promise<Sound> {
  const decoder = new OggOpusDecoder();
  await decoder.ready;
  const { channelData, sampleRate } = await decoder.decodeFile(bytes);
  decoder.free();
  return { rate: sampleRate, samples: channelData[0] ?? new Float32Array() };
}

/** Writes 16-bit PCM WAV. */
export async function writeWav(path: string, { rate, samples }: Sound): Promise<void> {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  // PCM, one channel.
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((value, at) =>
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 32_767), 44 + at * 2),
  );
  await writeFile(path, bytes);
}

/** Root mean square of a stretch, in seconds. */
export function loudnessOf({ rate, samples }: Sound, from: number, to: number): number {
  const part = samples.subarray(Math.floor(from * rate), Math.floor(to * rate));
  return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / Math.max(1, part.length));
}

/**
 * Normalised correlation of two sounds at the shift (up to `searchS` seconds) where they agree best: 1 for the same sound at any volume.
 * Compared at 8 kHz; the shift is found on the envelope first, then refined sample by sample.
 */
export function correlate(approved: Sound, recorded: Sound, searchS = 3): { correlation: number; shiftS: number } {
  const a = resample(approved);
  const b = resample(recorded);
  const rough = bestShift(envelope(a), envelope(b), Math.round((searchS * RATE) / HOP), 1, 0) * HOP;
  const shift = bestShift(a, b, 2 * HOP, 1, rough);
  return { correlation: agreement(a, b, shift), shiftS: shift / RATE };
}

/**
 * Normalised correlation of one stretch of two sounds at a shift that is known: that a long recording is right everywhere is asked of it
 * stretch by stretch, in one look at each sample.
 * @param stretch seconds of the approved sound
 */
export function agreementAt(
  approved: Sound,
  recorded: Sound,
  shiftS: number,
  { from, to }: { from: number; to: number },
): number {
  const begin = Math.max(from, -shiftS);
  const cut = ({ rate, samples }: Sound, later: number): Sound => {
    return { rate, samples: samples.subarray(Math.round((begin + later) * rate), Math.round((to + later) * rate)) };
  };
  return agreement(resample(cut(approved, 0)), resample(cut(recorded, shiftS)), 0);
}

const HOP = 80;

function envelope(samples: Float32Array): Float32Array {
  return Float32Array.from({ length: Math.floor(samples.length / HOP) }, (_, index) => {
    let sum = 0;
    for (let at = index * HOP; at < (index + 1) * HOP; at += 1) sum += Math.abs(samples[at] ?? 0);
    return sum;
  });
}

function bestShift(a: Float32Array, b: Float32Array, reach: number, step: number, around: number): number {
  let best = around;
  let highest = -Infinity;
  for (let shift = around - reach; shift <= around + reach; shift += step) {
    const value = agreement(a, b, shift);
    if (value > highest) [best, highest] = [shift, value];
  }
  return best;
}

function agreement(a: Float32Array, b: Float32Array, shift: number): number {
  let [dot, ownA, ownB] = [0, 0, 0];
  for (let at = Math.max(0, -shift); at < a.length && at + shift < b.length; at += 1) {
    const [x, y] = [a[at] ?? 0, b[at + shift] ?? 0];
    dot += x * y;
    ownA += x * x;
    ownB += y * y;
  }
  return dot / Math.sqrt(ownA * ownB || 1);
}

/** Averages down to 8 kHz: enough to tell one voice from another, and both sides are treated alike. */
function resample({ rate, samples }: Sound): Float32Array {
  const ratio = rate / RATE;
  // Plain loops, here and below: a quarter of an hour of sound is 40 million samples.
  const means = new Float32Array(Math.floor(samples.length / ratio));
  for (let index = 0; index < means.length; index += 1) {
    const [from, to] = [Math.floor(index * ratio), Math.floor((index + 1) * ratio)];
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += samples[at] ?? 0;
    means[index] = sum / Math.max(1, to - from);
  }
  return means;
}

function mix(bytes: Buffer, channels: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames = new Float32Array(Math.floor(bytes.length / 2 / channels));
  for (let frame = 0; frame < frames.length; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1)
      sum += view.getInt16((frame * channels + channel) * 2, true);
    frames[frame] = sum / channels / 32_768;
  }
  return frames;
}
