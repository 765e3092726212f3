import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOrder } from './orders.ts';
import { type Air, buildAir } from './testing/air.ts';

let air: Air;
beforeAll(async () => {
  air = await buildAir();
});
afterAll(() => air.stop());

const rows = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await air.house.t.database.pool.query<Record<string, unknown>>(text, values)).rows;

describe('making orders', () => {
  it('makes one, however often it is asked', async () => {
    const { request, order } = await air.approve();
    await Promise.all([makeOrder(air.platform, { request }), makeOrder(air.platform, { request })]);
    await makeOrder(air.platform, { request });
    expect(await rows('select id, state, channels from orders where request_id = $1', [request])).toEqual([
      { id: order, state: 'standing', channels: ['board', 'site', 'speaker'] },
    ]);
    expect(await rows('select 1 from order_slots where order_id = $1', [order])).toHaveLength(1);
  });

  it('makes "Phát ngay" start at its last approval, whenever the job runs', async () => {
    const before = air.house.clock.now().toISOString();
    const { request, order } = await air.approve();
    air.house.clock.advance(20_000);
    await makeOrder(air.platform, { request });
    expect((await rows('select at from order_slots where order_id = $1', [order]))[0]?.['at']).toEqual(
      new Date(before),
    );
  });

  it('makes nothing of a request that is not approved', async () => {
    await makeOrder(air.platform, { request: '00000000-0000-4000-8000-000000000001' });
    expect(await rows(`select 1 from orders where request_id = '00000000-0000-4000-8000-000000000001'`)).toEqual([]);
  });
});
