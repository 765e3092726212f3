import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Inbox, RequestView } from '@nguon/protocol/http/requests.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { actorFor, buildUser, signedIn, type BuiltUser } from '../accounts/factories.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { getBulletin } from '../bulletins/service.ts';
import { buildSmallProvince, type SmallProvince } from '../units/factories.ts';
import { approveBy, buildRequest } from './factories.ts';

const AT = '2026-11-23T10:00:00.000Z';
let house: TestApp;
let land: SmallProvince;
let officer: BuiltUser;
let leader: BuiltUser;
beforeAll(async () => {
  house = await buildTestApp();
  house.clock.set('2026-11-23T08:00:00.000Z');
  land = await buildSmallProvince(house.platform.db);
  const unit = land.communes[0]!.id;
  officer = await buildUser(house.platform.db, { role: 'commune-officer', unit });
  leader = await buildUser(house.platform.db, { role: 'commune-leader', unit });
});
afterAll(async () => house.stop());

async function waiting(starts: string[] | null): Promise<RequestView> {
  const actor = await actorFor(house.platform.db, officer);
  const bulletin = await buildBulletin(house.platform, actor, { unit: land.communes[0]!.id });
  await buildSound(house.platform, bulletin);
  const times = starts ? ({ kind: 'slots', starts } as const) : ({ kind: 'now' } as const);
  return buildRequest(house.platform, actor, await getBulletin(house.platform, actor, bulletin.id), { times });
}
async function slotsOf(user: BuiltUser): Promise<Inbox['slots']> {
  const headers = await signedIn(house.platform, user);
  return (await house.app.inject({ url: '/api/inbox', headers })).json<Inbox>().slots;
}

it('what waits for one slot is offered as one to whoever may approve it, until one is left', async () => {
  const [first, second] = [await waiting([AT]), await waiting([AT, '2026-11-23T11:00:00.000Z'])];
  await waiting(['2026-11-23T11:00:00.000Z']);
  await waiting(null);
  const [slot, ...others] = await slotsOf(leader);
  expect(others).toEqual([]);
  expect(slot).toMatchObject({ unit: land.communes[0]!.id, unitName: land.communes[0]!.name, at: AT });
  expect(slot?.requests.toSorted()).toEqual([first.id, second.id].toSorted());
  const heard = [first, second].flatMap(({ sounds }) => sounds).reduce((sum, { durationMs }) => sum + durationMs, 0);
  expect(slot?.listenMs).toBe(heard);
  expect(await slotsOf(officer)).toEqual([]);
  await approveBy(house.platform, first, [await actorFor(house.platform.db, leader)]);
  expect(await slotsOf(leader)).toEqual([]);
});
