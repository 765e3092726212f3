import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../log.ts';
import { createSpeechEngine, type SpeechEngine, type SpeechOptions } from './speech.ts';
import { writeTinyVoice } from './testing/tiny-model.ts';
import { wavFacts, wavOf } from './wav.ts';

let folder: string;
let engine: SpeechEngine | undefined;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'nguon-voices-'))));
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await engine?.stop();
  engine = undefined;
});

/** An engine with plug-ins, and what it wrote into its log. */
function open(options: Partial<SpeechOptions>): { engine: SpeechEngine; warnings: object[] } {
  const warnings: object[] = [];
  const log = { ...silentLog(), warn: (facts: object) => void warnings.push(facts) };
  engine = createSpeechEngine({ processes: 1, log, tmpDir: join(folder, 'out'), longestMs: 10_000, ...options });
  return { engine, warnings };
}

describe('voices of a folder', { timeout: 60_000 }, () => {
  it('are read by the real sherpa-onnx, as long as the model says, slower when asked', async () => {
    const voicesDir = join(folder, 'good');
    await writeTinyVoice(voicesDir, 'mau');
    const { engine: speech } = open({ voicesDir });
    expect((await speech.voices()).at(-1)).toEqual({
      id: 'onnx-mau',
      name: 'giọng thử',
      engine: 'sherpa-onnx',
      language: 'vi',
      licence: 'CC0-1.0',
    });
    const said = await speech.say({ text: 'Xin chào bà con. Chào bà con!', voice: 'onnx-mau' });
    const bytes = await readFile(said.wavPath);
    expect(said.sampleRate).toBe(16_000);
    expect(wavFacts(bytes, bytes.length)).toEqual({ sampleRate: 16_000, durationMs: said.durationMs });
    expect(said.durationMs).toBeGreaterThan(1000);
    // The tone of the model is there: not silence of the right length.
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset + 44, (bytes.length - 44) / 2);
    expect(Math.max(...samples.subarray(0, 20_000))).toBeGreaterThan(1000);
  });

  it('refuse with a sentence what no voice can read, and read the next text', async () => {
    const voicesDir = join(folder, 'good');
    const { engine: speech } = open({ voicesDir });
    const odd = speech.say({ text: 'zzz', voice: 'onnx-mau' });
    await expect(odd).rejects.toMatchObject({
      code: 'speech-failed',
      parameters: { reason: expect.stringContaining('giọng thử') },
    });
    expect((await speech.say({ text: 'xin chào', voice: 'onnx-mau' })).durationMs).toBeGreaterThan(100);
    const long = speech.say({ text: 'xin chào bà con. '.repeat(20), voice: 'onnx-mau' });
    await expect(long).rejects.toMatchObject({ code: 'sound-too-long' });
  });

  it('a model that is none takes only its own process with it', async () => {
    const voicesDir = join(folder, 'broken');
    await writeFile(join(await writeTinyVoice(voicesDir, 'hong'), 'model.onnx'), 'không phải mô hình');
    await writeTinyVoice(voicesDir, 'lech', { speaker: 7 });
    const { engine: speech } = open({ voicesDir });
    const broken = speech.say({ text: 'xin chào', voice: 'onnx-hong' });
    await expect(broken).rejects.toMatchObject({
      code: 'speech-failed',
      parameters: { reason: expect.stringContaining('mô hình') },
    });
    const nobody = speech.say({ text: 'xin chào', voice: 'onnx-lech' });
    await expect(nobody).rejects.toMatchObject({
      code: 'speech-failed',
      parameters: { reason: 'không có người đọc số 7' },
    });
    expect((await speech.say({ text: 'Xin chào' })).durationMs).toBeGreaterThan(300);
    expect((await readdir(join(folder, 'out'))).length).toBeGreaterThan(0);
  });

  it('that lack something are left out, with what they lack in the log', async () => {
    const voicesDir = join(folder, 'lacking');
    await rm(join(await writeTinyVoice(voicesDir, 'a'), 'model.onnx'));
    await rm(join(await writeTinyVoice(voicesDir, 'b'), 'tokens.txt'));
    await rm(join(await writeTinyVoice(voicesDir, 'c'), 'lexicon.txt'));
    await writeTinyVoice(voicesDir, 'd', { licence: '' });
    await writeTinyVoice(voicesDir, 'e', { id: '../e' });
    await mkdir(join(voicesDir, 'f'), { recursive: true });
    await writeTinyVoice(voicesDir, 'g');
    await writeTinyVoice(voicesDir, 'h', { id: 'g' });
    const { engine: speech, warnings } = open({ voicesDir });
    const ids = (await speech.voices()).map(({ id }) => id).filter((id) => id.startsWith('onnx-'));
    expect(ids).toEqual(['onnx-g']);
    const reasons = warnings.map((facts) => ('reason' in facts ? String(facts.reason) : ''));
    for (const lack of ['model.onnx', 'tokens.txt', 'lexicon.txt', 'licence', 'id', 'voice.json', 'is taken'])
      expect(reasons.join('\n')).toContain(lack);
    const gone = speech.say({ text: 'xin chào', voice: 'onnx-a' });
    await expect(gone).rejects.toMatchObject({ code: 'speech-failed' });
  });

  it('are none when the folder itself is not there, which the log says', async () => {
    const voicesDir = join(folder, 'không có');
    const { engine: speech, warnings } = open({ voicesDir });
    expect((await speech.voices()).map(({ engine: kind }) => kind)).toEqual(['espeak-ng', 'espeak-ng', 'espeak-ng']);
    expect(warnings).toMatchObject([{ folder: voicesDir, reason: expect.stringContaining('ENOENT') }]);
  });
});

const SECOND = wavOf([new Int16Array(16_000).fill(900)], 16_000);
const VOICES = { voices: [{ id: 'lan', name: 'Giọng Lan', language: 'vi', licence: 'hợp đồng số 5' }] };

/** A provider on this machine that answers as a test wants, and remembers what it was asked. */
async function provide(
  speech: (answer: ServerResponse, asked: unknown) => void,
  list: (answer: ServerResponse) => void = asList,
) {
  const calls: { path: string; token: string | undefined; asked: unknown }[] = [];
  const server = createServer((request, answer) => {
    void bodyOf(request).then((asked) => {
      calls.push({ path: request.url ?? '', token: request.headers.authorization, asked });
      if (request.url === '/giong/voices') list(answer);
      else if (request.url === '/giong/speech') speech(answer, asked);
      else answer.writeHead(404).end();
    });
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((settle) => {
      server.close(() => settle());
      server.closeAllConnections();
    });
  return { calls, stop, url: `http://127.0.0.1:${port}/giong` };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body === '' ? null : JSON.parse(body);
}

function asList(answer: ServerResponse): void {
  answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(VOICES));
}

describe('voices of a provider', { timeout: 60_000 }, () => {
  it('are listed and read over HTTP, with the token', async () => {
    const provider = await provide((answer) => answer.writeHead(200, { 'content-type': 'audio/wav' }).end(SECOND));
    const { engine: speech } = open({ provider: { url: provider.url, token: 'mat-khau-1' } });
    expect((await speech.voices()).at(-1)).toMatchObject({ id: 'http-lan', name: 'Giọng Lan', engine: 'http' });
    const said = await speech.say({ text: 'Xin chào', voice: 'http-lan', pace: 'slow' });
    expect(said).toMatchObject({ sampleRate: 16_000, durationMs: 1000 });
    expect(await speech.hear({ text: 'Xin chào', voice: 'http-lan' })).toEqual(SECOND);
    expect(provider.calls[1]).toMatchObject({
      path: '/giong/speech',
      token: expect.stringMatching(/^Bearer mat-khau-1$/),
      asked: { text: 'Xin chào', voice: 'lan', pace: 'slow' },
    });
    await provider.stop();
  });

  it.each<[string, (answer: ServerResponse) => void, string]>([
    ['says no', (answer) => answer.writeHead(500).end('lỗi'), 'không trả lời được'],
    ['sends something else', (answer) => answer.writeHead(200).end('<html>'), 'WAV'],
    ['sends nothing', (answer) => answer.writeHead(200).end(), 'WAV'],
    ['sends too much', (answer) => answer.writeHead(200).end(Buffer.alloc(1_000_000)), 'không trả lời được'],
    [
      'breaks off',
      (answer) =>
        answer.writeHead(200, { 'content-length': '9000' }).write(SECOND.subarray(0, 900), () => answer.destroy()),
      'không trả lời được',
    ],
    ['never answers', () => undefined, 'quá lâu'],
    [
      'sends a little and then nothing',
      (answer) => void answer.writeHead(200).write(SECOND.subarray(0, 900)),
      'quá lâu',
    ],
    [
      'sends us elsewhere',
      (answer) => answer.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'không trả lời được',
    ],
  ])('a provider that %s is told in a sentence and leaves no file', async (_, answer, reason) => {
    const provider = await provide(answer);
    const tmpDir = await mkdtemp(join(folder, 'http-'));
    const { engine: speech } = open({ provider: { url: provider.url }, tmpDir, timeoutMs: 1500, longestMs: 1000 });
    const asked = speech.say({ text: 'Xin chào', voice: 'http-lan' });
    await expect(asked).rejects.toMatchObject({
      code: 'speech-failed',
      parameters: { reason: expect.stringContaining(reason) },
    });
    expect(await readdir(tmpDir)).toEqual([]);
    await provider.stop();
  });

  it('refuse what lasts longer than may be', async () => {
    const long = wavOf([new Int16Array(16_000 * 11)], 16_000);
    const provider = await provide((answer) => answer.end(long));
    const { engine: speech } = open({ provider: { url: provider.url } });
    await expect(speech.say({ text: 'Xin chào', voice: 'http-lan' })).rejects.toMatchObject({ code: 'sound-too-long' });
    await provider.stop();
  });

  it.each([
    ['nonsense', '{"voices":[{"id":"../a"}]}'],
    ['more than a list can be', JSON.stringify({ voices: [], more: 'x'.repeat(300_000) })],
  ])('leave the bundled voice alone when the provider lists %s, or is away', async (_, listed) => {
    const provider = await provide(
      (answer) => answer.end(),
      (answer) => answer.end(listed),
    );
    const { engine: odd } = open({ provider: { url: provider.url } });
    expect((await odd.voices()).every(({ engine: kind }) => kind === 'espeak-ng')).toBe(true);
    await odd.stop();
    await provider.stop();
    const { engine: speech, warnings } = open({ provider: { url: provider.url } });
    expect(await speech.voices()).toHaveLength(3);
    expect(warnings).toHaveLength(1);
    expect((await speech.say({ text: 'Xin chào' })).durationMs).toBeGreaterThan(300);
  });
});
