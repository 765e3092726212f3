import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shortPath } from '@nguon/protocol/short-link.ts';
import { type Air, buildAir, type Ordered } from '../broadcasts/testing/air.ts';

let air: Air;
let slugs: string[];
let made = 0;
beforeAll(async () => {
  air = await buildAir();
  slugs = air.house.province.communes.map(({ slug }) => slug);
});
afterAll(() => air.stop());
// Each bulletin a second later than the one before: a page shows the newest first.
beforeEach(() => air.house.clock.set(new Date(Date.parse('2026-11-23T02:00:00.000Z') + made * 1000).toISOString()));

const get = (url: string, headers: Record<string, string> = {}) => air.house.t.app.inject({ url, headers });
const home = async (index = 0): Promise<string> => (await get(`/xa/${slugs[index]}`)).body;
const pageOf = (bulletin: string, index = 0) => get(`/xa/${slugs[index]}/ban-tin/${bulletin}`);

async function publish(wishes: Parameters<Air['order']>[0] = {}): Promise<Ordered & { title: string }> {
  made += 1;
  air.house.clock.advance(1_000);
  const title = wishes?.content?.title ?? `Bản tin thứ ${made} của bài thử`;
  return { title, ...(await air.order({ ...wishes, content: { ...wishes?.content, title } })) };
}

describe('a short address', () => {
  it('leads to where the bulletin is published now, and nowhere once it was recalled', async () => {
    const village = await publish({ targets: [air.villages[0]!] });
    const path = shortPath(village.bulletin);
    const there = await get(path);
    expect(there.statusCode).toBe(302);
    expect(there.headers.location).toBe(`/xa/${slugs[0]}/ban-tin/${village.bulletin}`);
    expect(there.headers['cache-control']).toBe('no-store');
    expect((await get(String(there.headers.location))).body).toContain(village.title);
    await air.house.t.database.pool.query(
      `update orders set state = 'recalled', ended_at = now() where bulletin_id = $1`,
      [village.bulletin],
    );
    expect((await get(path)).statusCode).toBe(404);
  });

  it('of a bulletin from above leads to a commune that reads it', async () => {
    const { editor, board1, board2 } = air.people;
    const { province } = air.house.province;
    const above = await publish({
      content: { unit: province.id },
      author: editor,
      approvers: [board1, board2],
      targets: [province.id],
    });
    const there = await get(shortPath(above.bulletin));
    expect((await get(String(there.headers.location))).body).toContain(above.title);
  });

  it.each(['/b/0000000000', '/b/x', '/b/IL0O'])('%s leads to a page that leads on', async (path) => {
    const answer = await get(path);
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('Không có trang này');
  });
});

describe('a commune page', () => {
  it('shows what was approved, with sound, words and its own address, and needs no script', async () => {
    const { bulletin, title } = await publish({ content: { class: 'priority', text: 'Lời đã duyệt.' } });
    const [page, own] = [await home(), await pageOf(bulletin)];
    for (const text of [page, own.body]) {
      expect(text).toContain(title);
      expect(text).toContain('Lời đã duyệt.');
      expect(text).toContain('Ưu tiên.');
      expect(text).toMatch(/<source src="\/media\/[0-9a-f]{64}" type="audio\/mpeg"/);
      expect(text).not.toMatch(/<script|javascript:| on[a-z]+=/i);
    }
    expect(page).toContain(`/xa/${slugs[0]}/ban-tin/${bulletin}`);
    expect(own.body).toContain('Sẽ phát trên loa');
    expect(own.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('shows what is aimed at it from above or at one of its villages, and nothing of its neighbours', async () => {
    const { editor, board1, board2 } = air.people;
    const { province } = air.house.province;
    const above = await publish({
      content: { unit: province.id },
      author: editor,
      approvers: [board1, board2],
      targets: [province.id],
    });
    const village = await publish({ targets: [air.villages[0]!] });
    const [own, neighbour] = [await home(0), await home(1)];
    expect(own).toContain(above.title);
    expect(own).toContain(village.title);
    expect(neighbour).toContain(above.title);
    expect(neighbour).not.toContain(village.title);
    expect((await pageOf(village.bulletin, 1)).statusCode).toBe(404);
  });

  it('shows nothing that was not sent to pages', async () => {
    const { bulletin, title } = await publish({ channels: ['speaker', 'board'] });
    expect(await home()).not.toContain(title);
    expect((await pageOf(bulletin)).statusCode).toBe(404);
  });

  it('speaks with the newest order of a bulletin here, and keeps it where a later order does not reach', async () => {
    const { editor, board1, board2 } = air.people;
    const { communes } = air;
    const wishes = { content: { unit: air.house.province.province.id }, author: editor, approvers: [board1, board2] };
    const { title } = await publish({ ...wishes, targets: [communes[0], communes[1]] });
    await publish({ ...wishes, content: { ...wishes.content, title }, targets: [communes[1]] });
    expect(await home(0)).toContain(title);
  });

  it('tells the timetable: bulletins of the nearest unit that has some, relays of all above', async () => {
    const { admin, leader } = air.people;
    const slot = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '05:30', to: '06:00' };
    const [commune, district] = [air.communes[0], air.house.province.districts[0]!.id];
    const stream = 'https://dai.example/luong';
    await air.ask(admin, 'POST', `/api/timetables/${district}/slots`, {
      ...slot,
      kind: 'bulletins',
      title: 'Buổi của huyện',
      stream: null,
    });
    expect(await home()).toContain('Buổi của huyện');
    await air.ask(admin, 'POST', `/api/timetables/${district}/slots`, {
      ...slot,
      kind: 'relay',
      title: 'Đài tỉnh',
      stream,
    });
    await air.ask(leader, 'POST', `/api/timetables/${commune}/slots`, {
      ...slot,
      kind: 'bulletins',
      title: 'Buổi của xã',
      stream: null,
    });
    const page = await home();
    expect(page).toContain('Buổi của xã');
    expect(page).toContain('Tiếp âm: Đài tỉnh');
    expect(page).toContain('hằng ngày');
    expect(page).not.toContain('Buổi của huyện');
  });

  it('escapes whatever people wrote', async () => {
    const attack = `<script>alert(1)</script>"><img src=x onerror=alert(2)> ' & </title>`;
    const { bulletin } = await publish({ content: { title: attack, text: `${attack}\n</p><iframe src="//x">` } });
    for (const text of [await home(), (await pageOf(bulletin)).body]) {
      expect(text).not.toMatch(/<script|<img src=x|<iframe/i);
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;img');
      expect(text.match(/<\/title>/g)).toHaveLength(1);
    }
    const search = await get(`/?tim=${encodeURIComponent(attack)}`);
    expect(search.body).not.toMatch(/<script|<img src=x/i);
  });

  it('weighs at most 80 KB with twenty bulletins', async () => {
    for (let count = 0; count < 20; count += 1) await publish({ content: { text: 'Bà con chú ý. '.repeat(300) } });
    const page = await home();
    expect(page.match(/<article>/g)).toHaveLength(20);
    expect(Buffer.byteLength(page)).toBeLessThan(80 * 1024);
    expect(gzipSync(page).byteLength).toBeLessThan(8 * 1024);
  }, 60_000);
});

describe('what is taken back', () => {
  const gone = async ({ bulletin, title }: Ordered & { title: string }): Promise<void> => {
    expect(await home()).not.toContain(title);
    const own = await pageOf(bulletin);
    expect(own.statusCode).toBe(404);
    expect(own.body).toContain('hay đã được thu hồi');
    expect(own.body).not.toContain(title);
  };

  it('is gone at once after a recall, a stop and a stop in the area', async () => {
    const { officer, leader } = air.people;
    const [recalled, stopped, silenced] = [await publish(), await publish(), await publish()];
    await air.ask(officer, 'POST', `/api/bulletins/${recalled.bulletin}/recall`, {});
    await gone(recalled);
    await air.ask(leader, 'POST', `/api/orders/${stopped.order}/stop`, {});
    await gone(stopped);
    expect(await home()).toContain(silenced.title);
    await air.ask(leader, 'POST', `/api/units/${air.communes[0]}/stop`, {});
    await gone(silenced);
  });

  it('goes in one area and stays in the others', async () => {
    const { editor, board1, board2, leader } = air.people;
    const { province } = air.house.province;
    const item = await publish({
      content: { unit: province.id },
      author: editor,
      approvers: [board1, board2],
      targets: [province.id],
    });
    await air.ask(leader, 'POST', `/api/orders/${item.order}/stop`, {});
    await gone(item);
    expect(await home(1)).toContain(item.title);
  });

  it('goes when it expires', async () => {
    const item = await publish({ expiresAt: '2026-11-24T00:00:00.000Z' });
    air.house.clock.set('2026-11-23T23:59:59.000Z');
    expect(await home()).toContain(item.title);
    air.house.clock.set('2026-11-24T00:00:00.001Z');
    await gone(item);
  });

  it('is never shown from a store without asking', async () => {
    const item = await publish();
    const first = await get(`/xa/${slugs[0]}`);
    expect(first.headers['cache-control']).toBe('no-cache');
    const tag = first.headers['etag'] as string;
    const again = await get(`/xa/${slugs[0]}`, { 'if-none-match': tag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    await air.ask(air.people.leader, 'POST', `/api/orders/${item.order}/stop`, {});
    expect((await get(`/xa/${slugs[0]}`, { 'if-none-match': tag })).statusCode).toBe(200);
  });
});

describe('the start page', () => {
  it('lists the communes and finds them with and without tone marks', async () => {
    for (const url of ['/', '/xa']) {
      const all = await get(url);
      for (const slug of slugs) expect(all.body).toContain(`/xa/${slug}`);
      expect(all.body).toContain('Hệ thống thử nghiệm.');
    }
    for (const words of ['khang ninh', 'Khang Ninh', '  KHANG   ninh ']) {
      const { body } = await get(`/?tim=${encodeURIComponent(words)}`);
      expect(body).toContain('Xã Khang Ninh');
      expect(body).not.toContain('Xã Kim Lư');
    }
    expect((await get('/?tim=na ri')).body).toContain('Xã Kim Lư');
    const none = await get(`/?tim=${encodeURIComponent('100%_')}`);
    expect(none.body).toContain('Không có nơi nào tên');
  });

  it.each([
    '/xa/khong-co',
    '/xa/KHONG_CO',
    '/xa/x/ban-tin/1',
    `/xa/x/ban-tin/${'0'.repeat(8)}-0000-4000-8000-000000000000`,
  ])('leads on from %s', async (url) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(answer.body).toContain('Không có trang này');
    expect(answer.body).toContain('href="/"');
  });

  it('leads people on from an address that is nobody’s, and tells programs so', async () => {
    const ask = (url: string, accept: string) => get(url, { accept });
    const browser = 'text/html,application/xhtml+xml,*/*;q=0.8';
    const page = await ask('/khong-co', browser);
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.body).toContain('Không có trang này');
    for (const [url, accept] of [
      ['/khong-co', '*/*'],
      ['/api/khong-co', browser],
    ] as const) {
      const answer = await ask(url, accept);
      expect(answer.statusCode).toBe(404);
      expect(answer.json<{ code: string }>().code).toBe('not-found');
    }
  });
});
