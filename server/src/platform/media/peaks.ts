import type { Frame } from 'node-av/lib';

/** Samples that one fine block covers: 10 ms at the waveform's rate. */
const BLOCK = 80;

/**
 * Heights of a waveform for a screen.
 *
 * @param frames mono 32-bit float; freed here
 * @param count how many heights
 * @returns `count` whole numbers, 0 to 100 (100 is full scale)
 */
export async function heights(frames: AsyncIterable<Frame>, count: number): Promise<number[]> {
  const blocks: number[] = [];
  let inBlock = 0;
  let highest = 0;
  for await (const frame of frames) {
    const bytes = frame.toBuffer();
    for (let at = 0; at < frame.nbSamples * 4; at += 4) {
      const sample = Math.abs(bytes.readFloatLE(at));
      if (sample > highest) highest = sample;
      inBlock += 1;
      if (inBlock === BLOCK) {
        blocks.push(highest);
        inBlock = 0;
        highest = 0;
      }
    }
    frame.free();
  }
  if (inBlock > 0) blocks.push(highest);
  return bucketed(blocks, count);
}

function bucketed(blocks: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * blocks.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * blocks.length) / count));
    const highest = blocks.slice(from, to).reduce((max, value) => Math.max(max, value), 0);
    return Math.min(100, Math.round(highest * 100));
  });
}
