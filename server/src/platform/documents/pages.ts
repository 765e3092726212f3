import { readFileSync } from 'node:fs';
import type * as Mupdf from 'mupdf';
import { readPieces, type Piece } from '../../lib/old-text.ts';
import { isPossibleSyllable } from '../../lib/vietnamese-syllable.ts';
import { JobRefusal } from '../children/serve.ts';
import type { PagesResult } from './jobs.ts';
import { goesOn } from './line-joins.ts';

/** MuPDF is loaded with the first file that needs it: half a second that a .docx need not wait. */
const load = async (): Promise<typeof Mupdf> => {
  const mupdf = await import('mupdf');
  mupdf.setLog({ error: () => undefined, warning: () => undefined });
  return mupdf;
};

/** More pages than these are a book, not something to be read to a village. */
export const MOST_PAGES = { text: 200, pictures: 30 };

const TYPES = { pdf: 'application/pdf', photo: 'image/jpeg' } as const;

/** A paged file that is open. */
export interface Pages {
  readonly document: Mupdf.Document;
  readonly mupdf: typeof Mupdf;
}

/**
 * Opens a PDF or a photo (a document of one page, turned as its camera says).
 * @throws JobRefusal import-locked, import-unreadable
 */
export async function openPages(path: string, format: 'pdf' | 'photo'): Promise<Pages> {
  const mupdf = await load();
  const bytes = readFileSync(path);
  const type = format === 'photo' && bytes[0] === 0x89 ? 'image/png' : TYPES[format];
  try {
    const document = mupdf.Document.openDocument(bytes, type);
    if (document.needsPassword()) throw new JobRefusal('import-locked');
    if (document.countPages() === 0) throw new JobRefusal('import-unreadable', {}, 'no pages');
    return { document, mupdf };
  } catch (error) {
    throw error instanceof JobRefusal ? error : new JobRefusal('import-unreadable', {}, String(error));
  }
}

/**
 * Text of each page; null for a page that is a picture, or whose text was put over a picture by a recogniser that knows no Vietnamese.
 * @throws JobRefusal import-too-long, and as openPages does
 */
export async function readPages(path: string, format: 'pdf' | 'photo'): Promise<PagesResult> {
  if (format === 'photo') {
    await openPages(path, format);
    return { texts: [null], converted: null };
  }
  const { document } = await openPages(path, format);
  const count = document.countPages();
  if (count > MOST_PAGES.text) throw tooLong(count, MOST_PAGES.text);
  const pages = Array.from({ length: count }, (_, page) => linesOn(document, page));
  const pieces = pages.flatMap(({ lines }) => lines.flatMap((line) => line.pieces));
  const { texts, converted } = readPieces(pieces);
  const read = new Map(pieces.map((piece, at) => [piece, texts[at] ?? '']));
  const written = pages.map(({ lines, pictured }) => {
    const text = joinLines(
      lines.map((line) => ({ ...line, text: line.pieces.map((p) => read.get(p) ?? '').join('') })),
    );
    return text === '' || (pictured && !isVietnamese(text)) ? null : text;
  });
  const pictures = written.filter((text) => text === null).length;
  if (pictures > MOST_PAGES.pictures) throw tooLong(pictures, MOST_PAGES.pictures);
  return { texts: written, converted };
}

function tooLong(pages: number, limit: number): JobRefusal {
  return new JobRefusal('import-too-long', { pages, limit });
}

interface Line {
  readonly pieces: readonly Piece[];
  readonly left: number;
  readonly right: number;
  readonly block: number;
}

/** Lines of one page in the order of reading, and whether a picture covers most of it. */
function linesOn(document: Mupdf.Document, number: number): { lines: Line[]; pictured: boolean } {
  const page = document.loadPage(number);
  const [left, top, right, bottom] = page.getBounds();
  const area = (right - left) * (bottom - top);
  const lines: Line[] = [];
  let pieces: Piece[] = [];
  let box: readonly number[] = [];
  let block = 0;
  let pictured = false;
  page.toStructuredText('preserve-images,preserve-whitespace').walk({
    onImageBlock: (bounds) => {
      pictured ||= (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) > area / 2;
    },
    beginTextBlock: () => (block += 1),
    beginLine: (bounds) => ([box, pieces] = [bounds, []]),
    onChar: (letter, _origin, font) => {
      const name = font.getName();
      const last = pieces.at(-1);
      if (last?.font === name) pieces[pieces.length - 1] = { font: name, text: last.text + letter };
      else pieces.push({ font: name, text: letter });
    },
    endLine: () => lines.push({ pieces, left: box[0] ?? 0, right: box[2] ?? 0, block }),
  });
  page.destroy();
  return { lines, pictured };
}

/** Lines that ran on to the right edge of their block are put together with the next into a paragraph. */
function joinLines(lines: readonly (Omit<Line, 'pieces'> & { text: string })[]): string {
  const edges = new Map<number, number>();
  for (const { block, right } of lines) edges.set(block, Math.max(edges.get(block) ?? 0, right));
  let text = '';
  let before: (Omit<Line, 'pieces'> & { text: string }) | null = null;
  for (const line of lines) {
    // A glyph for both hyphens is often called the soft one; on a page it was seen.
    const said = line.text.replaceAll('\u00ad', '-').replaceAll(/\s+/gu, ' ').trim();
    if (said === '') continue;
    const one = before?.block === line.block && goesOn(before, edges.get(line.block) ?? 0, said);
    text += text === '' ? said : one ? ` ${said}` : `\n${said}`;
    before = { ...line, text: said };
  }
  return text.normalize('NFC');
}

/** Words without any meaning come from recognisers set to another language. */
function isVietnamese(text: string): boolean {
  const words = text.split(/[^\p{L}\p{M}]+/u).filter((word) => word.length > 1);
  return words.length === 0 || words.filter(isPossibleSyllable).length > words.length * 0.6;
}
