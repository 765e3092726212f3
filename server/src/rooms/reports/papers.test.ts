import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docxText, pdfPages, wordsOf } from '../../platform/papers/testing/read-papers.ts';
import { buildBulletin } from '../bulletins/factories.ts';
import { type Air, buildAir, type Ordered, type Person, putSpeaker } from '../broadcasts/testing/air.ts';

let air: Air;
let told: Ordered;
let silent: Ordered;
const NOVEMBER = 'from=2026-11-01&to=2026-11-30';
const TEXT = 'Một con trâu đực khoảng 4 tuổi, sừng cong, đi lạc.\nAi thấy xin báo trưởng thôn.';

/** A commune in which one bulletin was heard in one of two villages, another nowhere, and a relay by hand. */
beforeAll(async () => {
  air = await buildAir();
  const { pool } = air.house.t.database;
  await pool.query(
    `insert into organizations (name, kind, unit_id, head_above, head_name, symbol, place, signer_titles)
      values ('UBND xã', 'committee', $1, '{Huyện Ba Bể}', '{Ủy ban nhân dân,xã Khang Ninh}', 'UBND', 'Khang Ninh',
        '{TM. Ủy ban nhân dân,KT. Chủ tịch,Phó Chủ tịch}')`,
    [air.communes[0]],
  );
  const [one, two] = [await putSpeaker(air, air.villages[0]!), await putSpeaker(air, air.villages[1]!)];
  const contributors = [
    { part: 'reader' as const, name: 'Lỗ Thị Mẫu' },
    { part: 'author' as const, name: 'Đặng Văn Mẫu' },
  ];
  const content = { title: 'Tìm trâu lạc', text: TEXT, genre: 'notice' as const, topic: 'thong-bao', contributors };
  told = await air.order({ content, durationMs: 90_000 });
  const slot = air.house.clock.now().toISOString();
  await one.tell({ order: told.order, slot, kind: 'playing' });
  air.house.clock.advance(90_000);
  await one.tell({ order: told.order, slot, kind: 'finished', playedMs: 90_000 });
  await two.tell({ order: told.order, slot, kind: 'not-played', reason: 'audio-missing' });
  silent = await air.order({ content: { title: 'Tạm ngừng cấp điện', topic: 'thong-bao' } });
  air.house.clock.advance(60_000);
  const entry = { from: '2026-11-22T22:00:00.000Z', until: '2026-11-22T22:30:00.000Z', source: 'relay' };
  const words = { content: 'Tiếp âm thời sự', reason: 'Đài FM không gửi xác nhận', station: 'Đài FM xã' };
  await air.ask(air.people.officer, 'POST', `/api/log-books/${air.communes[0]}/entries`, { ...entry, ...words });
}, 60_000);
afterAll(() => air.stop());

async function fetchPaper(
  path: string,
  who: Person,
  query = '',
): Promise<{ docx: string; pdf: string[]; name: string }> {
  const get = (format: string) =>
    air.house.t.app.inject({ url: `/api/papers/${path}.${format}?${query}`, headers: who.headers });
  const [docx, pdf] = [await get('docx'), await get('pdf')];
  expect([docx.statusCode, pdf.statusCode], docx.body.slice(0, 300)).toEqual([200, 200]);
  expect(docx.headers['content-type']).toContain('wordprocessingml');
  expect(pdf.headers['content-type']).toBe('application/pdf');
  const name = String(docx.headers['content-disposition']);
  // The foot of each sheet says what kind of house this is; in a .docx it stands apart from the text.
  const pages = await pdfPages(pdf.rawPayload);
  for (const page of pages) expect(page).toContain('Hệ thống thử nghiệm.');
  const text = pages.map((page) => page.replace('Hệ thống thử nghiệm.', ''));
  return { docx: docxText(docx.rawPayload), pdf: text, name };
}

describe('each paper says in .docx and PDF what the house knows', () => {
  it('phiếu trình và duyệt', async () => {
    const { docx, pdf, name } = await fetchPaper(`requests/${told.request}`, air.people.officer);
    expect(pdf.join(' ')).toContain('PHIẾU TRÌNH VÀ DUYỆT BẢN TIN');
    expect(name).toBe('attachment; filename="phieu-trinh-duyet-tim-trau-lac-2026-11-23.docx"');
    const { rows } = await air.house.t.database.pool.query<{ digest: string }>(
      'select digest from requests where id = $1',
      [told.request],
    );
    const facts = [
      'Số: ……/PTD-UBND',
      `Người trình: ${air.people.officer.actor.name}, Xã Khang Ninh`,
      'Trình lúc: 9 giờ, thứ Hai, 23/11/2026',
      'Mức độ ưu tiên: Bản tin thông thường',
      ...TEXT.split('\n'),
      'tiếng Việt\n90 giây',
      `${air.people.leader.actor.name}\n9 giờ, thứ Hai, 23/11/2026\ntrên màn hình\n90 giây`,
      `MÃ NỘI DUNG\n\n${rows[0]!.digest.match(/.{16}/g)!.join('\n')}`,
      'PHÓ CHỦ TỊCH',
    ];
    for (const fact of facts) expect(docx).toContain(fact);
  });

  it('sổ nhật ký phát thanh', async () => {
    const { docx, pdf } = await fetchPaper(`log-books/${air.communes[0]}`, air.people.viewer, NOVEMBER);
    expect(pdf).toHaveLength(1);
    expect(wordsOf(pdf.join(' '))).toEqual(wordsOf(docx));
    const row = [
      'thứ Hai, 23/11/2026',
      '9 giờ - 9 giờ 01',
      'Tìm trâu lạc',
      '1 phút 30 giây',
      'Tự sản xuất',
      'tiếng Việt',
      'Lỗ Thị Mẫu',
      air.people.leader.actor.name,
      '1/2 phát xong, 1 không phát',
      '1 cụm loa không phát: chưa tải được âm thanh',
    ];
    expect(docx).toContain(row.join('\n'));
    expect(docx).toContain('Tháng 11 năm 2026');
    expect(docx).toContain('Cộng: 2 lượt đặt phát, 1 lượt có loa phát tiếng, 0 lượt mọi cụm loa phát xong');
    expect(docx).toContain('ghi tay 1 dòng, 30 phút.');
  });

  it('lịch phát thanh tuần và tháng, with relays', async () => {
    const { pool } = air.house.t.database;
    await pool.query(
      `insert into timetable_slots (unit_id, kind, title, weekdays, from_time, to_time, stream) values
        ($1, 'bulletins', 'Chương trình của xã', '{1,3,5}', '17:00', '17:30', null),
        ($2, 'relay', 'Thời sự VOV1', '{1,2,3,4,5,6,7}', '06:00', '06:30', 'https://vov.example/1')`,
      [air.communes[0], air.house.province.province.id],
    );
    const unit = `timetables/${air.communes[0]}`;
    const week = await fetchPaper(unit, air.people.viewer, 'from=2026-11-23&size=a3');
    expect(wordsOf(week.pdf.join(' '))).toEqual(wordsOf(week.docx));
    expect(week.docx).toContain('Từ ngày 23/11/2026 đến ngày 29/11/2026');
    expect(week.docx.match(/Tiếp âm: Thời sự VOV1/g)).toHaveLength(7);
    expect(week.docx.match(/Chương trình của xã/g)).toHaveLength(3);
    expect(week.docx).toContain('Giờ không phát: từ 21 giờ 30 đến 5 giờ');
    const month = await fetchPaper(unit, air.people.viewer, 'from=2026-11-23&span=month');
    expect(month.docx).toContain('Tháng 11 năm 2026');
    expect(month.docx.match(/17 giờ - 17 giờ 30: Chương trình của xã/g)).toHaveLength(13);
    expect(month.docx.match(/6 giờ - 6 giờ 30: Tiếp âm: Thời sự VOV1/g)).toHaveLength(30);
  });

  it('bản tin dán bảng, in its approved words, and only while it stands', async () => {
    const { docx, pdf } = await fetchPaper(`bulletins/${told.bulletin}`, air.people.officer, 'size=a3');
    expect(pdf).toHaveLength(1);
    expect(wordsOf(pdf.join(' '))).toEqual(wordsOf(docx));
    for (const line of TEXT.split('\n')) expect(docx).toContain(line);
    const { slug } = air.house.province.communes[0]!;
    expect(docx).toContain(`/xa/${slug}/ban-tin/${told.bulletin}`);
    const { bulletin } = await air.approve({ content: { title: 'Chưa đặt lịch' } });
    const refused = await air.ask(air.people.officer, 'GET', `/api/papers/bulletins/${bulletin}.pdf`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'not-on-air' } });
    await air.ask(air.people.officer, 'POST', `/api/bulletins/${silent.bulletin}/recall`, { reason: 'thử' });
    expect((await air.ask(air.people.officer, 'GET', `/api/papers/bulletins/${silent.bulletin}.docx`)).status).toBe(
      409,
    );
  });

  it('báo cáo tháng, with what each figure is a part of', async () => {
    const { docx, pdf } = await fetchPaper(`reports/${air.communes[0]}`, air.people.leader, NOVEMBER);
    expect(pdf.join(' ')).toContain('BÁO CÁO');
    const facts = [
      'Số: ……/BC-UBND',
      'Đã phát 1 bản tin. 1 bản tin đã đặt lịch nhưng chưa loa nào phát được.',
      'Trong 2 lượt đặt phát, 1 lượt có ít nhất một cụm loa phát tiếng, 0 lượt mọi cụm loa đều phát xong.',
      'Thông báo của xã, thôn\n1\n1\n1 phút 30 giây',
      'tiếng Việt\n1\n1\n1 phút 30 giây',
      '1/2 thôn, tổ dân phố nghe được ít nhất một bản tin trọn vẹn; 2/2 có cụm loa nối mạng.',
      '1/4 lượt thôn được đặt phát đã nghe trọn vẹn (25,0 %)',
      'Không phát: chưa tải được âm thanh\n1',
      'Ghi tay (đài, loa không gửi xác nhận): 1 dòng, 30 phút.',
    ];
    for (const fact of facts) expect(docx).toContain(fact);
  });

  it('bảng kê nhuận bút: blank without a rate, reckoned with one and its source', async () => {
    const path = `royalties/${air.communes[0]}`;
    const blank = await fetchPaper(path, air.people.viewer, NOVEMBER);
    expect(blank.docx).toContain('Lỗ Thị Mẫu\nĐọc\nTìm trâu lạc\nThông báo\n23/11/2026\n1 phút 30 giây\n\n\n');
    expect(blank.docx).toContain('2/2 dòng chưa có mức chi nào được nhập');
    const rate = { part: 'reader', genre: null, per: 'minute', dong: 15_000, source: 'Quyết định mẫu 12/QĐ-UBND' };
    const enter = (who: Person, change: object = {}) =>
      air.ask(who, 'POST', `/api/royalty-rates/${air.communes[0]}`, { ...rate, validFrom: '2026-01-01', ...change });
    expect((await enter(air.people.officer)).status).toBe(403);
    expect((await enter(air.people.leader, { source: '' })).status).toBe(400);
    expect((await enter(air.people.leader, { validFrom: '2025-01-01', dong: 1 })).status).toBe(201);
    expect((await enter(air.people.leader)).status).toBe(201);
    expect((await enter(air.people.leader)).status).toBe(400);
    const { docx } = await fetchPaper(path, air.people.viewer, NOVEMBER);
    expect(docx).toContain('1 phút 30 giây\n15.000/phút\n30.000');
    expect(docx).toContain('Cộng\n30.000');
    expect(docx).toContain('Căn cứ mức chi: Quyết định mẫu 12/QĐ-UBND (từ ngày 1/1/2026).');
    expect(docx).toContain('1/2 dòng chưa có mức chi nào được nhập');
    const rates = await air.ask(air.people.leader, 'GET', `/api/royalty-rates/${air.communes[0]}`);
    const items = rates.body['items'] as { id: string; validTo: string | null }[];
    expect(items.map(({ validTo }) => validTo)).toEqual([null, '2026-01-01']);
    const end = (id: string, validTo: string) =>
      air.ask(air.people.leader, 'POST', `/api/royalty-rates/${air.communes[0]}/${id}/end`, { validTo });
    expect((await end(items[0]!.id, '2025-12-31')).status).toBe(404);
    expect((await end(items[0]!.id, '2026-06-01')).status).toBe(204);
    expect((await fetchPaper(path, air.people.viewer, NOVEMBER)).docx).toContain('2/2 dòng chưa có mức chi');
  });

  it('counts those who worked on the parts of an edition, each bulletin by its own sounds', async () => {
    const { pool } = air.house.t.database;
    const content = {
      title: 'Tin trong chương trình',
      contributors: [{ part: 'reader' as const, name: 'Phẫu Thị Mẫu' }],
    };
    const draft = await buildBulletin(air.platform, air.people.officer.actor, { unit: air.communes[0], ...content });
    air.house.clock.advance(60_000);
    const edition = await air.order({ content: { title: 'Chương trình phát thanh' }, durationMs: 40_000 });
    // As the request of an edition keeps it: which bulletin stands at which place.
    await pool.query('insert into request_parts (request_id, place, bulletin_id, revision) values ($1, 0, $2, $3)', [
      edition.request,
      draft.id,
      draft.revision,
    ]);
    const log = await fetchPaper(`log-books/${air.communes[0]}`, air.people.viewer, NOVEMBER);
    expect(log.docx).toContain('Tự sản xuất\ntiếng Việt\nPhẫu Thị Mẫu');
    const paid = await fetchPaper(`royalties/${air.communes[0]}`, air.people.viewer, NOVEMBER);
    expect(paid.docx).toContain('Phẫu Thị Mẫu\nĐọc\nTin trong chương trình\nThông báo\n23/11/2026');
  });

  it.each(['log-books', 'reports', 'royalties', 'timetables'])(
    '%s of another commune are not for everybody',
    async (path) => {
      const url = `/api/papers/${path}/${air.communes[0]}.docx?${NOVEMBER}`;
      expect((await air.ask(air.people.neighbour, 'GET', url)).status).toBe(403);
      expect((await air.ask(null, 'GET', url)).status).toBe(401);
    },
  );
});
