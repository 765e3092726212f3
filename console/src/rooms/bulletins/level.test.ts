import { describe, expect, it } from 'vitest';
import { levelWord, loudnessOf, remembered, type Loudness } from './level.ts';

const after = (count: number, loudness: Loudness, then: Loudness[] = []): Loudness[] =>
  [...Array.from({ length: count }, () => loudness), ...then].reduce<Loudness[]>(remembered, []);
const spoken = { rms: 0.1, peak: 0.5 };
const faint = { rms: 0.005, peak: 0.02 };

describe('the level of a voice', () => {
  it.each([
    ['a voice', after(30, spoken), 'good'],
    ['the first second of silence', after(10, faint), 'good'],
    ['a voice far away', after(30, faint), 'quiet'],
    ['a breath between words', after(20, faint, after(5, spoken)), 'good'],
    ['a shout', after(10, spoken, [{ rms: 0.6, peak: 1 }]), 'loud'],
    ['a shout long ago', [{ rms: 0.6, peak: 1 }, ...after(30, spoken)].reduce<Loudness[]>(remembered, []), 'good'],
  ])('%s', (_name, measured, word) => {
    expect(levelWord(measured)).toBe(word);
  });

  it('is the root mean square and the highest sample', () => {
    expect(loudnessOf(Float32Array.from([0.5, -0.5, 0.5, -0.5]))).toEqual({ rms: 0.5, peak: 0.5 });
    expect(loudnessOf(new Float32Array())).toEqual({ rms: 0, peak: 0 });
  });
});
