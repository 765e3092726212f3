import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTestFolder } from '../test-folder.ts';
import { endlessly, loopOf, type Mp3Loop } from './mp3-loop.ts';
import { encodeSound, voice, writeWav } from './sound-fixtures.ts';

let folder: Awaited<ReturnType<typeof makeTestFolder>>;
let mp3: Buffer;
let loop: Mp3Loop;
beforeAll(async () => {
  folder = await makeTestFolder();
  const wav = writeWav(join(folder.path, 'voice.wav'), voice, 2);
  mp3 = await readFile(encodeSound(wav, join(folder.path, 'voice.mp3')));
  loop = loopOf(mp3);
});
afterAll(() => folder.remove());

test('a loop has the frames of the sound, each beginning like one, and none that tells a length', () => {
  const lasts = loop.frames.length * loop.frameMs;
  expect(lasts).toBeGreaterThan(1_950);
  expect(lasts).toBeLessThan(2_200);
  for (const frame of loop.frames) {
    expect(frame.readUInt16BE(0) >>> 5).toBe(0x7ff);
    expect(frame.subarray(0, 64).toString('latin1')).not.toMatch(/Xing|Info|ID3/);
  }
  expect(mp3.includes(Buffer.concat([...loop.frames]))).toBe(true);
});

test('what is no MP3 cannot be sent round', () => {
  expect(() => loopOf(Buffer.from('không phải âm thanh'))).toThrow('without frames');
});

test('it is sent as fast as it sounds, round and round, to everybody the same place', async () => {
  const at = 1_000_000;
  let passed = 0;
  const [one, other] = [endlessly(loop, at, () => passed), endlessly(loop, at, () => passed)];
  const take = async (from: AsyncGenerator<Buffer>): Promise<Buffer> => {
    const { value } = await from.next();
    return value as Buffer;
  };
  const first = await take(one);
  const begin = Math.floor(at / loop.frameMs);
  const wanted = Array.from({ length: 4 }, (_, step) => loop.frames[(begin + step) % loop.frames.length]!);
  expect(first.subarray(0, Buffer.concat(wanted).length)).toEqual(Buffer.concat(wanted));
  expect(await take(other)).toEqual(first);
  passed += 5_000;
  const second = await take(one);
  const sent = Math.round((second.length / first.length) * 3_000);
  expect(Math.abs(sent - 5_000)).toBeLessThan(150);
  await Promise.all([one.return(undefined), other.return(undefined)]);
});
