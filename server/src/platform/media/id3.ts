import type { ByteSource } from './bytes.ts';

/** Where sound begins behind an ID3v2 tag; 0 without one. */
export function afterId3(source: ByteSource): number {
  const head = source.at(0, 10);
  if (head.toString('latin1', 0, 3) !== 'ID3' || head.length < 10) return 0;
  const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  return 10 + size;
}
