import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MissedBulletin } from '@nguon/protocol/http/broadcasts.ts';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { createEdition } from '../bulletins/editions.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { approveBy } from '../requests/factories.ts';
import { makeOrder } from './orders.ts';
import { addSlot, removeSlot } from './slots.ts';
import { type Air, buildAir, type Ordered, type Person, putSpeaker, type Teller } from './testing/air.ts';

let air: Air;
let commune: string;
let tellers: [Teller, Teller];
beforeAll(async () => {
  air = await buildAir();
  commune = air.communes[0];
  for (const [from, to] of [
    ['05:15', '05:45'],
    ['17:00', '17:45'],
  ] as const) {
    const slot = { kind: 'bulletins' as const, title: from, weekdays: [1, 2, 3, 4, 5, 6, 7], stream: null };
    await addSlot(air.platform, air.people.leader.actor, commune, { ...slot, from, to });
  }
  tellers = [await putSpeaker(air, air.villages[0] ?? ''), await putSpeaker(air, air.villages[1] ?? '')];
});
afterAll(() => air.stop());
let day = 1;
beforeEach(() => {
  // Nothing that a test leaves behind is offered in the next one.
  day += 4;
  air.house.clock.set(at('04:00'));
});

/** An instant of this test's day, by the clock in Viet Nam. */
function at(time: string, later = 0): string {
  const date = new Date(Date.UTC(2026, 11, day + later)).toISOString().slice(0, 10);
  return new Date(Date.parse(`${date}T${time}:00.000+07:00`)).toISOString();
}

/** Orders something for slots, by the commune's own timetable. */
async function orderFor(starts: readonly string[], more: object = {}, durationMs = 60_000): Promise<Ordered> {
  const { officer, leader } = air.people;
  const draft = await buildBulletin(air.platform, officer.actor, { unit: commune });
  await buildSound(air.platform, draft, { durationMs });
  const body = { bulletin: draft.id, revision: draft.revision, targets: [commune], readings: 1, ...more };
  const times = { kind: 'slots', starts };
  const made = (await air.ask(officer, 'POST', '/api/requests', { ...body, times })).body as unknown as RequestView;
  return { bulletin: draft.id, request: made.id, order: await approveAndOrder(made, leader) };
}

async function approveAndOrder(request: Pick<RequestView, 'id' | 'digest'>, by: Person): Promise<string> {
  await approveBy(air.platform, request, [by.actor]);
  await makeOrder(air.platform, { request: request.id });
  const sql = 'select id from orders where request_id = $1';
  return (await air.house.t.database.pool.query<{ id: string }>(sql, [request.id])).rows[0]?.id ?? '';
}

async function missed(who: Person = air.people.officer, bulletin?: string): Promise<MissedBulletin[]> {
  const query = bulletin === undefined ? '' : `?bulletin=${bulletin}`;
  return (await air.ask(who, 'GET', `/api/missed${query}`)).body['items'] as MissedBulletin[];
}
const press = (bulletin: string, start: string, who: Person = air.people.officer) =>
  air.ask(who, 'POST', `/api/bulletins/${bulletin}/make-up`, { at: start });
const request = async (id: unknown): Promise<RequestView> =>
  (await air.ask(air.people.officer, 'GET', `/api/requests/${String(id)}`)).body as unknown as RequestView;

/** One village heard the morning's session, the other was without power. */
async function halfHeard(more: object = {}): Promise<Ordered> {
  const ordered = await orderFor([at('05:15')], more);
  air.house.clock.set(at('05:20'));
  await tellers[0].tell({ kind: 'finished', order: ordered.order, slot: at('05:15') });
  air.house.clock.set(at('05:45'));
  return ordered;
}

describe('what villages missed', () => {
  it('is offered for the next slot, with their names, and is asked for by one press', async () => {
    const ordered = await halfHeard();
    const [item, ...rest] = await missed();
    expect(rest).toEqual([]);
    expect(item).toMatchObject({ bulletin: ordered.bulletin, next: at('17:00'), whyNot: null, waiting: null });
    expect(item?.sentence).toMatch(/^1 thôn chưa nghe buổi 5 giờ 15, /);
    expect(item?.villages.map(({ village }) => village)).toEqual([air.villages[1]]);
    expect(item?.villages[0]?.sentence).toContain('loa');

    const pressed = await press(ordered.bulletin, at('17:00'));
    expect(pressed).toMatchObject({ status: 201, body: { at: at('17:00'), villages: 1 } });
    const asked = await request(pressed.body['request']);
    expect(asked).toMatchObject({ state: 'waiting', missedAt: at('05:15') });
    const first = await request(ordered.request);
    expect(asked.request).toEqual({
      ...first.request,
      id: asked.id,
      author: air.people.officer.actor.user,
      targets: [air.villages[1]],
      times: { kind: 'slots', slots: [{ at: at('17:00'), until: at('17:45') }] },
    });
    // It says so as long as it waits, and is not asked for twice.
    expect((await missed())[0]?.waiting).toBe(asked.id);
    expect(await press(ordered.bulletin, at('17:00'))).toMatchObject({ status: 409, body: { code: 'conflict' } });

    const order = await approveAndOrder(asked, air.people.leader);
    expect(await missed()).toEqual([]);
    air.house.clock.set(at('17:02'));
    await tellers[1].tell({ kind: 'finished', order, slot: at('17:00') });
    air.house.clock.set(at('18:00'));
    expect(await missed()).toEqual([]);
  });

  it('is offered again where it was missed again, and by nothing that plays by itself', async () => {
    const ordered = await halfHeard();
    const pressed = await press(ordered.bulletin, at('17:00'));
    await approveAndOrder(await request(pressed.body['request']), air.people.leader);
    air.house.clock.set(at('17:45'));
    const [item] = await missed();
    expect(item).toMatchObject({ next: at('05:15', 1), sentence: expect.stringContaining('buổi 17 giờ,') as string });
    const { rows } = await air.house.t.database.pool.query('select 1 from orders where bulletin_id = $1', [
      ordered.bulletin,
    ]);
    expect(rows).toHaveLength(2);
  });

  it('is not offered while an approved session is still to come', async () => {
    const ordered = await orderFor([at('05:15'), at('17:00')]);
    air.house.clock.set(at('06:00'));
    expect(await missed()).toEqual([]);
    expect((await press(ordered.bulletin, at('17:00'))).body['code']).toBe('not-found');
    air.house.clock.set(at('18:00'));
    expect((await missed())[0]?.villages).toHaveLength(2);
  });

  it('has no slot once it would expire, and is gone with its expiry', async () => {
    const ordered = await halfHeard({ expiresAt: at('17:01') });
    expect(await missed()).toMatchObject([{ next: null, whyNot: expect.stringContaining('17 giờ 01') as string }]);
    expect((await press(ordered.bulletin, at('17:00'))).body['code']).toBe('conflict');
    air.house.clock.set(at('17:01'));
    expect(await missed()).toEqual([]);
  });

  it('is offered for a slot with room in it', async () => {
    for (let filled = 0; filled < 3; filled += 1) await orderFor([at('17:00')], {}, 14 * 60_000);
    const { bulletin } = await halfHeard();
    const offered = async (): Promise<unknown> => (await missed(air.people.officer, bulletin))[0]?.next;
    expect(await offered()).toBe(at('17:00'));
    air.house.clock.set(at('05:50'));
    await orderFor([at('17:00')], {}, 3 * 60_000);
    expect(await offered()).toBe(at('05:15', 1));
  });

  it.each([0, 1])(
    'leaves out a village whose own items fill the slot, and offers it the next one (%i)',
    async (place) => {
      const [full, roomy] = [air.villages[place] ?? '', air.villages[1 - place] ?? ''];
      for (let filled = 0; filled < 3; filled += 1)
        await orderFor([at('17:00')], { targets: [full] }, (filled === 0 ? 15 : 14.5) * 60_000);
      const { bulletin } = await orderFor([at('05:15')], {}, 2 * 60_000);
      air.house.clock.set(at('05:45'));
      const offered = async () => {
        const [item] = await missed(air.people.officer, bulletin);
        return { next: item?.next, left: new Map(item?.villages.map(({ village, left }) => [village, left])) };
      };
      expect(await offered()).toEqual({
        next: at('17:00'),
        left: new Map([
          [full, 'full'],
          [roomy, null],
        ]),
      });
      const pressed = await press(bulletin, at('17:00'));
      expect(pressed.body).toMatchObject({ villages: 1 });
      const asked = await request(pressed.body['request']);
      expect(asked.request.targets).toEqual([roomy]);
      await approveAndOrder(asked, air.people.leader);
      expect(await offered()).toEqual({ next: at('05:15', 1), left: new Map([[full, null]]) });
    },
  );

  it('is offered by each village’s own timetable', async () => {
    const { platform, people } = air;
    const own = air.villages[0] ?? '';
    const hours = { kind: 'bulletins' as const, title: 'Riêng', weekdays: [1, 2, 3, 4, 5, 6, 7], stream: null };
    const slot = await addSlot(platform, people.leader.actor, own, { ...hours, from: '11:00', to: '11:10' });
    const { bulletin } = await orderFor([at('05:15')]);
    air.house.clock.set(at('05:45'));
    const [item] = await missed(people.officer, bulletin);
    await removeSlot(platform, people.leader.actor, own, slot.id);
    expect(item?.next).toBe(at('11:00'));
    expect(item?.villages.map(({ left }) => left).toSorted()).toEqual(['no-slot', null]);
    expect(item?.villages.find(({ left }) => left === null)?.village).toBe(own);
  });

  it('counts what waits for approval: two presses do not take the same minutes', async () => {
    await orderFor([at('17:00')], {}, 14.5 * 60_000);
    await orderFor([at('17:00')], {}, 14.5 * 60_000);
    const [one, other] = [await orderFor([at('05:15')], {}, 9 * 60_000), await orderFor([at('05:15')], {}, 9 * 60_000)];
    air.house.clock.set(at('05:45'));
    const offered = async (): Promise<unknown> => (await missed(air.people.officer, other.bulletin))[0]?.next;
    expect(await offered()).toBe(at('17:00'));
    const pressed = await press(one.bulletin, at('17:00'));
    expect(await offered()).toBe(at('05:15', 1));
    expect((await press(other.bulletin, at('17:00'))).body['code']).toBe('conflict');
    const withdrawn = await air.ask(
      air.people.officer,
      'POST',
      `/api/requests/${String(pressed.body['request'])}/withdraw`,
    );
    expect(withdrawn.status).toBe(200);
    expect(await offered()).toBe(at('17:00'));
  });

  it.each(['recall', 'correct'])('is not offered after %s', async (act) => {
    const ordered = await halfHeard();
    expect(
      (await air.ask(air.people.officer, 'POST', `/api/bulletins/${ordered.bulletin}/${act}`, { reason: 'sai' }))
        .status,
    ).toBeLessThan(300);
    expect(await missed()).toEqual([]);
    expect((await press(ordered.bulletin, at('17:00'))).body['code']).toBe('not-found');
  });

  it('is not offered where somebody stopped it in the area', async () => {
    const ordered = await halfHeard();
    const sql = 'insert into area_stops (order_id, unit_id, at, stopped_by, reason) values ($1, $2, $3, $4, $5)';
    const row = [ordered.order, air.villages[1], at('05:16'), air.people.leader.actor.user, ''];
    await air.house.t.database.pool.query(sql, row);
    expect(await missed()).toEqual([]);
  });

  it('is not offered once its order was stopped', async () => {
    const { order } = await halfHeard();
    await air.ask(air.people.officer, 'POST', `/api/orders/${order}/stop`, {});
    expect(await missed()).toEqual([]);
  });

  it('counts as heard what was heard within an edition, and offers the edition itself', async () => {
    const ordered = await halfHeard();
    const { officer, leader } = air.people;
    const edition = await createEdition(air.platform, officer.actor, {
      unit: commune,
      title: 'Chương trình chiều',
      parts: [{ kind: 'bulletin', bulletin: ordered.bulletin, item: null, readings: 1 }],
    });
    const body = {
      bulletin: edition.bulletin.id,
      revision: edition.bulletin.revision,
      targets: [commune],
      times: { kind: 'slots', starts: [at('17:00')] },
    };
    const asked = await air.ask(officer, 'POST', '/api/requests', body);
    const order = await approveAndOrder(asked.body as unknown as RequestView, leader);
    expect(await missed(officer, ordered.bulletin)).toEqual([]);
    air.house.clock.set(at('17:10'));
    await tellers[1].tell({ kind: 'finished', order, slot: at('17:00') });
    air.house.clock.set(at('17:50'));
    const items = await missed();
    expect(items.map(({ bulletin }) => bulletin)).toEqual([edition.bulletin.id]);
    expect(items[0]?.villages.map(({ village }) => village)).toEqual([air.villages[0]]);
    const pressed = await press(edition.bulletin.id, at('05:15', 1));
    expect((await request(pressed.body['request'])).request.parts).toHaveLength(1);
  });

  it('is seen and asked for by whoever may submit it, and by nobody else', async () => {
    const ordered = await halfHeard();
    for (const name of ['neighbour', 'viewer', 'admin'] as const) {
      expect(await missed(air.people[name])).toEqual([]);
      expect((await press(ordered.bulletin, at('17:00'), air.people[name])).body['code']).toBe('not-found');
    }
    expect(await missed(air.people.editor)).toHaveLength(1);
  });
});
