import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeOldText } from '../../lib/old-encodings.ts';
import { silentLog } from '../log.ts';
import { createDocumentReader, type DocumentReader } from './documents.ts';
import { buildDoc, buildOle } from './testing/doc.ts';
import { buildDocx, level, paragraph, run, table } from './testing/docx.ts';
import { bytesPdf, scan, scannedPdf, writtenPdf } from './testing/paper.ts';
import { buildZip } from './testing/zip.ts';

let folder: string;
let reader: DocumentReader;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nguon-documents-'));
  reader = createDocumentReader({ log: silentLog() });
});
afterAll(async () => {
  await reader.stop();
  await rm(folder, { recursive: true });
});

async function file(bytes: Buffer): Promise<string> {
  const path = join(folder, randomBytes(8).toString('hex'));
  await writeFile(path, bytes);
  return path;
}

const read = async (bytes: Buffer, format: 'docx' | 'doc') => reader.readText(await file(bytes), format);
const lines = async (bytes: Buffer, format: 'docx' | 'doc' = 'docx'): Promise<string[]> =>
  (await read(bytes, format)).text.split('\n');

const PAPER = [
  'Thực hiện Kế hoạch số 15/KH-UBND ngày 12 tháng 3 năm 2026 của Ủy ban nhân dân xã về',
  'tiêm phòng dại cho đàn chó, mèo nuôi trên địa bàn, Ủy ban nhân dân xã thông báo đến các',
  'thôn như sau: đề nghị các hộ gia đình chủ động xích, nhốt chó, mèo tại nhà trong ngày tiêm.',
  'Mỗi con được tiêm một mũi, không thu tiền.',
  'a) Hộ nào vắng nhà thì đăng ký với trưởng thôn trước ngày 15 tháng 3.',
  'đ) Hộ nuôi từ năm con trở lên, thú y viên đến tận nhà.',
];
const WRITTEN = [PAPER.slice(0, 3).join(' '), ...PAPER.slice(3)].join('\n');

describe('a .docx file', { timeout: 30_000 }, () => {
  it('keeps the letters of its lists with đ, and where they start', async () => {
    const numbering =
      `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', 'Điều %1.', 3)}${level(1, 'lowerLetter', '%2)')}</w:abstractNum>` +
      `<w:abstractNum w:abstractNumId="1">${level(0, 'none', '')}${level(1, 'lowerLetter', 'đ)')}</w:abstractNum>` +
      `<w:abstractNum w:abstractNumId="2">${level(0, 'upperRoman', '%1.', 4)}${level(1, 'bullet', '·')}</w:abstractNum>` +
      '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>' +
      '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>' +
      '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>';
    const body = [
      paragraph('Đối tượng', { id: 1 }),
      ...['một', 'hai', 'ba', 'bốn'].map((word) => paragraph(word, { id: 1, level: 1 })),
      paragraph('năm', { id: 2, level: 1 }),
      paragraph('sáu', { id: 3, level: 1 }),
      paragraph('Mức hỗ trợ', { id: 1 }),
      paragraph('bảy', { id: 1, level: 1 }),
      paragraph('Phần', { id: 4 }),
      paragraph('gạch', { id: 4, level: 1 }),
    ].join('');
    expect(await lines(buildDocx({ body, numbering }))).toEqual([
      'Điều 3. Đối tượng',
      'a) một',
      'b) hai',
      'c) ba',
      'd) bốn',
      'đ) năm',
      'e) sáu',
      'Điều 4. Mức hỗ trợ',
      'a) bảy',
      'IV. Phần',
      '- gạch',
    ]);
  });

  it('reads tracked changes as accepted, tables by rows, notes behind their paragraph; no comments, headers or hidden text', async () => {
    const body = [
      `<w:p>${run('Họp lúc ')}<w:del><w:r><w:delText>19</w:delText></w:r></w:del><w:ins>${run('20')}</w:ins>${run(' giờ')}` +
        '<w:commentReference w:id="1"/><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>',
      `<w:p><w:pPr><w:rPr><w:del w:id="9"/></w:rPr></w:pPr>${run('tại nhà văn hóa')}</w:p>${paragraph(' thôn Nà Mô.')}`,
      `<w:moveFrom>${run('đã chuyển đi')}</w:moveFrom>`,
      table([
        [paragraph('Thôn'), paragraph('Giờ')],
        [paragraph('Nà Mô'), paragraph('7 giờ 30')],
        [paragraph('Pác Nghè'), paragraph('')],
      ]),
      table([[paragraph('ỦY BAN NHÂN DÂN') + paragraph('XÃ KHANG NINH'), paragraph('CỘNG HÒA')]]),
      `<w:p>${run('Theo quy định')}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>`,
    ].join('');
    const footnotes = `<w:footnote w:type="separator" w:id="0">${paragraph('—')}</w:footnote><w:footnote w:id="2">${paragraph('Nghị định 49.')}</w:footnote>`;
    const parts = { body, footnotes, header: paragraph('đầu trang'), comments: paragraph('xem lại') };
    expect(await lines(buildDocx(parts))).toEqual([
      'Họp lúc 20 giờ',
      'tại nhà văn hóa thôn Nà Mô.',
      'Thôn; Giờ',
      'Nà Mô; 7 giờ 30',
      'Pác Nghè',
      'ỦY BAN NHÂN DÂN',
      'XÃ KHANG NINH',
      'CỘNG HÒA',
      'Theo quy định',
      '(Chú thích: Nghị định 49.)',
    ]);
  });

  it('in .VnTime, .VnTimeH and VNI comes out in Unicode, by its fonts, also those of its styles', async () => {
    const styles =
      '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:rPrDefault></w:docDefaults>';
    const body = [
      paragraph(run(writeOldText('thông báo', 'tcvn3'), '.VnTimeH')),
      paragraph(writeOldText('Mời bà con họp thôn để bàn việc nước', 'tcvn3')),
      paragraph(run(writeOldText('Đường ướt', 'vni'), 'VNI-Times')),
      paragraph(run('Đã là Unicode', 'Times New Roman')),
    ].join('');
    expect(await read(buildDocx({ body, styles }), 'docx')).toEqual({
      text: 'THÔNG BÁO\nMời bà con họp thôn để bàn việc nước\nĐường ướt\nĐã là Unicode',
      converted: 'tcvn3',
    });
  });

  it.each([
    [
      'says that it unfolds to too much',
      buildZip({ '[Content_Types].xml': '', 'word/document.xml': Buffer.alloc(300_000_000) }),
    ],
    ['says less than it unfolds to', bombThatLies()],
  ])('that %s is refused within a second or two', async (_how, bytes) => {
    const begun = performance.now();
    await expect(read(bytes, 'docx')).rejects.toMatchObject({ code: 'import-bomb' });
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('with an entity that unfolds, with elements without end, cut, or of another kind is refused', async () => {
    const doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
    const whole = buildDocx({ body: paragraph('một') });
    const parts = (xml: string) => buildZip({ '[Content_Types].xml': '', 'word/document.xml': xml });
    await expect(read(parts(`${doctype}<w:p><w:r><w:t>&b;</w:t></w:r></w:p>`), 'docx')).rejects.toMatchObject({
      code: 'import-unreadable',
    });
    await expect(read(parts('<w:p>'.repeat(100_000)), 'docx')).rejects.toMatchObject({ code: 'import-bomb' });
    await expect(read(whole.subarray(0, whole.length - 30), 'docx')).rejects.toMatchObject({
      code: 'import-unreadable',
    });
    await expect(read(buildZip({ mimetype: 'application/epub+zip' }), 'docx')).rejects.toMatchObject({
      code: 'import-unknown',
    });
  });
});

/** The part says 2,000 bytes and unfolds to 300 MB. */
function bombThatLies(): Buffer {
  const name = 'word/document.xml';
  return buildZip({ '[Content_Types].xml': '', [name]: Buffer.alloc(300_000_000) }, { [name]: 2000 });
}

describe('a .doc file', { timeout: 30_000 }, () => {
  it('is read from bytes and from UTF-16, with its table, and out of TCVN3', async () => {
    expect(await lines(buildDoc('Họp thôn.\rThôn\x07Giờ\x07\x07Nà Mô\x077 giờ\x07\x07\r'), 'doc')).toEqual([
      'Họp thôn.',
      'Thôn; Giờ',
      'Nà Mô; 7 giờ',
    ]);
    const old = writeOldText('Mời bà con đến họp thôn lúc mười chín giờ, tại nhà văn hóa.', 'tcvn3');
    expect(await read(buildDoc(`${old}\r`, { bytes: true }), 'doc')).toEqual({
      text: 'Mời bà con đến họp thôn lúc mười chín giờ, tại nhà văn hóa.',
      converted: 'tcvn3',
    });
  });

  it('that is locked, cut, or of another kind is refused', async () => {
    const locked = buildOle({ EncryptionInfo: Buffer.alloc(10), EncryptedPackage: Buffer.alloc(10) });
    await expect(read(locked, 'doc')).rejects.toMatchObject({ code: 'import-locked' });
    await expect(read(buildDoc('x', { encrypted: true }), 'doc')).rejects.toMatchObject({ code: 'import-locked' });
    await expect(read(buildOle({ Workbook: Buffer.alloc(10) }), 'doc')).rejects.toMatchObject({
      code: 'import-unknown',
    });
    await expect(read(buildDoc('Họp').subarray(0, 3000), 'doc')).rejects.toMatchObject({ code: 'import-unreadable' });
  });
});

describe('a PDF', { timeout: 60_000 }, () => {
  const pages = async (bytes: Buffer) => reader.readPages(await file(bytes), 'pdf');

  it('with text is read by paragraphs; a page that is a picture waits for its recognition', async () => {
    expect(await pages(writtenPdf([PAPER, ['Trang hai.']]))).toEqual({
      texts: [WRITTEN, 'Trang hai.'],
      converted: null,
    });
    expect(await pages(scannedPdf([scan(['Một'], { dpi: 60 })]))).toEqual({ texts: [null], converted: null });
  });

  it('of TCVN3 letters comes out in Unicode', async () => {
    const old = PAPER.slice(0, 3).map((line) => writeOldText(line, 'tcvn3'));
    const { texts, converted } = await pages(bytesPdf(old, '.VnTime'));
    expect([converted, texts[0]?.toLowerCase()]).toEqual(['tcvn3', PAPER.slice(0, 3).join('\n').toLowerCase()]);
  });

  it('that is locked, broken or far too long is refused', async () => {
    const locked = writtenPdf([['x']], 'encrypt=aes-256,user-password=mat,owner-password=khau');
    await expect(pages(locked)).rejects.toMatchObject({ code: 'import-locked' });
    await expect(pages(Buffer.from('%PDF-1.7 không có gì'))).rejects.toMatchObject({ code: 'import-unreadable' });
    const empty = Array.from({ length: 31 }, () => []);
    await expect(pages(writtenPdf(empty))).rejects.toMatchObject({ code: 'import-too-long' });
  });
});

describe('a scanned page', { timeout: 120_000 }, () => {
  it('is read with at most 3 wrong characters in a hundred, with its picture', async () => {
    const path = await file(scannedPdf([scan(PAPER)]));
    const out = join(folder, 'page.jpg');
    const { text, doubtful, width, height } = await reader.recognise({ path, format: 'pdf', page: 0, out });
    expect(wrongShare(text, WRITTEN)).toBeLessThanOrEqual(0.03);
    expect(Math.max(width, height)).toBe(1754);
    expect(readFileSync(out).subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(doubtful.length).toBeLessThan(10);
  });

  it('says which words are doubtful, and where they stand', async () => {
    const path = await file(scan(['Mời bà con họp thôn', 'về việc Xtrgh nước sạch'], { size: 20, turned: 0 }));
    const { text, doubtful } = await reader.recognise({
      path,
      format: 'photo',
      page: 0,
      out: join(folder, 'photo.jpg'),
    });
    const [word] = doubtful;
    expect(doubtful.map(({ from, to }) => text.slice(from, to))).toEqual(['Xtrgh']);
    expect(word?.box[0]).toBeGreaterThan(0.2);
    expect(word?.box[1]).toBeGreaterThan(0.1);
    expect((word?.box[0] ?? 1) + (word?.box[2] ?? 1)).toBeLessThan(0.6);
  });
});

/** Levenshtein distance over the length of what it should be. */
function wrongShare(got: string, wanted: string): number {
  const [from, to] = [got, wanted].map((text) => Array.from(text.replaceAll(/\s+/gu, ' '))) as [string[], string[]];
  let row = to.map((_, at) => at + 1);
  for (const [at, letter] of from.entries()) {
    let [corner, left] = [at, at + 1];
    row = row.map((above, column) => {
      left = Math.min(above + 1, left + 1, corner + (letter === to[column] ? 0 : 1));
      corner = above;
      return left;
    });
  }
  return (row.at(-1) ?? from.length) / to.length;
}

describe('any other file', () => {
  it.each([
    ['a WebP', Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), Buffer.alloc(40)]), 'import-unknown'],
    ['HEIC', Buffer.concat([Buffer.alloc(4), Buffer.from('ftypheic'), Buffer.alloc(40)]), 'import-unknown'],
    ['RTF called .doc', Buffer.from('{\\rtf1 x}'), 'import-unknown'],
    ['noise', Buffer.alloc(5000, 7), 'import-unknown'],
    ['nothing', Buffer.alloc(0), 'import-unreadable'],
    [
      'half a photo',
      Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(100)]),
      'import-unreadable',
    ],
  ])('%s is refused by what it holds', async (_what, bytes, code) => {
    await expect(reader.inspect(await file(bytes))).rejects.toMatchObject({ code });
  });
});
