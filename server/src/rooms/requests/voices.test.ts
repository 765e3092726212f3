import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../platform/http.ts';
import { silentLog } from '../../platform/log.ts';
import { createSpeechEngine } from '../../platform/speech/speech.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser, signedIn } from '../accounts/factories.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { buildUnit } from '../units/factories.ts';
import { createEdition } from '../bulletins/editions.ts';
import { approveBy, buildRequest, HOURLY } from './factories.ts';
import { getRequest } from './reading.ts';

const speech = createSpeechEngine({ processes: 1, log: silentLog() });
let test: TestApp;
let officer: Actor;
let leader: Actor;
let headers: { cookie: string };
let unit: string;

beforeAll(async () => {
  test = await buildTestApp({ speech });
  unit = (await buildUnit(test.platform.db, { name: 'Xã Bằng Vân' })).id;
  const user = await buildUser(test.platform.db, { role: 'commune-officer', unit });
  [officer, headers] = [await actorFor(test.platform.db, user), await signedIn(test.platform, user)];
  leader = await actorFor(test.platform.db, await buildUser(test.platform.db, { role: 'commune-leader', unit }));
});
afterAll(async () => {
  await speech.stop();
  await test.stop();
});

const NORTH = { id: 'espeak-vi-north', name: 'giọng máy dự phòng' };
const SOUTH = { id: 'espeak-vi-south', name: 'giọng máy dự phòng (miền Nam)' };
const refusal = (name: string) => ({ code: 'voice-not-accepted', parameters: { voice: name, unit: 'Xã Bằng Vân' } });

async function accept({ id: voice }: { id: string }): Promise<void> {
  const sent = { method: 'POST', url: '/api/voices/acceptances', headers, payload: { unit, voice } } as const;
  expect((await test.app.inject(sent)).statusCode).toBe(200);
}

async function refuse({ id }: { id: string }): Promise<void> {
  const url = `/api/voices/acceptances?unit=${unit}&voice=${id}`;
  expect((await test.app.inject({ method: 'DELETE', url, headers })).statusCode).toBe(200);
}

/** A bulletin that a machine voice has read. */
async function readBy(machine: { id: string; name: string }) {
  const bulletin = await buildBulletin(test.platform, officer, { unit });
  await buildSound(test.platform, bulletin, { machine });
  return bulletin;
}

it('a machine voice goes to loudspeakers only after a person of the unit accepted that very voice', async () => {
  const { platform } = test;
  const bulletin = await readBy(SOUTH);
  await expect(buildRequest(platform, officer, bulletin)).rejects.toMatchObject(refusal(SOUTH.name));
  // A board makes no sound.
  const shown = await buildRequest(platform, officer, bulletin, { channels: ['board', 'site'] });
  expect(shown).toMatchObject({ state: 'waiting', voiceRefusal: null });
  await accept(NORTH);
  await expect(buildRequest(platform, officer, bulletin)).rejects.toMatchObject(refusal(SOUTH.name));
  await accept(SOUTH);
  const request = await buildRequest(platform, officer, bulletin);
  expect(request).toMatchObject({ state: 'waiting', voiceRefusal: null });
});

it('is asked again at approval: what was taken back meanwhile is told before and refused', async () => {
  const { platform } = test;
  await accept(NORTH);
  const request = await buildRequest(platform, officer, await readBy(NORTH));
  await refuse(NORTH);
  const opened = await getRequest(platform, HOURLY, leader, request.id);
  expect(opened.voiceRefusal).toMatch(/giọng máy dự phòng.*Xã Bằng Vân.*Giọng đọc/);
  await expect(approveBy(platform, request, [leader])).rejects.toMatchObject(refusal(NORTH.name));
  await accept(NORTH);
  await approveBy(platform, request, [leader]);
  expect(await getRequest(platform, HOURLY, leader, request.id)).toMatchObject({
    state: 'approved',
    voiceRefusal: null,
  });
});

it('holds for each part of an edition', async () => {
  const { platform } = test;
  await accept(NORTH);
  await refuse(SOUTH);
  const parts = [await readBy(NORTH), await readBy(SOUTH)].map(({ id }) => ({
    kind: 'bulletin' as const,
    bulletin: id,
    item: null,
    readings: 1,
  }));
  const { bulletin } = await createEdition(platform, officer, { unit, title: 'Chương trình', parts });
  await expect(buildRequest(platform, officer, bulletin)).rejects.toMatchObject(refusal(SOUTH.name));
});

it('a person’s recording needs no acceptance', async () => {
  const bulletin = await buildBulletin(test.platform, officer, { unit, title: 'Thu âm' });
  await buildSound(test.platform, bulletin);
  await expect(buildRequest(test.platform, officer, bulletin)).resolves.toMatchObject({ state: 'waiting' });
});
