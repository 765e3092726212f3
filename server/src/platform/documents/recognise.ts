import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Mupdf from 'mupdf';
import { createWorker, OEM } from 'tesseract.js';
import { isPossibleSyllable } from '../../lib/vietnamese-syllable.ts';
import { JobRefusal } from '../children/serve.ts';
import type { DoubtfulWord, RecognisedPage } from './jobs.ts';
import { goesOn } from './line-joins.ts';
import { openPages } from './pages.ts';

/** Letters of a page at 200 dots an inch are some 25 pixels high, which the recogniser reads best; more only takes longer. */
const READ_AT = 2340;
/** Long side of the picture that people see beside the text. */
const SHOWN_AT = 1754;
const SHOWN_QUALITY = 70;
/** A side longer than this many times the other is no page. */
const LONGEST_SHAPE = 8;
/** Below this the recogniser itself is not sure. */
const SURE_FROM = 80;

/** The whole-number version of the best data: as good as the larger one in our test, with a third of its bytes. */
const DATA = join(
  dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/vie/package.json')),
  '4.0.0_best_int',
);

/**
 * Reads one page from its picture and writes the picture itself to `out`.
 * @throws JobRefusal import-unreadable, and as openPages does
 */
export async function recognisePage(
  path: string,
  format: 'pdf' | 'photo',
  page: number,
  out: string,
): Promise<RecognisedPage> {
  const { document, mupdf } = await openPages(path, format);
  const shape = shapeOf(document, page);
  const { width, height } = showPage(mupdf, document, page, shape, out);
  const picture = draw(mupdf, document, page, READ_AT / shape.long, 'grey');
  const size = { width: picture.getWidth(), height: picture.getHeight() };
  const image = Buffer.from(picture.asJPEG(92));
  picture.destroy();
  document.destroy();
  mupdf.emptyStore();
  const { text, doubtful } = assemble(await recognise(image, format), size);
  return { text, doubtful, width, height };
}

function shapeOf(document: Mupdf.Document, page: number): { long: number } {
  const [left, top, right, bottom] = document.loadPage(page).getBounds();
  const [wide, high] = [right - left, bottom - top];
  const long = Math.max(wide, high);
  if (!(Math.min(wide, high) > long / LONGEST_SHAPE)) throw new JobRefusal('import-unreadable', {}, 'no page');
  return { long };
}

function draw(
  mupdf: typeof Mupdf,
  document: Mupdf.Document,
  page: number,
  scale: number,
  colours: 'grey' | 'all',
): Mupdf.Pixmap {
  const { DeviceGray, DeviceRGB } = mupdf.ColorSpace;
  try {
    const space = colours === 'grey' ? DeviceGray : DeviceRGB;
    return document.loadPage(page).toPixmap(mupdf.Matrix.scale(scale, scale), space, false, true);
  } catch (error) {
    throw new JobRefusal('import-unreadable', {}, String(error));
  }
}

function showPage(
  mupdf: typeof Mupdf,
  document: Mupdf.Document,
  page: number,
  { long }: { long: number },
  out: string,
): { width: number; height: number } {
  const shown = draw(mupdf, document, page, SHOWN_AT / long, 'all');
  writeFileSync(out, shown.asJPEG(SHOWN_QUALITY));
  const size = { width: shown.getWidth(), height: shown.getHeight() };
  shown.destroy();
  return size;
}

interface SeenWord {
  text: string;
  confidence: number;
  bbox: { x0: number; y0: number; x1: number; y1: number };
}
type SeenParagraph = readonly (readonly SeenWord[])[];

/** Words by paragraph and line, as the recogniser sees them. Scanners hold paper straight; hands do not. */
async function recognise(image: Buffer, format: 'pdf' | 'photo'): Promise<SeenParagraph[]> {
  const worker = await createWorker('vie', OEM.LSTM_ONLY, { langPath: DATA, cacheMethod: 'none', gzip: true });
  try {
    const { data } = await worker.recognize(image, { rotateAuto: format === 'photo' }, { text: false, blocks: true });
    return (data.blocks ?? []).flatMap(({ paragraphs }) =>
      paragraphs.map(({ lines }) => lines.map(({ words }) => words)),
    );
  } finally {
    await worker.terminate();
  }
}

/** Puts the words of a page together and notes those to look at again. */
function assemble(
  paragraphs: readonly SeenParagraph[],
  page: { width: number; height: number },
): { text: string; doubtful: DoubtfulWord[] } {
  const doubtful: DoubtfulWord[] = [];
  let text = '';
  for (const lines of paragraphs) {
    const edge = Math.max(...lines.flat().map(({ bbox }) => bbox.x1));
    let before: { text: string; left: number; right: number } | null = null;
    for (const words of lines) {
      const said = words.map((word) => word.text.normalize('NFC'));
      const line = { text: said.join(' '), left: words[0]?.bbox.x0 ?? 0, right: words.at(-1)?.bbox.x1 ?? 0 };
      if (text !== '') text += before && goesOn(before, edge, line.text) ? ' ' : '\n';
      let from = text.length;
      for (const [at, word] of words.entries()) {
        const written = said[at] ?? '';
        if (isDoubtful(written, word.confidence)) doubtful.push(doubtOf(written, from, word, page));
        from += written.length + 1;
      }
      text += line.text;
      before = line;
    }
  }
  return { text, doubtful };
}

/** Small letters alone: names in capitals, signs and numbers need not be syllables. */
const WORD = /^\p{P}*([\p{Lu}]?[\p{Ll}\p{M}]+)\p{P}*$/u;

function isDoubtful(word: string, confidence: number): boolean {
  const plain = WORD.exec(word)?.[1];
  return confidence < SURE_FROM || (plain !== undefined && !isPossibleSyllable(plain));
}

function doubtOf(
  said: string,
  from: number,
  { confidence, bbox }: SeenWord,
  { width, height }: { width: number; height: number },
): DoubtfulWord {
  const share = (value: number, of: number): number => Number(Math.min(1, Math.max(0, value / of)).toFixed(4));
  const box: DoubtfulWord['box'] = [
    share(bbox.x0, width),
    share(bbox.y0, height),
    share(bbox.x1 - bbox.x0, width),
    share(bbox.y1 - bbox.y0, height),
  ];
  return { from, to: from + said.length, confidence: Math.round(confidence), box };
}
