import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../lib/problem.ts';
import { silentLog } from '../log.ts';
import { createMediaWorker, type MediaOptions, type MediaWorker } from './media.ts';
import {
  encodeLiveWebm,
  encodeSound,
  music,
  rewrap,
  silence,
  voice,
  writeAmr,
  writeSilentFilm,
  writeWav,
} from './sound-fixtures.ts';

const SECONDS = 4;
let folder: string;
let worker: MediaWorker;
const workers: MediaWorker[] = [];

function buildWorker(options: Partial<MediaOptions> = {}): MediaWorker {
  const made = createMediaWorker({ processes: 2, log: silentLog(), longestMs: 30_000, ...options });
  workers.push(made);
  return made;
}

const at = (name: string): string => join(folder, name);
const outDir = (name: string): string => at(`out-${name}`);
const master = (name: string, by = worker): ReturnType<MediaWorker['master']> =>
  by.master({ input: at(name), outDir: outDir(name) });

/** The code of the refusal, after making sure that nothing was left behind. */
async function refusalOf(name: string, by = worker): Promise<string> {
  await rm(outDir(name), { recursive: true, force: true });
  const refusal: unknown = await master(name, by).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Problem);
  if (existsSync(outDir(name))) expect(await readdir(outDir(name))).toEqual([]);
  return (refusal as Problem).code;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nguon-media-'));
  worker = buildWorker();
  writeWav(at('voice.wav'), voice, SECONDS);
  for (const ending of ['mp3', 'ogg', 'webm', 'mp4', 'm4a', 'aac', '3gp'])
    encodeSound(at('voice.wav'), at(`voice.${ending}`));
  await encodeLiveWebm(at('voice.wav'), at('live.webm'));
  writeAmr(at('narrow.amr'), 'narrow', SECONDS);
  writeAmr(at('wide.amr'), 'wide', SECONDS);
  rewrap(at('narrow.amr'), at('phone.3gp'));
}, 60_000);

afterAll(async () => {
  await Promise.all(workers.map((each) => each.stop()));
  await rm(folder, { recursive: true });
});

const WHOLE =
  'voice.wav voice.mp3 voice.ogg voice.webm voice.mp4 voice.m4a live.webm voice.aac voice.3gp narrow.amr wide.amr phone.3gp'.split(
    ' ',
  );

describe('mastering a sound', { timeout: 60_000 }, () => {
  it.each(WHOLE)('brings %s to level in three files', async (name) => {
    const made = await master(name);
    expect(made.durationMs).toBeGreaterThan(SECONDS * 1000 - 150);
    expect(made.durationMs).toBeLessThan(SECONDS * 1000 + 150);
    expect(Math.abs(made.loudness.integratedLufs + 16)).toBeLessThanOrEqual(1);
    expect(made.loudness.truePeakDbtp).toBeLessThanOrEqual(-1);
    for (const { path, bytes } of [made.opus, made.mp3, made.master]) {
      expect((await readFile(path)).length).toBe(bytes);
    }
    expect(made.opus.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((made.opus.bytes * 8) / SECONDS).toBeLessThan(32_000);
  });

  it('makes what it promises: Ogg Opus, MP3 and FLAC, mono at 48 kHz', async () => {
    const made = await master('voice.wav');
    const codecs = await Promise.all([made.opus, made.mp3, made.master].map(({ path }) => worker.probe(path)));
    expect(
      codecs.map(({ container, codec, channels, sampleRate }) => [container, codec, channels, sampleRate]),
    ).toEqual([
      ['ogg', 'opus', 1, 48_000],
      ['mp3', 'mp3float', 1, 48_000],
      ['flac', 'flac', 1, 48_000],
    ]);
  });

  it('brings a song and a faint recording to level too', async () => {
    writeWav(at('song.wav'), music, SECONDS);
    writeWav(at('faint.wav'), (t) => voice(t) / 8, SECONDS);
    for (const name of ['song.wav', 'faint.wav']) {
      const { loudness } = await master(name);
      expect(Math.abs(loudness.integratedLufs + 16)).toBeLessThanOrEqual(1);
    }
  });

  it('draws the waveform from 0 to 100', async () => {
    const heights = await worker.peaks(at('voice.ogg'), 120);
    expect(heights).toHaveLength(120);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...heights)).toBeGreaterThan(10);
    expect(Math.max(...heights)).toBeLessThanOrEqual(100);
  });
});

describe('what is refused, within seconds and without a trace', { timeout: 60_000 }, () => {
  it.each(WHOLE)('%s without its end', async (name) => {
    const bytes = await readFile(at(name));
    await writeFile(at(`cut-${name}`), bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    expect(await refusalOf(`cut-${name}`)).toBe('media-truncated');
  });

  it('an MP3 that says another length than it has', async () => {
    const bytes = await readFile(at('voice.mp3'));
    const tag = Math.max(bytes.indexOf('Info'), bytes.indexOf('Xing'));
    bytes.writeUInt32BE(Math.floor(bytes.readUInt32BE(tag + 8) / 2), tag + 8);
    await writeFile(at('liar.mp3'), bytes);
    expect(await refusalOf('liar.mp3')).toBe('media-length-differs');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(100_000)],
    ['random bytes', randomBytes(300_000)],
    ['a text', Buffer.from('Xin chào bà con. '.repeat(1000))],
    ['a zip', Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(50_000)])],
    ['a WAV header before random bytes', Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), randomBytes(5000)])],
    ['a playlist of other files', Buffer.from('#EXTM3U\n#EXTINF:1,\n/etc/passwd\n')],
  ])('%s', async (_name, bytes) => {
    await writeFile(at('bad.mp3'), bytes);
    expect(['media-unreadable', 'media-truncated']).toContain(await refusalOf('bad.mp3'));
  });

  it('pictures without sound, silence, a mere click of a sound, a missing file', async () => {
    writeSilentFilm(at('film.mp4'));
    expect(await refusalOf('film.mp4')).toBe('media-no-sound');
    writeWav(at('silent.wav'), silence, 2);
    expect(await refusalOf('silent.wav')).toBe('media-silent');
    writeWav(at('short.wav'), voice, 0.3);
    expect(await refusalOf('short.wav')).toBe('media-too-short');
    expect(await refusalOf('missing.wav')).toBe('media-unreadable');
  });

  it('more sound than allowed, told by the header or only by listening', async () => {
    const strict = buildWorker({ processes: 1, longestMs: 2000 });
    expect(await refusalOf('voice.mp3', strict)).toBe('sound-too-long');
    expect(await refusalOf('live.webm', strict)).toBe('sound-too-long');
    await writeFile(at('huge.wav'), '');
    await truncate(at('huge.wav'), 400 * 1024 * 1024);
    expect(await refusalOf('huge.wav')).toBe('too-large');
  });

  it('what takes too long or is given up, and the next job finds a fresh child', async () => {
    const hurried = buildWorker({ processes: 1, stepMs: (minutes) => (minutes > 0 ? 20 : 10_000) });
    expect(await refusalOf('voice.ogg', hurried)).toBe('media-timeout');
    expect(await hurried.probe(at('voice.ogg'))).toMatchObject({ codec: 'opus' });
    const signal = AbortSignal.timeout(50);
    await expect(worker.peaks(at('voice.mp3'), 10, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(Problem);
    await expect(worker.master({ input: at('voice.wav'), outDir: outDir('given-up'), signal })).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(await worker.peaks(at('voice.mp3'), 10)).toHaveLength(10);
  });

  it('damaged files: the child may die, the server and the next job never notice', async () => {
    const originals = await Promise.all(WHOLE.map((name) => readFile(at(name))));
    const damage = fc.record({
      file: fc.nat(originals.length - 1),
      edits: fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
        minLength: 1,
        maxLength: 40,
      }),
    });
    const survives = fc.asyncProperty(damage, async ({ file, edits }) => {
      const bytes = Buffer.from(originals[file]!);
      for (const [place, value] of edits) bytes[Math.floor(place * bytes.length)] = value;
      await writeFile(at('damaged'), bytes);
      const outcome: unknown = await worker.peaks(at('damaged'), 8).catch((error: unknown) => error);
      expect(Array.isArray(outcome) || outcome instanceof Problem).toBe(true);
    });
    await fc.assert(survives, { numRuns: 40 });
    expect(await worker.peaks(at('voice.ogg'), 8)).toHaveLength(8);
  });

  it('a child killed in mid-job', async () => {
    const lone = buildWorker({ processes: 1 });
    await lone.probe(at('voice.wav'));
    const job = refusalOf('voice.webm', lone);
    setTimeout(() => process.kill(lone.pids()[0]!, 'SIGKILL'), 30);
    expect(await job).toBe('media-unreadable');
    expect(await lone.probe(at('voice.wav'))).toMatchObject({ container: 'wav' });
  });
});
