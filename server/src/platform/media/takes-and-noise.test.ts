import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../log.ts';
import { createSpeechEngine } from '../speech/speech.ts';
import { wavOf } from '../speech/wav.ts';
import { createMediaWorker, type MediaWorker } from './media.ts';
import { denoiseFilter } from './noise.ts';
import { readSamples } from './sound-samples.ts';
import { encodeLiveWebm, encodeSound, silence, voice, writeWav } from './sound-fixtures.ts';

let folder: string;
let worker: MediaWorker;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nguon-takes-'));
  worker = createMediaWorker({ processes: 2, log: silentLog(), longestMs: 30_000 });
});
afterAll(async () => {
  await worker.stop();
  await rm(folder, { recursive: true });
});

describe('takes', { timeout: 60_000 }, () => {
  it('of different recorders become one sound, in their order', async () => {
    writeWav(at('a.wav'), voice, 3);
    writeWav(at('b.wav'), silence, 2);
    await encodeLiveWebm(at('a.wav'), at('a.webm'));
    encodeSound(at('b.wav'), at('b.mp4'));
    const joined = await worker.join({ inputs: ['a.webm', 'b.mp4', 'a.webm'].map(at), outDir: folder });
    const { rate, samples } = await readSamples(joined);
    expect(samples.length / rate).toBeGreaterThan(7.7);
    expect(samples.length / rate).toBeLessThan(8.3);
    const loud = [0.5, 4, 6].map((from) => rms(samples, from * rate, (from + 0.7) * rate));
    expect(loud[0]).toBeGreaterThan(-35);
    expect(loud[1]).toBeLessThan(-70);
    expect(loud[2]).toBeGreaterThan(-35);
    const made = await worker.master({ input: joined, outDir: at('out') });
    expect(Math.abs(made.loudness.integratedLufs + 16)).toBeLessThanOrEqual(1);
  });

  it('that together last too long, or one of which is none, are refused', async () => {
    writeWav(at('long.wav'), voice, 12);
    const join3 = worker.join({ inputs: ['long.wav', 'long.wav', 'long.wav'].map(at), outDir: folder });
    await expect(join3).rejects.toMatchObject({ code: 'sound-too-long' });
    await writeFile(at('none.webm'), 'không phải âm thanh, dù tên như vậy');
    const broken = worker.join({ inputs: ['a.webm', 'none.webm'].map(at), outDir: folder });
    await expect(broken).rejects.toMatchObject({ code: 'media-unreadable' });
  });
});

describe('noise reduction', { timeout: 120_000 }, () => {
  // A voice that speaks from the second second on, in an office beside a road: hiss, and a motor that comes and goes.
  const NOISE = { hiss: 0.012, motor: 0.01 };
  const LEAD_S = 2;
  let speechS = 0;
  beforeAll(async () => {
    const engine = createSpeechEngine({ processes: 1, log: silentLog(), tmpDir: folder });
    const text = 'Mời bà con đến họp tại nhà văn hóa thôn lúc bảy giờ ba mươi tối nay. Đề nghị bà con đến đúng giờ.';
    const said = await engine.say({ text });
    await engine.stop();
    speechS = said.durationMs / 1000;
    const spoken = await readFile(said.wavPath);
    await writeFile(at('noisy.wav'), inOffice(spoken.subarray(44), said.sampleRate, NOISE));
    await writeFile(at('clean.wav'), inOffice(spoken.subarray(44), said.sampleRate, { hiss: 0, motor: 0 }));
  });

  /** Loudness of the noise alone and of the voice in a finished sound, in dBFS. */
  async function levels(
    name: string,
    noiseReduction: boolean,
  ): Promise<{ noise: number; voice: number; lufs: number }> {
    const made = await worker.master({ input: at(name), outDir: at(`out-${name}-${noiseReduction}`), noiseReduction });
    const { rate, samples } = await readSamples(made.opus.path);
    expect(made.loudness.truePeakDbtp).toBeLessThanOrEqual(-1);
    return {
      noise: rms(samples, 0.8 * rate, 1.8 * rate),
      voice: rms(samples, LEAD_S * rate, (LEAD_S + speechS) * rate),
      lufs: made.loudness.integratedLufs,
    };
  }

  it('lowers the noise by 10 dB and more, and leaves the voice at its level', async () => {
    const [without, reduced] = [await levels('noisy.wav', false), await levels('noisy.wav', true)];
    expect(without.noise - reduced.noise).toBeGreaterThanOrEqual(10);
    expect(Math.abs(without.voice - reduced.voice)).toBeLessThan(1.5);
    expect(Math.abs(reduced.lufs + 16)).toBeLessThanOrEqual(1);
  });

  it('leaves a clean recording as it is', async () => {
    const [without, reduced] = [await levels('clean.wav', false), await levels('clean.wav', true)];
    expect(Math.abs(without.voice - reduced.voice)).toBeLessThan(0.2);
    expect(Math.abs(without.lufs - reduced.lufs)).toBeLessThan(0.2);
  });

  it.each([
    [{ quietDb: -47, loudDb: -21 }, 'afftdn=nr=18:nf=-27.0'],
    [{ quietDb: -120, loudDb: -21 }, 'afftdn=nr=18:nf=-80.0'],
    [{ quietDb: -30, loudDb: -10 }, 'afftdn=nr=18:nf=-20.0'],
    [{ quietDb: -20, loudDb: -14 }, ''],
  ])('takes %j for %s', (measured, filter) => {
    expect(denoiseFilter(measured)).toBe(filter);
  });
});

function rms(samples: Float32Array, from: number, to: number): number {
  const part = samples.subarray(Math.floor(from), Math.floor(to));
  return 10 * Math.log10(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length + 1e-12);
}

function inOffice(speech: Buffer, rate: number, { hiss, motor }: { hiss: number; motor: number }): Buffer {
  const lead = 2 * rate;
  const length = speech.length / 2;
  let seed = 1;
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return seed / 0x3fffffff - 1;
  };
  const samples = Int16Array.from({ length: lead + length + rate }, (_, index) => {
    const t = index / rate;
    const spoken = index >= lead && index < lead + length ? speech.readInt16LE((index - lead) * 2) / 65_536 : 0;
    const hum = [2, 3, 4, 5, 6, 8].reduce((sum, k) => sum + Math.sin(2 * Math.PI * 47 * k * t) / k, 0);
    const passing = motor * (1 + 0.5 * Math.sin(2 * Math.PI * 0.4 * t)) * hum;
    return Math.round(32_767 * Math.max(-1, Math.min(1, spoken + hiss * random() + passing)));
  });
  return wavOf([samples], rate);
}
