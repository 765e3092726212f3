import { expect, test } from 'vitest';
import { CHIME, CUT, playTune, SONG } from './melody.ts';

test.each([
  ['chime', CHIME, 11],
  ['cut', CUT, 4],
  ['song', SONG, 29],
])('the %s sounds for about as long as it says, and never clips', (_name, tune, seconds) => {
  const wav = playTune(tune);
  const samples = new Int16Array(wav.buffer, wav.byteOffset + 44, (wav.length - 44) / 2);
  expect(samples.length / 32_000).toBeGreaterThan(seconds - 1);
  expect(samples.length / 32_000).toBeLessThan(seconds + 3);
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(loudest).toBeGreaterThan(5_000);
  expect(loudest).toBeLessThan(32_767);
});

test('one tune is the same sound each time', () => {
  expect(playTune(CUT).equals(playTune(CUT))).toBe(true);
});
