import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Letterhead } from '@nguon/protocol/http/reports.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { buildUnit } from '../units/factories.ts';
import { buildUser, signedIn } from './factories.ts';
import { letterheadOf } from './service.ts';

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());

const HEAD: Letterhead = {
  above: ['Huyện Ba Bể'],
  name: ['Ủy ban nhân dân', 'xã Khang Ninh'],
  symbol: 'UBND',
  place: 'Khang Ninh',
  signerTitles: ['TM. Ủy ban nhân dân', 'KT. Chủ tịch', 'Phó Chủ tịch'],
};

it('an administrator enters what stands on the papers of an organization; others neither read nor change it', async () => {
  const unit = await buildUnit(t.database.db);
  const keeper = await signedIn(t.platform, await buildUser(t.database.db, { role: 'administrator', unit: unit.id }));
  const other = await signedIn(t.platform, await buildUser(t.database.db, { role: 'commune-leader', unit: unit.id }));
  const organization = async (kind: string): Promise<string> => {
    const payload = { name: `Cơ quan ${kind}`, kind, unit: unit.id };
    const made = await t.app.inject({ method: 'POST', url: '/api/organizations', headers: keeper, payload });
    return made.json<{ id: string }>().id;
  };
  const [station, committee] = [await organization('station'), await organization('committee')];
  const call = (method: 'GET' | 'PUT', id: string, headers: { cookie: string }, payload?: object) =>
    t.app.inject({ method, url: `/api/organizations/${id}/letterhead`, headers, ...(payload && { payload }) });

  expect(await letterheadOf(t.database.db, unit.id)).toBeNull();
  expect((await call('PUT', station, other, HEAD)).statusCode).toBe(404);
  expect((await call('GET', station, other)).statusCode).toBe(404);
  expect((await call('PUT', station, keeper, { ...HEAD, symbol: 'ĐTT' })).statusCode).toBe(204);
  expect(await letterheadOf(t.database.db, unit.id)).toMatchObject({ symbol: 'ĐTT' });
  expect((await call('PUT', committee, keeper, HEAD)).statusCode).toBe(204);
  expect((await call('GET', committee, keeper)).json()).toEqual(HEAD);
  // The committee speaks for its unit before its station does.
  expect(await letterheadOf(t.database.db, unit.id)).toEqual(HEAD);
  expect((await call('PUT', committee, keeper, { ...HEAD, name: ['x'.repeat(121)] })).statusCode).toBe(400);
});
