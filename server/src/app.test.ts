import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildUser, signedIn } from './rooms/accounts/factories.ts';
import { buildSmallProvince, type SmallProvince } from './rooms/units/factories.ts';
import { buildTestApp, type TestApp } from './test-app.ts';

let t: TestApp;
let place: SmallProvince;
beforeAll(async () => {
  t = await buildTestApp();
  place = await buildSmallProvince(t.database.db);
});
afterAll(async () => t.stop());

it('answers health, readiness, metrics', async () => {
  expect((await t.app.inject('/healthz')).body).toBe('ok\n');
  const ready = await t.app.inject('/readyz');
  expect([ready.statusCode, ready.json()]).toEqual([200, { ready: true, parts: {} }]);
  const metrics = await t.app.inject('/metrics');
  expect(metrics.body).toContain('nguon_http_seconds');
  const proxied = await t.app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '198.51.100.7' } });
  expect(proxied.statusCode).toBe(404);
});

it('describes every door in OpenAPI 3.1 and on a page', async () => {
  const document = (await t.app.inject('/api/openapi.json')).json<{
    openapi: string;
    paths: Record<string, unknown>;
  }>();
  expect(document.openapi).toBe('3.1.0');
  const page = await t.app.inject('/api');
  expect(page.headers['content-type']).toContain('text/html');
  for (const path of Object.keys(document.paths)) expect(page.body).toContain(path);
});

it('asks whoever is not signed in to sign in, at every door of the document but the way in', async () => {
  const { paths } = (await t.app.inject('/api/openapi.json')).json<{
    paths: Record<string, Record<string, unknown>>;
  }>();
  // A browser may ask whether it is a shared machine, and to be opened by phone, before anyone has signed in on it.
  const open = /^\/api\/session\/link$|^\/api\/machine(-sign-ins(\/enter)?)?$|^\/api\/device\/|^\/media\//;
  for (const [path, methods] of Object.entries(paths).filter(
    ([path]) => path.startsWith('/api/') && !open.test(path),
  )) {
    for (const method of Object.keys(methods)) {
      const url = path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
      const answer = await t.app.inject({ method: method.toUpperCase() as 'GET', url, payload: {} });
      // What is sent may be refused before who sends it; neither lets anyone in.
      expect([400, 401, 406, 415], `${method} ${path}`).toContain(answer.statusCode);
    }
  }
});

it('answers what does not exist as a problem, and knows who is signed in', async () => {
  const missing = await t.app.inject('/api/nothing');
  expect([missing.statusCode, missing.headers['content-type']]).toEqual([
    404,
    'application/problem+json; charset=utf-8',
  ]);
  const officer = await buildUser(t.database.db, { role: 'commune-officer', unit: place.communes[0]!.id });
  const me = await t.app.inject({ url: '/api/me', headers: await signedIn(t.platform, officer) });
  expect(me.json()).toMatchObject({
    id: officer.id,
    folder: 'test',
    grants: [{ role: 'commune-officer', unitName: 'Xã Khang Ninh' }],
  });
});

it('says of text that no database can hold that it is not right', async () => {
  const headers = await signedIn(
    t.platform,
    await buildUser(t.database.db, { role: 'administrator', unit: place.province.id }),
  );
  const payload = { name: 'a\u0000b', unit: place.province.id, kind: 'station' };
  const answer = await t.app.inject({ method: 'POST', url: '/api/organizations', headers, payload });
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-input']);
});
