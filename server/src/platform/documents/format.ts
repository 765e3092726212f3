import { open } from 'node:fs/promises';

/** What we read, and what we know by name only to say that we do not. */
export type DocumentFormat = 'docx' | 'doc' | 'pdf' | 'photo';
export type FoundFormat = DocumentFormat | 'webp' | 'heic' | 'rtf' | 'unknown';

/** A PDF may have other bytes before its header. */
const PDF_WITHIN = 1024;

/** Tells what a file is by its first bytes, never by its name. */
export async function formatOf(path: string): Promise<FoundFormat> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PDF_WITHIN), 0, PDF_WITHIN, 0);
    return formatOfBytes(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function formatOfBytes(head: Buffer): FoundFormat {
  const starts = (hex: string): boolean => head.subarray(0, hex.length / 2).toString('hex') === hex;
  const tag = (from: number, to: number): string => head.toString('latin1', from, to);
  if (starts('504b0304')) return 'docx';
  if (starts('d0cf11e0a1b11ae1')) return 'doc';
  if (starts('ffd8ff') || starts('89504e470d0a1a0a')) return 'photo';
  if (tag(0, 4) === 'RIFF' && tag(8, 12) === 'WEBP') return 'webp';
  if (tag(4, 8) === 'ftyp' && /^(?:hei|hev|mif1|msf1|avif)/u.test(tag(8, 12))) return 'heic';
  if (tag(0, 5) === '{\\rtf') return 'rtf';
  return head.includes('%PDF-') ? 'pdf' : 'unknown';
}
