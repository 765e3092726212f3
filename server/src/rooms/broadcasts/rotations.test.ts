import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { Edition } from '@nguon/protocol/http/editions.ts';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { createEdition } from '../bulletins/editions.ts';
import { buildBulletin, buildSound } from '../bulletins/factories.ts';
import { approveBy } from '../requests/factories.ts';
import { makeOrder } from './orders.ts';
import { addSlot } from './slots.ts';
import { type Air, buildAir, type Person } from './testing/air.ts';

let air: Air;
let commune: string;
beforeAll(async () => {
  air = await buildAir();
  commune = air.communes[0];
  const slot = { kind: 'bulletins' as const, title: 'Chiều', weekdays: [1, 2, 3, 4, 5, 6, 7], stream: null };
  await addSlot(air.platform, air.people.leader.actor, commune, { ...slot, from: '17:00', to: '17:30' });
});
afterAll(() => air.stop());
beforeEach(() => air.house.clock.set('2026-12-01T02:00:00.000Z'));

/** 17 giờ of a day of December. */
const at = (day: number): string => `2026-12-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const END = '2026-12-20T17:00:00.000Z';

async function item(title: string, durationMs = 60_000): Promise<Bulletin> {
  const bulletin = await buildBulletin(air.platform, air.people.officer.actor, {
    unit: commune,
    title,
    text: `Lời ${title}`,
  });
  await buildSound(air.platform, bulletin, { durationMs });
  return bulletin;
}

interface Campaign {
  edition: Edition;
  candidates: Bulletin[];
}

/** A greeting and candidates of the given lengths. */
async function campaign(...lengths: number[]): Promise<Campaign> {
  const greeting = await item('Lời chào', 9_000);
  const candidates = [];
  for (const [index, length] of lengths.entries()) candidates.push(await item(`Ứng cử viên mẫu ${index + 1}`, length));
  const part = (kind: 'greeting' | 'bulletin', { id: bulletin }: Bulletin) => ({
    kind,
    bulletin,
    item: null,
    readings: 1,
  });
  const parts = [part('greeting', greeting), ...candidates.map((one) => part('bulletin', one))];
  const body = { unit: commune, title: 'Giới thiệu người ứng cử', parts };
  return { edition: await createEdition(air.platform, air.people.officer.actor, body), candidates };
}

function submit({ edition }: Campaign, starts: readonly string[], more: object = {}, who: Person = air.people.officer) {
  const { id, revision } = edition.bulletin;
  const body = { revision, targets: [commune], starts, expiresAt: END, ...more };
  return air.ask(who, 'POST', `/api/editions/${id}/rotation`, body);
}
const request = async (id: string): Promise<RequestView> =>
  (await air.ask(air.people.officer, 'GET', `/api/requests/${id}`)).body as unknown as RequestView;
const names = (view: RequestView): string[] => (view.request.parts ?? []).map(({ title }) => title);
const count = async (): Promise<number> =>
  (await air.house.t.database.pool.query<{ count: number }>('select count(*)::int as count from bulletins')).rows[0]
    ?.count ?? 0;

describe('candidates who take turns', () => {
  it('are submitted in each of their orders, each order for its sessions, all until one end', async () => {
    const made = await campaign(60_000, 61_000, 62_500);
    const answer = await submit(made, [2, 3, 4, 5, 6, 7].map(at));
    expect(answer.status).toBe(201);
    const views = await Promise.all((answer.body['requests'] as string[]).map(request));
    const [one, two, three] = made.candidates.map(({ title }) => title) as [string, string, string];
    expect(views.map(names)).toEqual([
      ['Lời chào', one, two, three],
      ['Lời chào', two, three, one],
      ['Lời chào', three, one, two],
    ]);
    const sessions = views.map(({ request: { times } }) =>
      times.kind === 'slots' ? times.slots.map((slot) => slot.at) : [],
    );
    expect(sessions).toEqual([
      [at(2), at(7)],
      [at(3), at(5)],
      [at(4), at(6)],
    ]);
    expect(views.map((view) => view.request.expiresAt)).toEqual([END, END, END]);
    expect(new Set(views.map(({ sessionMs }) => sessionMs)).size).toBe(1);
    expect(views[1]?.rotation).toEqual({
      turn: 2,
      turns: 3,
      others: [
        { id: views[0]?.id, turn: 1, state: 'waiting' },
        { id: views[2]?.id, turn: 3, state: 'waiting' },
      ],
    });
  });

  it('are not changed once approved', async () => {
    const made = await campaign(60_000, 60_000);
    const answer = await submit(made, [2, 3].map(at));
    const [first, second] = await Promise.all((answer.body['requests'] as string[]).map(request));
    air.house.clock.advance(200_000);
    await approveBy(air.platform, first!, [air.people.leader.actor]);
    await makeOrder(air.platform, { request: first!.id });
    expect((await request(second!.id)).rotation?.others).toEqual([{ id: first!.id, turn: 1, state: 'approved' }]);
    for (const { id, title, revision } of [...made.candidates, made.edition.bulletin]) {
      const headers = air.people.officer.headers;
      const payload = { title, text: 'Lời khác', class: 'normal', seen: revision };
      const change = await air.house.t.app.inject({ method: 'PUT', url: `/api/bulletins/${id}`, headers, payload });
      expect(change.json<{ code: string }>().code).toBe('conflict');
    }
  });

  it.each([
    ['are too unlike in length', [60_000, 63_001], [2, 3], 'chênh nhau quá 3 giây'],
    ['are alone', [60_000], [2, 3], 'ít nhất hai bản tin'],
    ['would not all have their turns', [60_000, 60_000], [2, 3, 4], 'chia hết'],
  ])('are refused where they %s, and nothing is left behind', async (_what, lengths, days, words) => {
    const made = await campaign(...lengths);
    const before = await count();
    const answer = await submit(made, days.map(at));
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    expect(answer.body['title']).toContain(words);
    expect(await count()).toBe(before);
  });

  it('are refused as a whole where one session is after the end, or no slot', async () => {
    const made = await campaign(60_000, 60_000);
    const before = await count();
    expect((await submit(made, [2, 3].map(at), { expiresAt: at(3) })).status).toBe(400);
    expect((await submit(made, [at(2), at(3).replace('T10', 'T11')])).status).toBe(400);
    expect(await count()).toBe(before);
    const { rows } = await air.house.t.database.pool.query('select from requests where bulletin_id = $1', [
      made.edition.bulletin.id,
    ]);
    expect(rows).toEqual([]);
  });

  it('are submitted by whoever may write there, from the revision that they saw', async () => {
    const made = await campaign(60_000, 60_000);
    expect((await submit(made, [2, 3].map(at), {}, air.people.neighbour)).status).toBe(404);
    expect((await submit(made, [2, 3].map(at), {}, air.people.viewer)).status).toBe(403);
    expect((await submit(made, [2, 3].map(at), { revision: 'a'.repeat(64) })).body['code']).toBe('conflict');
  });
});
