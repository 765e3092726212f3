import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Random access to a file that may be large: reads only what is asked for. */
export interface ByteSource {
  readonly size: number;
  /** Up to `length` bytes from `offset`; shorter at the end of the file. */
  at(offset: number, length: number): Buffer;
}

/** Opens a file, lends it to `use`, and closes it whatever happens. */
export function withBytes<T>(path: string, use: (source: ByteSource) => T): T {
  const file = openSync(path, 'r');
  try {
    const at = (offset: number, length: number): Buffer => {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(0, readSync(file, buffer, 0, length, offset));
    };
    return use({ size: fstatSync(file).size, at });
  } finally {
    closeSync(file);
  }
}

const HASH_PIECE = 1024 * 1024;

/** SHA-256 (lower-case hexadecimal) and size of a file. */
export function sha256OfFile(path: string): { sha256: string; bytes: number } {
  return withBytes(path, (source) => {
    const hash = createHash('sha256');
    for (let offset = 0; offset < source.size; offset += HASH_PIECE) hash.update(source.at(offset, HASH_PIECE));
    return { sha256: hash.digest('hex'), bytes: source.size };
  });
}
