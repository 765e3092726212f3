import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bulletin, SoundView } from '@nguon/protocol/http/bulletins.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import { buildHttp, type Doors } from '../../platform/http.ts';
import { silentLog } from '../../platform/log.ts';
import { createMediaWorker, type MediaWorker } from '../../platform/media/media.ts';
import { createSpeechEngine, type SpeechEngine } from '../../platform/speech/speech.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser, signedIn, type BuiltUser } from '../accounts/factories.ts';
import { identifyBy } from '../accounts/service.ts';
import { registerMediaRoutes } from '../media/routes.ts';
import { buildUnit } from '../units/factories.ts';
import { buildBulletin } from './factories.ts';
import { giveUpSounds, makeSound } from './making.ts';
import { registerBulletinRoutes } from './routes.ts';

let test: TestApp;
let doors: Doors;
let media: MediaWorker;
let speech: SpeechEngine;
let officer: BuiltUser;
let headers: { cookie: string };
let unit: string;

beforeAll(async () => {
  media = createMediaWorker({ processes: 1, log: silentLog() });
  speech = createSpeechEngine({ processes: 1, log: silentLog() });
  test = await buildTestApp({ media, speech });
  const { platform } = test;
  doors = await buildHttp({ log: platform.log, publicUrl: platform.config.publicUrl, identify: identifyBy(platform) });
  registerMediaRoutes(doors, platform);
  registerBulletinRoutes(doors, platform);
  unit = (await buildUnit(platform.db)).id;
  officer = await buildUser(platform.db, { role: 'commune-officer', unit });
  headers = await signedIn(platform, officer);
});
afterAll(async () => {
  await doors.close();
  await Promise.all([media.stop(), speech.stop()]);
  await test.stop();
});

const draft = async (text?: string): Promise<Bulletin> =>
  buildBulletin(test.platform, await actorFor(test.platform.db, officer), {
    unit,
    ...(text !== undefined && { text }),
  });
const read = async (id: string): Promise<Bulletin> =>
  (await doors.inject({ url: `/api/bulletins/${id}`, headers })).json();

/** A form with fields and one file, as browsers send it. */
function form(file: Buffer, fields: Record<string, string> = {}) {
  const edge = 'ranh-gioi';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\ncontent-type: audio/wav\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(parts.join('') + head), file, Buffer.from(`\r\n--${edge}--\r\n`)]);
  return { payload, headers: { ...headers, 'content-type': `multipart/form-data; boundary=${edge}` } };
}

async function send(bulletin: string, file: Buffer, fields: Record<string, string> = {}) {
  const response = await doors.inject({
    method: 'POST',
    url: `/api/bulletins/${bulletin}/sounds`,
    ...form(file, fields),
  });
  return { status: response.statusCode, body: response.json<SoundView & Partial<Problem>>() };
}

/** Three seconds of a wavering tone as WAV: 16 bits, mono, 16 kHz. */
function tone(seconds = 3): Buffer {
  const samples = seconds * 16_000;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(16_000, 24);
  wav.writeUInt32LE(32_000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) {
    const level = 0.2 + 0.15 * Math.sin(at / 4000);
    wav.writeInt16LE(Math.round(32_767 * level * Math.sin((at * 2 * Math.PI * 440) / 16_000)), 44 + at * 2);
  }
  return wav;
}

async function storedFiles(): Promise<number> {
  const names = await readdir(join(test.platform.config.dataDir, 'files'), { recursive: true });
  return names.filter((name) => /[0-9a-f]{64}$/.test(name)).length;
}

describe('a recording', () => {
  it('becomes the approved Opus, an MP3 and a master, and takes the place of the one before', async () => {
    const bulletin = await draft();
    const { status, body } = await send(bulletin.id, tone(), { origin: 'recorded' });
    expect([status, body.state, body.origin]).toEqual([202, 'making', 'recorded']);
    await makeSound(test.platform, body.id);
    await makeSound(test.platform, body.id);
    const [sound, ...others] = (await read(bulletin.id)).sounds;
    expect(others).toEqual([]);
    expect(sound).toMatchObject({ state: 'ready', language: 'vi', voice: null, problem: null });
    expect(sound?.durationMs).toBeGreaterThan(2_900);
    expect(sound?.peaks).toHaveLength(120);
    const opus = await doors.inject({ url: `/media/${sound?.sha256}` });
    expect(opus.headers).toMatchObject({
      'content-type': 'audio/ogg; codecs=opus',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(opus.rawPayload.subarray(0, 4).toString()).toBe('OggS');
    const part = await doors.inject({ url: `/media/${sound?.mp3Sha256}`, headers: { range: 'bytes=0-9' } });
    expect([part.statusCode, part.rawPayload.length, part.headers['content-type']]).toEqual([206, 10, 'audio/mpeg']);
    const second = await send(bulletin.id, tone(4));
    await makeSound(test.platform, second.body.id);
    expect((await read(bulletin.id)).sounds.map(({ id }) => id)).toEqual([second.body.id]);
    const { rows } = await test.database.pool.query(
      'select loudness_lufs, true_peak_dbtp, original_sha256 from sounds where id = $1',
      [body.id],
    );
    expect(Math.abs(rows[0].loudness_lufs + 16)).toBeLessThanOrEqual(1);
    expect(rows[0].true_peak_dbtp).toBeLessThanOrEqual(-1);
    expect((await doors.inject({ url: `/media/${rows[0].original_sha256}` })).statusCode).toBe(404);
  });

  it('is made once, though two workers take it up or one is killed in the middle', async () => {
    const bulletin = await draft();
    const { body } = await send(bulletin.id, tone());
    const killed = new AbortController();
    const dying = makeSound(test.platform, body.id, killed.signal);
    setTimeout(() => killed.abort(), 100);
    await expect(dying).rejects.toMatchObject({ code: 'unavailable' });
    expect((await read(bulletin.id)).sounds[0]?.state).toBe('making');
    await Promise.all([makeSound(test.platform, body.id), makeSound(test.platform, body.id)]);
    expect((await read(bulletin.id)).sounds).toMatchObject([{ id: body.id, state: 'ready' }]);
    const noted = `select count(*)::int as n from audit_entries where act = 'sound.ready' and subject_id = $1 and unit_id = $2`;
    expect((await test.database.pool.query(noted, [body.id, unit])).rows[0].n).toBe(1);
    expect(await readdir(join(test.platform.config.dataDir, 'files', 'incoming'))).toEqual([]);
  });

  it('that is none is refused at once, and nothing is kept', async () => {
    const bulletin = await draft();
    const before = await storedFiles();
    const tries: [Buffer, string][] = [
      [randomBytes(200_000), 'media-unreadable'],
      [Buffer.from('RIFF'), 'media-unreadable'],
      [Buffer.alloc(0), 'media-unreadable'],
      [Buffer.from('PK\x03\x04 a zip, called .mp3'), 'media-unreadable'],
    ];
    for (const [file, code] of tries) expect((await send(bulletin.id, file)).body.code).toBe(code);
    expect(await storedFiles()).toBe(before);
    expect((await read(bulletin.id)).sounds).toEqual([]);
  });

  it('that is cut or silent fails with a sentence', async () => {
    const bulletin = await draft();
    const silent = tone();
    silent.fill(0, 44);
    const { body } = await send(bulletin.id, silent);
    await makeSound(test.platform, body.id);
    const [sound] = (await read(bulletin.id)).sounds;
    expect(sound?.state).toBe('failed');
    expect(sound?.problem).toMatch(/[.!]$/);
  });

  it('of any length is read no further than the limit', async () => {
    const bulletin = await draft();
    await doors.listen({ host: '127.0.0.1', port: 0 });
    const begun = performance.now();
    const { port } = doors.server.address() as AddressInfo;
    const { status, code, sent } = await pour(port, `/api/bulletins/${bulletin.id}/sounds`, 10_000_000_000);
    expect([status, code]).toEqual([413, 'too-large']);
    expect(sent).toBeLessThan(200_000_000);
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect((await send(bulletin.id, Buffer.alloc(70_000_000))).body.code).toBe('too-large');
  });
});

/** Pours an endless file into a form without saying how long it is, until it is answered. */
function pour(port: number, path: string, most: number): Promise<{ status: number; code: string; sent: number }> {
  const { headers: kept, payload } = form(Buffer.alloc(0));
  const head = payload.subarray(0, payload.indexOf('\r\n\r\n') + 4);
  const chunk = Buffer.alloc(1_000_000, 1);
  return new Promise((settle, fail) => {
    let sent = 0;
    let done = false;
    const sending = httpRequest({ host: '127.0.0.1', port, path, method: 'POST', headers: kept }, (response) => {
      done = true;
      let text = '';
      response.on('data', (data: Buffer) => (text += data.toString()));
      response.on('end', () =>
        settle({ status: response.statusCode ?? 0, code: (JSON.parse(text) as Problem).code, sent }),
      );
    });
    sending.on('error', (error) => (done ? undefined : fail(error)));
    const more = (): void => {
      while (!done && sent < most) {
        sent += chunk.length;
        if (!sending.write(chunk)) return void sending.once('drain', more);
      }
    };
    sending.write(head, more);
  });
}

describe('machine speech', () => {
  it('reads the text as it is spoken, labelled as a machine', async () => {
    const bulletin = await draft('Họp hồi 19 giờ 30 tại nhà văn hóa thôn.');
    const asked = await doors.inject({
      method: 'POST',
      url: `/api/bulletins/${bulletin.id}/speech`,
      headers,
      payload: { pace: 'slow' },
    });
    expect(asked.statusCode).toBe(202);
    await makeSound(test.platform, asked.json<SoundView>().id);
    const [sound] = (await read(bulletin.id)).sounds;
    expect(sound).toMatchObject({ state: 'ready', origin: 'machine', voice: 'giọng máy dự phòng' });
    expect(sound?.durationMs).toBeGreaterThan(1_500);
  });

  it('refuses what is longer than twenty minutes, with the measure, and what has no words', async () => {
    const url = (id: string) => `/api/bulletins/${id}/speech`;
    const long = await draft('Mời bà con đến họp thôn tối nay. '.repeat(1500));
    const refused = await doors.inject({ method: 'POST', url: url(long.id), headers, payload: {} });
    expect(refused.json<Problem>()).toMatchObject({ code: 'sound-too-long', parameters: { limit: 20 } });
    const empty = await draft('…');
    const wordless = await doors.inject({ method: 'POST', url: url(empty.id), headers, payload: {} });
    expect(wordless.json<Problem>().code).toBe('speech-empty');
  });

  it('that nobody could make within the hour is said to have failed', async () => {
    const bulletin = await draft();
    await doors.inject({ method: 'POST', url: `/api/bulletins/${bulletin.id}/speech`, headers, payload: {} });
    await giveUpSounds(test.platform);
    expect((await read(bulletin.id)).sounds[0]?.state).toBe('making');
    test.clock.advance(3_700_000);
    await giveUpSounds(test.platform);
    expect((await read(bulletin.id)).sounds[0]?.state).toBe('failed');
  });
});

describe('a picture', () => {
  it('is kept without its metadata and served; anything else is refused', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAYAAADwdn+XAAAAQElEQVR4AayOQQoAQARF5Ur/UM7kTjNnmlnZICnUS6H38QHeBKZhBYFAyVNlBEF1nO32BXqFPFmyzfY/MHO3fwAAAP//Xi7SvQAAAAZJREFUAwBRfDIhOSHWsgAAAABJRU5ErkJggg==',
      'base64',
    );
    const kept = await doors.inject({
      method: 'POST',
      url: '/api/pictures',
      ...form(Buffer.concat([png, Buffer.from('thừa')])),
    });
    expect(kept.json()).toMatchObject({ mediaType: 'image/png', width: 16, height: 8, bytes: png.length });
    const served = await doors.inject({ url: `/media/${kept.json<{ sha256: string }>().sha256}` });
    expect(served.headers['content-type']).toBe('image/png');
    expect(served.rawPayload).toEqual(png);
    const again = { 'if-none-match': String(served.headers['etag']) };
    expect(
      (await doors.inject({ url: `/media/${kept.json<{ sha256: string }>().sha256}`, headers: again })).statusCode,
    ).toBe(304);
    const source = await readFile(new URL(import.meta.url));
    expect((await doors.inject({ method: 'POST', url: '/api/pictures', ...form(source) })).json<Problem>().code).toBe(
      'invalid-input',
    );
    expect(
      (await doors.inject({ method: 'POST', url: '/api/pictures', ...form(Buffer.alloc(10_100_000)) })).json<Problem>()
        .code,
    ).toBe('too-large');
  });
});
