import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../lib/problem.ts';
import { silentLog } from '../log.ts';
import { createSpeechEngine, type SpeechEngine } from './speech.ts';

const SENTENCE = 'Kính mời bà con trong thôn đến nhà văn hóa họp vào lúc mười chín giờ ba mươi phút tối nay.';
let folder: string;
let engine: SpeechEngine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nguon-speech-'));
  engine = createSpeechEngine({ processes: 1, log: silentLog(), tmpDir: folder, longestMs: 60_000 });
});

afterAll(async () => {
  await engine.stop();
  await rm(folder, { recursive: true });
});

describe('the bundled voice', { timeout: 30_000 }, () => {
  it('is named as what it is', async () => {
    expect((await engine.voices()).every(({ name }) => name.startsWith('giọng máy dự phòng'))).toBe(true);
  });

  it('writes a WAV file as long as it says, the same bytes for the same text', async () => {
    const [first, second] = await Promise.all([engine.say({ text: SENTENCE }), engine.say({ text: SENTENCE })]);
    const bytes = await readFile(first.wavPath);
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    expect((bytes.length - 44) / 2 / first.sampleRate).toBeCloseTo(first.durationMs / 1000, 2);
    expect(first.durationMs).toBeGreaterThan(4000);
    expect(first.durationMs).toBeLessThan(9000);
    expect(bytes.equals(await readFile(second.wavPath))).toBe(true);
  });

  it('reads more slowly when asked, and in every voice', async () => {
    const normal = await engine.say({ text: SENTENCE });
    const slow = await engine.say({ text: SENTENCE, pace: 'slow' });
    expect(slow.durationMs).toBeGreaterThan(normal.durationMs * 1.08);
    for (const { id } of await engine.voices()) {
      expect((await engine.say({ text: 'Xin chào', voice: id })).durationMs).toBeGreaterThan(300);
    }
  });

  it('takes markup for words, not for commands', async () => {
    const marked = await engine.say({ text: '<break time="50s"/>Xin chào [[aaaa]] bà con' });
    expect(marked.durationMs).toBeLessThan(8000);
  });

  it('refuses a text that lasts too long, with the minutes that it would take', async () => {
    const near = engine.say({ text: `${SENTENCE} `.repeat(20) });
    await expect(near).rejects.toMatchObject({ code: 'sound-too-long', parameters: { limit: 1 } });
    const refusal: unknown = await near.catch((error: unknown) => error);
    const { minutes } = (refusal as Problem).parameters;
    expect(minutes).toBeGreaterThan(1.6);
    expect(minutes).toBeLessThan(2.4);
    const far = engine.say({ text: `${SENTENCE} `.repeat(2000) });
    await expect(far).rejects.toMatchObject({ code: 'sound-too-long' });
  });

  it.each(['', ' \n ', '... - ...'])('refuses %j: nothing to read', async (text) => {
    await expect(engine.say({ text })).rejects.toMatchObject({ code: 'speech-empty' });
  });

  it('refuses a voice that is not there', async () => {
    await expect(engine.say({ text: SENTENCE, voice: 'nobody' })).rejects.toMatchObject({ code: 'speech-failed' });
  });

  it('leaves no file after a refusal or a timeout', async () => {
    const hurried = createSpeechEngine({
      processes: 1,
      log: silentLog(),
      tmpDir: join(folder, 'hurried'),
      timeoutMs: 1,
    });
    await expect(hurried.say({ text: SENTENCE })).rejects.toMatchObject({ code: 'speech-failed' });
    await hurried.stop();
    expect(await readdir(join(folder, 'hurried'))).toEqual([]);
  });
});
