import { afterAll, beforeAll, expect, it } from 'vitest';
import { Role } from '@nguon/protocol/http/accounts.ts';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { buildHttp, type Doors } from '../../platform/http.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser, signedIn } from '../accounts/factories.ts';
import { identifyBy } from '../accounts/service.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { registerBulletinRoutes } from '../bulletins/routes.ts';
import { buildSmallProvince, type SmallProvince } from '../units/factories.ts';
import { buildRequest, HOURLY } from './factories.ts';
import { registerRequestRoutes } from './routes.ts';

let test: TestApp;
let doors: Doors;
let land: SmallProvince;
let bulletin: Bulletin;
let request: RequestView;

beforeAll(async () => {
  test = await buildTestApp();
  const { platform } = test;
  doors = await buildHttp({ log: platform.log, publicUrl: platform.config.publicUrl, identify: identifyBy(platform) });
  registerBulletinRoutes(doors, platform);
  registerRequestRoutes(doors, platform, HOURLY);
  land = await buildSmallProvince(platform.db);
  const unit = land.communes[0]!.id;
  const author = await actorFor(platform.db, await buildUser(platform.db, { role: 'commune-officer', unit }));
  bulletin = await buildBulletin(platform, author, { unit, topic: 'y-te' });
  await buildSound(platform, bulletin);
  request = await buildRequest(platform, author, bulletin, { targets: [unit, land.villages[0]!.id] });
});
afterAll(async () => {
  await doors.close();
  await test.stop();
});

const WRITING: readonly Role[] = [
  'department-editor',
  'editorial-board',
  'commune-officer',
  'commune-leader',
  'village-head',
];

/** Every role over every kind of place, for all topics, for this one and for another. */
const cases = Role.options.flatMap((role) =>
  ['province', 'own district', 'own commune', 'own village', 'other commune', 'other district'].flatMap((place) =>
    [undefined, 'y-te', 'nong-nghiep'].map((topic) => ({ role, place, topic })),
  ),
);

function unitAt(place: string): string {
  const places: Record<string, string> = {
    province: land.province.id,
    'own district': land.districts[0]!.id,
    'own commune': land.communes[0]!.id,
    'own village': land.villages[0]!.id,
    'other commune': land.communes[1]!.id,
    'other district': land.districts[1]!.id,
  };
  return places[place]!;
}

it.each(cases)('$role of the $place, topic $topic, reaches what the grant covers and nothing else', async (grant) => {
  const { role, place, topic } = grant;
  const unit = unitAt(place);
  const user = await buildUser(test.platform.db, { role, unit, ...(topic !== undefined && { topic }) });
  const headers = await signedIn(test.platform, user);
  const covered = ['province', 'own district', 'own commune'].includes(place) && topic !== 'nong-nghiep';
  const ask = async (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) => {
    const answer = await doors.inject({ method, url, headers, ...(payload && { payload }) });
    return {
      status: answer.statusCode,
      code: answer.statusCode < 300 ? null : answer.json<Problem>().code,
      text: answer.body,
    };
  };
  expect((await ask('GET', `/api/bulletins/${bulletin.id}`)).status).toBe(covered ? 200 : 404);
  expect((await ask('GET', `/api/requests/${request.id}`)).status).toBe(covered ? 200 : 404);
  expect((await ask('GET', '/api/bulletins')).text.includes(bulletin.id)).toBe(covered);
  expect((await ask('POST', `/api/requests/${request.id}/listenings`)).status).toBe(covered ? 201 : 404);
  const writes = covered && WRITING.includes(role);
  const refused = covered ? 'forbidden' : 'not-found';
  const change = { title: 'Đổi', text: 'Đổi', seen: 'e'.repeat(64) };
  expect((await ask('PUT', `/api/bulletins/${bulletin.id}`, change)).code).toBe(writes ? 'conflict' : refused);
  expect((await ask('DELETE', `/api/bulletins/${bulletin.id}`)).code).toBe(writes ? 'conflict' : refused);
  const submitted = {
    bulletin: bulletin.id,
    revision: 'e'.repeat(64),
    targets: [bulletin.unit],
    times: { kind: 'now' },
  };
  expect((await ask('POST', '/api/requests', submitted)).code).toBe(writes ? 'conflict' : 'not-found');
  const approves = covered && role === 'commune-leader';
  const approval = { digest: 'e'.repeat(64), listening: null };
  expect((await ask('POST', `/api/requests/${request.id}/approve`, approval)).code).toBe(
    approves ? 'request-changed' : refused,
  );
  expect((await ask('GET', '/api/inbox')).text.includes(request.id)).toBe(approves);
});
