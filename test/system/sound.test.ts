import { describe, expect, it } from 'vitest';
import { correlate } from './sound.ts';

const noise = (seed: number, seconds: number): Float32Array => {
  let state = seed;
  let smooth = 0;
  return Float32Array.from({ length: seconds * 16_000 }, (_, at) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    smooth = 0.9 * smooth + 0.1 * (state / 2 ** 31);
    return smooth * (1 + Math.sin(at / 4_000));
  });
};

describe('correlate', () => {
  const sound = { rate: 16_000, samples: noise(1, 5) };

  it('finds the same sound later and quieter', () => {
    const later = Float32Array.from(
      { length: sound.samples.length + 16_000 },
      (_, at) => 0.3 * (sound.samples[at - 16_000] ?? 0),
    );
    const { correlation, shiftS } = correlate(sound, { rate: 16_000, samples: later });
    expect(correlation).toBeGreaterThan(0.99);
    expect(shiftS).toBeCloseTo(1, 2);
  });

  it('does not take another sound for it', () => {
    expect(correlate(sound, { rate: 16_000, samples: noise(7, 5) }).correlation).toBeLessThan(0.5);
  });
});
