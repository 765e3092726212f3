import { Buffer } from 'node:buffer';
import type { PictureParts } from './picture-parts.ts';

/** Flags of VP8X that name chunks which are left out: colour profile, Exif, XMP. */
const DROPPED_FLAGS = 0x20 | 0x08 | 0x04;
const ANIMATION_FLAG = 0x02;

interface Size {
  width: number;
  height: number;
}

/** Chunks of a still WebP (RFC 9649); null for an animation or when the chunks do not add up. */
export function cleanWebp(bytes: Buffer): PictureParts | null {
  const riffEnd = 8 + bytes.readUInt32LE(4);
  if (riffEnd > bytes.length + 1) return null;
  const kept: Buffer[] = [];
  let size: Size | null = null;
  for (let at = 12; at + 8 <= riffEnd;) {
    const kind = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length !== length) return null;
    if (kind === 'VP8X' && ((body[0] ?? 0) & ANIMATION_FLAG) !== 0) return null;
    size ??= sizeOf(kind, body);
    if (['VP8X', 'VP8 ', 'VP8L', 'ALPH'].includes(kind))
      kept.push(chunk(kind, kind === 'VP8X' ? withoutFlags(body) : body));
    at += 8 + length + (length % 2);
  }
  const image = kept.some((part) => ['VP8 ', 'VP8L'].includes(part.toString('latin1', 0, 4)));
  if (!size || !image) return null;
  const all = Buffer.concat(kept);
  const head = Buffer.alloc(12);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(4 + all.length, 4);
  head.write('WEBP', 8, 'latin1');
  return { ...size, parts: [head, all] };
}

function sizeOf(kind: string, body: Buffer): Size | null {
  if (kind === 'VP8X' && body.length >= 10) {
    return { width: 1 + body.readUIntLE(4, 3), height: 1 + body.readUIntLE(7, 3) };
  }
  if (kind === 'VP8 ' && body.length >= 10 && body.readUIntBE(3, 3) === 0x9d012a) {
    return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff };
  }
  if (kind === 'VP8L' && body.length >= 5 && body[0] === 0x2f) {
    const bits = body.readUInt32LE(1);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return null;
}

function withoutFlags(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  copy[0] = (copy[0] ?? 0) & ~DROPPED_FLAGS;
  return copy;
}

function chunk(kind: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(kind, 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}
