import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitingJobs } from '../../platform/test-jobs.ts';
import { makeOrder } from './orders.ts';
import { type Air, buildAir, type OrderWishes } from './testing/air.ts';

let air: Air;
beforeAll(async () => {
  air = await buildAir();
});
afterAll(() => air.stop());
let day = 1;
beforeEach(() => {
  day += 1;
  air.house.clock.set(`2026-12-${String(day).padStart(2, '0')}T02:00:00.000Z`);
});

const stateOf = async (table: 'orders' | 'bulletins', id: string): Promise<unknown> =>
  (await air.house.t.database.pool.query<{ state: string }>(`select state from ${table} where id = $1`, [id])).rows[0]
    ?.state;
const provincial = (): OrderWishes => ({
  content: { unit: air.house.province.province.id },
  author: air.people.editor,
  approvers: [air.people.board1, air.people.board2],
  targets: [air.communes[0], air.communes[1]],
});

describe('Dừng phát', () => {
  it('ends everywhere what was issued within the grants', async () => {
    const { order } = await air.order();
    for (const nobody of ['neighbour', 'viewer', 'editor'] as const)
      expect((await air.ask(air.people[nobody], 'POST', `/api/orders/${order}/stop`, {})).status).toBe(404);
    expect(
      (await air.ask(air.people.officer, 'POST', `/api/orders/${order}/stop`, { reason: 'sai' })).body,
    ).toMatchObject({ stopped: [order] });
    expect(await stateOf('orders', order)).toBe('stopped');
    expect((await air.ask(air.people.officer, 'POST', `/api/orders/${order}/stop`, {})).status).toBe(404);
  });

  it('silences in the own area what came from above, and nowhere else', async () => {
    const { order } = await air.order(provincial());
    await air.issue();
    expect((await air.ask(air.people.leader, 'POST', `/api/orders/${order}/stop`, {})).status).toBe(200);
    expect(await stateOf('orders', order)).toBe('standing');
    // Made twice, for the signer remembers what was stopped.
    for (let round = 0; round < 2; round += 1) {
      await air.ask(air.people.leader, 'POST', `/api/orders/${order}/stop`, {});
      expect(await air.issue()).toEqual([air.communes[0]]);
    }
    expect(await stateOf('orders', order)).toBe('standing');
    const [own, other] = [await air.programme(air.communes[0]), await air.programme(air.communes[1])];
    expect(own.stopped.map((one) => one.order)).toContain(order);
    expect(own.entries.map((entry) => entry.kind === 'order' && entry.order)).not.toContain(order);
    expect(other.stopped.map((one) => one.order)).not.toContain(order);
    expect(other.entries.map((entry) => entry.kind === 'order' && entry.order)).toContain(order);
  });

  it('reaches an order that is approved and not made yet', async () => {
    const { order, request } = await air.approve();
    expect((await air.ask(air.people.leader, 'POST', `/api/orders/${order}/stop`, {})).status).toBe(200);
    await makeOrder(air.platform, { request });
    expect(await stateOf('orders', order)).toBe('stopped');
  });

  it('is asked for in a lane of its own', async () => {
    const { order } = await air.order({ times: { kind: 'slots', starts: [`2026-12-0${day}T04:00:00.000Z`] } });
    await air.issue();
    await air.ask(air.people.leader, 'POST', `/api/orders/${order}/stop`, {});
    expect(await waitingJobs(air.platform.db, 'programmes.issue-now')).toEqual([{ unit: air.communes[0] }]);
  });

  it('keeps to the topic of a grant', async () => {
    const health = await air.person('editorial-board', air.communes[0], 'y-te');
    const [other, own] = [await air.order(), await air.order({ content: { topic: 'y-te' } })];
    expect((await air.ask(health, 'POST', `/api/orders/${other.order}/stop`, {})).status).toBe(404);
    expect((await air.ask(health, 'POST', `/api/orders/${own.order}/stop`, {})).status).toBe(200);
    expect((await air.ask(health, 'POST', `/api/units/${air.communes[0]}/stop`, {})).status).toBe(403);
  });
});

describe('stop everything in my area', () => {
  it('silences all that can be heard there by one programme, and leaves the rest', async () => {
    const [own, above] = [await air.order(), await air.order(provincial())];
    await air.issue();
    const refused = await air.ask(air.people.neighbour, 'POST', `/api/units/${air.communes[0]}/stop`, {});
    expect(refused.status).toBe(403);
    const { body } = await air.ask(air.people.leader, 'POST', `/api/units/${air.communes[0]}/stop`, {});
    expect(body['stopped']).toEqual(expect.arrayContaining([own.order, above.order]));
    expect(await air.issue()).toEqual([air.communes[0]]);
    const silent = (await air.programme(air.communes[0])).stopped.map((one) => one.order);
    expect(silent).toEqual(expect.arrayContaining([own.order, above.order]));
    expect(await stateOf('orders', above.order)).toBe('standing');
  });
});

describe('thu hồi', () => {
  it('ends every order, also one that is still to be made, and the bulletin', async () => {
    const { bulletin, order, request } = await air.approve(provincial());
    for (const nobody of ['leader', 'viewer'] as const)
      expect((await air.ask(air.people[nobody], 'POST', `/api/bulletins/${bulletin}/recall`, {})).status).toBe(404);
    const recalled = await air.ask(air.people.board1, 'POST', `/api/bulletins/${bulletin}/recall`, {
      reason: 'sai số',
    });
    expect(recalled.body).toMatchObject({ stopped: [order] });
    await makeOrder(air.platform, { request });
    expect(await stateOf('orders', order)).toBe('recalled');
    expect(await stateOf('bulletins', bulletin)).toBe('recalled');
    const again = await air.ask(air.people.board1, 'POST', `/api/bulletins/${bulletin}/recall`, {});
    expect([again.status, again.body['stopped']]).toEqual([200, []]);
  });

  it('is open to who wrote it', async () => {
    const { bulletin } = await air.order(provincial());
    expect((await air.ask(air.people.editor, 'POST', `/api/bulletins/${bulletin}/recall`, {})).status).toBe(200);
  });
});
