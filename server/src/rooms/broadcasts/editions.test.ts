import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { Edition } from '@nguon/protocol/http/editions.ts';
import { occurrencesOf } from '@nguon/protocol/occurrence-programme.ts';
import type { OrderEntry, Programme } from '@nguon/protocol/programme.ts';
import { createEdition } from '../bulletins/editions.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { approveRequest } from '../requests/approvals.ts';
import { approveBy, buildRequest, listenWhole } from '../requests/factories.ts';
import { makeOrder } from './orders.ts';
import { issueProgramme } from './programmes.ts';
import { type Air, buildAir, putSpeaker } from './testing/air.ts';

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

async function item(title: string, durationMs: number): Promise<Bulletin> {
  const content = { unit: air.communes[0], title, text: `Lời ${title}` };
  const bulletin = await buildBulletin(air.platform, air.people.officer.actor, content);
  await buildSound(air.platform, bulletin, { durationMs });
  return bulletin;
}

const part = (kind: 'greeting' | 'bulletin' | 'closing', { id: bulletin }: Bulletin, readings = 1) => {
  return { kind, bulletin, item: null, readings };
};

async function assemble(...parts: ReturnType<typeof part>[]): Promise<Edition> {
  const title = 'Chương trình phát thanh thứ Tư, 25/11/2026';
  return createEdition(air.platform, air.people.officer.actor, { unit: air.communes[0], title, parts });
}

interface Aired {
  edition: Edition;
  order: string;
  news: [Bulletin, Bulletin];
}

/** 14 min 30 s: a greeting, two bulletins of which the second is read twice, a closing, and a second between any two sounds. */
async function airEdition(): Promise<Aired> {
  const [first, second] = [await item('Họp thôn', 240_000), await item('Tiêm chủng', 292_500)];
  const [greeting, closing] = [await item('Lời chào', 20_000), await item('Lời kết', 21_000)];
  const edition = await assemble(
    part('greeting', greeting),
    part('bulletin', first),
    part('bulletin', second, 2),
    part('closing', closing),
  );
  const view = await buildRequest(air.platform, air.people.officer.actor, edition.bulletin);
  air.house.clock.advance(900_000);
  await approveBy(air.platform, view, [air.people.leader.actor]);
  await makeOrder(air.platform, { request: view.id });
  const [row] = await rows<{ order_id: string }>('select order_id from requests where id = $1', view.id);
  return { edition, order: row?.order_id ?? '', news: [first, second] };
}

async function rows<T extends object>(sql: string, ...values: unknown[]): Promise<T[]> {
  return (await air.house.t.database.pool.query<T>(sql, values)).rows;
}

const programme = async (): Promise<Programme> => {
  await air.issue();
  return air.programme(air.communes[0]);
};
const entryOf = (told: Programme, order: string): OrderEntry | undefined =>
  told.entries.find((entry): entry is OrderEntry => entry.kind === 'order' && entry.order === order);
const lengthOf = (told: Programme, order: string): number | undefined =>
  occurrencesOf(told, [{ unit: air.communes[0], level: 2, name: 'Xã' }]).find((one) => one.order === order)?.durationMs;
const stateOf = async (table: 'orders' | 'bulletins', id: string): Promise<string | undefined> =>
  (await rows<{ state: string }>(`select state from ${table} where id = $1`, id))[0]?.state;

describe('an edition', () => {
  it('of 14 min 30 s is one request with one listening, one order, and one occurrence on a device', async () => {
    const { edition, order, news } = await airEdition();
    expect(edition.totalMs).toBe(870_000);
    expect(edition.parts.map(({ durationMs }) => durationMs)).toEqual([20_000, 240_000, 586_000, 21_000]);
    const told = await programme();
    expect(lengthOf(told, order)).toBe(870_000);
    const entry = entryOf(told, order);
    expect(entry?.request.parts?.map(({ title, text }) => `${title}: ${text}`)).toContain('Họp thôn: Lời Họp thôn');
    expect(entry?.approvals).toMatchObject([{ listenedMs: 573_500 }]);
    // What it says is on the air: it is recalled before it is changed.
    for (const { id } of news) expect(await stateOf('bulletins', id)).toBe('ordered');
  });

  it('is not approved by whoever wrote something in it', async () => {
    const { officer, leader } = air.people;
    const own = await buildBulletin(air.platform, leader.actor, { unit: air.communes[0] });
    await buildSound(air.platform, own);
    const { bulletin } = await assemble(part('bulletin', own));
    const view = await buildRequest(air.platform, officer.actor, bulletin);
    air.house.clock.advance(60_000);
    const listening = await listenWhole(air.platform, leader.actor, view.id);
    await expect(
      approveRequest(air.platform, leader.actor, view.id, { digest: view.digest, listening }),
    ).rejects.toMatchObject({ code: 'author-approves' });
    expect(JSON.stringify((await air.ask(leader, 'GET', '/api/inbox')).body)).not.toContain(view.id);
  });

  it('waits no longer once a bulletin in it says something newer', async () => {
    const { officer, leader } = air.people;
    const news = await item('Mất điện', 10_000);
    const { bulletin } = await assemble(part('bulletin', news));
    const view = await buildRequest(air.platform, officer.actor, bulletin);
    air.house.clock.advance(60_000);
    const listening = await listenWhole(air.platform, leader.actor, view.id);
    const changed = await air.house.t.app.inject({
      method: 'PUT',
      url: `/api/bulletins/${news.id}`,
      headers: officer.headers,
      payload: { title: news.title, text: 'Lời khác', seen: news.revision },
    });
    expect(changed.statusCode).toBe(200);
    const answer = await air.ask(leader, 'POST', `/api/requests/${view.id}/approve`, {
      digest: view.digest,
      listening,
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'request-changed' } });
    const shown = await air.ask(officer, 'GET', `/api/editions/${bulletin.id}`);
    expect(shown.body).toMatchObject({ parts: [{ outdated: 'revised' }] });
  });
});

describe('one part of an edition on the air', () => {
  it('is silent everywhere when its bulletin is recalled, and the rest goes on', async () => {
    const { order, news, edition } = await airEdition();
    await air.issue();
    const recalled = await air.ask(air.people.officer, 'POST', `/api/bulletins/${news[0].id}/recall`, {});
    expect(recalled.body).toMatchObject({ stopped: [order] });
    const told = await programme();
    expect(told.stopped.filter((stop) => stop.order === order)).toMatchObject([{ parts: [1] }]);
    expect(entryOf(told, order)).toBeDefined();
    expect(lengthOf(told, order)).toBe(870_000 - 241_000);
    expect(await stateOf('bulletins', news[0].id)).toBe('recalled');
    expect(await stateOf('bulletins', edition.bulletin.id)).toBe('ordered');
    const { body } = await air.ask(air.people.officer, 'GET', `/api/bulletins/${news[0].id}/orders`);
    expect(body).toMatchObject({ items: [{ id: order, edition: { bulletin: edition.bulletin.id, place: 1 } }] });
    expect(JSON.stringify(body)).toContain('Đã bỏ khỏi chương trình');
  });

  it('ends the edition when nothing that speaks is left', async () => {
    const { order } = await airEdition();
    for (const place of [0, 1, 2]) {
      expect((await air.ask(air.people.leader, 'POST', `/api/orders/${order}/parts/${place}/stop`, {})).status).toBe(
        200,
      );
      expect(await stateOf('orders', order)).toBe('standing');
    }
    await air.ask(air.people.leader, 'POST', `/api/orders/${order}/parts/3/stop`, {});
    expect(await stateOf('orders', order)).toBe('stopped');
  });

  it('stays silent by the signer’s own memory, whatever the server says later', async () => {
    const { order } = await airEdition();
    await air.ask(air.people.leader, 'POST', `/api/orders/${order}/parts/1/stop`, {});
    expect(entryOf(await programme(), order)).toBeDefined();
    await rows('delete from part_stops where order_id = $1', order);
    await issueProgramme(air.platform, { unit: air.communes[0] });
    expect(entryOf(await air.programme(air.communes[0]), order)).toBeUndefined();
    expect(await stateOf('orders', order)).toBe('refused');
  });

  it('is stopped by nobody who answers for neither the edition nor a place that hears it', async () => {
    const { order } = await airEdition();
    for (const nobody of ['neighbour', 'viewer', 'editor'] as const) {
      expect((await air.ask(air.people[nobody], 'POST', `/api/orders/${order}/parts/1/stop`, {})).status).toBe(404);
    }
    expect((await air.ask(air.people.leader, 'POST', `/api/orders/${order}/parts/9/stop`, {})).status).toBe(404);
  });

  it('that was recalled between approval and order is left out from the first', async () => {
    const { officer, leader } = air.people;
    const [one, two] = [await item('Một', 10_000), await item('Hai', 10_000)];
    const { bulletin } = await assemble(part('bulletin', one), part('bulletin', two));
    const view = await buildRequest(air.platform, officer.actor, bulletin);
    air.house.clock.advance(60_000);
    await approveBy(air.platform, view, [leader.actor]);
    await air.ask(officer, 'POST', `/api/bulletins/${one.id}/recall`, {});
    await makeOrder(air.platform, { request: view.id });
    const [row] = await rows<{ order_id: string }>('select order_id from requests where id = $1', view.id);
    const stopped = (await programme()).stopped.filter(({ order }) => order === row?.order_id);
    expect(stopped).toMatchObject([{ parts: [0] }]);
  });
});

describe('the page of a bulletin', () => {
  it('counts what was heard in the edition', async () => {
    const { order, news } = await airEdition();
    const teller = await putSpeaker(air, air.villages[0] ?? '');
    await air.issue();
    const [slot] = await rows<{ at: Date }>('select at from order_slots where order_id = $1', order);
    await teller.tell({
      kind: 'finished',
      order,
      slot: slot?.at.toISOString() ?? null,
      playedMs: 870_000,
      reason: null,
    });
    const { body } = await air.ask(air.people.officer, 'GET', `/api/bulletins/${news[1].id}/orders`);
    expect(body).toMatchObject({
      items: [{ id: order, figures: { played: 1, reached: 1 }, edition: { place: 2, stoppedAt: null } }],
    });
  });
});
