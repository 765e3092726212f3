import type { Piece } from '../../lib/old-text.ts';
import { fontIn, type Styles } from './docx-styles.ts';
import { readXml } from './xml.ts';

/** A paragraph in the order of reading. */
export interface Paragraph {
  kind: 'paragraph';
  pieces: Piece[];
  list: { list: string; level: number } | null;
  /** Its mark was deleted with tracking: it is one with the next. */
  joined: boolean;
  /** Ids of footnotes and endnotes that it calls. */
  notes: string[];
}

/** A row of a table, each cell with its own blocks. */
export interface Row {
  kind: 'row';
  cells: Block[][];
}

export type Block = Paragraph | Row;

/** What was deleted or moved away, what shows how something was before, and second copies for old programs. */
const LEFT_OUT = new Set([
  'w:del',
  'w:moveFrom',
  'w:cellDel',
  'mc:Fallback',
  'w:instrText',
  'w:delText',
  'w:delInstrText',
  'w:pPrChange',
  'w:rPrChange',
  'w:tblPrChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:sectPrChange',
  'w:numberingChange',
]);
const SIGNS: Readonly<Record<string, string>> = {
  'w:tab': ' ',
  'w:ptab': ' ',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
  // A letter of TCVN3, ư, stands in the place of the soft hyphen.
  'w:softHyphen': '\u00ad',
};

interface Run {
  font: string | null;
  style: string | null;
  hidden: boolean;
}

interface OpenParagraph {
  paragraph: Paragraph;
  style: string | null;
  list: string | null;
  level: number;
}

/** Where a reader of one part stands. */
interface Reading {
  readonly styles: Styles;
  /** Names of the open elements. */
  readonly path: string[];
  /** Depth of the outermost element that is left out; 0 for none. */
  leftOutAt: number;
  /** Blocks of the part, then of each open cell. */
  readonly sinks: Block[][];
  readonly rows: Row[];
  /** Paragraphs hold others in text boxes. */
  readonly paragraphs: OpenParagraph[];
  readonly runs: Run[];
}

type Attributes = Readonly<Record<string, string>>;

/** Reads a part with text (document, footnotes, endnotes) as it stands with all tracked changes accepted. */
export function readBlocks(xml: string, styles: Styles): Block[] {
  const blocks: Block[] = [];
  const reading = startReading(styles, blocks);
  readXml(xml, {
    open: (name, attributes) => openElement(reading, name, attributes),
    close: (name) => closeElement(reading, name),
    text: (text) => {
      if (reading.leftOutAt === 0 && reading.path.at(-1) === 'w:t') write(reading, text);
    },
  });
  return blocks;
}

/** Reads footnotes.xml or endnotes.xml: the blocks of each note by its id. */
export function readNotes(
  xml: string | null,
  styles: Styles,
  element: 'w:footnote' | 'w:endnote',
): Map<string, Block[]> {
  const notes = new Map<string, Block[]>();
  const reading = startReading(styles, []);
  if (xml === null) return notes;
  readXml(xml, {
    open: (name, attributes) => {
      if (name === element && attributes['w:type'] === undefined) {
        const blocks: Block[] = [];
        notes.set(attributes['w:id'] ?? '', blocks);
        reading.sinks.push(blocks);
      }
      openElement(reading, name, attributes);
    },
    close: (name) => {
      closeElement(reading, name);
      if (name === element && reading.sinks.length > 1) reading.sinks.pop();
    },
    text: (text) => {
      if (reading.leftOutAt === 0 && reading.path.at(-1) === 'w:t') write(reading, text);
    },
  });
  return notes;
}

function startReading(styles: Styles, blocks: Block[]): Reading {
  return { styles, path: [], leftOutAt: 0, sinks: [blocks], rows: [], paragraphs: [], runs: [] };
}

function openElement(reading: Reading, name: string, attributes: Attributes): void {
  const { path } = reading;
  const parent = path.at(-1);
  path.push(name);
  if (reading.leftOutAt > 0) return;
  if (name === 'w:del' && parent === 'w:rPr' && path.at(-3) === 'w:pPr') {
    const open = reading.paragraphs.at(-1);
    if (open) open.paragraph.joined = true;
  }
  if (LEFT_OUT.has(name)) reading.leftOutAt = path.length;
  else if (name === 'w:p') openParagraph(reading);
  else if (name === 'w:r') reading.runs.push({ font: null, style: null, hidden: false });
  else if (name === 'w:tr') reading.rows.push({ kind: 'row', cells: [] });
  else if (name === 'w:tc') openCell(reading);
  else if (parent === 'w:r') writeSign(reading, name, attributes);
  else if (parent === 'w:rPr' && path.at(-3) === 'w:r') formatRun(reading, name, attributes);
  else formatParagraph(reading, name, attributes);
}

function closeElement(reading: Reading, name: string): void {
  const { path } = reading;
  if (reading.leftOutAt === path.length) reading.leftOutAt = 0;
  else if (reading.leftOutAt === 0) {
    if (name === 'w:p') closeParagraph(reading);
    if (name === 'w:r') reading.runs.pop();
    if (name === 'w:tc') reading.sinks.pop();
    if (name === 'w:tr') closeRow(reading);
  }
  path.pop();
}

function openParagraph({ paragraphs }: Reading): void {
  const paragraph: Paragraph = { kind: 'paragraph', pieces: [], list: null, joined: false, notes: [] };
  paragraphs.push({ paragraph, style: null, list: null, level: 0 });
}

function closeParagraph(reading: Reading): void {
  const open = reading.paragraphs.pop();
  if (!open) return;
  const { paragraph, style, list, level } = open;
  const styled = reading.styles.listOf(style);
  // List 0 takes a paragraph out of the list that its style puts it into.
  if (list !== '0') paragraph.list = list !== null ? { list, level } : styled;
  reading.sinks.at(-1)?.push(paragraph);
}

function openCell({ rows, sinks }: Reading): void {
  const cell: Block[] = [];
  rows.at(-1)?.cells.push(cell);
  sinks.push(cell);
}

function closeRow({ rows, sinks }: Reading): void {
  const row = rows.pop();
  if (row) sinks.at(-1)?.push(row);
}

function formatRun({ runs }: Reading, name: string, attributes: Attributes): void {
  const run = runs.at(-1);
  if (!run) return;
  if (name === 'w:rFonts') run.font = fontIn(attributes);
  if (name === 'w:rStyle') run.style = attributes['w:val'] ?? null;
  if (name === 'w:vanish') run.hidden = !['0', 'false'].includes(attributes['w:val'] ?? '1');
}

function formatParagraph({ paragraphs, path }: Reading, name: string, attributes: Attributes): void {
  const open = paragraphs.at(-1);
  if (!open || !path.includes('w:pPr')) return;
  if (name === 'w:pStyle') open.style = attributes['w:val'] ?? null;
  if (name === 'w:numId') open.list = attributes['w:val'] ?? null;
  if (name === 'w:ilvl') open.level = Number(attributes['w:val'] ?? 0);
}

function writeSign(reading: Reading, name: string, attributes: Attributes): void {
  const sign = SIGNS[name];
  if (sign !== undefined) write(reading, sign);
  else if (name === 'w:sym') {
    // Fonts of symbols have their letters at F000 and above.
    const code = Number.parseInt(attributes['w:char'] ?? '', 16) & 0xff;
    const font = attributes['w:font'] ?? null;
    if (code >= 0x20 && /^(?:\.Vn|VNI)/u.test(font ?? '')) write(reading, String.fromCodePoint(code), font);
  } else if (name === 'w:footnoteReference' || name === 'w:endnoteReference') {
    reading.paragraphs.at(-1)?.paragraph.notes.push(`${name}:${attributes['w:id'] ?? ''}`);
  }
}

function write({ paragraphs, runs, styles }: Reading, text: string, symbolFont: string | null = null): void {
  const open = paragraphs.at(-1);
  const run = runs.at(-1);
  if (!open || run?.hidden === true) return;
  const font = symbolFont ?? run?.font ?? styles.fontOf(run?.style ?? null, open.style);
  const { pieces } = open.paragraph;
  const last = pieces.at(-1);
  // Writers cut words into runs at will; syllables are judged on what belongs together.
  if (last && last.font === font) pieces[pieces.length - 1] = { font, text: last.text + text };
  else pieces.push({ font, text });
}
