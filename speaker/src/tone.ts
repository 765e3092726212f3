import { join } from 'node:path';
import { writeWhole } from './disk.ts';
import { toPcm16, wavHeader } from './wav.ts';

const SAMPLE_RATE = 48_000;
const PITCH_HZ = 880;
/** A quarter of full scale: heard below the mast, not in the village. */
const LEVEL = 0.25;
const FADE_MS = 50;

/** The soft tick of a test, as samples from -1 to 1. */
export function tone(durationMs: number): Float32Array {
  const samples = new Float32Array(Math.round((durationMs / 1000) * SAMPLE_RATE));
  const fade = Math.min((FADE_MS / 1000) * SAMPLE_RATE, samples.length / 2);
  for (let index = 0; index < samples.length; index += 1) {
    const edge = Math.min(1, index / fade, (samples.length - index) / fade);
    samples[index] = LEVEL * edge * Math.sin((2 * Math.PI * PITCH_HZ * index) / SAMPLE_RATE);
  }
  return samples;
}

/** Writes the tick into a folder and returns its path. */
export async function writeTone(dir: string, durationMs: number): Promise<string> {
  const path = join(dir, 'tone.wav');
  const pcm = toPcm16(tone(durationMs), 1);
  await writeWhole(path, Buffer.concat([wavHeader(SAMPLE_RATE, 1, pcm.length), pcm]));
  return path;
}
