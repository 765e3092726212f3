import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Role } from '@nguon/protocol/http/accounts.ts';
import { waitingJobs } from '../../platform/test-jobs.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { buildSmallProvince, type SmallProvince } from '../units/factories.ts';
import { DELEGATION_QUEUE, endPastDelegations, SIGNER_QUEUE } from './delegations.ts';
import { actorFor, buildUser, signedIn, type BuiltUser } from './factories.ts';
import { approverRecord, mayAct } from './service.ts';

let t: TestApp;
let place: SmallProvince;
let leader: BuiltUser;
let deputy: BuiltUser;
let headers: { cookie: string };

beforeAll(async () => {
  t = await buildTestApp();
  place = await buildSmallProvince(t.database.db);
});
afterAll(async () => t.stop());
beforeEach(async () => {
  const unit = place.communes[0]!.id;
  leader = await buildUser(t.database.db, { role: 'commune-leader', unit });
  deputy = await buildUser(t.database.db, { role: 'viewer', unit });
  headers = await signedIn(t.platform, leader);
});

const day = async (ahead: number): Promise<string> => {
  const { rows } = await sql<{ day: string }>`select (today() + ${ahead}::int)::text as day`.execute(t.database.db);
  return rows[0]!.day;
};
const grantOf = async (user: { id: string }): Promise<string> =>
  (await t.database.db.selectFrom('grants').select('id').where('user_id', '=', user.id).executeTakeFirstOrThrow()).id;
const delegate = async (by: { cookie: string }, grant: string, user: string, more: object = {}) =>
  t.app.inject({
    method: 'POST',
    url: '/api/me/delegations',
    headers: by,
    payload: { grant, user, until: await day(3), ...more },
  });
const given = async (): Promise<string> => {
  const answer = await delegate(headers, await grantOf(leader), deputy.id, { paper: '12/GUQ-UBND' });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: string }>().id;
};
const approves = async (user: { id: string }): Promise<boolean> =>
  mayAct(t.database.db, await actorFor(t.database.db, user), ['commune-leader'], place.villages[0]!.id);
const move = async (id: string, days: number): Promise<void> => {
  await sql`update grants set until = today() + ${days}::int where id = ${id}::uuid`.execute(t.database.db);
};
const toSigner = async (user: { id: string }): Promise<number> =>
  (await waitingJobs<{ user: string }>(t.database.db, SIGNER_QUEUE)).filter((job) => job.user === user.id).length;
const acts = async (user: { id: string }): Promise<string[]> =>
  (
    await t.database.db
      .selectFrom('audit_entries')
      .select('act')
      .where('subject_id', '=', user.id)
      .where('act', 'like', 'grant.%')
      .orderBy('id')
      .execute()
  ).map(({ act }) => act);

describe('a delegation', () => {
  it('gives the right, says from whom, tells the signer, and is ended early by whoever gave it', async () => {
    expect(await approves(deputy)).toBe(false);
    const id = await given();
    expect(await approves(deputy)).toBe(true);
    expect(await approverRecord(t.database.db, deputy.id)).toMatchObject({ grants: [{ role: 'commune-leader' }] });
    const me = await t.app.inject({ url: '/api/me', headers: await signedIn(t.platform, deputy) });
    expect(me.json().grants).toMatchObject([
      { role: 'viewer', delegation: null },
      { role: 'commune-leader', delegation: { byName: leader.name, paper: '12/GUQ-UBND', until: await day(3) } },
    ]);
    const listed = await t.app.inject({ url: '/api/me/delegations', headers });
    expect(listed.json()).toMatchObject([{ id, user: deputy.id, name: deputy.name, paper: '12/GUQ-UBND' }]);
    expect([await toSigner(deputy), (await waitingJobs(t.database.db, DELEGATION_QUEUE)).length > 0]).toEqual([
      1,
      true,
    ]);
    const other = await signedIn(
      t.platform,
      await buildUser(t.database.db, { role: 'administrator', unit: place.province.id }),
    );
    const end = async (by: { cookie: string }) =>
      (await t.app.inject({ method: 'DELETE', url: `/api/me/delegations/${id}`, headers: by })).statusCode;
    expect([await end(other), await end(headers), await end(headers)]).toEqual([404, 204, 404]);
    expect([await approves(deputy), await toSigner(deputy)]).toEqual([false, 2]);
    expect(await acts(deputy)).toEqual(['grant.delegated', 'grant.delegation-ended']);
  });

  it.each([
    [1, true],
    [0, true],
    [-1, false],
    [-40, false],
  ])('whose last day is %i days from today: it gives a right: %s', async (ahead, holds) => {
    const id = await given();
    await move(id, ahead);
    expect(await approves(deputy)).toBe(holds);
    const record = await approverRecord(t.database.db, deputy.id);
    const end = new Date(Date.parse(`${await day(ahead + 1)}T00:00:00+07:00`)).toISOString();
    expect(record?.grants.map(({ until }) => until)).toEqual(holds ? [end] : undefined);
    const me = await t.app.inject({ url: '/api/me', headers: await signedIn(t.platform, deputy) });
    expect(me.json().grants).toHaveLength(holds ? 2 : 1);
    const told = await toSigner(deputy);
    await endPastDelegations(t.platform);
    await endPastDelegations(t.platform);
    expect((await toSigner(deputy)) - told).toBe(holds ? 0 : 1);
    expect((await acts(deputy)).includes('grant.delegation-ended')).toBe(!holds);
  });

  it('ends with the right from which it comes', async () => {
    await given();
    const source = await grantOf(leader);
    const admin = await signedIn(
      t.platform,
      await buildUser(t.database.db, { role: 'administrator', unit: place.province.id }),
    );
    const url = `/api/users/${leader.id}/grants/${source}`;
    expect((await t.app.inject({ method: 'DELETE', url, headers: admin })).statusCode).toBe(204);
    expect([await approves(deputy), await approverRecord(t.database.db, deputy.id)]).toEqual([false, null]);
    expect(await acts(deputy)).toEqual(['grant.delegated', 'grant.delegation-ended']);
  });

  it('ends even where nobody closed it: taking the first right away is enough', async () => {
    await given();
    await sql`update grants set ended_at = now() where id = ${await grantOf(leader)}::uuid`.execute(t.database.db);
    expect([await approves(deputy), await approverRecord(t.database.db, deputy.id)]).toEqual([false, null]);
  });

  it('may be given again after its end, and stands beside a right of one’s own', async () => {
    await move(await given(), -1);
    await given();
    expect(await approves(deputy)).toBe(true);
    const admin = await signedIn(
      t.platform,
      await buildUser(t.database.db, { role: 'administrator', unit: place.province.id }),
    );
    const own = { role: 'commune-leader', unit: place.communes[0]!.id, topic: null };
    const url = `/api/users/${deputy.id}/grants`;
    expect((await t.app.inject({ method: 'POST', url, headers: admin, payload: own })).statusCode).toBe(201);
    await sql`update grants set until = today() - 1 where delegated_from is not null`.execute(t.database.db);
    expect(await approves(deputy)).toBe(true);
  });
});

describe('nobody hands on', () => {
  it('what was handed to them, not even past the use case', async () => {
    const id = await given();
    const third = await buildUser(t.database.db, { role: 'viewer', unit: place.communes[0]!.id });
    const answer = await delegate(await signedIn(t.platform, deputy), id, third.id);
    expect(answer.statusCode).toBe(404);
    expect(await approves(third)).toBe(false);
    const chain = sql`
      insert into grants (user_id, role, unit_id, delegated_by, delegated_from, until)
      select ${third.id}, role, unit_id, user_id, id, until from grants where id = ${id}::uuid`;
    await expect(chain.execute(t.database.db)).rejects.toThrow('delegation');
  });

  it.each(Role.options)('a right as %s unless it approves', async (role) => {
    const holder = await buildUser(t.database.db, { role, unit: place.communes[0]!.id });
    const answer = await delegate(await signedIn(t.platform, holder), await grantOf(holder), deputy.id);
    expect(answer.statusCode).toBe(['commune-leader', 'editorial-board'].includes(role) ? 201 : 403);
  });

  it('what somebody else holds, what has ended, or more than they hold', async () => {
    const stranger = await signedIn(
      t.platform,
      await buildUser(t.database.db, { role: 'commune-leader', unit: place.communes[1]!.id }),
    );
    expect((await delegate(stranger, await grantOf(leader), deputy.id)).statusCode).toBe(404);
    const wider = sql`
      insert into grants (user_id, role, unit_id, delegated_by, delegated_from, until)
      select ${deputy.id}, role, ${place.province.id}::uuid, user_id, id, today() from grants where id = ${await grantOf(leader)}::uuid`;
    await expect(wider.execute(t.database.db)).rejects.toThrow('delegation');
    await sql`update grants set ended_at = now() where user_id = ${leader.id}`.execute(t.database.db);
    expect((await delegate(headers, await grantOf(leader), deputy.id)).statusCode).toBe(404);
  });

  it('to people of another commune, to themselves, or into the past', async () => {
    const elsewhere = await buildUser(t.database.db, { role: 'viewer', unit: place.communes[1]!.id });
    const grant = await grantOf(leader);
    expect((await delegate(headers, grant, elsewhere.id)).statusCode).toBe(404);
    expect((await delegate(headers, grant, leader.id)).statusCode).toBe(404);
    expect((await delegate(headers, grant, deputy.id, { until: await day(-1) })).statusCode).toBe(400);
    expect((await delegate(headers, grant, deputy.id, { until: await day(93) })).statusCode).toBe(400);
  });
});

it('offers people of the own units by name without tone marks, and no one else', async () => {
  const unit = place.communes[0]!.id;
  const found = await buildUser(t.database.db, { name: 'Đặng Thị Ủy', role: 'commune-officer', unit });
  await buildUser(t.database.db, {
    name: 'Đặng Thị Ủy Nơi Khác',
    role: 'commune-officer',
    unit: place.communes[1]!.id,
  });
  const url = `/api/me/delegates?grant=${await grantOf(leader)}&text=${encodeURIComponent('dang thi uy')}`;
  expect((await t.app.inject({ url, headers })).json()).toEqual([
    { id: found.id, name: 'Đặng Thị Ủy', unitName: place.communes[0]!.name },
  ]);
  const stranger = await signedIn(t.platform, await buildUser(t.database.db, { role: 'commune-leader', unit }));
  expect((await t.app.inject({ url, headers: stranger })).statusCode).toBe(404);
});

it('a right that was handed on opens nobody’s account', async () => {
  await given();
  const officer = await buildUser(t.database.db, { role: 'commune-officer', unit: place.communes[0]!.id });
  const by = await signedIn(t.platform, deputy);
  const link = await t.app.inject({
    method: 'POST',
    url: `/api/users/${officer.id}/sign-in-link`,
    headers: by,
    payload: {},
  });
  expect(link.statusCode).toBe(404);
  expect((await t.app.inject({ url: '/api/users', headers: by })).statusCode).toBe(403);
  const own = await t.app.inject({ method: 'POST', url: `/api/users/${deputy.id}/sign-in-link`, headers, payload: {} });
  expect(own.statusCode).toBe(403);
});
