import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import type { Actor } from '../../platform/http.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { delegate } from '../accounts/delegations.ts';
import { actorFor, buildUser } from '../accounts/factories.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { getBulletin } from '../bulletins/service.ts';
import { buildSmallProvince, type SmallProvince } from '../units/factories.ts';
import { approveBy, buildRequest, HOURLY } from './factories.ts';
import { getInbox, getRequest } from './reading.ts';

let test: TestApp;
let land: SmallProvince;
let commune: string;
beforeAll(async () => {
  test = await buildTestApp();
  land = await buildSmallProvince(test.platform.db);
  commune = land.communes[0]!.id;
});
afterAll(async () => test.stop());

type Role = 'commune-officer' | 'commune-leader' | 'editorial-board' | 'department-editor' | 'viewer';
const person = async (name: string, role: Role, unit: string): Promise<Actor> =>
  actorFor(test.platform.db, await buildUser(test.platform.db, { name, role, unit }));
const again = (actor: Actor): Promise<Actor> => actorFor(test.platform.db, { id: actor.user });

/** Hands the first right of one person to another until three days from now. */
async function hand(from: Actor, to: Actor): Promise<string> {
  const { rows } = await sql<{ day: string }>`select (today() + 3)::text as day`.execute(test.platform.db);
  const body = { grant: from.grants[0]!.id, user: to.user, until: rows[0]!.day, paper: '12/GUQ-UBND' };
  return delegate(test.platform, from, body);
}

async function requestBy(author: Actor, unit: string): Promise<RequestView> {
  const written = await buildBulletin(test.platform, author, { unit });
  await buildSound(test.platform, written);
  return buildRequest(test.platform, author, await getBulletin(test.platform, author, written.id));
}
const view = (actor: Actor, request: { id: string }) => getRequest(test.platform, HOURLY, actor, request.id);
const tasks = async (actor: Actor) =>
  (await getInbox(test.platform, actor)).tasks.filter(({ kind }) => kind === 'approve');

describe('approving in somebody’s stead', () => {
  it('is offered, done and kept with the name of whoever handed it on', async () => {
    const [officer, leader, deputy] = [
      await person('Cán bộ', 'commune-officer', commune),
      await person('Chủ tịch', 'commune-leader', commune),
      await person('Văn phòng', 'viewer', commune),
    ];
    await hand(leader, deputy);
    const request = await requestBy(officer, commune);
    const acting = await again(deputy);
    expect(await tasks(acting)).toMatchObject([
      { id: request.id, sentence: expect.stringMatching(/, theo ủy quyền của Chủ tịch\.$/) },
    ]);
    expect((await tasks(leader)).map(({ sentence }) => sentence)).toEqual([expect.not.stringContaining('ủy quyền')]);
    const stead = { name: 'Chủ tịch', paper: '12/GUQ-UBND' };
    expect(await view(acting, request)).toMatchObject({ mayApprove: true, stead });
    expect(await view(leader, request)).toMatchObject({ mayApprove: true, stead: null });
    await approveBy(test.platform, request, [acting]);
    const done = await view(acting, request);
    expect([done.state, done.steps[0]!.approval]).toMatchObject(['approved', { approverName: 'Văn phòng', stead }]);
    const { rows } = await sql<{ details: object }>`
      select details from audit_entries where act = 'request.step-approved' and subject_id = ${request.id}`.execute(
      test.platform.db,
    );
    expect(rows).toMatchObject([{ details: { onBehalfOf: leader.user } }]);
  });

  it.each([
    ['expired', sql`update grants set until = today() - 1 where id = `],
    ['ended early', sql`update grants set ended_at = now() where id = `],
  ])('is over once it has %s: nothing is offered, nothing approved', async (_how, change) => {
    const [officer, leader, deputy] = [
      await person('Cán bộ', 'commune-officer', commune),
      await person('Chủ tịch', 'commune-leader', commune),
      await person('Văn phòng', 'viewer', commune),
    ];
    const request = await requestBy(officer, commune);
    const id = await hand(leader, deputy);
    await sql`${change} ${id}::uuid`.execute(test.platform.db);
    const acting = await again(deputy);
    expect(await tasks(acting)).toEqual([]);
    expect((await view(acting, request)).mayApprove).toBe(false);
    await expect(approveBy(test.platform, request, [acting])).rejects.toMatchObject({ code: 'forbidden' });
    expect((await view(leader, request)).state).toBe('waiting');
  });

  it('is not for what either of the two wrote', async () => {
    const [leader, deputy, other] = [
      await person('Chủ tịch', 'commune-leader', commune),
      await person('Văn phòng', 'commune-officer', commune),
      await person('Phó chủ tịch', 'commune-leader', commune),
    ];
    await hand(leader, deputy);
    const acting = await again(deputy);
    const own = await requestBy(deputy, commune);
    await expect(approveBy(test.platform, own, [acting])).rejects.toMatchObject({ code: 'author-approves' });
    const leaders = await requestBy(leader, commune);
    expect((await tasks(acting)).map(({ id }) => id)).not.toContain(leaders.id);
    await expect(approveBy(test.platform, leaders, [acting])).rejects.toMatchObject({ code: 'forbidden' });
    await approveBy(test.platform, leaders, [other]);
    expect((await view(other, leaders)).state).toBe('approved');
  });

  it('makes no second approver of one: not the board member after the deputy, nor the deputy after them', async () => {
    const province = land.province.id;
    const [editor, one, two, deputy] = [
      await person('Sở', 'department-editor', province),
      await person('Biên tập một', 'editorial-board', province),
      await person('Biên tập hai', 'editorial-board', province),
      await person('Thay', 'viewer', province),
    ];
    await hand(one, deputy);
    const acting = await again(deputy);
    const first = await requestBy(editor, province);
    await approveBy(test.platform, first, [acting]);
    await expect(approveBy(test.platform, first, [one])).rejects.toMatchObject({ code: 'already-approved-by-you' });
    expect((await tasks(one)).map(({ id }) => id)).not.toContain(first.id);
    await approveBy(test.platform, first, [two]);
    expect((await view(two, first)).state).toBe('approved');

    const second = await requestBy(editor, province);
    await approveBy(test.platform, second, [one]);
    expect((await tasks(acting)).map(({ id }) => id)).not.toContain(second.id);
    await expect(approveBy(test.platform, second, [acting])).rejects.toMatchObject({ code: 'forbidden' });
  });
});
