import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MissedBulletin } from '@nguon/protocol/http/broadcasts.ts';
import type { LogBook } from '@nguon/protocol/http/reports.ts';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { docxText, pdfPages, wordsOf } from '../../platform/papers/testing/read-papers.ts';
import { makeOrder } from '../broadcasts/orders.ts';
import { addSlot } from '../broadcasts/slots.ts';
import { type Air, buildAir, putSpeaker, type Teller } from '../broadcasts/testing/air.ts';
import { approveBy } from '../requests/factories.ts';

let air: Air;
let commune: string;
let tellers: [Teller, Teller];
beforeAll(async () => {
  air = await buildAir();
  commune = air.communes[0];
  const hours = { title: 'Buổi chiều', from: '17:00', to: '17:30', stream: null };
  const slot = { kind: 'bulletins' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], ...hours };
  await addSlot(air.platform, air.people.leader.actor, commune, slot);
  tellers = [await putSpeaker(air, air.villages[0]!), await putSpeaker(air, air.villages[1]!)];
});
afterAll(() => air.stop());

const NOVEMBER = 'from=2026-11-01&to=2026-11-30';
const FIRST = '2026-11-23T02:00:00.000Z';
const SECOND = '2026-11-23T10:00:00.000Z';

/** One village hears it at once, the other in the afternoon, as a phát bù. */
async function makeUp(): Promise<string> {
  const { officer, leader } = air.people;
  air.house.clock.set(FIRST);
  const first = await air.order({ content: { title: 'Tìm trâu lạc' } });
  await tellers[0].tell({ order: first.order, slot: FIRST, kind: 'finished', playedMs: 30_000 });
  const { rows } = await air.house.t.database.pool.query<{ until: Date }>(
    'select until from order_slots where order_id = $1',
    [first.order],
  );
  air.house.clock.set(rows[0]!.until.toISOString());
  const items = (await air.ask(officer, 'GET', '/api/missed')).body['items'] as MissedBulletin[];
  expect(items).toMatchObject([{ next: SECOND }]);
  const { body } = await air.ask(officer, 'POST', `/api/bulletins/${first.bulletin}/make-up`, { at: SECOND });
  const id = body['request'] as string;
  const view = (await air.ask(officer, 'GET', `/api/requests/${id}`)).body as unknown as RequestView;
  await approveBy(air.platform, view, [leader.actor]);
  await makeOrder(air.platform, { request: id });
  const made = await air.house.t.database.pool.query<{ id: string }>('select id from orders where request_id = $1', [
    id,
  ]);
  const order = made.rows[0]!.id;
  air.house.clock.set('2026-11-23T10:01:00.000Z');
  await tellers[1].tell({ order, slot: SECOND, kind: 'not-played', reason: 'audio-missing' });
  return id;
}

it('the log book says on screen and on paper which session a line makes up for, as it was asked for', async () => {
  const { officer, viewer } = air.people;
  const request = await makeUp();
  await air.order({ content: { title: 'Mời họp' } });
  const book = (await air.ask(officer, 'GET', `/api/log-books/${commune}?${NOVEMBER}`)).body as unknown as LogBook;
  // From the data alone: what each order is a phát bù of, in the words of the clock in Viet Nam.
  const { rows: data } = await air.house.t.database.pool.query<{ key: string; missed: string | null }>(
    `select o.id || '@' || round(extract(epoch from s.at) * 1000) as key,
      to_char(m.missed_at at time zone 'Asia/Ho_Chi_Minh', 'FMHH24 "giờ, thứ" ID, DD/MM/YYYY') as missed
    from orders o join order_slots s on s.order_id = o.id left join make_ups m on m.request_id = o.request_id order by s.at`,
  );
  expect(data.map(({ missed }) => missed)).toEqual([null, '9 giờ, thứ 1, 23/11/2026', null]);
  const MONDAY = 'thứ Hai';
  expect(book.rows.map(({ key, trouble }) => [key, /Phát bù buổi ([^;]+)/.exec(trouble)?.[1] ?? null])).toEqual(
    data.map(({ key, missed }) => [key, missed?.replace('thứ 1', MONDAY) ?? null]),
  );
  const [, line] = book.rows;
  expect(line).toMatchObject({
    content: 'Tìm trâu lạc',
    speakers: '0/1 phát xong, 1 không phát',
    trouble: 'Phát bù buổi 9 giờ, thứ Hai, 23/11/2026; 1 cụm loa không phát: chưa tải được âm thanh',
  });
  expect(book.sums).toContain('Cộng: 3 lượt đặt phát (trong đó 1 lượt phát bù), 1 lượt có loa phát tiếng');

  const paper = async (of: string): Promise<Buffer> =>
    (await air.house.t.app.inject({ url: `/api/papers/${of}?${NOVEMBER}`, headers: viewer.headers })).rawPayload;
  const docx = docxText(await paper(`log-books/${commune}.docx`));
  const pages = await pdfPages(await paper(`log-books/${commune}.pdf`));
  // The foot of each sheet stands apart from the text of a .docx.
  const pdf = pages.map((page) => page.replace('Hệ thống thử nghiệm.', '')).join(' ');
  expect(docx.match(/Phát bù buổi/g)).toHaveLength(1);
  expect(docx).toContain(`${line!.speakers}\n${line!.trouble}`);
  expect(docx).toContain(book.sums);
  expect(wordsOf(pdf)).toEqual(wordsOf(docx));
  expect(docxText(await paper(`requests/${request}.docx`))).toContain(
    'Phát bù cho các địa bàn chưa nghe buổi 9 giờ, thứ Hai, 23/11/2026. Lời và âm thanh như bản đã duyệt.',
  );
});
