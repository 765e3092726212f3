/**
 * `npm run bench:import`: a .docx of forty pages and a full scanned page, each from the asking to the text, and the memory of the child
 * that reads them, at its highest and once it has come to rest. The references are the same ways with next to nothing on them.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDocumentReader, type DocumentReader } from '../../server/src/platform/documents/documents.ts';
import { buildDocx, level, paragraph, table } from '../../server/src/platform/documents/testing/docx.ts';
import { scan, scannedPdf } from '../../server/src/platform/documents/testing/paper.ts';
import { silentLog } from '../../server/src/platform/log.ts';
import { tell } from './figures.ts';

const PAGES = 40;
const LINES = 36;
const ROUNDS = 3;
const TARGETS = { docxS: 3, scanS: 8, peakMb: 600, restMb: 120 };
const SENTENCE = 'Ủy ban nhân dân xã thông báo để bà con các thôn biết, thực hiện và nhắc nhau cùng thực hiện đúng giờ';

const folder = await mkdtemp(join(tmpdir(), 'nguon-bench-'));
const reader = createDocumentReader({ log: silentLog() });
try {
  const [before, peak] = [await settledMb(reader), watchPeak(reader)];
  const docx = await file('long.docx', longDocx());
  const short = await file('short.docx', buildDocx({ body: paragraph(SENTENCE) }));
  const docxS = await fastest(async () => reader.readText(docx, 'docx'));
  const shortS = await fastest(async () => reader.readText(short, 'docx'));
  const scanned = await file(
    'scan.pdf',
    scannedPdf([scan(Array.from({ length: LINES }, () => SENTENCE.slice(0, 84)))]),
  );
  const page = { path: scanned, format: 'pdf', page: 0, out: join(folder, 'page.jpg') } as const;
  const scanS = await fastest(async () => reader.recognise(page));
  const openS = await fastest(async () => reader.readPages(scanned, 'pdf'));
  const peakMb = await peak.stop();
  const after = await settledMb(reader);
  const told = { bench: 'import', atMost: true };
  tell({ ...told, figure: `seconds, .docx of ${PAGES} pages`, value: docxS, reference: shortS, target: TARGETS.docxS });
  tell({
    ...told,
    figure: `seconds, scanned page of ${LINES} lines`,
    value: scanS,
    reference: openS,
    target: TARGETS.scanS,
  });
  tell({ ...told, figure: 'MB of the child at most', value: peakMb, reference: before, target: TARGETS.peakMb });
  tell({ ...told, figure: 'MB of the child at rest again', value: after, reference: before, target: TARGETS.restMb });
} finally {
  await reader.stop();
  await rm(folder, { recursive: true });
}

async function file(name: string, bytes: Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** Forty pages as an office writes them: paragraphs of several lines, a list, a table on each. */
function longDocx(): Buffer {
  const numbering =
    `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%2)')}</w:abstractNum>` +
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
  const one = [
    paragraph(SENTENCE, { id: 1 }),
    ...Array.from({ length: 7 }, () => paragraph(`${SENTENCE}; ${SENTENCE}; ${SENTENCE}.`)),
    ...Array.from({ length: 5 }, () => paragraph(SENTENCE, { id: 1, level: 1 })),
    table(
      Array.from({ length: 6 }, (_, row) => [
        paragraph(`Thôn số ${row}`),
        paragraph('7 giờ 30'),
        paragraph('Nhà văn hóa'),
      ]),
    ),
  ].join('');
  return buildDocx({ body: one.repeat(PAGES), numbering });
}

/** Seconds of the round that other work on the machine disturbed least. */
async function fastest(work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    await settledMb(reader);
    const begun = performance.now();
    await work();
    best = Math.min(best, (performance.now() - begun) / 1000);
  }
  return best;
}

/** Resident memory of the reader's child once it is warm and idle, in MB. */
async function settledMb(of: DocumentReader): Promise<number> {
  let last = -1;
  for (;;) {
    const now = await memoryMb(of, 'VmRSS');
    if (now > 0 && Math.abs(now - last) < 1) return now;
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}

function watchPeak(of: DocumentReader): { stop(): Promise<number> } {
  let [most, going] = [0, true];
  const watching = (async () => {
    while (going) {
      most = Math.max(most, await memoryMb(of, 'VmHWM'));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    stop: async () => {
      going = false;
      await watching;
      return most;
    },
  };
}

async function memoryMb(of: DocumentReader, what: 'VmRSS' | 'VmHWM'): Promise<number> {
  const texts = await Promise.all(
    of.pids().map(async (pid) => readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')),
  );
  const kib = texts.map((text) => Number(new RegExp(`${what}:\\s+(\\d+)`).exec(text)?.[1] ?? 0));
  return (kib.reduce((sum, each) => sum + each, 0) * 1024) / 1_000_000;
}
