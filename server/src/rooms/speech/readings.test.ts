import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NormalisedText } from '@nguon/protocol/http/bulletins.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import type { ReadingView } from '@nguon/protocol/http/speech.ts';
import type { z } from 'zod';
import { silentLog } from '../../platform/log.ts';
import { createSpeechEngine, type SpeechEngine } from '../../platform/speech/speech.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { buildUser, signedIn } from '../accounts/factories.ts';
import { buildSmallProvince, type SmallProvince } from '../units/factories.ts';

type Reading = z.infer<typeof ReadingView>;

let test: TestApp;
let speech: SpeechEngine;
let place: SmallProvince;
let [commune, village, elsewhere] = ['', '', ''];
const people: Record<string, { cookie: string }> = {};

beforeAll(async () => {
  speech = createSpeechEngine({ processes: 1, log: silentLog() });
  test = await buildTestApp({ speech });
  const { db } = test.platform;
  place = await buildSmallProvince(db);
  [commune, village, elsewhere] = [place.communes[0]!.id, place.villages[0]!.id, place.communes[2]!.id];
  const enter = async (name: string, role: 'commune-officer' | 'editorial-board' | 'technician', unit: string) =>
    void (people[name] = await signedIn(test.platform, await buildUser(db, { name, role, unit })));
  await enter('officer', 'commune-officer', commune);
  await enter('board', 'editorial-board', place.province.id);
  await enter('technician', 'technician', commune);
});
afterAll(async () => {
  await test.stop();
  await speech.stop();
});

const ask = (who: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
  test.app.inject({ method, url, headers: people[who]!, ...(payload && { payload }) });
const keep = (who: string, unit: string, written: string, spoken: string) =>
  ask(who, 'POST', '/api/readings', { unit, written, spoken });
const read = async (text: string, unit?: string): Promise<string> =>
  (await ask('officer', 'POST', '/api/speech/normalise', { text, unit })).json<z.infer<typeof NormalisedText>>().text;

describe('how a unit wants words said', () => {
  it('holds in the unit and below it, nowhere else, whatever the capitals', async () => {
    expect((await keep('officer', commune, 'Phja Đăm', 'Phi a Đăm')).statusCode).toBe(201);
    expect(await read('thôn phja đăm', commune)).toBe('thôn Phi a Đăm');
    expect(await read('thôn Phja Đăm', village)).toBe('thôn Phi a Đăm');
    expect(await read('thôn Phja Đăm', elsewhere)).toBe('thôn Phja Đăm');
    expect(await read('thôn Phja Đăm')).toBe('thôn Phja Đăm');
  });

  it('wins over the house, and the nearest unit over those above it', async () => {
    await keep('board', place.province.id, 'HTX', 'hợp tác');
    expect(await read('HTX', elsewhere)).toBe('hợp tác');
    await keep('officer', commune, 'HTX', 'hợp tác xã của ta');
    expect(await read('HTX', commune)).toBe('hợp tác xã của ta');
    expect(await read('HTX')).toBe('hợp tác xã');
  });

  it('is replaced by a newer one and ends, leaving what is above', async () => {
    await keep('officer', commune, 'htx', 'hát tê ích');
    const listed = (await ask('officer', 'GET', `/api/readings?unit=${commune}`)).json<Reading[]>();
    const own = listed.filter(({ written, unit }) => written.toLowerCase() === 'htx' && unit === commune);
    expect(own.map(({ spoken, byName }) => [spoken, byName])).toEqual([['hát tê ích', 'officer']]);
    expect((await ask('officer', 'DELETE', `/api/readings/${own[0]!.id}`)).statusCode).toBe(204);
    expect((await ask('officer', 'DELETE', `/api/readings/${own[0]!.id}`)).statusCode).toBe(204);
    expect(await read('HTX', commune)).toBe('hợp tác');
  });

  it('is kept by those who answer for the unit alone, and nothing that cannot be said', async () => {
    expect((await keep('technician', commune, 'A', 'bê')).json<Problem>().code).toBe('forbidden');
    expect((await keep('officer', elsewhere, 'A', 'bê')).json<Problem>().code).toBe('forbidden');
    expect((await keep('officer', place.province.id, 'A', 'bê')).json<Problem>().code).toBe('forbidden');
    expect((await keep('officer', commune, 'Km', 'số 5')).json<Problem>().code).toBe('invalid-input');
    expect((await keep('officer', commune, '...', 'chấm')).json<Problem>().code).toBe('invalid-input');
  });

  it('is written into the log', async () => {
    const { rows } = await test.database.pool.query<{ act: string }>(
      "select act from audit_entries where act like 'reading.%' order by id",
    );
    expect(rows.map(({ act }) => act)).toContain('reading.ended');
  });
});

describe('hearing a few words', () => {
  it('says them as the unit wants', { timeout: 60_000 }, async () => {
    const sample = (text: string, unit?: string) => ask('officer', 'POST', '/api/speech/sample', { text, unit });
    const listed = await sample('Phja Đăm lúc 7h', commune);
    expect(listed.headers['content-type']).toBe('audio/wav');
    expect(listed.rawPayload.toString('latin1', 0, 4)).toBe('RIFF');
    expect(listed.rawPayload.equals((await sample('Phi a Đăm lúc bảy giờ')).rawPayload)).toBe(true);
    const plain = await ask('officer', 'POST', '/api/speech/sample', {
      text: 'Phja Đăm',
      unit: commune,
      listed: false,
    });
    expect(plain.rawPayload.equals((await sample('Phja Đăm')).rawPayload)).toBe(true);
    expect(plain.rawPayload.equals((await sample('Phja Đăm', commune)).rawPayload)).toBe(false);
  });

  it('says nothing of nothing, and only to who is signed in', async () => {
    const empty = await ask('officer', 'POST', '/api/speech/sample', { text: ' … ' });
    expect(empty.json<Problem>().code).toBe('speech-empty');
    const nobody = await test.app.inject({ method: 'POST', url: '/api/speech/sample', payload: { text: 'a' } });
    expect(nobody.json<Problem>().code).toBe('signed-out');
  });
});
