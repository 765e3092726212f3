import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import type { Content, ContentText, CustomTableLayout, TableCell as PdfCell } from 'pdfmake/interfaces.js';
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

const { resolve } = createRequire(import.meta.url);
const face = (name: string): string => resolve(`@expo-google-fonts/tinos/${name}/Tinos_${name}.ttf`);
/** Tinos has the widths of Times New Roman, whole Vietnamese, and may be embedded. */
const FACES = {
  normal: face('400Regular'),
  bold: face('700Bold'),
  italics: face('400Regular_Italic'),
  bolditalics: face('700Bold_Italic'),
};

/** Marks what must not stand alone at the foot of a page. */
const HEADING = 1;
/** Printer's points in a millimetre. */
const POINTS = 72 / 25.4;
const LINE: CustomTableLayout = {
  hLineWidth: () => 0.6,
  vLineWidth: () => 0.6,
  paddingLeft: () => 3.5,
  paddingRight: () => 3.5,
  paddingTop: () => 1.5,
  paddingBottom: () => 1.5,
};
const BARE: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 0,
};

/** Prints a paper as PDF with its letters inside; it fetches nothing and reads no file but its own four fonts. */
export async function printPdf(paper: Paper): Promise<Buffer> {
  pdfmake.setFonts({ Tinos: FACES });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => Object.values(FACES).includes(path));
  const { width, height } = sheetOf(paper);
  const { left, top, right, bottom } = MARGINS;
  const document = pdfmake.createPdf({
    pageSize: { width: width * POINTS, height: height * POINTS },
    pageMargins: [left * POINTS, top * POINTS, right * POINTS, bottom * POINTS],
    header: (page) =>
      page === 1 ? null : { text: String(page), alignment: 'center', fontSize: 13, margin: [0, 10 * POINTS, 0, 0] },
    footer: () =>
      paper.notice === null
        ? null
        : { text: paper.notice, alignment: 'center', italics: true, fontSize: 10, margin: [0, 6 * POINTS, 0, 0] },
    defaultStyle: { font: 'Tinos', fontSize: 14 },
    language: 'vi-VN',
    pageBreakBefore: (node, { getFollowingNodesOnPage }) =>
      node.headlineLevel === HEADING && getFollowingNodesOnPage().length === 0,
    info: { title: paper.title, creator: 'Nguồn' },
    content: [
      ...(paper.head ? [headOf(paper.head, widthOf(paper))] : []),
      ...paper.blocks.flatMap((block) => printBlock(block, widthOf(paper))),
    ],
  });
  return document.getBuffer();
}

function printBlock(block: Block, width: number): Content[] {
  if (block.kind === 'paragraph') {
    const { size = 14, align = 'justify', indent = false, above = 0, below = 6, keep = false } = block;
    const leading = { ...(indent && { leadingIndent: 10 * POINTS }), ...(keep && { headlineLevel: HEADING }) };
    return [{ text: words(block.runs), fontSize: size, alignment: align, margin: [0, above, 0, below], ...leading }];
  }
  if (block.kind === 'title') return titleOf(block, width);
  if (block.kind === 'table') return [tableOf(block, width)];
  if (block.kind === 'signatures') return [signaturesOf(block, width)];
  if (block.kind === 'qr') return [qrOf(block)];
  return [rule(width, width, 6)];
}

function titleOf({ lines, about, size = 14 }: Extract<Block, { kind: 'title' }>, width: number): Content[] {
  const last = about.at(-1) ?? lines.at(-1) ?? '';
  return [
    ...lines.map((line, index) => bold(line, size, index === 0 ? 14 : 0)),
    ...about.map((line) => bold(line, size)),
    rule(ruleLength(last) * (size / 14), width, 8),
  ];
}

function tableOf({ columns, rows, size = 12 }: TableBlock, width: number): Content {
  // pdfmake's widths leave out padding and lines.
  const widths = columnWidths(columns, width).map((each) => each * POINTS - 7.6);
  const head = columns.map(({ title }): PdfCell => ({ ...cell({ text: title, bold: true }, 'center') }));
  return {
    table: {
      widths,
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      body: [head, ...rows.map((cells) => rowOf(cells, columns))],
    },
    layout: LINE,
    fontSize: size,
  };
}

function rowOf(cells: readonly Cell[], columns: TableBlock['columns']): PdfCell[] {
  let at = 0;
  return cells.flatMap((each) => {
    const span = each.span ?? 1;
    const align = each.align ?? columns[at]?.align ?? 'left';
    at += span;
    return [
      { ...cell(each, align), colSpan: span },
      ...Array.from({ length: span - 1 }, (): PdfCell => ({ text: '' })),
    ];
  });
}

function cell(
  { text, bold: strong = false, italic = false }: Cell,
  align: Align,
): ContentText & { verticalAlignment: 'middle' } {
  return { text: text.normalize('NFC'), bold: strong, italics: italic, alignment: align, verticalAlignment: 'middle' };
}

/** Organisation on the left, Quốc hiệu and Tiêu ngữ on the right, each with its line below. */
function headOf(head: PaperHead, width: number): Content {
  const { above, name, number, date } = headLines(head);
  const [left, right] = [width * 0.42, width * 0.58];
  const organisation: Content[] = [
    ...above.map((line) => centred(line, 12)),
    ...name.map((line) => bold(line, 12)),
    rule(ruleLength(name.at(-1) ?? ''), left, 2),
    ...(number === null ? [] : [centred(number, 13)]),
  ];
  const nation: Content[] = [
    bold(NATION, 12),
    bold(MOTTO, 13),
    rule(MOTTO_MM, right, 2),
    { text: date, italics: true, fontSize: 13, alignment: 'center' },
  ];
  return bare([organisation, nation], [left, right]);
}

function signaturesOf({ columns, below }: Extract<Block, { kind: 'signatures' }>, width: number): Content {
  const widths = columns.map(() => width / columns.length);
  const notes: Content[] | null = below?.length
    ? [
        { text: below[0] ?? '', bold: true, italics: true, fontSize: 12 },
        ...below.slice(1).map((text): Content => ({ text, fontSize: 11 })),
      ]
    : null;
  const table = notes
    ? bare([notes, ...columns.map(signatureOf)], [width * 0.4, ...widths.map((each) => each * 0.6)])
    : bare(columns.map(signatureOf), widths);
  return { stack: [table], unbreakable: true, margin: [0, 14, 0, 0] };
}

function signatureOf({ titles, note, qr }: Signature): Content[] {
  const words: Content = { text: note ?? '', italics: true, fontSize: qr ? 9 : 12, alignment: 'center' };
  return [
    ...titles.map((line) => bold(line.toLocaleUpperCase('vi'), 13)),
    ...(qr === undefined ? [] : [picture(qr)]),
    ...(note === undefined ? [] : [words]),
    { text: ' ', margin: [0, qr ? 0 : 64, 0, 0] },
  ];
}

function qrOf({ content, sideMm, caption }: Extract<Block, { kind: 'qr' }>): Content {
  const words: Content = { text: caption, italics: true, fontSize: 12, alignment: 'center' };
  return { unbreakable: true, margin: [0, 6, 0, 6], stack: [picture({ content, sideMm }), words] };
}

function picture({ content, sideMm }: { content: string; sideMm: number }): Content {
  const image = `data:image/png;base64,${qrPicture(content).png.toString('base64')}`;
  return { image, width: sideMm * POINTS, alignment: 'center' };
}

/** Columns side by side without lines. */
function bare(columns: readonly Content[][], widths: readonly number[]): Content {
  return {
    table: { widths: widths.map((each) => each * POINTS), body: [columns.map((stack): PdfCell => ({ stack }))] },
    layout: BARE,
  };
}

function centred(text: string, fontSize: number): Content {
  return { text: text.normalize('NFC'), fontSize, alignment: 'center' };
}

function bold(text: string, fontSize: number, above = 0): Content {
  return { text: text.normalize('NFC'), fontSize, bold: true, alignment: 'center', margin: [0, above, 0, 0] };
}

/** A line of a given length in the middle of a width; lengths in millimetres. */
function rule(length: number, width: number, below: number): Content {
  const from = ((width - length) / 2) * POINTS;
  const line = { type: 'line', x1: from, y1: 2, x2: from + length * POINTS, y2: 2, lineWidth: 0.7 } as const;
  return { canvas: [line], margin: [0, 0, 0, below] };
}

function words(runs: readonly Run[]): Content {
  return runs.map(({ text, bold: strong = false, italic = false }) => ({
    text: text.normalize('NFC'),
    bold: strong,
    italics: italic,
  }));
}
