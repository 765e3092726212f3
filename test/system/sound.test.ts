import { describe, expect, it } from 'vitest';
import { agreementAt, correlate } from './sound.ts';

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

describe('agreementAt', () => {
  const sound = { rate: 16_000, samples: noise(1, 6) };
  /** Half a second later, and wrong from its fourth second to its fifth. */
  const other = noise(7, 6);
  const recorded = {
    rate: 16_000,
    samples: Float32Array.from({ length: 6.5 * 16_000 }, (_, at) => {
      const from = at - 8_000;
      return (from >= 64_000 && from < 80_000 ? other : sound.samples)[from] ?? 0;
    }),
  };

  it('is high where a recording is right and low where it is not, at the shift that is known', () => {
    const at = (from: number, to: number): number => agreementAt(sound, recorded, 0.5, { from, to });
    expect([at(0, 2), at(2, 4), at(5, 6)].every((agreement) => agreement > 0.99)).toBe(true);
    expect(at(4, 5)).toBeLessThan(0.5);
    expect(agreementAt(recorded, sound, -0.5, { from: 0, to: 2 })).toBeGreaterThan(0.99);
  });
});
