import { inflateRawSync } from 'node:zlib';
import { CsvError, parse } from 'csv-parse/sync';

/** Rows of cells as text, trimmed; empty cells are ''. */
export type Rows = string[][];

/** The file is not a list that can be read; `reason` says why, for a person, in Vietnamese and English. */
export class UnreadableSheet extends Error {
  readonly reason: string;
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'UnreadableSheet';
    this.reason = reason;
  }
}

export interface SheetLimits {
  rows: number;
  columns: number;
}

/** What an .xlsx may unfold to: a list of 20,000 villages takes 4 MB. */
const LARGEST_UNPACKED = 12 * 1024 * 1024;
const MOST_ENTRIES = 200;
const LONGEST_CELL = 1_000;

/**
 * Reads the first sheet of an .xlsx file, or a .csv file in UTF-8 with commas, semicolons or tabs. What the bytes are
 * decides, not the name.
 * @throws UnreadableSheet
 */
export async function readRows(content: Buffer, limits: SheetLimits): Promise<Rows> {
  const rows = content.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))
    ? await readXlsx(content)
    : readCsv(content);
  if (rows.length > limits.rows) throw new UnreadableSheet(`quá ${limits.rows} dòng / more than ${limits.rows} rows`);
  return rows.map((row) => row.slice(0, limits.columns).map(asText));
}

async function readXlsx(content: Buffer): Promise<unknown[][]> {
  refuseBomb(content);
  const bytes = new Uint8Array(content);
  // Lists come seldom; a starting server need not wait for what reads Excel.
  const { readSheet } = await import('read-excel-file/universal');
  try {
    // Trimming is ours: one long text may stand in every cell.
    return await readSheet(bytes.buffer, { trim: false });
  } catch (cause) {
    throw new UnreadableSheet('tệp Excel hỏng hoặc không phải .xlsx / a damaged file, or not .xlsx', { cause });
  }
}

function readCsv(content: Buffer): unknown[][] {
  const text = decode(content);
  const head = text.slice(0, text.indexOf('\n') + 1 || undefined);
  const delimiter = [';', '\t', ','].find((mark) => head.includes(mark)) ?? ',';
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false, bom: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new UnreadableSheet(
      `tệp CSV sai ở dòng ${Number(cause['lines'])} / wrong CSV at line ${Number(cause['lines'])}`,
      { cause },
    );
  }
}

function decode(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (cause) {
    throw new UnreadableSheet('tệp không phải .xlsx hay CSV mã UTF-8 / neither .xlsx nor CSV in UTF-8', { cause });
  }
}

function asText(cell: unknown): string {
  if (typeof cell !== 'string' && typeof cell !== 'number') return '';
  return String(cell).slice(0, LONGEST_CELL).normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}

/**
 * Refuses an archive that would unfold beyond the limit, or whose directory does not tell the truth. Every entry is
 * really unfolded here, at most to the size it states, so that whoever reads it afterwards by the same directory meets
 * no surprise.
 * @throws UnreadableSheet
 */
function refuseBomb(zip: Buffer): void {
  let total = 0;
  const entries = directoryOf(zip);
  if (entries.length > MOST_ENTRIES) throw damaged();
  for (const entry of entries) {
    total += entry.size;
    if (total > LARGEST_UNPACKED) throw new UnreadableSheet('tệp bung ra quá lớn / the file unfolds to too much');
    if (entry.method === 0 && entry.packed === entry.size) continue;
    if (entry.method !== 8 || unfoldedSize(zip, entry) !== entry.size) throw damaged();
  }
}

interface Entry {
  method: number;
  packed: number;
  size: number;
  /** Where its local header begins. */
  offset: number;
}

/** The central directory (APPNOTE 4.3.12 and 4.3.16). Archives beyond 4 GB state no sizes here and are refused. */
function directoryOf(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  if (end < 0 || end + 22 > zip.length) throw damaged();
  const count = zip.readUInt16LE(end + 10);
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) throw damaged();
    entries.push({
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    });
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function unfoldedSize(zip: Buffer, entry: Entry): number {
  if (entry.offset + 30 > zip.length) throw damaged();
  const start = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
  try {
    return inflateRawSync(zip.subarray(start, start + entry.packed), { maxOutputLength: entry.size + 1 }).length;
  } catch (cause) {
    throw damaged({ cause });
  }
}

function damaged(options?: ErrorOptions): UnreadableSheet {
  return new UnreadableSheet('tệp Excel hỏng / a damaged .xlsx file', options);
}
