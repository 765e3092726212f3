import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bulletin, SoundView } from '@nguon/protocol/http/bulletins.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import { buildHttp, type Doors } from '../../platform/http.ts';
import { silentLog } from '../../platform/log.ts';
import { createMediaWorker } from '../../platform/media/media.ts';
import { encodeLiveWebm, silence, voice, writeWav } from '../../platform/media/sound-fixtures.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser, signedIn, type BuiltUser } from '../accounts/factories.ts';
import { identifyBy } from '../accounts/service.ts';
import { buildUnit } from '../units/factories.ts';
import { buildBulletin } from './factories.ts';
import { makeSound } from './making.ts';
import { registerBulletinRoutes } from './routes.ts';

const media = createMediaWorker({ processes: 1, log: silentLog() });
let house: TestApp;
let doors: Doors;
let officer: BuiltUser;
let headers: { cookie: string };
let unit: string;
let spoken: Buffer;
let quiet: Buffer;
beforeAll(async () => {
  house = await buildTestApp({ media });
  const { platform } = house;
  doors = await buildHttp({ log: platform.log, publicUrl: platform.config.publicUrl, identify: identifyBy(platform) });
  registerBulletinRoutes(doors, platform);
  unit = (await buildUnit(platform.db)).id;
  officer = await buildUser(platform.db, { role: 'commune-officer', unit });
  headers = await signedIn(platform, officer);
  const at = (name: string): string => join(platform.config.dataDir, name);
  spoken = await readFile(await encodeLiveWebm(writeWav(at('a.wav'), voice, 3), at('a.webm')));
  quiet = await readFile(await encodeLiveWebm(writeWav(at('b.wav'), silence, 1), at('b.webm')));
});
afterAll(async () => {
  await doors.close();
  await media.stop();
  await house.stop();
});

const draft = async (): Promise<Bulletin> =>
  buildBulletin(house.platform, await actorFor(house.platform.db, officer), { unit });

async function sendTake(bulletin: string, take: Buffer): Promise<{ sha256: string } & Partial<Problem>> {
  const edge = 'ranh-gioi';
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="cau.webm"\r\ncontent-type: audio/webm\r\n\r\n`;
  const response = await doors.inject({
    method: 'POST',
    url: `/api/bulletins/${bulletin}/takes`,
    payload: Buffer.concat([Buffer.from(head), take, Buffer.from(`\r\n--${edge}--\r\n`)]),
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${edge}` },
  });
  return response.json();
}

const joinOf = (bulletin: string, payload: object) =>
  doors.inject({ method: 'POST', url: `/api/bulletins/${bulletin}/sounds/joined`, headers, payload });

test(
  'takes are sent one by one, sent again they are the same, and joined in the order asked',
  { timeout: 60_000 },
  async () => {
    const { id } = await draft();
    const [first, pause] = [await sendTake(id, spoken), await sendTake(id, quiet)];
    expect(await sendTake(id, spoken)).toEqual(first);
    const takes = [first.sha256, pause.sha256, first.sha256];
    const asked = await joinOf(id, { takes, noiseReduction: true });
    expect([asked.statusCode, asked.json<SoundView>().origin]).toEqual([202, 'recorded']);
    await makeSound(house.platform, asked.json<SoundView>().id);
    const { sounds } = (await doors.inject({ url: `/api/bulletins/${id}`, headers })).json<Bulletin>();
    expect(sounds).toMatchObject([{ state: 'ready', origin: 'recorded', language: 'vi' }]);
    expect(sounds[0]?.durationMs).toBeGreaterThan(6_700);
    expect(sounds[0]?.durationMs).toBeLessThan(7_400);
    const [heardFirst, heardPause] = [sounds[0]!.peaks.slice(10, 40), sounds[0]!.peaks.slice(55, 64)];
    expect(Math.max(...heardFirst)).toBeGreaterThan(30);
    expect(Math.max(...heardPause)).toBeLessThan(5);
  },
);

test('a sound is joined from takes of its own bulletin alone, and from what was sent', async () => {
  const [mine, other] = [await draft(), await draft()];
  const { sha256 } = await sendTake(other.id, spoken);
  for (const takes of [[sha256], ['f'.repeat(64)], []]) {
    expect((await joinOf(mine.id, { takes })).json<Problem>().code).toBe('invalid-input');
  }
  expect((await sendTake(mine.id, Buffer.from('không phải âm thanh'))).code).toBe('media-unreadable');
  expect((await joinOf(other.id, { takes: [sha256] })).statusCode).toBe(202);
});

test('a bulletin of another unit takes neither', async () => {
  const stranger = await buildUser(house.platform.db, {
    role: 'commune-officer',
    unit: (await buildUnit(house.platform.db)).id,
  });
  const { id } = await draft();
  const { sha256 } = await sendTake(id, spoken);
  const own = headers;
  headers = await signedIn(house.platform, stranger);
  expect((await sendTake(id, spoken)).code).toBe('not-found');
  expect((await joinOf(id, { takes: [sha256] })).json<Problem>().code).toBe('not-found');
  headers = own;
});
