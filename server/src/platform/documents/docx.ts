import { readPieces, type Piece } from '../../lib/old-text.ts';
import { JobRefusal } from '../children/serve.ts';
import { withArchive, type Archive } from './archive.ts';
import { createLabels, readNumbering } from './docx-numbering.ts';
import { readBlocks, readNotes, type Block, type Paragraph, type Row } from './docx-reading.ts';
import { readStyles } from './docx-styles.ts';
import type { TextResult } from './jobs.ts';
import { readXml } from './xml.ts';

/**
 * Text of a .docx file as Word shows it with all tracked changes accepted: paragraphs with the labels of their lists, rows of tables,
 * notes behind the paragraph that calls them. Headers, footers and comments are left out.
 * @throws JobRefusal import-bomb, import-unreadable, import-locked, import-unknown for another kind of Office file
 */
export async function readDocx(path: string): Promise<TextResult> {
  return withArchive(path, async (archive) => {
    const parts = await findParts(archive);
    const read = async (name: string | undefined): Promise<string | null> =>
      name === undefined ? null : archive.read(name);
    const xml = await read(parts.document);
    if (xml === null) throw new JobRefusal('import-unreadable', {}, 'no document part');
    const styles = readStyles(await read(parts.styles));
    const numbering = readNumbering(await read(parts.numbering));
    const blocks = readBlocks(xml, styles);
    const footnotes = readNotes(await read(parts.footnotes), styles, 'w:footnote');
    const endnotes = readNotes(await read(parts.endnotes), styles, 'w:endnote');
    const notes = new Map([
      ...Array.from(footnotes, ([id, note]) => [`w:footnoteReference:${id}`, note] as const),
      ...Array.from(endnotes, ([id, note]) => [`w:endnoteReference:${id}`, note] as const),
    ]);
    const { texts, converted } = readTexts([...blocks, ...Array.from(notes.values()).flat()]);
    return { text: linesOf(blocks, { texts, notes, labels: createLabels(numbering) }).join('\n'), converted };
  });
}

type Part = 'document' | 'styles' | 'numbering' | 'footnotes' | 'endnotes';

/** Names of the parts by their relations: Word on the web calls its document document2.xml. */
async function findParts(archive: Archive): Promise<Partial<Record<Part, string>>> {
  const root = await archive.read('_rels/.rels');
  const document = relationsIn(root, '').get('officeDocument') ?? 'word/document.xml';
  if (!archive.has('[Content_Types].xml') && root === null) throw new JobRefusal('import-unknown', { found: 'zip' });
  if (!document.startsWith('word/')) throw new JobRefusal('import-unknown', { found: document.split('/')[0] ?? 'zip' });
  const cut = document.lastIndexOf('/') + 1;
  const folder = document.slice(0, cut);
  const relations = relationsIn(await archive.read(`${folder}_rels/${document.slice(cut)}.rels`), folder);
  const parts: Partial<Record<Part, string>> = { document };
  for (const part of ['styles', 'numbering', 'footnotes', 'endnotes'] as const) {
    const name = relations.get(part);
    if (name !== undefined) parts[part] = name;
  }
  return parts;
}

/** Targets by the last word of their type. */
function relationsIn(xml: string | null, folder: string): Map<string, string> {
  const relations = new Map<string, string>();
  const open = (name: string, { Type = '', Target = '' }: Readonly<Record<string, string>>): void => {
    if (!name.endsWith('Relationship')) return;
    const target = Target.startsWith('/') ? Target.slice(1) : folder + Target;
    relations.set(Type.slice(Type.lastIndexOf('/') + 1), target);
  };
  if (xml !== null) readXml(xml, { open, close: () => undefined });
  return relations;
}

/** Reads all pieces together: old encodings show in the text as a whole. */
function readTexts(blocks: readonly Block[]): { texts: Map<Piece, string>; converted: TextResult['converted'] } {
  const pieces = blocks.flatMap(piecesIn);
  const { texts, converted } = readPieces(pieces);
  return { texts: new Map(pieces.map((piece, at) => [piece, texts[at] ?? ''])), converted };
}

function piecesIn(block: Block): Piece[] {
  return block.kind === 'paragraph' ? block.pieces : block.cells.flat().flatMap(piecesIn);
}

interface Writing {
  readonly texts: ReadonlyMap<Piece, string>;
  readonly notes: ReadonlyMap<string, readonly Block[]>;
  readonly labels: (list: string, level: number) => string;
}

function linesOf(blocks: readonly Block[], writing: Writing): string[] {
  const lines: string[] = [];
  let carried = '';
  for (const block of blocks) {
    if (block.kind === 'row') {
      lines.push(...rowLines(block, writing));
      continue;
    }
    const text = carried + textOf(block, writing);
    carried = block.joined ? text : '';
    if (block.joined) continue;
    if (text.trim() !== '') lines.push(text.trim());
    for (const note of block.notes) {
      const said = linesOf(writing.notes.get(note) ?? [], writing)
        .join(' ')
        .trim();
      if (said !== '') lines.push(`(Chú thích: ${said})`);
    }
  }
  return carried.trim() === '' ? lines : [...lines, carried.trim()];
}

function textOf({ pieces, list }: Paragraph, { texts, labels }: Writing): string {
  const text = pieces
    .map((piece) => texts.get(piece) ?? '')
    .join('')
    .replaceAll('\u00ad', '')
    .replaceAll(/[^\S\n]+/gu, ' ');
  // Word counts an empty paragraph of a list too.
  const label = list === null ? '' : labels(list.list, list.level);
  return text.trim() === '' || label === '' ? text : `${label} ${text.trimStart()}`;
}

/** Cells with one paragraph are values: one line. Cells with several are a letterhead or a layout: one after another. */
function rowLines({ cells }: Row, writing: Writing): string[] {
  const read = cells.map((cell) => linesOf(cell, writing)).filter((lines) => lines.length > 0);
  if (read.some((lines) => lines.length > 1)) return read.flat();
  return read.length === 0 ? [] : [read.flat().join('; ')];
}
