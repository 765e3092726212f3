import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import type { Actor } from '../../platform/http.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser, signedIn } from '../accounts/factories.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { buildSmallProvince } from '../units/factories.ts';
import { buildRequest, listenWhole } from './factories.ts';

let test: TestApp;
let unit: string;
const people = new Map<string, { actor: Actor; headers: { cookie: string } }>();

beforeAll(async () => {
  test = await buildTestApp();
  const { platform } = test;
  const land = await buildSmallProvince(platform.db);
  unit = land.communes[0]!.id;
  const grants = [
    ['cán bộ', 'commune-officer', unit],
    ['lãnh đạo', 'commune-leader', unit],
    ['người biết tiếng', 'viewer', unit],
    ['xã khác', 'viewer', land.communes[1]!.id],
  ] as const;
  for (const [name, role, where] of grants) {
    const user = await buildUser(platform.db, { name, role, unit: where });
    people.set(name, { actor: await actorFor(platform.db, user), headers: await signedIn(platform, user) });
  }
});
afterAll(async () => test.stop());

const actor = (name: string): Actor => people.get(name)!.actor;

async function post<T>(name: string, url: string, payload: object) {
  const answer = await test.app.inject({ method: 'POST', url, headers: people.get(name)!.headers, payload });
  return { status: answer.statusCode, body: answer.json<T & Partial<Problem>>() };
}

/** A request in Vietnamese and Tày, and the sound in Tày. */
async function inTwoLanguages() {
  const bulletin = await buildBulletin(test.platform, actor('cán bộ'), { unit });
  await buildSound(test.platform, bulletin);
  const tay = await buildSound(test.platform, bulletin, { language: 'tyz' });
  return { request: await buildRequest(test.platform, actor('cán bộ'), bulletin), sound: tay.sha256! };
}

async function approve(request: RequestView) {
  const listening = await listenWhole(test.platform, actor('lãnh đạo'), request.id);
  return post<RequestView>('lãnh đạo', `/api/requests/${request.id}/approve`, { digest: request.digest, listening });
}

async function confirm(name: string, request: RequestView, sound: string, listening?: string) {
  const heard = listening ?? (await listenWhole(test.platform, actor(name), request.id));
  return post<RequestView>(name, `/api/requests/${request.id}/meanings`, { sound, listening: heard });
}

it('is not approved until a second person who speaks the language says what it means', async () => {
  const { request, sound } = await inTwoLanguages();
  expect(request.meanings).toEqual([{ sound, language: 'tyz', confirmedBy: null, at: null, mayConfirm: false }]);
  const early = await approve(request);
  expect([early.status, early.body.code]).toEqual([409, 'meaning-unconfirmed']);
  expect(early.body.title).toContain('tiếng Tày');

  expect((await confirm('cán bộ', request, sound)).body.code).toBe('second-speaker-needed');
  const { status, body } = await confirm('người biết tiếng', request, sound);
  expect(status).toBe(200);
  expect(body.meanings).toMatchObject([{ confirmedBy: 'người biết tiếng', mayConfirm: false }]);
  expect((await approve(request)).body.state).toBe('approved');
  const { rows } = await test.database.pool.query('select act, details from audit_entries where subject_id = $1', [
    request.id,
  ]);
  const said = rows.find(({ act }) => act === 'request.meaning-confirmed');
  expect(said?.details).toMatchObject({ sound, language: 'tyz' });
});

it('lets an approver who speaks it confirm it', async () => {
  const { request, sound } = await inTwoLanguages();
  expect((await confirm('lãnh đạo', request, sound)).status).toBe(200);
  expect((await approve(request)).body.state).toBe('approved');
});

it('takes no word of somebody who has not heard it, nor anybody else’s listening', async () => {
  const { request, sound } = await inTwoLanguages();
  const begun = await post<{ listening: string }>('người biết tiếng', `/api/requests/${request.id}/listenings`, {});
  expect((await confirm('người biết tiếng', request, sound, begun.body.listening)).body.code).toBe('not-listened');
  const other = await listenWhole(test.platform, actor('lãnh đạo'), request.id);
  expect((await confirm('người biết tiếng', request, sound, other)).body.code).toBe('not-listened');
});

it('is hidden from other communes, and asks nothing of the Vietnamese version', async () => {
  const { request, sound } = await inTwoLanguages();
  const heard = await listenWhole(test.platform, actor('lãnh đạo'), request.id);
  expect((await confirm('xã khác', request, sound, heard)).body.code).toBe('not-found');
  const vietnamese = request.sounds.find(({ language }) => language === 'vi')!.sha256;
  expect((await confirm('lãnh đạo', request, vietnamese, heard)).body.code).toBe('not-found');
});

it('holds for the same sound of the same revision when it is submitted again', async () => {
  const { request, sound } = await inTwoLanguages();
  await confirm('người biết tiếng', request, sound);
  await post('cán bộ', `/api/requests/${request.id}/withdraw`, {});
  const again = await buildRequest(test.platform, actor('cán bộ'), {
    id: request.request.revision.bulletin,
    revision: request.request.revision.sha256,
    unit,
  } as Parameters<typeof buildRequest>[2]);
  expect(again.meanings[0]?.confirmedBy).toBe('người biết tiếng');
});
