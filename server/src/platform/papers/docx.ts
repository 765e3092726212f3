import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  ImageRun,
  type IParagraphOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import {
  type Align,
  type Block,
  type Cell,
  columnWidths,
  headLines,
  MARGINS,
  MOTTO,
  MOTTO_MM,
  NATION,
  type Paper,
  type PaperHead,
  ruleLength,
  type Run,
  sheetOf,
  type Signature,
  type TableBlock,
  widthOf,
} from '../../lib/paper.ts';
import { qrPicture } from './qr-picture.ts';

const FONT = 'Times New Roman';
const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.JUSTIFIED,
} as const satisfies Record<Align, string>;
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_LINES = {
  top: NO_LINE,
  bottom: NO_LINE,
  left: NO_LINE,
  right: NO_LINE,
  insideHorizontal: NO_LINE,
  insideVertical: NO_LINE,
};

/** Prints a paper as Office Open XML, its letters named Times New Roman. */
export async function printDocx(paper: Paper): Promise<Buffer> {
  const { width, height } = sheetOf({ ...paper, orientation: 'portrait' });
  const landscape = paper.orientation === 'landscape';
  const margin = { ...mapValues(MARGINS, twips), header: twips(10), footer: twips(10) };
  // The library turns the sheet itself.
  const size = {
    width: twips(width),
    height: twips(height),
    orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
  };
  const children = [
    ...(paper.head ? headOf(paper.head, widthOf(paper)) : []),
    ...paper.blocks.flatMap((block) => printBlock(block, widthOf(paper))),
  ];
  const number = paragraph([new TextRun({ children: [PageNumber.CURRENT], size: 26 })], { align: 'center' });
  const document = new Document({
    title: paper.title,
    creator: 'Nguồn',
    styles: { default: { document: { run: { font: FONT, size: 28, language: { value: 'vi-VN' } } } } },
    sections: [
      {
        properties: { page: { size, margin }, titlePage: true },
        ...(paper.notice !== null && { footers: { first: noticeOf(paper.notice), default: noticeOf(paper.notice) } }),
        headers: { first: new Header({ children: [paragraph([])] }), default: new Header({ children: [number] }) },
        children,
      },
    ],
  });
  return Packer.toBuffer(document);
}

function noticeOf(notice: string): Footer {
  return new Footer({ children: [paragraph(words([{ text: notice, italic: true }], 10), { align: 'center' })] });
}

function printBlock(block: Block, width: number): (Paragraph | Table)[] {
  if (block.kind === 'paragraph') {
    const { size = 14, align = 'justify', indent = false, above = 0, below = 6, keep = false } = block;
    return [paragraph(words(block.runs, size), { align, above, below, keep, ...(indent && { indent: 10 }) })];
  }
  if (block.kind === 'title') return titleOf(block, width);
  if (block.kind === 'table') return [tableOf(block, width)];
  if (block.kind === 'signatures') return signaturesOf(block, width);
  if (block.kind === 'qr') return qrOf(block);
  return [rule(width, width, 6)];
}

function titleOf({ lines, about, size = 14 }: Extract<Block, { kind: 'title' }>, width: number): Paragraph[] {
  const last = about.at(-1) ?? lines.at(-1) ?? '';
  return [
    ...lines.map((line, index) => bold(line, size, { above: index === 0 ? 14 : 0 })),
    ...about.map((line) => bold(line, size)),
    rule(ruleLength(last) * (size / 14), width, 8),
  ];
}

function tableOf({ columns, rows, size = 12 }: TableBlock, width: number): Table {
  const widths = columnWidths(columns, width).map(twips);
  const head = columns.map(({ title }): Cell => ({ text: title, bold: true, align: 'center' }));
  const aligned = (cells: readonly Cell[]): Cell[] => {
    let at = 0;
    return cells.map((cell) => {
      const align = cell.align ?? columns[at]?.align ?? 'left';
      at += cell.span ?? 1;
      return { ...cell, align };
    });
  };
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: sum(widths), type: WidthType.DXA },
    columnWidths: widths,
    margins: { top: 28, bottom: 28, left: 70, right: 70 },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: cellsOf(head, widths, size) }),
      ...rows.map((cells) => new TableRow({ cantSplit: true, children: cellsOf(aligned(cells), widths, size) })),
    ],
  });
}

function cellsOf(cells: readonly Cell[], widths: readonly number[], size: number): TableCell[] {
  let at = 0;
  return cells.map((cell) => {
    const span = cell.span ?? 1;
    const width = sum(widths.slice(at, at + span));
    at += span;
    return new TableCell({
      width: { size: width, type: WidthType.DXA },
      columnSpan: span,
      verticalAlign: VerticalAlignTable.CENTER,
      children: cell.text.split('\n').map((line) => {
        const run = { text: line, ...(cell.bold && { bold: true }), ...(cell.italic && { italic: true }) };
        return paragraph(words([run], size), { align: cell.align ?? 'left' });
      }),
    });
  });
}

/** Organisation on the left, Quốc hiệu and Tiêu ngữ on the right, each with its line below. */
function headOf(head: PaperHead, width: number): (Paragraph | Table)[] {
  const { above, name, number, date } = headLines(head);
  const [left, right] = [width * 0.42, width * 0.58];
  const organisation = [
    ...above.map((line) => paragraph(words([{ text: line }], 12), { align: 'center' })),
    ...name.map((line) => bold(line, 12)),
    rule(ruleLength(name.at(-1) ?? ''), left, 2),
    ...(number === null ? [] : [paragraph(words([{ text: number }], 13), { align: 'center' })]),
  ];
  const nation = [
    bold(NATION, 12),
    bold(MOTTO, 13),
    rule(MOTTO_MM, right, 2),
    paragraph(words([{ text: date, italic: true }], 13), { align: 'center' }),
  ];
  return [bare([organisation, nation], [left, right])];
}

function signaturesOf(
  { columns, below }: Extract<Block, { kind: 'signatures' }>,
  width: number,
): (Paragraph | Table)[] {
  const widths = columns.map(() => width / columns.length);
  const notes = below?.length
    ? [
        paragraph(words([{ text: below[0] ?? '', bold: true, italic: true }], 12), { align: 'left', keep: true }),
      ].concat(below.slice(1).map((line) => paragraph(words([{ text: line }], 11), { align: 'left', keep: true })))
    : null;
  if (!notes) return [paragraph([]), bare(columns.map(signatureOf), widths)];
  return [
    paragraph([]),
    bare([notes, ...columns.map(signatureOf)], [width * 0.4, ...widths.map((each) => each * 0.6)]),
  ];
}

function signatureOf({ titles, note, qr }: Signature): Paragraph[] {
  return [
    ...titles.map((line) => bold(line.toLocaleUpperCase('vi'), 13, { keep: true })),
    ...(qr === undefined ? [] : [paragraph([picture(qr, titles.join(' '))], { align: 'center', keep: true })]),
    ...(note === undefined
      ? []
      : [paragraph(words([{ text: note, italic: true }], qr ? 9 : 12), { align: 'center', keep: true })]),
    paragraph([], { above: qr ? 0 : 64 }),
  ];
}

function qrOf({ content, sideMm, caption }: Extract<Block, { kind: 'qr' }>): Paragraph[] {
  return [
    paragraph([picture({ content, sideMm }, caption)], { align: 'center', above: 6, keep: true }),
    paragraph(words([{ text: caption, italic: true }], 12), { align: 'center', below: 6 }),
  ];
}

function picture({ content, sideMm }: { content: string; sideMm: number }, caption: string): ImageRun {
  const pixels = Math.round((sideMm / 25.4) * 96);
  return new ImageRun({
    type: 'png',
    data: qrPicture(content).png,
    transformation: { width: pixels, height: pixels },
    altText: { name: 'QR', title: caption, description: caption },
  });
}

/** Columns side by side without lines. */
function bare(columns: readonly Paragraph[][], widthsMm: readonly number[]): Table {
  const widths = widthsMm.map(twips);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: sum(widths), type: WidthType.DXA },
    columnWidths: widths,
    borders: NO_LINES,
    margins: { left: 0, right: 0 },
    rows: [
      new TableRow({
        cantSplit: true,
        children: columns.map(
          (children, index) =>
            new TableCell({ width: { size: widths[index] ?? 0, type: WidthType.DXA }, borders: NO_LINES, children }),
        ),
      }),
    ],
  });
}

interface Look {
  align?: Align;
  above?: number;
  below?: number;
  indent?: number;
  /** Stays on the page of what follows. */
  keep?: boolean;
}

function paragraph(children: IParagraphOptions['children'], look: Look = {}): Paragraph {
  const { align = 'left', above = 0, below = 0, indent, keep = false } = look;
  return new Paragraph({
    children: children ?? [],
    alignment: ALIGN[align],
    spacing: { before: above * 20, after: below * 20 },
    keepNext: keep,
    ...(indent !== undefined && { indent: { firstLine: twips(indent) } }),
  });
}

function bold(text: string, size: number, look: Look = {}): Paragraph {
  return paragraph(words([{ text, bold: true }], size), { align: 'center', ...look });
}

/** A line of a given length in the middle of a width, as the border of an empty paragraph. */
function rule(length: number, width: number, below: number): Paragraph {
  const side = twips(Math.max(0, (width - length) / 2));
  return new Paragraph({
    children: [new TextRun({ text: '', size: 4 })],
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    indent: { left: side, right: side },
    spacing: { before: 40, after: below * 20, line: 60, lineRule: 'exact' },
  });
}

function words(runs: readonly Run[], size: number): TextRun[] {
  return runs.flatMap(({ text, bold: strong = false, italic = false }) =>
    text
      .normalize('NFC')
      .split('\n')
      .map(
        (line, index) =>
          new TextRun({ text: line, bold: strong, italics: italic, size: size * 2, ...(index > 0 && { break: 1 }) }),
      ),
  );
}

function twips(mm: number): number {
  return Math.round(mm * 56.6929);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function mapValues<K extends string>(values: Record<K, number>, change: (value: number) => number): Record<K, number> {
  return Object.fromEntries(Object.entries<number>(values).map(([key, value]) => [key, change(value)])) as Record<
    K,
    number
  >;
}
