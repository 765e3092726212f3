import { describe, expect, it } from 'vitest';
import { peaksOf } from './wave.ts';

describe('a waveform', () => {
  it('shows the loudest moment of each stretch, the loudest of all as 100', () => {
    expect(peaksOf(Float32Array.from([0, 0.25, -0.5, 0, 0, 0.125]), 3)).toEqual([50, 100, 25]);
  });

  it('is flat for silence and for nothing', () => {
    expect(peaksOf(new Float32Array(10), 2)).toEqual([0, 0]);
    expect(peaksOf(new Float32Array(0), 2)).toEqual([0, 0]);
  });
});
