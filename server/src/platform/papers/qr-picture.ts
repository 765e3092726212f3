import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/** Pixels of one square of the code: enough for paper at 4 cm and more. */
const SCALE = 8;
/** White squares around the code that readers ask for (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code as a black and white PNG, with medium correction of errors. */
export function qrPicture(content: string): { png: Buffer; side: number } {
  const { data, size } = encode(content, { ecc: 'M', border: QUIET });
  const side = size * SCALE;
  const line = (row: readonly boolean[]): Buffer => {
    const bytes = Buffer.alloc(1 + Math.ceil(side / 8));
    for (let x = 0; x < side; x += 1) {
      // In a one-bit picture 1 is white.
      if (!row[Math.floor(x / SCALE)]) bytes[1 + (x >> 3)] = (bytes[1 + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
    return bytes;
  };
  const rows = data.flatMap((row) => Array.from({ length: SCALE }, () => line(row)));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // One bit, grey, deflate, no filter but the lines' own, not interlaced.
  header.set([1, 0, 0, 0, 0], 8);
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return { png: Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]), side };
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
