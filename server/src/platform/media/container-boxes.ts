import type { ByteSource } from './bytes.ts';

/** More outer elements than any true recording of 20 minutes has; a file of empty ones must not hold us up. */
const MOST_ELEMENTS = 500_000;

/** Follows the outermost boxes of an MP4 or M4A: cut when one runs past the end, or when there is no index (moov) at all. */
export function isMp4Cut(source: ByteSource): boolean {
  let hasIndex = false;
  for (let offset = 0, boxes = 0; offset < source.size && boxes < MOST_ELEMENTS; boxes += 1) {
    const header = source.at(offset, 16);
    if (header.length < 8) return true;
    const kind = header.toString('latin1', 4, 8);
    hasIndex ||= kind === 'moov';
    let size = header.readUInt32BE(0);
    if (size === 0) return !hasIndex;
    if (size === 1) size = header.length < 16 ? 0 : Number(header.readBigUInt64BE(8));
    if (size < 8) return true;
    offset += size;
    if (offset > source.size) return true;
  }
  return !hasIndex;
}

const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;

interface Element {
  readonly id: number;
  /** Undefined: a live recorder did not know it. */
  readonly size: number | undefined;
  readonly headerBytes: number;
}

/**
 * Follows the elements of a Matroska or WebM file. Browsers write segment and clusters with unknown sizes: those are
 * entered, everything else is stepped over, and the last step must end exactly with the file.
 */
export function isMatroskaCut(source: ByteSource): boolean {
  let offset = 0;
  for (let elements = 0; offset < source.size && elements < MOST_ELEMENTS; elements += 1) {
    const element = readElement(source.at(offset, 12));
    if (!element) return true;
    offset += element.headerBytes;
    const entered = element.id === SEGMENT || element.id === CLUSTER;
    if (element.size === undefined && !entered) return true;
    offset += element.size ?? 0;
  }
  return offset > source.size;
}

function readElement(bytes: Buffer): Element | undefined {
  const idLength = Math.clz32((bytes[0] ?? 0) << 24) + 1;
  const sizeByte = bytes[idLength] ?? 0;
  const sizeLength = Math.clz32(sizeByte << 24) + 1;
  const headerBytes = idLength + sizeLength;
  if (idLength > 4 || sizeLength > 8 || headerBytes > bytes.length) return undefined;
  let size = sizeByte & (0xff >> sizeLength);
  let unknown = size === 0xff >> sizeLength;
  for (const byte of bytes.subarray(idLength + 1, headerBytes)) {
    size = size * 256 + byte;
    unknown &&= byte === 0xff;
  }
  return { id: bytes.readUIntBE(0, idLength), size: unknown ? undefined : size, headerBytes };
}
