import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UnitVoices } from '@nguon/protocol/http/speech.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import { silentLog } from '../../platform/log.ts';
import { createSpeechEngine } from '../../platform/speech/speech.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { buildUser, signedIn } from '../accounts/factories.ts';
import { buildSmallProvince, type SmallProvince } from '../units/factories.ts';

const speech = createSpeechEngine({ processes: 1, log: silentLog() });
const SOUTH = 'espeak-vi-south';
let test: TestApp;
let land: SmallProvince;
let commune: string;
const headers = new Map<string, { cookie: string }>();

beforeAll(async () => {
  test = await buildTestApp({ speech });
  const { platform } = test;
  land = await buildSmallProvince(platform.db);
  commune = land.communes[0]!.id;
  const enter = async (
    name: string,
    role: 'commune-officer' | 'viewer' | 'editorial-board',
    unit: string,
  ): Promise<void> =>
    void headers.set(name, await signedIn(platform, await buildUser(platform.db, { name, role, unit })));
  await enter('cán bộ', 'commune-officer', commune);
  await enter('người xem', 'viewer', commune);
  await enter('cán bộ xã khác', 'commune-officer', land.communes[1]!.id);
  await enter('ban biên tập', 'editorial-board', land.province.id);
});
afterAll(async () => {
  await speech.stop();
  await test.stop();
});

async function ask(who: string, method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) {
  const response = await test.app.inject({ method, url, headers: headers.get(who) ?? {}, ...(payload && { payload }) });
  return response.json<UnitVoices & Problem>();
}
const voicesOf = (who: string, unit: string) => ask(who, 'GET', `/api/voices?unit=${unit}`);
const accepted = ({ voices }: UnitVoices) =>
  voices.flatMap(({ id, acceptance }) => (acceptance ? [[id, acceptance.byName]] : []));

it('no machine voice is accepted until a person of the unit does so; it then holds for the unit and its villages', async () => {
  const before = await voicesOf('người xem', commune);
  expect(before).toMatchObject({ used: 'espeak-vi-north', mayKeep: false });
  expect(accepted(before)).toEqual([]);
  const after = await ask('cán bộ', 'POST', '/api/voices/acceptances', { unit: commune, voice: SOUTH });
  expect(accepted(after)).toEqual([[SOUTH, 'cán bộ']]);
  await ask('ban biên tập', 'POST', '/api/voices/acceptances', { unit: commune, voice: SOUTH });
  expect(accepted(await voicesOf('người xem', commune))).toEqual([[SOUTH, 'cán bộ']]);
  const village = land.villages.find(({ parent }) => parent === commune)!.id;
  expect(accepted(await voicesOf('ban biên tập', village))).toEqual([[SOUTH, 'cán bộ']]);
  for (const other of [land.communes[1]!.id, land.districts[0]!.id, land.province.id])
    expect(accepted(await voicesOf('ban biên tập', other))).toEqual([]);
});

it('what the province accepts for itself says nothing of its communes', async () => {
  await ask('ban biên tập', 'POST', '/api/voices/acceptances', { unit: land.province.id, voice: SOUTH });
  expect(accepted(await voicesOf('ban biên tập', land.communes[3]!.id))).toEqual([]);
});

it('an acceptance is taken back by whoever could give it, and both are in the audit log', async () => {
  const gone = await ask('cán bộ', 'DELETE', `/api/voices/acceptances?unit=${commune}&voice=${SOUTH}`);
  expect(accepted(gone)).toEqual([]);
  const { rows } = await test.database.pool.query<{ act: string }>(
    `select act from audit_entries where subject_kind = 'voice' and unit_id = $1 order by position`,
    [commune],
  );
  expect(rows.map(({ act }) => act)).toEqual(['voice.accepted', 'voice.refused']);
});

it('a unit uses the voice that it chose, else that of the nearest unit above', async () => {
  await ask('ban biên tập', 'PUT', '/api/voices/default', { unit: land.province.id, voice: SOUTH });
  expect((await voicesOf('cán bộ', commune)).used).toBe(SOUTH);
  expect((await ask('cán bộ', 'PUT', '/api/voices/default', { unit: commune, voice: 'espeak-vi-central' })).used).toBe(
    'espeak-vi-central',
  );
});

it.each([
  ['người xem', 'forbidden'],
  ['cán bộ xã khác', 'forbidden'],
  ['', 'signed-out'],
])('%s can neither accept nor choose: %s', async (who, code) => {
  const payload = { unit: commune, voice: SOUTH };
  expect((await ask(who, 'POST', '/api/voices/acceptances', payload)).code).toBe(code);
  expect((await ask(who, 'PUT', '/api/voices/default', payload)).code).toBe(code);
  expect((await ask(who, 'DELETE', `/api/voices/acceptances?unit=${commune}&voice=${SOUTH}`)).code).toBe(code);
});

it('a voice that is not there cannot be accepted', async () => {
  expect((await ask('cán bộ', 'POST', '/api/voices/acceptances', { unit: commune, voice: 'onnx-khong' })).code).toBe(
    'not-found',
  );
});

it('nghe thử reads the unit’s own sentence', { timeout: 30_000 }, async () => {
  const payload = { unit: commune, voice: SOUTH, pace: 'slow' };
  const response = await test.app.inject({
    method: 'POST',
    url: '/api/voices/sample',
    headers: headers.get('người xem')!,
    payload,
  });
  expect(response.headers['content-type']).toContain('audio/wav');
  expect(response.rawPayload.toString('latin1', 0, 4)).toBe('RIFF');
  expect(response.rawPayload.length).toBeGreaterThan(200_000);
});
