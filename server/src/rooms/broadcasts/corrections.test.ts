import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CorrectionPlan } from '@nguon/protocol/http/broadcasts.ts';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { Edition } from '@nguon/protocol/http/editions.ts';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { createEdition } from '../bulletins/editions.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { approveBy, buildRequest } from '../requests/factories.ts';
import { makeOrder } from './orders.ts';
import { addSlot } from './slots.ts';
import { type Air, buildAir, putSpeaker, type Teller } from './testing/air.ts';

let air: Air;
let commune: string;
let tellers: [Teller, Teller];
/** 05:15 and 17:00 of every day. */
const SLOTS = ['05:15', '17:00'];
beforeAll(async () => {
  air = await buildAir();
  commune = air.communes[0];
  for (const from of SLOTS) {
    const slot = { kind: 'bulletins' as const, title: from, weekdays: [1, 2, 3, 4, 5, 6, 7], from, stream: null };
    await addSlot(air.platform, air.people.leader.actor, commune, {
      ...slot,
      to: from.replace(':15', ':45').replace(':00', ':45'),
    });
  }
  tellers = [await putSpeaker(air, air.villages[0] ?? ''), await putSpeaker(air, air.villages[1] ?? '')];
});
afterAll(() => air.stop());
let day = 1;
beforeEach(() => {
  day += 1;
  air.house.clock.set(at('12:00'));
});

/** An instant of this test's day, by the clock in Viet Nam. */
function at(time: string, later = 0): string {
  return new Date(
    Date.parse(`2026-12-${String(day).padStart(2, '0')}T${time}:00.000+07:00`) + later * 86_400_000,
  ).toISOString();
}

async function slotsOfOrder(order: string): Promise<string[]> {
  const sql = 'select at from order_slots where order_id = $1 order by at';
  return (await air.house.t.database.pool.query<{ at: Date }>(sql, [order])).rows.map((row) => row.at.toISOString());
}

/** Tells that a slot of an order was heard, or how it went there. */
async function tell(
  teller: Teller,
  order: string,
  slot: string,
  playedMs: number,
  kind: 'finished' | 'interrupted' = 'finished',
) {
  await teller.tell({ kind, order, slot, playedMs, reason: kind === 'finished' ? null : 'stopped' });
}

async function correct(bulletin: string): Promise<Bulletin> {
  const answer = await air.ask(air.people.officer, 'POST', `/api/bulletins/${bulletin}/correct`, { reason: 'sai giờ' });
  expect(answer.status).toBe(201);
  return answer.body as unknown as Bulletin;
}

const plan = async (bulletin: string): Promise<CorrectionPlan> =>
  (await air.ask(air.people.officer, 'GET', `/api/bulletins/${bulletin}/correction`)).body as unknown as CorrectionPlan;

/** Puts the words of a correction right and gives it a sound. */
async function putRight(draft: Bulletin): Promise<Bulletin> {
  const answer = await air.house.t.app.inject({
    method: 'PUT',
    url: `/api/bulletins/${draft.id}`,
    headers: air.people.officer.headers,
    payload: { title: draft.title, class: draft.class, text: 'Đúng là 5 giờ sáng.', seen: draft.revision },
  });
  const right = answer.json<Bulletin>();
  await buildSound(air.platform, right);
  return right;
}

function submit(bulletin: Bulletin, starts: readonly string[], more: object = {}) {
  const { id, revision } = bulletin;
  const times = { kind: 'slots', starts };
  return air.ask(air.people.officer, 'POST', '/api/requests', {
    bulletin: id,
    revision,
    targets: [commune],
    times,
    ...more,
  });
}

/** Approves what was submitted, once it could have been heard, and makes its order. */
async function orderOf({ body }: { body: object }): Promise<string> {
  const asked = body as RequestView;
  air.house.clock.advance(120_000);
  await approveBy(air.platform, asked, [air.people.leader.actor]);
  await makeOrder(air.platform, { request: asked.id });
  return String((await air.ask(air.people.officer, 'GET', `/api/requests/${asked.id}`)).body['order']);
}

function assemble(...bulletins: Bulletin[]): Promise<Edition> {
  const parts = bulletins.map(({ id }) => ({ kind: 'bulletin' as const, bulletin: id, item: null, readings: 1 }));
  return createEdition(air.platform, air.people.officer.actor, { unit: commune, title: 'Chương trình', parts });
}

/** What was heard wrong at 17:00 in both villages and the next morning in the first alone, corrected in the next noon. */
async function heardWrong(): Promise<Bulletin> {
  const content = { unit: commune, title: 'Giờ họp', text: 'Họp lúc 15 giờ.' };
  const wrong = await buildBulletin(air.platform, air.people.officer.actor, content);
  await buildSound(air.platform, wrong);
  const [evening, morning] = [at('17:00'), at('05:15', 1)];
  const order = await orderOf(await submit(wrong, [evening, morning]));
  air.house.clock.set(at('12:00', 1));
  await tell(tellers[0], order, evening, 30_000);
  await tell(tellers[1], order, evening, 30_000);
  await tell(tellers[0], order, morning, 30_000);
  return correct(wrong.id);
}

describe('a correction', () => {
  it('is heard as often as the error was, in slots of the same hours and at the same places', async () => {
    const wrong = await air.order({ content: { title: 'Giờ cấp nước', text: 'Cấp nước lúc 15 giờ.' } });
    const again = await air.order({ content: { title: 'Tin khác' } });
    expect(again.order).not.toBe(wrong.order);
    const [slot] = await slotsOfOrder(wrong.order);
    await tell(tellers[0], wrong.order, slot!, 30_000);
    await tell(tellers[1], wrong.order, slot!, 4_000, 'interrupted');
    air.house.clock.advance(60_000);

    const draft = await correct(wrong.bulletin);
    expect(draft).toMatchObject({ title: 'Đính chính: Giờ cấp nước', class: 'priority', state: 'draft' });
    expect(draft.corrects).toEqual({ id: wrong.bulletin, title: 'Giờ cấp nước' });
    const error = await air.ask(air.people.officer, 'GET', `/api/bulletins/${wrong.bulletin}`);
    expect(error.body).toMatchObject({ state: 'recalled', corrections: [{ id: draft.id }] });
    expect(await plan(draft.id)).toMatchObject({
      sentence: 'Bản sai đã phát 1 buổi ở 2 thôn.',
      sessions: 1,
      villages: 2,
      ordered: 0,
      targets: [{ id: commune }],
      starts: [at('17:00')],
    });
  });

  it('counts an error in an edition where it was heard, and proposes the hours at which it was', async () => {
    const content = { unit: commune, title: 'Lịch họp', text: 'Họp lúc 15 giờ.' };
    const wrong = await buildBulletin(air.platform, air.people.officer.actor, content);
    await buildSound(air.platform, wrong, { durationMs: 20_000 });
    const first = await buildBulletin(air.platform, air.people.officer.actor, { unit: commune, title: 'Mở đầu' });
    await buildSound(air.platform, first, { durationMs: 60_000 });
    const edition = await assemble(first, wrong);
    const starts = [at('17:00'), at('05:15', 1), at('17:00', 1)];
    const { id, revision } = edition.bulletin;
    const body = { bulletin: id, revision, targets: [commune], times: { kind: 'slots', starts } };
    const order = await orderOf(await air.ask(air.people.officer, 'POST', '/api/requests', body));
    air.house.clock.set(at('17:30', 1));
    // Heard whole; cut before the wrong part; cut within it.
    await tell(tellers[0], order, starts[0]!, 81_000);
    await tell(tellers[0], order, starts[1]!, 50_000, 'interrupted');
    await tell(tellers[1], order, starts[2]!, 70_000, 'interrupted');

    const draft = await correct(wrong.id);
    const proposed = await plan(draft.id);
    expect(proposed).toMatchObject({ sessions: 2, villages: 2, starts: [at('17:00', 2), at('17:00', 3)] });

    await buildSound(air.platform, draft);
    expect(await submit(draft, proposed.starts)).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    const right = await putRight(draft);
    const few = await submit(right, proposed.starts.slice(0, 1));
    expect(few).toMatchObject({ status: 422, body: { code: 'correction-too-few' } });
    expect(String(few.body['title'])).toContain('đã phát 2 buổi; “Đính chính: Lịch họp” mới đặt 1 buổi');
    const elsewhere = await submit(right, proposed.starts, { targets: [air.villages[0]] });
    expect(elsewhere).toMatchObject({ status: 422, body: { code: 'correction-too-few' } });

    const whole = await submit(right, [...proposed.starts, at('05:15', 2)]);
    expect(whole).toMatchObject({
      status: 201,
      body: {
        corrections: [{ sentence: 'Bản sai đã phát 2 buổi ở 2 thôn.', sessions: 2, asked: 3, uncovered: 0 }],
        fewerReason: null,
      },
    });
    const reason = 'bà con đã được báo tận nhà';
    const fewer = await submit(right, proposed.starts.slice(0, 1), { fewerReason: reason });
    expect(fewer).toMatchObject({
      status: 201,
      body: { corrections: [{ sessions: 2, asked: 1 }], fewerReason: reason },
    });
    // What is ordered counts: the second session is all that is left.
    await orderOf(fewer);
    expect(await plan(draft.id)).toMatchObject({ ordered: 1, starts: [at('17:00', 3)] });
    // Once more in the session for which it is ordered already is no second one.
    expect(await submit(right, [at('17:00', 2)])).toMatchObject({ status: 422, body: { code: 'correction-too-few' } });
    expect(await submit(right, [at('17:00', 3)])).toMatchObject({
      status: 201,
      body: { corrections: [{ asked: 2 }], fewerReason: null },
    });
  });

  it('in an edition is held to the same: sessions and places of what else is ordered count, and without them a reason is given', async () => {
    const draft = await heardWrong();
    const news = await sounding();
    await buildSound(air.platform, draft);
    const same = await assemble(news, draft);
    expect(await submit(same.bulletin, [at('17:00', 1), at('05:15', 2)])).toMatchObject({ status: 400 });

    const right = await putRight(draft);
    const { bulletin: edition } = await assemble(news, right);
    const [evening, morning] = [at('17:00', 1), at('05:15', 2)];
    const few = await submit(edition, [evening]);
    expect(few).toMatchObject({ status: 422, body: { code: 'correction-too-few' } });
    expect(String(few.body['title'])).toContain('đã phát 2 buổi; “Đính chính: Giờ họp” mới đặt 1 buổi, và 1 nơi');
    const reason = 'bản tin sáng mai đọc lại';
    expect(await submit(edition, [evening], { fewerReason: reason })).toMatchObject({
      status: 201,
      body: {
        corrections: [{ bulletin: right.id, title: 'Đính chính: Giờ họp', sessions: 2, asked: 1, uncovered: 1 }],
        fewerReason: reason,
      },
    });
    expect(await submit(edition, [evening, morning])).toMatchObject({
      status: 201,
      body: { corrections: [{ sessions: 2, asked: 2, uncovered: 0 }], fewerReason: null },
    });

    // Ordered in the first village alone: the other still waits for its session.
    await orderOf(await submit(right, [evening], { targets: [air.villages[0]], fewerReason: reason }));
    expect(await submit(edition, [morning])).toMatchObject({
      status: 201,
      body: { corrections: [{ asked: 2, uncovered: 0 }] },
    });
    expect(await submit(edition, [morning], { targets: [air.villages[0]] })).toMatchObject({
      status: 422,
      body: { code: 'correction-too-few' },
    });
  });

  it('that is left out of an edition again does not count', async () => {
    const right = await putRight(await heardWrong());
    const [evening, morning] = [at('17:00', 1), at('05:15', 2)];
    const { bulletin: edition } = await assemble(await sounding(), right);
    const order = await orderOf(await submit(edition, [evening], { fewerReason: 'sáng mai đọc lại' }));
    expect(await plan(right.id)).toMatchObject({ ordered: 1, starts: [morning] });
    expect(await submit(right, [morning])).toMatchObject({ status: 201 });
    await air.ask(air.people.leader, 'POST', `/api/orders/${order}/parts/1/stop`, {});
    expect(await plan(right.id)).toMatchObject({ ordered: 0, starts: [evening, morning] });
    expect(await submit(right, [morning])).toMatchObject({ status: 422, body: { code: 'correction-too-few' } });
  });

  it('is begun by nobody who may not write there, of nothing that was never on the air, and not of a whole edition', async () => {
    const wrong = await air.order();
    for (const nobody of ['neighbour', 'viewer', 'admin'] as const) {
      const { status } = await air.ask(air.people[nobody], 'POST', `/api/bulletins/${wrong.bulletin}/correct`, {});
      expect(status).toBe(nobody === 'neighbour' ? 404 : 403);
    }
    const draft = await buildBulletin(air.platform, air.people.officer.actor, { unit: commune });
    expect((await air.ask(air.people.officer, 'POST', `/api/bulletins/${draft.id}/correct`, {})).status).toBe(409);
    expect((await air.ask(air.people.officer, 'GET', `/api/bulletins/${draft.id}/correction`)).status).toBe(404);
    const news = await buildRequest(air.platform, air.people.officer.actor, await sounding());
    expect(news).toMatchObject({ corrections: [], fewerReason: null });
  });
});

async function sounding(): Promise<Bulletin> {
  const bulletin = await buildBulletin(air.platform, air.people.officer.actor, { unit: commune });
  await buildSound(air.platform, bulletin);
  return bulletin;
}
