import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrokerAwayError } from '../../platform/mqtt.ts';
import { SignerRefusal } from '../../platform/signer.ts';
import { waitingJobs } from '../../platform/test-jobs.ts';
import { makeOrder } from './orders.ts';
import { issueProgramme, pushProgramme, refreshProgrammes } from './programmes.ts';
import { type Air, buildAir } from './testing/air.ts';

let air: Air;
beforeAll(async () => {
  air = await buildAir();
});
afterAll(() => air.stop());

const rows = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await air.house.t.database.pool.query<Record<string, unknown>>(text, values)).rows;
const stateOf = async (order: string): Promise<unknown> =>
  (await rows('select state from orders where id = $1', [order]))[0]?.['state'];
const ordersIn = async (unit: string): Promise<string[]> =>
  (await air.programme(unit)).entries.flatMap((entry) => (entry.kind === 'order' ? [entry.order] : []));

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

describe('a programme', () => {
  it('is drafted, signed, kept, pointed at and pushed, and its version grows', async () => {
    const [commune] = air.communes;
    const { order } = await air.order();
    expect(await air.issue()).toContain(commune);
    const first = await air.programme(commune);
    expect(await ordersIn(commune)).toContain(order);
    expect(first).toMatchObject({ unit: commune, level: 2 });
    const pushed = air.house.sent.at(-1);
    expect(pushed?.topic).toContain(commune);
    expect(JSON.parse(pushed?.payload ?? '')).toMatchObject({ unit: commune, version: first.version });
    for (let count = 0; count < 4; count += 1) await issueProgramme(air.platform, { unit: commune });
    expect((await air.programme(commune)).version).toBeGreaterThan(first.version + 3);
    expect(await rows('select 1 from programmes where unit_id = $1', [commune])).toHaveLength(3);
    const old = await air.house.t.app.inject(`/programmes/${commune}/${first.version}.jws`);
    expect(old.statusCode).toBe(404);
  });

  it('may be kept for ever by whoever fetched it', async () => {
    const pointer = await issueProgramme(air.platform, { unit: air.communes[0] });
    const answer = await air.house.t.app.inject(pointer?.url ?? '');
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers['content-type']).toContain('application/jose');
  });

  it('is not made for a unit that does not stand', async () => {
    expect(await issueProgramme(air.platform, { unit: '00000000-0000-4000-8000-000000000009' })).toBeNull();
  });

  it('leaves out the one order that the signer refuses, and says so', async () => {
    const [good, bad] = [await air.order(), await air.order()];
    const { signer } = air.platform;
    const strict: typeof signer = {
      ...signer,
      async signProgramme(draft) {
        if (draft.entries.some((entry) => entry.kind === 'order' && entry.order === bad.order))
          throw new SignerRefusal({ reason: 'quiet-hours', detail: 'test', order: bad.order });
        return signer.signProgramme(draft);
      },
    };
    await issueProgramme({ ...air.platform, signer: strict }, { unit: air.communes[0] });
    expect([await stateOf(good.order), await stateOf(bad.order)]).toEqual(['standing', 'refused']);
    const carried = await ordersIn(air.communes[0]);
    expect(carried).toContain(good.order);
    expect(carried).not.toContain(bad.order);
    const shown = await air.ask(air.people.officer, 'GET', `/api/bulletins/${bad.bulletin}/orders`);
    expect(JSON.stringify(shown.body)).toContain('Không được đưa lên loa: rơi vào giờ không phát.');
  });

  it('comes to an end also when it is a relay that is refused, or an hour that is full', async () => {
    const { signer } = air.platform;
    const { order } = await air.order();
    const full: typeof signer = {
      ...signer,
      async signProgramme(draft) {
        if (draft.entries.some((entry) => entry.kind === 'order' && entry.order === order))
          throw new SignerRefusal({ reason: 'rate', detail: 'test', order });
        return signer.signProgramme(draft);
      },
    };
    await issueProgramme({ ...air.platform, signer: full }, { unit: air.communes[0] });
    expect(await ordersIn(air.communes[0])).not.toContain(order);
    expect(await stateOf(order)).toBe('standing');
  });

  it('stands though the broker is away, and the push follows', async () => {
    const { broker } = air.platform;
    const away = { ...broker, publish: () => Promise.reject(new BrokerAwayError('test')) };
    const unit = air.communes[1];
    await issueProgramme({ ...air.platform, broker: away }, { unit });
    expect(await waitingJobs(air.platform.db, 'programmes.push')).toEqual([{ unit }]);
    await pushProgramme(air.platform, { unit });
    expect(JSON.parse(air.house.sent.at(-1)?.payload ?? '')).toMatchObject({
      unit,
      version: (await air.programme(unit)).version,
    });
  });

  it('that is older than twenty hours is made anew', async () => {
    await air.issue();
    await refreshProgrammes(air.platform);
    await air.issue();
    await refreshProgrammes(air.platform);
    expect(await air.issue()).toEqual([]);
    air.house.clock.advance(21 * 3_600_000);
    await refreshProgrammes(air.platform);
    expect(await air.issue()).toContain(air.communes[0]);
  });

  it('made while a stop comes does not bring the stopped back', async () => {
    air.house.clock.set('2026-11-25T02:00:00.000Z');
    const { order } = await air.order();
    const { signer } = air.platform;
    let begun: () => void = () => {};
    const signing = new Promise<void>((settle) => (begun = settle));
    const slow: typeof signer = {
      ...signer,
      async signProgramme(draft) {
        begun();
        await new Promise((settle) => setTimeout(settle, 400));
        return signer.signProgramme(draft);
      },
    };
    const earlier = issueProgramme({ ...air.platform, signer: slow }, { unit: air.communes[0] });
    await signing;
    const stopped = await air.ask(air.people.leader, 'POST', `/api/orders/${order}/stop`, {});
    expect(stopped.status).toBe(200);
    await Promise.all([earlier, issueProgramme(air.platform, { unit: air.communes[0] })]);
    const { stopped: silent } = await air.programme(air.communes[0]);
    expect(silent.map((one) => one.order)).toContain(order);
    expect(await ordersIn(air.communes[0])).not.toContain(order);
    expect(await waitingJobs(air.platform.db, 'programmes.issue-now')).toContainEqual({ unit: air.communes[0] });
  });
});
