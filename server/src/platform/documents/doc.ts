import { readFile } from 'node:fs/promises';
import WordExtractor from 'word-extractor';
import { readPieces } from '../../lib/old-text.ts';
import { JobRefusal } from '../children/serve.ts';
import type { TextResult } from './jobs.ts';

/** Names in an OLE file's directory are UTF-16. */
const named = (bytes: Buffer, name: string): boolean => bytes.includes(Buffer.from(name, 'utf16le'));

/** FIB of a Word document ([MS-DOC] 2.5.1): magic number, and the flag that it is encrypted or obfuscated. */
const FIB_MAGIC = Buffer.from([0xec, 0xa5]);
const FLAGS_AT = 10;
const ENCRYPTED = 0x01;
/** Streams of an OLE file begin at sectors of 512 bytes. */
const SECTOR = 512;

/**
 * Text of a .doc file (Word 97 to 2003): deletions left out, numbers of automatic lists not in it, for they are nowhere in the text.
 * @throws JobRefusal import-locked, import-unknown for another kind of Office file, import-unreadable
 */
export async function readDoc(path: string): Promise<TextResult> {
  const bytes = await readFile(path);
  if (named(bytes, 'EncryptedPackage')) throw new JobRefusal('import-locked');
  if (!named(bytes, 'WordDocument')) throw new JobRefusal('import-unknown', { found: 'ole' });
  if (isEncrypted(bytes)) throw new JobRefusal('import-locked');
  const document = await new WordExtractor().extract(bytes).catch((error: unknown) => {
    throw new JobRefusal('import-unreadable', {}, error instanceof Error ? error.message : String(error));
  });
  const notes = [document.getFootnotes(), document.getEndnotes()]
    .flatMap((text) => text.split('\n'))
    .map((note) => note.trim())
    .filter((note) => note !== '');
  // word-extractor 1.0.4 writes this for an optional hyphen, having nothing to replace it by.
  const body = document.getBody().replaceAll('undefined', '');
  const lines = [...body.split('\n').flatMap(rowsIn), ...notes.map((note) => `(Chú thích: ${note})`)];
  // Fonts are not told piece by piece; the syllables decide.
  const { texts, converted } = readPieces(lines.map((text) => ({ text, font: null })));
  const kept = texts.map((text) => text.replaceAll('\u00ad', '').replaceAll(/\s+/gu, ' ').trim());
  return { text: kept.filter((text) => text !== '').join('\n'), converted };
}

/** A table comes as one line: a tab behind each cell, and one more behind each row. */
function rowsIn(line: string): string[] {
  if (!line.includes('\t\t')) return [line];
  const cells = (row: string): string[] => row.split('\t').map((cell) => cell.trim());
  return line.split('\t\t').map((row) =>
    cells(row)
      .filter((cell) => cell !== '')
      .join('; '),
  );
}

function isEncrypted(bytes: Buffer): boolean {
  for (let at = 0; at + FLAGS_AT + 2 <= bytes.length; at += SECTOR) {
    if (bytes.subarray(at, at + 2).equals(FIB_MAGIC)) return ((bytes[at + FLAGS_AT + 1] ?? 0) & ENCRYPTED) !== 0;
  }
  return false;
}
