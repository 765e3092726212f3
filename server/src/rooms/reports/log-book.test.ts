import { randomUUID } from 'node:crypto';
import type { LogBook, LogEntryBody } from '@nguon/protocol/http/reports.ts';
import type { z } from 'zod';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Air, type Answer, buildAir, type Person, putSpeaker, type Teller } from '../broadcasts/testing/air.ts';
import { readLines } from './log-book.ts';
import { sumsOf } from './log-rules.ts';

let air: Air;
const NOVEMBER = 'from=2026-11-01&to=2026-11-30';
beforeAll(async () => {
  air = await buildAir();
});
afterAll(() => air.stop());

const book = async (who: Person, unit = air.communes[0], period = NOVEMBER): Promise<LogBook> => {
  const { status, body } = await air.ask(who, 'GET', `/api/log-books/${unit}?${period}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as LogBook;
};
const write = (
  who: Person,
  change: Partial<z.input<typeof LogEntryBody>> = {},
  unit = air.communes[0],
): Promise<Answer> =>
  air.ask(who, 'POST', `/api/log-books/${unit}/entries`, {
    from: '2026-11-22T22:00:00.000Z',
    until: '2026-11-22T22:30:00.000Z',
    content: 'Tiếp âm chương trình thời sự',
    reason: 'Đài FM không gửi xác nhận',
    ...change,
  });

describe('the log book', () => {
  let speakers: [Teller, Teller, Teller];
  beforeAll(async () => {
    const [one, two] = air.villages as [string, string];
    speakers = [
      await putSpeaker(air, one),
      await putSpeaker(air, two),
      await putSpeaker(air, air.communes[0], 'Loa trụ sở xã'),
    ];
  });

  it('says what was on the air, where it sounded, who read and who approved', async () => {
    const contributors = [
      { part: 'reader' as const, name: 'Lỗ Thị Mẫu' },
      { part: 'author' as const, name: 'Đặng Văn Mẫu' },
    ];
    const { order } = await air.order({ content: { title: 'Tìm trâu lạc', origin: 'contributor', contributors } });
    const slot = air.house.clock.now().toISOString();
    const told = { order, slot };
    await speakers[0].tell({ ...told, kind: 'playing' });
    air.house.clock.advance(30_000);
    await speakers[0].tell({ ...told, kind: 'finished', playedMs: 30_000 });
    await speakers[1].tell({ ...told, kind: 'not-played', reason: 'audio-missing' });
    const { rows, sums, mayWrite } = await book(air.people.officer);
    expect(rows).toEqual([
      {
        key: `${order}@${Date.parse(slot)}`,
        day: 'thứ Hai, 23/11/2026',
        hours: '9 giờ - 9 giờ',
        content: 'Tìm trâu lạc',
        length: '30 giây',
        source: 'Cộng tác viên',
        language: 'tiếng Việt',
        readers: 'Lỗ Thị Mẫu',
        approvers: air.people.leader.actor.name,
        speakers: '1/3 phát xong, 1 không phát, 1 chưa rõ',
        trouble: '1 cụm loa không phát: chưa tải được âm thanh; 1 cụm loa chưa có xác nhận',
        entry: null,
      },
    ]);
    expect(sums).toBe(
      'Cộng: 1 lượt đặt phát, 1 lượt có loa phát tiếng, 0 lượt mọi cụm loa phát xong; thời lượng 30 giây.',
    );
    expect(mayWrite).toBe(true);
  });

  it('has a line by hand, corrected and cancelled only by later ones', async () => {
    const first = await write(air.people.officer, { station: 'Đài FM xã' });
    expect(first.status).toBe(201);
    const id = first.body['id'] as string;
    const byHand = async () => (await book(air.people.leader)).rows.filter(({ entry }) => entry !== null);
    expect(await byHand()).toMatchObject([
      { day: 'thứ Hai, 23/11/2026', hours: '5 giờ - 5 giờ 30', length: '30 phút', speakers: 'Đài FM xã' },
    ]);
    const second = await write(air.people.leader, {
      corrects: id,
      content: 'Tiếp âm thời sự sáng',
      reason: 'Ghi thiếu tên',
    });
    expect(await byHand()).toMatchObject([{ content: 'Tiếp âm thời sự sáng', trouble: 'Ghi tay: Ghi thiếu tên' }]);
    expect(await write(air.people.leader, { corrects: id })).toMatchObject({ status: 409 });
    const corrects = second.body['id'] as string;
    expect((await write(air.people.officer, { corrects, cancels: true, reason: 'Hôm ấy mất điện' })).status).toBe(201);
    expect(await byHand()).toEqual([]);
    const { rows } = await air.house.t.database.pool.query<{ act: string; actor_name: string }>(
      `select act from audit_entries where subject_kind = 'log-entry' order by id`,
    );
    expect(rows.map(({ act }) => act)).toEqual(['log-entry.written', 'log-entry.corrected', 'log-entry.cancelled']);
    const change = air.house.t.database.pool.query(`update log_entries set content = 'khác' where id = $1`, [id]);
    await expect(change).rejects.toThrow('never changed');
  });

  it('corrects a line once, also when two people do it at the same moment', async () => {
    const { body } = await write(air.people.officer);
    const both = await Promise.all([1, 2].map(() => write(air.people.leader, { corrects: body['id'] as string })));
    expect(both.map(({ status }) => String(status)).toSorted()).toEqual(['201', '409']);
  });

  it.each([
    [{ until: '2026-11-22T22:00:00.000Z' }, 400],
    [{ until: '2026-11-24T22:00:00.000Z' }, 400],
    [{ cancels: true }, 400],
    [{ reason: ' ' }, 400],
  ])('does not take %j', async (change, status) => {
    expect((await write(air.people.officer, change)).status).toBe(status);
  });

  it('is read by whoever reads the commune and written by its officer and leader', async () => {
    expect((await book(air.people.viewer)).mayWrite).toBe(false);
    expect((await write(air.people.viewer)).status).toBe(403);
    expect((await write(air.people.neighbour)).status).toBe(403);
    expect((await air.ask(air.people.neighbour, 'GET', `/api/log-books/${air.communes[0]}?${NOVEMBER}`)).status).toBe(
      403,
    );
    const province = air.house.province.province.id;
    expect((await air.ask(air.people.admin, 'GET', `/api/log-books/${province}?${NOVEMBER}`)).status).toBe(400);
    for (const period of ['from=2026-11-30&to=2026-11-01', 'from=2026-01-01&to=2026-12-31'])
      expect((await air.ask(air.people.viewer, 'GET', `/api/log-books/${air.communes[0]}?${period}`)).status).toBe(400);
  });
});

describe('a recount from the receipts themselves', () => {
  const KINDS = ['received', 'ready', 'playing', 'finished', 'interrupted', 'not-played', 'expired'] as const;
  const receipt = fc.record({
    order: fc.nat(3),
    device: fc.nat(4),
    kind: fc.constantFrom(...KINDS),
    attempt: fc.nat(2),
    playedMs: fc.nat(60_000),
    trusted: fc.boolean(),
  });

  it('equals the book for random receipts', async () => {
    const { rows: tellers } = await air.house.t.database.pool.query<{ id: string }>(
      'select id from devices order by id',
    );
    const elsewhere = await putElsewhere();
    const devices = [...tellers.map(({ id }) => id), elsewhere];
    const province = air.house.province.province.id;
    const board = [air.people.board1, air.people.board2];
    const orders: { id: string; at: Date }[] = [];
    for (const targets of [[air.communes[0]], [air.villages[0]!], [air.villages[0]!, air.villages[1]!], [province]]) {
      air.house.clock.advance(60_000);
      const top = targets[0] === province;
      const { order } = await air.order({
        targets,
        ...(top && { author: air.people.editor, approvers: board, content: { unit: province } }),
      });
      orders.push({ id: order, at: air.house.clock.now() });
    }
    air.house.clock.advance(3_600_000);
    await fc.assert(
      fc.asyncProperty(fc.array(receipt, { maxLength: 40 }), async (receipts) => {
        await replaceReceipts(orders, devices, receipts);
        const { lines, airings } = await readLines(air.platform, air.communes[0], {
          from: '2026-11-01',
          to: '2026-11-30',
        });
        const wanted = new Set(orders.map(({ id }) => id));
        const mine = lines.filter((line) => 'airing' in line.source && wanted.has(line.source.airing.order));
        const recounted = await recount(orders.map(({ id }) => id));
        expect(airings.filter(({ order }) => wanted.has(order))).toHaveLength(4);
        expect({
          finished: mine.reduce((sum, { count }) => sum + count.finished, 0),
          playedMs: sumsOf(mine).playedMs,
          sounded: sumsOf(mine).sounded,
        }).toEqual(recounted);
      }),
      { numRuns: 40 },
    );
  });

  async function putElsewhere(): Promise<string> {
    const { device } = await putSpeaker(air, air.communes[1], 'Loa xã bên');
    return device.id;
  }

  async function replaceReceipts(
    orders: readonly { id: string; at: Date }[],
    devices: readonly string[],
    receipts: readonly {
      order: number;
      device: number;
      kind: string;
      attempt: number;
      playedMs: number;
      trusted: boolean;
    }[],
  ): Promise<void> {
    const { pool } = air.house.t.database;
    await pool.query('delete from receipts where order_id = any($1)', [orders.map(({ id }) => id)]);
    const boot = randomUUID();
    for (const [seq, { order, device, kind, attempt, playedMs, trusted }] of receipts.entries()) {
      const { id, at } = orders[order % orders.length]!;
      const said = kind === 'finished' || kind === 'interrupted' ? playedMs : null;
      await pool.query(
        `insert into receipts (device_id, boot, seq, kind, order_id, slot, at, clock_trusted, attempt, played_ms, received_at)
          values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, now())`,
        [devices[device % devices.length], boot, seq, kind, id, at, trusted, attempt, said],
      );
    }
  }

  /** Straight from the table, without the book's query: who finished; the longest last word of each order; orders with any sound. */
  async function recount(orders: readonly string[]) {
    const { rows } = await air.house.t.database.pool.query<{ finished: number; playedMs: number; sounded: number }>(
      `with mine as (
        select r.* from receipts r join devices d on d.id = r.device_id
        where r.order_id = any($1) and d.unit_id in (select unit from unit_descendants($2::uuid))
          and exists (select from order_targets t where t.order_id = r.order_id and (
            t.unit_id in (select unit from unit_descendants($2::uuid)) and d.unit_id in (select unit from unit_descendants(t.unit_id))
            or t.unit_id in (select unit from unit_ancestors($2::uuid))))),
      finishers as (select distinct order_id, device_id from mine where kind = 'finished'),
      best as (
        select order_id, device_id, kind, played_ms, row_number() over (partition by order_id, device_id
          order by (kind = 'finished') desc, attempt desc, (kind <> 'playing') desc, seq desc) as place
        from mine where kind in ('playing', 'finished', 'interrupted', 'not-played', 'expired')),
      lengths as (select order_id, max(played_ms) filter (where kind in ('finished', 'interrupted')) as length,
        bool_or(kind = 'finished') as finished from best where place = 1 group by order_id)
      select (select count(*)::int from finishers) as finished,
        (select coalesce(sum(length), 0)::int from lengths) as "playedMs",
        (select count(*)::int from lengths where finished or length > 0) as sounded`,
      [orders, air.communes[0]],
    );
    return rows[0];
  }
});
