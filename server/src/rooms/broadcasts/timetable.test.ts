import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Timetable } from '@nguon/protocol/http/broadcasts.ts';
import { Request } from '@nguon/protocol/request.ts';
import { timetablePort } from './service.ts';
import { type Air, buildAir, type OrderWishes } from './testing/air.ts';

let air: Air;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const slot = { kind: 'bulletins', title: 'Buổi sáng', weekdays: EVERY_DAY, from: '11:00', to: '11:30', stream: null };
beforeAll(async () => {
  air = await buildAir();
  await air.ask(air.people.leader, 'POST', `/api/timetables/${air.communes[0]}/slots`, slot);
});
afterAll(() => air.stop());
beforeEach(() => air.house.clock.set('2026-11-23T02:00:00.000Z'));

// 11:00 in Viet Nam.
const START = '2026-11-23T04:00:00.000Z';
const dayOf = async (unit: string): Promise<Timetable['days'][number]> =>
  ((await air.ask(air.people.board1, 'GET', `/api/timetables/${unit}?days=1`)).body as unknown as Timetable).days[0]!;
const inSlot: OrderWishes = { times: { kind: 'slots', starts: [START] } };

describe('the timetable', () => {
  it('refuses slots in quiet hours, backwards, or by who may not', async () => {
    const add = async (change: object, who = air.people.leader) =>
      (await air.ask(who, 'POST', `/api/timetables/${air.communes[0]}/slots`, { ...slot, ...change })).status;
    expect(await add({ from: '21:00', to: '22:00' })).toBe(422);
    expect(await add({ from: '04:00', to: '06:00' })).toBe(422);
    expect(await add({ from: '12:00', to: '11:00' })).toBe(400);
    expect(await add({ kind: 'relay' })).toBe(400);
    expect(await add({}, air.people.viewer)).toBe(403);
    expect(await add({}, air.people.neighbour)).toBe(403);
  });

  it('gives the slots that all places have in common', async () => {
    const port = timetablePort(air.platform);
    const one = await port.slotsOf(
      air.platform.db,
      [air.communes[0], air.villages[0]!],
      [START, '2026-11-23T04:30:00.000Z'],
    );
    expect(one.get(START)).toEqual({ at: START, until: '2026-11-23T04:30:00.000Z' });
    expect(one.get('2026-11-23T04:30:00.000Z')).toBeNull();
    const two = await port.slotsOf(air.platform.db, [air.communes[0], air.communes[1]], [START]);
    expect(two.get(START)).toBeNull();
  });

  it('foresees what plays, waits and loses, then what is past, and what was stopped', async () => {
    const first = await air.order({ ...inSlot, durationMs: 600_000 });
    const next = await air.order({ ...inSlot, durationMs: 600_000 });
    const loser = await air.order({ ...inSlot, durationMs: 900_000 });
    const seen = (await dayOf(air.communes[0])).plays;
    const outcomes = new Map(seen.map((play) => [play.order, play.outcome]));
    expect([...outcomes.values()].toSorted()).toEqual(['loses', 'plays', 'waits']);
    expect(seen.find(({ outcome }) => outcome === 'loses')?.sentence).toContain('trùng');
    expect(seen.find(({ outcome }) => outcome === 'waits')?.sentence).toContain('phát sau');
    for (const { order } of [next, loser]) await air.ask(air.people.leader, 'POST', `/api/orders/${order}/stop`, {});
    const after = new Map((await dayOf(air.villages[0]!)).plays.map((play) => [play.order, play.outcome]));
    expect([first, next, loser].map(({ order }) => after.get(order))).toEqual(['plays', 'stopped', 'stopped']);
    air.house.clock.set('2026-11-23T05:00:00.000Z');
    expect((await dayOf(air.communes[0])).plays.find(({ order }) => order === first.order)?.outcome).toBe('past');
  });

  it('carries relays of every unit above, in the programme of the unit that keeps them', async () => {
    const district = air.house.province.districts[0]!.id;
    const relay = {
      ...slot,
      kind: 'relay',
      title: 'Đài tỉnh',
      from: '13:00',
      to: '13:30',
      stream: 'https://dai.example/a',
    };
    expect((await air.ask(air.people.admin, 'POST', `/api/timetables/${district}/slots`, relay)).status).toBe(201);
    await air.issue();
    const entry = (await air.programme(district)).entries.find(({ kind }) => kind === 'relay');
    expect(entry).toMatchObject({ title: 'Đài tỉnh', stream: 'https://dai.example/a' });
    expect(entry?.slots.length).toBeGreaterThanOrEqual(30);
    const day = await dayOf(air.villages[0]!);
    expect(day.slots.map(({ title }) => title)).toEqual(['Buổi sáng', 'Đài tỉnh']);
    expect(day.plays.find(({ kind }) => kind === 'relay')).toMatchObject({ title: 'Đài tỉnh', outcome: 'plays' });
  });
});

describe('conflicts', () => {
  it('name the commune in which a request from above makes something lose', async () => {
    air.house.clock.set('2026-11-30T02:00:00.000Z');
    const start = '2026-11-30T04:00:00.000Z';
    const times: OrderWishes['times'] = { kind: 'slots', starts: [start] };
    const local = await air.order({ times, durationMs: 1_100_000, content: { title: 'Của xã' } });
    const { rows } = await air.house.t.database.pool.query<{ canonical: string }>(
      'select canonical from requests where id = $1',
      [local.request],
    );
    const province = air.house.province.province.id;
    const request = Request.parse({
      ...(JSON.parse(rows[0]?.canonical ?? '') as object),
      id: '00000000-0000-4000-8000-0000000000aa',
      unit: province,
      targets: [province],
      screen: { title: 'Của tỉnh', text: '', picture: null },
      class: 'priority',
    });
    const found = await timetablePort(air.platform).conflictsOf(air.platform.db, request);
    expect(found).toEqual([
      { unitName: 'Xã Khang Ninh', at: expect.any(String) as string, loser: 'Của xã', winner: 'Của tỉnh' },
    ]);
  });
});
