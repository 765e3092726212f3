import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { VillageImportReport } from '@nguon/protocol/http/units.ts';
import { waitingJobs } from '../../platform/test-jobs.ts';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { buildUser, signedIn } from '../accounts/factories.ts';
import { buildSmallProvince, buildUnit, type SmallProvince } from './factories.ts';
import { villagesIn } from './service.ts';

let t: TestApp;
let place: SmallProvince;
beforeAll(async () => {
  t = await buildTestApp();
  place = await buildSmallProvince(t.database.db);
});
afterAll(async () => t.stop());

/** A multipart body with one file. */
function form(content: Buffer | string, filename: string) {
  const head = `--ranh\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n--ranh--\r\n')]);
}

async function send(content: Buffer | string, user: { id: string }, filename = 'thon.csv') {
  const headers = { ...(await signedIn(t.platform, user)), 'content-type': 'multipart/form-data; boundary=ranh' };
  return t.app.inject({ method: 'POST', url: '/api/villages/import', headers, payload: form(content, filename) });
}

/** A zip archive of texts; `lie` states another unpacked size than the true one. */
function zip(files: Record<string, string>, lie?: number): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(text);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(text), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(lie ?? Buffer.byteLength(text), 8);
    const names = Buffer.alloc(4);
    names.writeUInt16LE(name.length, 0);
    const shared = Buffer.concat([Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]), sizes, names]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), shared, place, Buffer.from(name));
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, Buffer.from(name), packed]);
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

/** The least .xlsx that spreadsheet programs open, with inline texts. */
function xlsx(rows: string[][], lie?: number): Buffer {
  const ns = 'http://schemas.openxmlformats.org';
  const cells = rows.map(
    (row, y) =>
      `<row r="${y + 1}">${row.map((text, x) => `<c r="${String.fromCharCode(65 + x)}${y + 1}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`,
  );
  return zip(
    {
      '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="${ns}/package/2006/content-types"/>`,
      '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="${ns}/package/2006/relationships"><Relationship Id="r1" Type="${ns}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${ns}/spreadsheetml/2006/main" xmlns:r="${ns}/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="${ns}/package/2006/relationships"><Relationship Id="r1" Type="${ns}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet xmlns="${ns}/spreadsheetml/2006/main"><sheetData>${cells.join('')}</sheetData></worksheet>`,
    },
    lie,
  );
}

const technician = async () => buildUser(t.database.db, { role: 'technician', unit: place.districts[0]!.id });

it('adds villages row by row, says what became of each, and changes nothing the second time', async () => {
  const twin = await buildUnit(t.database.db, {
    name: 'Phường Khang Ninh',
    kind: 'ward',
    parent: place.districts[1]!.id,
    code: '09999',
  });
  const list = [
    'Xã;Tên thôn;Loại',
    'Khang Ninh;Bản Vài;',
    'xã nam mẫu;Pác Ngòi;Bản',
    'KHANG NINH;ban vai;',
    'Khang Ninh;Thôn Nà Làng;',
    ';;',
    'Cư Lễ;Thôn Ngoài;',
    '09999;Tổ 1;',
    'Không Có;Thôn Một;',
    'Khang Ninh;;',
    'Khang Ninh;Đầu Cầu;lâu đài',
    'Khang Ninh;Tổ 3;TDP',
  ].join('\n');
  const answer = await send(`\ufeff${list}`, await technician());
  expect(answer.statusCode).toBe(200);
  const report = answer.json<VillageImportReport>();
  expect(report.rows.map(({ row, outcome }) => [row, outcome])).toEqual([
    [2, 'created'],
    [3, 'created'],
    [4, 'unchanged'],
    [5, 'unchanged'],
    [7, 'refused'],
    [8, 'refused'],
    [9, 'refused'],
    [10, 'refused'],
    [11, 'refused'],
    [12, 'created'],
  ]);
  expect(report).toMatchObject({ created: 3, unchanged: 2, refused: 5 });
  expect(report.rows[4]!.reason).toContain('ngoài địa bàn');
  expect(await villagesIn(t.database.db, [twin.id])).toEqual([]);
  const villages = await villagesIn(t.database.db, [place.communes[0]!.id, place.communes[1]!.id]);
  expect(
    villages.filter(({ name }) => ['Bản Vài', 'Pác Ngòi', 'Tổ 3'].includes(name)).map(({ kind, slug }) => [kind, slug]),
  ).toEqual([
    ['ban', 'ban-vai-xa-khang-ninh'],
    ['ban', 'pac-ngoi-xa-nam-mau'],
    ['to-dan-pho', 'to-3-xa-khang-ninh'],
  ]);
  expect(await waitingJobs(t.database.db, 'signer.units')).toHaveLength(1);
  expect((await send(list, await technician())).json()).toMatchObject({ created: 0, unchanged: 5, refused: 5 });
});

it('reads .xlsx, with codes that lost their zeros and without a header', async () => {
  const commune = await buildUnit(t.database.db, { name: 'Xã Hà Hiệu', code: '01924', parent: place.districts[0]!.id });
  const answer = await send(
    xlsx([
      ['1924', 'Nà Mèo', 'Thôn'],
      ['Hà Hiệu', 'Thôn Đông Đăm', ''],
    ]),
    await technician(),
    'thôn.xlsx',
  );
  expect(answer.json()).toMatchObject({ created: 2, refused: 0 });
  expect((await villagesIn(t.database.db, [commune.id])).map(({ name }) => name)).toEqual(['Nà Mèo', 'Thôn Đông Đăm']);
});

it.each([
  [
    'a bomb',
    () =>
      xlsx([
        ['Xã', 'Thôn'],
        ['Khang Ninh', 'a'.repeat(30 * 1024 * 1024)],
      ]),
  ],
  [
    'a bomb that states a small size',
    () =>
      xlsx(
        [
          ['Xã', 'Thôn'],
          ['Khang Ninh', 'a'.repeat(30 * 1024 * 1024)],
        ],
        1_000,
      ),
  ],
  ['a torn archive', () => xlsx([['Khang Ninh', 'Thôn']]).subarray(0, 600)],
  ['an archive of something else', () => zip({ 'a.txt': 'hello' })],
  ['random bytes', () => Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 7919) % 256))],
  ['open quotes', () => Buffer.from('Xã,Thôn\n"Khang Ninh,x')],
])('refuses %s within seconds and changes nothing', async (_what, content) => {
  const before = await villagesIn(t.database.db, [place.province.id]);
  const from = performance.now();
  const answer = await send(content(), await technician());
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-input']);
  expect(performance.now() - from).toBeLessThan(5_000);
  expect(await villagesIn(t.database.db, [place.province.id])).toHaveLength(before.length);
});

it('refuses a file over five megabytes, no file, and people without the right', async () => {
  expect((await send(Buffer.alloc(6 * 1024 * 1024, 'a'), await technician())).statusCode).toBe(413);
  const headers = {
    ...(await signedIn(t.platform, await technician())),
    'content-type': 'multipart/form-data; boundary=ranh',
  };
  const empty = await t.app.inject({ method: 'POST', url: '/api/villages/import', headers, payload: '--ranh--\r\n' });
  expect(empty.statusCode).toBe(400);
  const officer = await buildUser(t.database.db, { role: 'commune-officer', unit: place.province.id });
  expect((await send('Khang Ninh,Thôn Mới', officer)).statusCode).toBe(403);
});

it('takes twenty thousand rows in seconds, and not one more', async () => {
  const rows = Array.from({ length: 19_999 }, (_, index) => ['Nam Mẫu', `Thôn số ${index}`, '']);
  const user = await technician();
  const from = performance.now();
  expect((await send(xlsx([['Xã', 'Thôn', 'Loại'], ...rows]), user)).json()).toMatchObject({ created: 19_999 });
  expect(performance.now() - from).toBeLessThan(30_000);
  const answer = await send(
    ['Xã,Thôn', ...rows.map((row) => row.join(',')), 'Nam Mẫu,x', 'Nam Mẫu,y'].join('\n'),
    user,
  );
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-input']);
}, 60_000);
