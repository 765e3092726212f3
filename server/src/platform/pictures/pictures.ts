import { Buffer } from 'node:buffer';
import { cleanJpeg } from './jpeg.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

/** A picture taken apart and put together again from the parts that show something. */
export interface CleanPicture {
  mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
  width: number;
  height: number;
  /** The same picture without place, time, device, comments, thumbnails or anything after its end. */
  bytes: Buffer;
}

/** Largest side and area in pixels: a small file can unfold into gigabytes on a board's page. */
const LARGEST_SIDE = 12_000;
const LARGEST_AREA = 60_000_000;

/**
 * Reads a picture by its structure, never by its name, and removes everything that is not picture. Nothing is decoded.
 * @returns null for anything but a whole, still JPEG, PNG or WebP of a reasonable size
 */
export function cleanPicture(bytes: Buffer): CleanPicture | null {
  const mediaType = mediaTypeOf(bytes);
  if (!mediaType) return null;
  const read = { 'image/jpeg': cleanJpeg, 'image/png': cleanPng, 'image/webp': cleanWebp }[mediaType](bytes);
  if (!read || read.width < 1 || read.height < 1) return null;
  const { width, height, parts } = read;
  if (Math.max(width, height) > LARGEST_SIDE || width * height > LARGEST_AREA) return null;
  return { mediaType, width, height, bytes: Buffer.concat(parts) };
}

function mediaTypeOf(bytes: Buffer): CleanPicture['mediaType'] | null {
  if (bytes.length < 32) return null;
  if (bytes.readUInt32BE(0) === 0x89504e47 && bytes.readUInt32BE(4) === 0x0d0a1a0a) return 'image/png';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? 'image/jpeg' : null;
}
