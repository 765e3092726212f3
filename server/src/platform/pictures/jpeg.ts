import { Buffer } from 'node:buffer';
import type { PictureParts } from './picture-parts.ts';

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const EXIF = 0xe1;
const COMMENT = 0xfe;
/** JFIF and Adobe segments say how colours are meant; all other application segments go, and so do comments. */
const KEPT_APPLICATIONS = new Set([0xe0, 0xee]);

interface Reading extends PictureParts {
  orientation: number;
}

/** Segments and scans of a JPEG (ITU T.81, B.1) up to its end-of-image marker; null when they do not add up. */
export function cleanJpeg(bytes: Buffer): PictureParts | null {
  const reading: Reading = { width: 0, height: 0, parts: [], orientation: 1 };
  for (let at = 2; at + 2 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END_OF_IMAGE) return finish(reading);
    if (at + 4 > bytes.length) return null;
    let end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length || end < at + 4) return null;
    readSegment(reading, marker, bytes.subarray(at, end));
    if (marker === START_OF_SCAN) {
      const scan = end;
      end = endOfScan(bytes, scan);
      reading.parts.push(bytes.subarray(scan, end));
    }
    at = end;
  }
  return null;
}

function readSegment(reading: Reading, marker: number, segment: Buffer): void {
  if (marker === EXIF) reading.orientation = orientationIn(segment) ?? reading.orientation;
  const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
  if (frame && segment.length >= 9) {
    reading.height = segment.readUInt16BE(5);
    reading.width = segment.readUInt16BE(7);
  }
  const application = marker >= 0xe0 && marker <= 0xef;
  if (marker !== COMMENT && (!application || KEPT_APPLICATIONS.has(marker))) reading.parts.push(segment);
}

/** Compressed data run to the first marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

/** A phone held upright stores its picture lying; without the mark of orientation it would be shown so. */
function finish({ width, height, parts, orientation }: Reading): PictureParts {
  const turned = orientation === 1 ? [] : [orientationSegment(orientation)];
  return { width, height, parts: [Buffer.from([0xff, 0xd8]), ...turned, ...parts, Buffer.from([0xff, END_OF_IMAGE])] };
}

const TAG_ORIENTATION = 0x0112;

/** Orientation 1-8 of an Exif segment, read with every offset checked; null when there is none. */
function orientationIn(segment: Buffer): number | null {
  if (segment.length < 24 || segment.toString('latin1', 4, 8) !== 'Exif') return null;
  const tiff = segment.subarray(10);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const long = (at: number): number =>
    at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  const directory = long(4);
  for (let entry = 0; entry < Math.min(short(directory), 100); entry += 1) {
    const at = directory + 2 + entry * 12;
    const value = short(at + 8);
    if (short(at) === TAG_ORIENTATION) return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An Exif segment that says nothing but which side is up. */
function orientationSegment(orientation: number): Buffer {
  const head = 'ffe10022' + '457869660000' + '4d4d002a00000008' + '0001' + '0112000300000001';
  return Buffer.concat([Buffer.from(head, 'hex'), Buffer.from([0, orientation, 0, 0, 0, 0, 0, 0])]);
}
