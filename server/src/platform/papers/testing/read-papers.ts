import { inflateRawSync } from 'node:zlib';
import { extractText, getDocumentProxy } from 'unpdf';

/** The files inside a .docx, as text, by the central directory of the archive. */
export function unzip(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const files = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [packed, name, extra, note] = [20, 28, 30, 32].map((offset) =>
      offset === 20 ? archive.readUInt32LE(at + offset) : archive.readUInt16LE(at + offset),
    ) as [number, number, number, number];
    const local = archive.readUInt32LE(at + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const body = archive.subarray(from, from + packed);
    const plain = archive.readUInt16LE(at + 10) === 8 ? inflateRawSync(body) : body;
    files.set(archive.subarray(at + 46, at + 46 + name).toString('utf8'), plain.toString('utf8'));
    at += 46 + name + extra + note;
  }
  return files;
}

/** What stands in a .docx, paragraph by paragraph, the tables' cells among them. */
export function docxText(archive: Buffer): string {
  const xml = unzip(archive).get('word/document.xml') ?? '';
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)]
    .map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>|<w:br\/>/g)].map(([, text]) => text ?? '\n').join(''),
    )
    .join('\n')
    .replaceAll('\u00a0', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** What a PDF says, page by page, as a reader's program finds it. */
export async function pdfPages(bytes: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false });
  return text;
}

/** Words of a text in alphabetical order: equal for two prints that say the same. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean).toSorted();
}
