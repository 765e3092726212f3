import type { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { PictureParts } from './picture-parts.ts';

/** Chunks that change what is seen. Texts, times, Exif, profiles and animation are left out. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs', 'IDAT', 'IEND']);

/** Chunks of a PNG (W3C PNG, 5) with their checksums, up to IEND; null when they do not add up. */
export function cleanPng(bytes: Buffer): PictureParts | null {
  const parts = [bytes.subarray(0, 8)];
  let [width, height] = [0, 0];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null;
    if (at === 8) {
      if (kind !== 'IHDR' || length !== 13) return null;
      [width, height] = [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)];
    }
    if (KEPT.has(kind)) parts.push(bytes.subarray(at, end));
    if (kind === 'IEND') return { width, height, parts };
    at = end;
  }
  return null;
}
