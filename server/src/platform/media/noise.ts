import type { Frame } from 'node-av/lib';

/** Samples of one block: 50 ms at 48 kHz, shorter than the pause between two words. */
const BLOCK = 2_400;
/** How much the filter takes from noise, in dB. */
const REDUCTION_DB = 18;
/**
 * FFmpeg's afftdn wants the noise floor of its bands; it stands so far over the level of steady noise as a whole. Measured on a machine
 * voice with hiss and with a motor's hum, 16 to 39 dB under its loud stretches: the noise falls by 14 to 18 dB, the voice by under 1.
 */
const FLOOR_OFFSET_DB = 20;
/** Where quiet and loud stretches differ by less there is no telling noise from what is meant to be heard. */
const LEAST_CONTRAST_DB = 8;

/** Levels of a sound in dBFS (root mean square): its quietest tenth and its loudest. */
export interface Levels {
  readonly quietDb: number;
  readonly loudDb: number;
}

/** Measures the quiet and the loud stretches. @param frames mono 32-bit float; freed here */
export async function levelsOf(frames: AsyncIterable<Frame>): Promise<Levels> {
  const blocks: number[] = [];
  let sum = 0;
  let inBlock = 0;
  for await (const frame of frames) {
    const bytes = frame.toBuffer();
    for (let at = 0; at < frame.nbSamples * 4; at += 4) {
      const sample = bytes.readFloatLE(at);
      sum += sample * sample;
      inBlock += 1;
      if (inBlock < BLOCK) continue;
      blocks.push(10 * Math.log10(sum / BLOCK + 1e-12));
      [sum, inBlock] = [0, 0];
    }
    frame.free();
  }
  const sorted = blocks.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { quietDb: at(0.1), loudDb: at(0.9) };
}

/** The filter that takes steady noise out of a sound with these levels; '' where there is none to be told apart. */
export function denoiseFilter({ quietDb, loudDb }: Levels): string {
  if (loudDb - quietDb < LEAST_CONTRAST_DB) return '';
  const floor = Math.min(-20, Math.max(-80, quietDb + FLOOR_OFFSET_DB));
  return `afftdn=nr=${REDUCTION_DB}:nf=${floor.toFixed(1)}`;
}
