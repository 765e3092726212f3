import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BulletinBody } from '@nguon/protocol/http/bulletins.ts';
import type { Edition } from '@nguon/protocol/http/editions.ts';
import type { LibraryItem } from '@nguon/protocol/http/library.ts';
import { CHIME, CUT, playTune } from '../../demo/melody.ts';
import { createMediaWorker, type MediaWorker } from '../../platform/media/media.ts';
import { inTransaction } from '../../platform/db.ts';
import { silentLog } from '../../platform/log.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser, signedIn } from '../accounts/factories.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { hashContent } from '../bulletins/rules.ts';
import { insertBulletin } from '../bulletins/store.ts';
import { buildSmallProvince } from '../units/factories.ts';
import { buildRequest } from '../requests/factories.ts';
import { makeItem } from './making.ts';

let house: TestApp;
let media: MediaWorker;
let communes: [string, string];
let province: string;
let headers: Record<'officer' | 'neighbour' | 'board', { cookie: string }>;
let officer: Awaited<ReturnType<typeof actorFor>>;

beforeAll(async () => {
  media = createMediaWorker({ processes: 1, log: silentLog() });
  house = await buildTestApp({ media });
  const { platform } = house;
  const land = await buildSmallProvince(platform.db);
  province = land.province.id;
  communes = [land.communes[0]!.id, land.communes[1]!.id];
  const enter = async (role: 'commune-officer' | 'editorial-board', unit: string) => {
    const user = await buildUser(platform.db, { role, unit });
    return { actor: await actorFor(platform.db, user), headers: await signedIn(platform, user) };
  };
  const [own, next, board] = [
    await enter('commune-officer', communes[0]),
    await enter('commune-officer', communes[1]),
    await enter('editorial-board', province),
  ];
  officer = own.actor;
  headers = { officer: own.headers, neighbour: next.headers, board: board.headers };
});
afterAll(async () => {
  await media?.stop();
  await house?.stop();
});

type Who = keyof typeof headers;
const SAID = { kind: 'chime', title: 'Nhạc hiệu xã', owner: 'UBND xã Mẫu', licence: 'Tự làm' };

async function add(who: Who, unit: string, fields: Record<string, string> = SAID, file: Buffer = playTune(CHIME)) {
  const edge = 'ranh-gioi';
  const said = Object.entries(fields).map(
    ([name, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\ncontent-type: audio/wav\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(said.join('') + head), file, Buffer.from(`\r\n--${edge}--\r\n`)]);
  const type = { 'content-type': `multipart/form-data; boundary=${edge}` };
  const url = `/api/library?unit=${unit}`;
  const answer = await house.app.inject({ method: 'POST', url, payload, headers: { ...headers[who], ...type } });
  return { status: answer.statusCode, body: answer.json<LibraryItem & { code: string }>() };
}

async function ask<T>(who: Who, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const answer = await house.app.inject({ method, url, headers: headers[who], ...(payload && { payload }) });
  return { status: answer.statusCode, body: (answer.body === '' ? null : answer.json()) as T };
}

const listed = async (who: Who, unit: string): Promise<string[]> =>
  (await ask<{ items: LibraryItem[] }>(who, 'GET', `/api/library?unit=${unit}`)).body.items.map(({ id }) => id);

test('without an owner and a licence that say something nothing is kept', async () => {
  for (const wrong of [{ owner: '' }, { owner: 'Không rõ' }, { licence: '' }, { licence: 'YouTube' }]) {
    const answer = await add('officer', communes[0], { ...SAID, ...wrong });
    expect(answer).toMatchObject({ status: 422, body: { code: 'licence-missing' } });
  }
  const { kind, title, owner } = SAID;
  expect(await add('officer', communes[0], { kind, title, owner })).toMatchObject({ status: 422 });
  expect((await add('officer', communes[0], SAID, Buffer.from('không phải âm thanh'))).status).toBe(422);
  expect(await listed('officer', communes[0])).toEqual([]);
  const { rows } = await house.database.pool.query(`select from media where kind = 'original'`);
  expect(rows).toHaveLength(0);
});

test('a commune uses its own and what stands above it, and not its neighbour’s', async () => {
  const [own, above] = [
    await add('officer', communes[0]),
    await add('board', province, { ...SAID, title: 'Nhạc hiệu tỉnh' }),
  ];
  expect([own.status, above.status]).toEqual([201, 201]);
  expect(await listed('officer', communes[0])).toEqual([own.body.id, above.body.id]);
  expect(await listed('neighbour', communes[1])).toEqual([above.body.id]);
  expect((await ask('neighbour', 'GET', `/api/library?unit=${communes[0]}`)).status).toBe(403);
  expect((await add('neighbour', communes[0])).status).toBe(403);
  expect((await ask('neighbour', 'DELETE', `/api/library/${above.body.id}`)).status).toBe(404);
});

test('a sound goes into editions once it is made, as music and never for words, until it is retired', async () => {
  const { platform } = house;
  const { body: chime } = await add('officer', communes[0], { ...SAID, kind: 'cut', title: 'Nhạc cắt' }, playTune(CUT));
  const news = await buildBulletin(platform, officer, { unit: communes[0] });
  await buildSound(platform, news);
  const body = (kind: string) => ({
    unit: communes[0],
    title: 'Chương trình',
    parts: [
      { kind, item: chime.id },
      { kind: 'bulletin', bulletin: news.id },
    ],
  });
  expect((await ask('officer', 'POST', '/api/editions', body('music'))).status).toBe(400);
  await makeItem(platform, chime.id);
  for (const kind of ['greeting', 'bulletin', 'chime']) {
    expect((await ask('officer', 'POST', '/api/editions', body(kind))).status).toBe(400);
  }
  const made = await ask<Edition>('officer', 'POST', '/api/editions', body('music'));
  expect(made).toMatchObject({
    status: 201,
    body: { parts: [{ title: 'Nhạc cắt', item: chime.id, outdated: null }, {}] },
  });
  expect(made.body.parts[0]?.sounds[0]?.mp3Sha256).toMatch(/^[0-9a-f]{64}$/);
  const waiting = await buildRequest(platform, officer, made.body.bulletin);
  expect(waiting.sounds).toHaveLength(2);
  expect(waiting.request.sounds[0]?.language).toBe('zxx');

  expect((await ask('officer', 'DELETE', `/api/library/${chime.id}`)).status).toBe(204);
  const shown = await ask<Edition>('officer', 'GET', `/api/editions/${made.body.bulletin.id}`);
  expect(shown.body.parts.map(({ outdated }) => outdated)).toEqual(['gone', null]);
  await expect(buildRequest(platform, officer, made.body.bulletin)).rejects.toMatchObject({ code: 'invalid-input' });
  const copy = await ask<Edition>('officer', 'POST', `/api/editions/${made.body.bulletin.id}/copy`, { title: 'Mai' });
  expect(copy.body.parts).toMatchObject([{ bulletin: news.id }]);
  expect((await ask('officer', 'DELETE', `/api/library/${chime.id}`)).status).toBe(404);
});

test('a bulletin is never the music of an edition: no door goes round the owner and the licence', async () => {
  const { platform } = house;
  const news = await buildBulletin(platform, officer, { unit: communes[0] });
  const sound = await buildSound(platform, news);
  const parts = (kind: 'chime' | 'music') => [
    { kind, bulletin: news.id },
    { kind: 'bulletin', bulletin: news.id },
  ];
  for (const kind of ['chime', 'music'] as const) {
    const body = { unit: communes[0], title: 'Chương trình', parts: parts(kind) };
    const refused = await ask<{ code: string; title: string }>('officer', 'POST', '/api/editions', body);
    expect(refused).toMatchObject({ status: 422, body: { code: 'music-from-library' } });
    expect(refused.body.title).toContain('chỉ lấy từ Kho nhạc');
  }
  const body = { unit: communes[0], title: 'Chương trình', parts: parts('chime').slice(1) };
  const made = await ask<Edition>('officer', 'POST', '/api/editions', body);
  const { id, revision } = made.body.bulletin;
  const again = { title: 'Chương trình', parts: parts('music'), seen: revision };
  expect(await ask('officer', 'PUT', `/api/editions/${id}`, again)).toMatchObject({
    status: 422,
    body: { code: 'music-from-library' },
  });

  // One that was put together before is not submitted as it is, and its copy goes without.
  const { sha256, durationMs } = sound;
  const kept = { title: news.title, bulletin: { id: news.id, revision: news.revision }, item: null, readings: 1 };
  const own = { language: 'vi', sha256: sha256 ?? '', bytes: 1, durationMs: durationMs ?? 0 };
  const old = await hashContent(BulletinBody.parse({ ...body, text: '', genre: 'article' }), [
    { ...kept, kind: 'chime', sounds: [own] },
    { ...kept, kind: 'bulletin', sounds: [own] },
  ]);
  const edition = { id: randomUUID(), unit: communes[0], author: officer.user, at: platform.clock.now() };
  await inTransaction(platform.db, async (tx) => insertBulletin(tx, edition, old));
  await expect(
    buildRequest(platform, officer, { ...made.body.bulletin, id: edition.id, revision: old.sha256 }),
  ).rejects.toMatchObject({ code: 'music-from-library' });
  const copy = await ask<Edition>('officer', 'POST', `/api/editions/${edition.id}/copy`, { title: 'Mai' });
  expect(copy.body.parts).toMatchObject([{ kind: 'bulletin', bulletin: news.id }]);
});

test('what is in the library is never changed, whoever reaches the table', async () => {
  const { body } = await add('officer', communes[0]);
  await makeItem(house.platform, body.id);
  const change = house.database.pool.query(`update library_items set owner = 'ai khác' where id = $1`, [body.id]);
  await expect(change).rejects.toThrow('never changed');
});
