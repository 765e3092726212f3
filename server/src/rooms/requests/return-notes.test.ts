import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import type { ApprovalLink, Inbox, RequestView, ReturnNoteReply } from '@nguon/protocol/http/requests.ts';
import type { z } from 'zod';
import { silentLog } from '../../platform/log.ts';
import { createMediaWorker } from '../../platform/media/media.ts';
import { encodeLiveWebm, voice, writeAmr, writeWav } from '../../platform/media/sound-fixtures.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser, signedIn, type BuiltUser } from '../accounts/factories.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { getBulletin } from '../bulletins/service.ts';
import { buildSmallProvince, type SmallProvince } from '../units/factories.ts';
import { buildRequest } from './factories.ts';
import { forgetUnsentNotes } from './return-notes.ts';

const media = createMediaWorker({ processes: 1, log: silentLog() });
let house: TestApp;
let land: SmallProvince;
let spoken: Buffer;
let tooLong: Buffer;
const people = new Map<string, { user: BuiltUser; cookie: string }>();

beforeAll(async () => {
  house = await buildTestApp({ media });
  const { platform } = house;
  land = await buildSmallProvince(platform.db);
  for (const [name, role, place] of [
    ['cán bộ', 'commune-officer', 0],
    ['người xem', 'viewer', 0],
    ['chủ tịch', 'commune-leader', 0],
    ['phó chủ tịch', 'commune-leader', 0],
    ['chủ tịch xã khác', 'commune-leader', 1],
  ] as const) {
    const user = await buildUser(platform.db, { name, role, unit: land.communes[place]!.id });
    people.set(name, { user, ...(await signedIn(platform, user)) });
  }
  const at = (name: string): string => join(platform.config.dataDir, name);
  spoken = await readFile(await encodeLiveWebm(writeWav(at('a.wav'), voice, 3), at('a.webm')));
  tooLong = await readFile(writeAmr(at('b.amr'), 'narrow', 63));
});
afterAll(async () => {
  await media.stop();
  await house.stop();
});

async function ask<T>(name: string | null, method: 'GET' | 'POST', url: string, payload?: object) {
  const cookie = name === null ? undefined : people.get(name)!.cookie;
  const answer = await house.app.inject({
    method,
    url,
    ...(cookie && { headers: { cookie } }),
    ...(payload && { payload }),
  });
  const isJson = String(answer.headers['content-type']).includes('json');
  return { status: answer.statusCode, body: (isJson ? answer.json() : null) as T & Partial<Problem>, answer };
}

async function speak(name: string | null, url: string, sound: Buffer, token?: string) {
  const edge = 'ranh-gioi';
  const field =
    token === undefined ? '' : `--${edge}\r\ncontent-disposition: form-data; name="token"\r\n\r\n${token}\r\n`;
  const head = `${field}--${edge}\r\ncontent-disposition: form-data; name="file"; filename="loi-nhan.webm"\r\ncontent-type: audio/webm\r\n\r\n`;
  const cookie = name === null ? '' : people.get(name)!.cookie;
  const answer = await house.app.inject({
    method: 'POST',
    url,
    payload: Buffer.concat([Buffer.from(head), sound, Buffer.from(`\r\n--${edge}--\r\n`)]),
    headers: { cookie, 'content-type': `multipart/form-data; boundary=${edge}` },
  });
  return { status: answer.statusCode, body: answer.json<z.infer<typeof ReturnNoteReply> & Partial<Problem>>() };
}

async function waiting(): Promise<RequestView> {
  const officer = await actorFor(house.platform.db, people.get('cán bộ')!.user);
  const bulletin = await buildBulletin(house.platform, officer, { unit: land.communes[0]!.id });
  await buildSound(house.platform, bulletin);
  return buildRequest(house.platform, officer, await getBulletin(house.platform, officer, bulletin.id));
}
const notesOf = (request: RequestView) => `/api/requests/${request.id}/return-notes`;
const noteFiles = async () =>
  (await house.database.pool.query<{ sha256: string }>('select sha256 from return_notes order by made_at')).rows;

it('a request goes back by voice alone, and is heard by whoever may read it, nowhere else', async () => {
  const request = await waiting();
  const bulletin = request.request.revision.bulletin;
  const { status, body } = await speak('chủ tịch', notesOf(request), spoken);
  expect([status, body]).toEqual([201, { note: expect.any(String), durationMs: expect.any(Number) }]);
  expect(Math.abs(body.durationMs - 3_000)).toBeLessThan(200);
  expect((await ask('chủ tịch', 'GET', `/api/requests/${request.id}/return-note`)).status).toBe(404);
  const newest = async (name: string) => (await ask(name, 'GET', `/api/bulletins/${bulletin}/newest-request`)).body;
  expect(await newest('cán bộ')).toEqual({ request: request.id });
  expect(await newest('chủ tịch xã khác')).toEqual({ request: null });
  const returned = await ask<RequestView>('chủ tịch', 'POST', `/api/requests/${request.id}/return`, {
    note: body.note,
  });
  expect(returned.body).toMatchObject({ state: 'returned', returnReason: '', returnNoteMs: body.durationMs });
  const tasks = (await ask<Inbox>('cán bộ', 'GET', '/api/inbox')).body.tasks;
  expect(tasks.find(({ id }) => id === bulletin)).toMatchObject({
    kind: 'returned',
    sentence: 'Bị trả lại bằng lời nhắn thoại.',
    note: { request: request.id, durationMs: body.durationMs },
  });
  const why = { request: request.id, reason: '', noteMs: body.durationMs };
  expect((await ask('cán bộ', 'GET', `/api/bulletins/${bulletin}/return`)).body).toEqual({ returned: why });
  for (const name of ['cán bộ', 'người xem']) {
    const { answer } = await ask(name, 'GET', `/api/requests/${request.id}/return-note`);
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'audio/mpeg',
      'private, no-store',
    ]);
    expect(answer.rawPayload.length).toBeGreaterThan(10_000);
  }
  expect((await ask('chủ tịch xã khác', 'GET', `/api/requests/${request.id}/return-note`)).status).toBe(404);
  expect((await ask('chủ tịch xã khác', 'GET', `/api/bulletins/${bulletin}/return`)).body).toEqual({ returned: null });
  expect((await ask(null, 'GET', `/api/requests/${request.id}/return-note`)).status).toBe(401);
  const [file] = await noteFiles();
  expect((await ask('cán bộ', 'GET', `/media/${file!.sha256}`)).status).toBe(404);
}, 60_000);

it('takes nothing that is no sound or lasts longer than a minute, and nobody else’s words', async () => {
  const request = await waiting();
  const before = await noteFiles();
  expect((await speak('chủ tịch', notesOf(request), Buffer.from('không phải âm thanh'))).body.code).toBe(
    'media-unreadable',
  );
  expect((await speak('chủ tịch', notesOf(request), tooLong)).body.code).toBe('note-too-long');
  expect((await speak('chủ tịch', notesOf(request), Buffer.alloc(6_100_000))).body.code).toBe('too-large');
  expect((await speak('cán bộ', notesOf(request), spoken)).body.code).toBe('author-approves');
  expect((await speak('chủ tịch xã khác', notesOf(request), spoken)).body.code).toBe('not-found');
  expect(await noteFiles()).toEqual(before);
  const { note } = (await speak('chủ tịch', notesOf(request), spoken)).body;
  const other = await waiting();
  const url = `/api/requests/${request.id}/return`;
  expect((await ask('phó chủ tịch', 'POST', url, { note })).body.code).toBe('not-found');
  expect((await ask('chủ tịch', 'POST', `/api/requests/${other.id}/return`, { note })).body.code).toBe('not-found');
  for (const nothing of [{}, { reason: ' ' }, { reason: '', note: null }])
    expect((await ask('chủ tịch', 'POST', url, nothing)).body.code).toBe('invalid-input');
  const both = await ask<RequestView>('chủ tịch', 'POST', url, { note, reason: 'Sai giờ họp.' });
  expect(both.body).toMatchObject({ returnReason: 'Sai giờ họp.', returnNoteMs: expect.any(Number) });
}, 120_000);

it('is spoken behind a personal link too, and what was never sent is forgotten after a day', async () => {
  const request = await waiting();
  const approver = people.get('chủ tịch')!.user.id;
  const link = await ask<z.infer<typeof ApprovalLink>>('cán bộ', 'POST', `/api/requests/${request.id}/links`, {
    approver,
  });
  const token = link.body.url.split('#')[1]!;
  expect((await speak(null, '/api/approval-links/return-notes', spoken, 'x'.repeat(43))).body.code).toBe(
    'approval-link-over',
  );
  expect((await speak(null, '/api/approval-links/return-notes', spoken)).body.code).toBe('approval-link-over');
  const { status, body } = await speak(null, '/api/approval-links/return-notes', spoken, token);
  expect([status, typeof body.note]).toEqual([201, 'string']);
  const count = (await noteFiles()).length;
  house.clock.advance(23 * 3_600_000);
  await forgetUnsentNotes(house.platform);
  expect(await noteFiles()).toHaveLength(count);
  house.clock.advance(2 * 3_600_000);
  await forgetUnsentNotes(house.platform);
  const left = await noteFiles();
  expect(left).toHaveLength(count - 1);
  for (const { sha256 } of left) expect(await house.platform.files.size(sha256)).toBeGreaterThan(0);
}, 60_000);
