import { describe, expect, it } from 'vitest';
import { say, fact, fileName, type Paper } from '../../lib/paper.ts';
import { printPaper } from './press.ts';
import { qrPicture } from './qr-picture.ts';
import { docxText, pdfPages, unzip, wordsOf } from './testing/read-papers.ts';

const head = {
  above: ['Huyện Ba Bể'],
  name: ['Ủy ban nhân dân', 'xã Khang Ninh'],
  symbol: 'BC-UBND',
  numbered: true,
  place: 'Khang Ninh',
};
const LETTERS =
  'Lỗ Văn Quỹ, Đặng Ưởng, Phẫu Ngữ: ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ỳýỷỹỵ “Pác Nặm” – 25.000 ₫ < 30 & 40';

function build(overrides: Partial<Paper> = {}): Paper {
  return {
    name: 'bao-cao',
    title: 'Báo cáo thử',
    size: 'a4',
    orientation: 'portrait',
    head,
    notice: null,
    blocks: [
      { kind: 'title', lines: ['Báo cáo'], about: ['Về việc thử in giấy tờ'] },
      say(LETTERS, { indent: true }),
      fact('Người soạn', ''),
      {
        kind: 'table',
        columns: [
          { title: 'Ngày', share: 1 },
          { title: 'Nội dung', share: 2 },
        ],
        rows: [[{ text: 'thứ Hai' }, { text: 'Mời họp\nthôn' }], [{ text: 'Cộng hai cột', span: 2, bold: true }]],
      },
      { kind: 'signatures', columns: [{ titles: ['TM. Ủy ban nhân dân', 'Chủ tịch'], note: '(Ký, đóng dấu)' }] },
    ],
    ...overrides,
  };
}

describe('a paper', () => {
  it('says the same in .docx and PDF, with every Vietnamese letter', async () => {
    const [docx, pdf] = [await printPaper(build(), 'docx'), await printPaper(build(), 'pdf')];
    const pages = await pdfPages(pdf);
    expect(pages).toHaveLength(1);
    expect(wordsOf(pages[0]!)).toEqual(wordsOf(docxText(docx)));
    expect(docxText(docx)).toContain(LETTERS);
  });

  it('leaves number, date and signature to the office', async () => {
    const text = docxText(await printPaper(build(), 'docx'));
    expect(text).toContain('Số: ……/BC-UBND');
    expect(text).toContain('Khang Ninh, ngày …… tháng …… năm ……');
    expect(text).toMatch(/CHỦ TỊCH\n\(Ký, đóng dấu\)\n\n*$/);
    const bare = build({ head: { ...head, name: [], symbol: null, place: null } });
    expect(docxText(await printPaper(bare, 'docx'))).toMatch(/……………………\n(.*\n)*Số: ……\/……/);
  });

  it('is A4 or A3 within the margins of the decree, in Times New Roman, with a number from the second page on', async () => {
    const document = unzip(await printPaper(build({ size: 'a3', orientation: 'landscape' }), 'docx'));
    const xml = document.get('word/document.xml')!;
    const page = /<w:pgSz w:w="(\d+)" w:h="(\d+)" w:orient="landscape"\/>/.exec(xml)!.slice(1).map(Number);
    expect(page.map((twips) => Math.round(twips / 56.6929))).toEqual([420, 297]);
    const sides = /<w:pgMar ([^>]*)>/.exec(xml)![1]!;
    const named = Object.fromEntries(
      [...sides.matchAll(/w:(\w+)="(\d+)"/g)].map(([, side, twips]) => [side, Number(twips)]),
    );
    const margins = ['top', 'bottom', 'left', 'right'].map((side) => Math.round(named[side]! / 56.6929));
    expect(margins).toEqual([20, 20, 30, 15]);
    expect(xml).toContain('<w:titlePg/>');
    expect(document.get('word/styles.xml')).toContain('Times New Roman');
    const numbered = [...document].filter(([name, text]) => /header\d/.test(name) && text.includes('PAGE'));
    expect(numbered).toHaveLength(1);
  });

  it('repeats the titles of a long table on each page and tears no row', async () => {
    const rows = Array.from({ length: 60 }, (_, row) => [
      { text: `Dòng${row}` },
      { text: 'Mời bà con đến họp '.repeat(6) },
    ]);
    const columns = [
      { title: 'Cột đầu', share: 1 },
      { title: 'Cột sau', share: 3 },
    ];
    const long = build({ head: null, blocks: [{ kind: 'table', columns, rows }], notice: 'Tỉnh mẫu' });
    const pages = await pdfPages(await printPaper(long, 'pdf'));
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((text, index) => {
      expect(text).toContain('Cột đầu');
      expect(text).toContain('Tỉnh mẫu');
      expect(/(^|\n)\s*\d+\s*\n/.test(text), text.slice(0, 80)).toBe(index > 0);
      expect(text.match(/Mời/g)).toHaveLength(6 * text.match(/Dòng\d/g)!.length);
    });
    const xml = unzip(await printPaper(long, 'docx')).get('word/document.xml')!;
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(61);
  });

  it('prints three at once, one after the other two', async () => {
    const printed = await Promise.all([1, 2, 3].map(() => printPaper(build(), 'docx')));
    expect(printed.map((bytes) => bytes.subarray(0, 2).toString())).toEqual(['PK', 'PK', 'PK']);
  });

  it('says so when it cannot be printed, and goes on printing', async () => {
    const wrong = build({ blocks: [{ kind: 'qr', content: 'x'.repeat(5_000), sideMm: 40, caption: '' }] });
    await expect(printPaper(wrong, 'pdf')).rejects.toMatchObject({ code: 'unavailable' });
    expect((await printPaper(build(), 'pdf')).subarray(0, 4).toString()).toBe('%PDF');
  });
});

it('a QR picture has a white border of four squares and is as large as it says', () => {
  const { png, side } = qrPicture('https://nguon.example/xa/khang-ninh');
  expect(png.readUInt32BE(16)).toBe(side);
  expect(side % 8).toBe(0);
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
});

it('a file is named in plain letters', () => {
  expect(fileName('Sổ nhật ký', 'Xã Đồng Phúc', '2026-11')).toBe('so-nhat-ky-xa-dong-phuc-2026-11');
});
