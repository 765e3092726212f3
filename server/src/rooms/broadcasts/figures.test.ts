import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrderView } from '@nguon/protocol/http/broadcasts.ts';
import { type Air, buildAir, type Ordered, type Person, putSpeaker, type Teller } from './testing/air.ts';

let air: Air;
let own: Teller;
let second: Teller;
let office: Teller;
beforeAll(async () => {
  air = await buildAir();
  own = await putSpeaker(air, air.villages[0]!);
  second = await putSpeaker(air, air.villages[1]!);
  office = await putSpeaker(air, air.communes[0]);
});
afterAll(() => air.stop());
let day = 1;
let slot = '';
beforeEach(() => {
  day += 1;
  slot = `2026-12-${String(day).padStart(2, '0')}T02:00:00.000Z`;
  air.house.clock.set(slot);
});

async function orderOf({ bulletin, order }: Ordered, person: Person = air.people.officer): Promise<OrderView> {
  const { body } = await air.ask(person, 'GET', `/api/bulletins/${bulletin}/orders`);
  const found = (body['items'] as OrderView[]).find(({ id }) => id === order);
  if (!found) throw new Error('the order is not shown');
  return found;
}
const onAir = async (person: Person = air.people.officer): Promise<{ order: string; playing: boolean }[]> =>
  (await air.ask(person, 'GET', '/api/on-air')).body['items'] as { order: string; playing: boolean }[];

describe('figures', () => {
  it('tell ordered, received, played and reached apart, and name who did not hear', async () => {
    const made = await air.order();
    const { order } = made;
    expect((await orderOf(made)).figures).toEqual({ ordered: 3, received: 0, played: 0, reached: 0, villages: 2 });
    await own.tell({ kind: 'received', order, slot: null });
    await second.tell({ kind: 'received', order, slot: null });
    expect((await orderOf(made)).figures).toMatchObject({ received: 2, played: 0 });
    await own.tell({ kind: 'playing', order, slot });
    expect((await orderOf(made)).sentence).toBe('Đang phát ở 1/2 thôn.');
    await own.tell({ kind: 'finished', order, slot, playedMs: 30_000 });
    await office.tell({ kind: 'finished', order, slot, playedMs: 30_000 });
    await second.tell({ kind: 'not-played', order, slot, reason: 'missed', attempt: 0 });
    const view = await orderOf(made);
    // The loudspeaker at the commune's office played and makes no village hear.
    expect(view.figures).toEqual({ ordered: 3, received: 3, played: 2, reached: 1, villages: 2 });
    expect(view.sentence).toMatch(/^9 giờ đã phát ở 1\/2 thôn; .* không phát: loa không hoạt động lúc đó\.$/);
  });

  it('believe the attempt and the kind, not the order of arrival nor the clock', async () => {
    const made = await air.order();
    const { order } = made;
    await own.tell({ kind: 'playing', order, slot, attempt: 2, at: '1970-01-01T00:00:00.000Z', clockTrusted: false });
    await own.tell({ kind: 'interrupted', order, slot, attempt: 1, reason: 'higher-class' });
    expect((await orderOf(made)).villages.find(({ village }) => village === air.villages[0])?.state).toBe('playing');
    await own.tell({ kind: 'finished', order, slot, attempt: 2 });
    await own.tell({ kind: 'playing', order, slot, attempt: 2 });
    expect((await orderOf(made)).figures.played).toBe(1);
  });

  it('keep what a loudspeaker did that was taken away since, and count none that came later', async () => {
    const short = await putSpeaker(air, air.villages[1]!, 'Loa sắp thay');
    const made = await air.order();
    await short.tell({ kind: 'finished', order: made.order, slot });
    expect((await orderOf(made)).figures).toMatchObject({ ordered: 4, played: 1, reached: 1 });
    air.house.clock.advance(24 * 3_600_000);
    await air.house.t.database.pool.query('update devices set revoked_at = $1 where id = $2', [
      air.house.clock.now(),
      short.device.id,
    ]);
    await putSpeaker(air, air.villages[0]!, 'Loa mới').then(({ device }) =>
      air.house.t.database.pool.query('update devices set revoked_at = $1 where id = $2', [
        new Date(air.house.clock.now().getTime() + 1),
        device.id,
      ]),
    );
    expect((await orderOf(made)).figures).toMatchObject({ ordered: 4, played: 1, reached: 1 });
  });

  it('say of a village without a loudspeaker that it has none', async () => {
    const made = await air.order({
      content: { unit: air.house.province.province.id },
      author: air.people.editor,
      approvers: [air.people.board1, air.people.board2],
      targets: [air.communes[0], air.communes[1]],
    });
    const whole = await orderOf(made, air.people.board1);
    expect(whole.figures).toMatchObject({ ordered: 3, villages: 4 });
    expect(whole.villages.filter(({ state }) => state === 'no-speaker')).toHaveLength(2);
    // Whoever reads one of the places sees that place of it.
    const part = await orderOf(made, air.people.neighbour);
    expect(part.figures).toEqual({ ordered: 0, received: 0, played: 0, reached: 0, villages: 2 });
    expect(part.mayStop).toBe(true);
    expect((await orderOf(made, air.people.viewer)).mayStop).toBe(false);
    const stranger = await air.person('commune-officer', air.communes[2]);
    expect((await air.ask(stranger, 'GET', `/api/bulletins/${made.bulletin}/orders`)).body).toEqual({ items: [] });
  });
});

describe('what is on the air', () => {
  it('is what sounds, may still sound, or comes within the hour, where one may stop it', async () => {
    const now = await air.order();
    const soon = await air.order({ times: { kind: 'slots', starts: [slot.replace('T02', 'T03')] } });
    const late = await air.order({ times: { kind: 'slots', starts: [slot.replace('T02', 'T04')] } });
    air.house.clock.advance(60_000);
    const ids = (await onAir()).map(({ order }) => order);
    expect(ids).toEqual([now.order, soon.order]);
    expect(ids).not.toContain(late.order);
    expect(await onAir(air.people.neighbour)).toEqual([]);
    expect(await onAir(air.people.viewer)).toEqual([]);
    for (const speaker of [own, second]) await speaker.tell({ kind: 'finished', order: now.order, slot });
    expect((await onAir()).map(({ order }) => order)).toContain(now.order);
    await office.tell({ kind: 'interrupted', order: now.order, slot, reason: 'higher-class' });
    expect((await onAir()).map(({ order }) => order)).toContain(now.order);
    await office.tell({ kind: 'finished', order: now.order, slot, attempt: 2 });
    expect((await onAir()).map(({ order }) => order)).toEqual([soon.order]);
    await air.ask(air.people.officer, 'POST', `/api/orders/${soon.order}/stop`, {});
    expect(await onAir()).toEqual([]);
  });

  it('leaves out what was stopped in the own area', async () => {
    const { order } = await air.order({
      content: { unit: air.house.province.province.id },
      author: air.people.editor,
      approvers: [air.people.board1, air.people.board2],
      targets: [air.house.province.province.id],
    });
    expect((await onAir()).map((row) => row.order)).toEqual([order]);
    await air.ask(air.people.officer, 'POST', `/api/orders/${order}/stop`, {});
    expect(await onAir()).toEqual([]);
    expect((await onAir(air.people.board1)).map((row) => row.order)).toEqual([order]);
  });
});
