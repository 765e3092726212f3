import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GivenRole } from '@nguon/protocol/http/accounts.ts';
import type { Unit } from '@nguon/protocol/http/units.ts';
import { waitingJobs } from '../../platform/test-jobs.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { buildSmallProvince, type SmallProvince } from '../units/factories.ts';
import { ancestorsOf } from '../units/service.ts';
import { actorFor, buildUser, signedIn } from './factories.ts';
import { approverRecord, approverRecords, authorise, mayAct } from './service.ts';

let t: TestApp;
let place: SmallProvince;
let units: Unit[];

beforeAll(async () => {
  t = await buildTestApp();
  place = await buildSmallProvince(t.database.db);
  units = [place.province, ...place.districts, ...place.communes, ...place.villages];
});
afterAll(async () => t.stop());

const anyRole = fc.constantFrom(...GivenRole.options);
const anyUnit = () => fc.constantFrom(...units);

/** Whether one unit lies in the other's subtree, by walking the parents: not the way the product decides it. */
function isWithin(unit: Unit, root: Unit): boolean {
  for (let at: Unit | undefined = unit; at; at = units.find(({ id }) => id === at?.parent))
    if (at.id === root.id) return true;
  return false;
}

async function administrator(unit: Unit) {
  const user = await buildUser(t.database.db, { role: 'administrator', unit: unit.id });
  return { user, headers: await signedIn(t.platform, user) };
}

const send = async (method: 'GET' | 'POST' | 'DELETE', url: string, headers: { cookie: string }, payload?: object) =>
  t.app.inject({ method, url, headers, ...(payload && { payload }) });

it('a role holds in the subtree of its grant and nowhere else', async () => {
  await fc.assert(
    fc.asyncProperty(anyRole, anyUnit(), anyRole, anyUnit(), async (held, over, asked, unit) => {
      const actor = await actorFor(t.database.db, await buildUser(t.database.db, { role: held, unit: over.id }));
      expect(await mayAct(t.database.db, actor, [asked], unit.id)).toBe(held === asked && isWithin(unit, over));
    }),
    { numRuns: 60 },
  );
});

it('authorise refuses with a sentence; an ended grant gives nothing', async () => {
  const user = await buildUser(t.database.db, { role: 'technician', unit: place.communes[0]!.id });
  const actor = await actorFor(t.database.db, user);
  await authorise(t.database.db, actor, ['technician'], place.villages[0]!.id);
  await expect(authorise(t.database.db, actor, ['technician'], place.communes[1]!.id)).rejects.toMatchObject({
    code: 'forbidden',
  });
  await sql`update grants set ended_at = now() where user_id = ${user.id}`.execute(t.database.db);
  await expect(authorise(t.database.db, actor, ['technician'], place.villages[0]!.id)).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('an administrator sees and adds people only in their own units', async () => {
  await fc.assert(
    fc.asyncProperty(anyUnit(), anyUnit(), anyRole, async (over, home, role) => {
      const { headers } = await administrator(over);
      const person = await buildUser(t.database.db, { role, unit: home.id });
      const seen = (await send('GET', '/api/users', headers)).json<{ id: string }[]>();
      expect(seen.some(({ id }) => id === person.id)).toBe(isWithin(home, over));
    }),
    { numRuns: 25 },
  );
});

it('a grant is given and taken only within the units of the administrator', async () => {
  await fc.assert(
    fc.asyncProperty(anyUnit(), anyUnit(), anyUnit(), anyRole, async (over, home, unit, role) => {
      const { headers } = await administrator(over);
      const person = await buildUser(t.database.db, { home: home.id });
      const answer = await send('POST', `/api/users/${person.id}/grants`, headers, {
        role,
        unit: unit.id,
        topic: null,
      });
      const expected = !isWithin(home, over) ? 404 : isWithin(unit, over) ? 201 : 403;
      expect(answer.statusCode).toBe(expected);
      const standing = await t.database.db.selectFrom('grants').selectAll().where('user_id', '=', person.id).execute();
      expect(standing).toHaveLength(expected === 201 ? 1 : 0);

      const theirs = await buildUser(t.database.db, { role, unit: unit.id });
      const { id } = await t.database.db
        .selectFrom('grants')
        .select('id')
        .where('user_id', '=', theirs.id)
        .executeTakeFirstOrThrow();
      const taken = await send('DELETE', `/api/users/${theirs.id}/grants/${id}`, headers);
      expect(taken.statusCode).toBe(isWithin(unit, over) ? 204 : 404);
    }),
    { numRuns: 40 },
  );
});

it('a sign-in link is made only for someone whose every right lies below', async () => {
  await fc.assert(
    fc.asyncProperty(anyUnit(), anyUnit(), fc.option(anyUnit()), async (over, home, also) => {
      const { headers } = await administrator(over);
      const grants = [{ role: 'commune-officer' as const, unit: home.id }];
      if (also) grants.push({ role: 'commune-officer', unit: also.id });
      const person = await buildUser(t.database.db, {
        grants: grants.filter(({ unit }, index) => index === 0 || unit !== home.id),
      });
      const answer = await send('POST', `/api/users/${person.id}/sign-in-link`, headers, {});
      const below = !also || isWithin(also, over);
      expect(answer.statusCode).toBe(!isWithin(home, over) ? 404 : below ? 201 : 403);
    }),
    { numRuns: 40 },
  );
});

it('a leader makes a sign-in link for the officers of the own units, and for nobody with another right', async () => {
  const OFFICERS = ['commune-officer', 'technician', 'viewer'];
  await fc.assert(
    fc.asyncProperty(
      anyUnit(),
      anyUnit(),
      anyRole,
      fc.option(fc.tuple(anyRole, anyUnit())),
      async (over, home, role, also) => {
        const leader = await buildUser(t.database.db, { role: 'commune-leader', unit: over.id });
        const headers = await signedIn(t.platform, leader);
        const grants = [{ role, unit: home.id }];
        if (also && !(also[0] === role && also[1] === home)) grants.push({ role: also[0], unit: also[1].id });
        const person = await buildUser(t.database.db, { grants });
        const answer = await send('POST', `/api/users/${person.id}/sign-in-link`, headers, {});
        const below = grants.every((one) =>
          isWithin(
            units.find(({ id }) => id === one.unit)!,
            over,
          ),
        );
        const officer = grants.every((one) => OFFICERS.includes(one.role));
        expect(answer.statusCode).toBe(!isWithin(home, over) ? 404 : below && officer ? 201 : 403);
        const listed = (await send('GET', '/api/users', headers)).json<{ id: string; resettable: boolean }[]>();
        expect(listed.find(({ id }) => id === person.id)?.resettable).toBe(
          isWithin(home, over) ? answer.statusCode === 201 : undefined,
        );
      },
    ),
    { numRuns: 40 },
  );
});

describe('people and organizations through their doors', () => {
  it('only administrators get in', async () => {
    for (const role of GivenRole.options.filter((role) => role !== 'administrator')) {
      const user = await buildUser(t.database.db, { role, unit: place.province.id });
      const headers = await signedIn(t.platform, user);
      const answers = await Promise.all([
        send('GET', '/api/users', headers),
        send('POST', '/api/users', headers, { name: 'A', email: 'a@example.vn', organization: null }),
        send('POST', `/api/users/${user.id}/sign-in-link`, headers, {}),
        send('POST', `/api/users/${user.id}/grants`, headers, {
          role: 'administrator',
          unit: place.province.id,
          topic: null,
        }),
        send('POST', '/api/organizations', headers, { name: 'A', unit: place.province.id, kind: 'department' }),
        send('GET', '/api/audit', headers),
      ]);
      // A leader sees the people of the commune; a link for oneself is none of it.
      const seen = role === 'commune-leader' ? [200, 403, 403] : [403, 403, 404];
      expect(answers.map((answer) => answer.statusCode)).toEqual([...seen, 404, 403, 403]);
    }
  });

  it('adds an organization and a person in it, once per e-mail', async () => {
    const { headers } = await administrator(place.districts[0]!);
    const organization = await send('POST', '/api/organizations', headers, {
      name: 'UBND xã Khang Ninh',
      unit: place.communes[0]!.id,
      kind: 'committee',
    });
    expect(organization.statusCode).toBe(201);
    const body = { name: 'Nông Thị Hà', email: 'Ha@Example.vn', organization: organization.json<{ id: string }>().id };
    const added = await send('POST', '/api/users', headers, body);
    expect([added.statusCode, added.json()]).toEqual([
      201,
      expect.objectContaining({ email: 'ha@example.vn', grants: [] }),
    ]);
    expect((await send('POST', '/api/users', headers, body)).json()).toMatchObject({ code: 'invalid-input' });
    const elsewhere = await administrator(place.districts[1]!);
    expect((await send('POST', '/api/users', elsewhere.headers, { ...body, email: 'x@example.vn' })).statusCode).toBe(
      403,
    );
    expect((await send('GET', '/api/organizations', elsewhere.headers)).json()).toEqual([]);
    expect((await send('GET', '/api/organizations', headers)).json()).toHaveLength(1);
  });

  it('audit shows an administrator the entries of their own units', async () => {
    const { headers } = await administrator(place.districts[0]!);
    const near = await buildUser(t.database.db, { home: place.communes[0]!.id });
    const given = { role: 'viewer', unit: place.communes[0]!.id, topic: null };
    expect((await send('POST', `/api/users/${near.id}/grants`, headers, given)).statusCode).toBe(201);
    const read = async (unit: Unit): Promise<string[]> => {
      const reader = await administrator(unit);
      const page = (await send('GET', `/api/audit?subjectId=${near.id}`, reader.headers)).json<{
        items: { act: string }[];
      }>();
      return page.items.map((entry) => entry.act);
    };
    expect(await read(place.communes[0]!)).toEqual(['grant.given']);
    expect(await read(place.province)).toEqual(['grant.given']);
    expect(await read(place.communes[1]!)).toEqual([]);
    expect(await read(place.districts[1]!)).toEqual([]);
  });
});

it('tells the signer who approves where, by a job of the same transaction', async () => {
  const { headers } = await administrator(place.province);
  const leader = await buildUser(t.database.db, { home: place.communes[0]!.id });
  const waiting = async () => {
    const jobs = await waitingJobs<{ user: string }>(t.database.db, 'signer.approvers');
    return jobs.filter(({ user }) => user === leader.id).length;
  };
  const viewer = { role: 'viewer', unit: place.communes[0]!.id, topic: null };
  await send('POST', `/api/users/${leader.id}/grants`, headers, viewer);
  expect([await waiting(), await approverRecord(t.database.db, leader.id)]).toEqual([0, null]);
  const given = await send('POST', `/api/users/${leader.id}/grants`, headers, { ...viewer, role: 'commune-leader' });
  expect(await waiting()).toBe(1);
  const record = await approverRecord(t.database.db, leader.id);
  const subtree = units.filter((unit) => isWithin(unit, place.communes[0]!)).map(({ id }) => id);
  expect(record).toEqual({
    user: leader.id,
    name: leader.name,
    grants: [{ role: 'commune-leader', units: subtree.toSorted(), until: null }],
  });
  expect(await approverRecords(t.database.db)).toContainEqual(record);
  await send('DELETE', `/api/users/${leader.id}/grants/${given.json<{ id: string }>().id}`, headers);
  expect([await waiting(), await approverRecord(t.database.db, leader.id)]).toEqual([2, null]);
});

it('finds the units above, itself first', async () => {
  const above = await ancestorsOf(t.database.db, place.villages[0]!.id);
  expect(above.map(({ level }) => level)).toEqual([3, 2, 1, 0]);
});
