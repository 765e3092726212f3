/** Wraps 16-bit mono samples in a WAV header (RIFF, PCM). */
export function wavOf(pieces: readonly Int16Array[], sampleRate: number): Buffer {
  const bytes = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes, 40);
  const views = pieces.map((piece) => Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
  return Buffer.concat([header, ...views]);
}

/**
 * Rate and length of a WAV file of 16-bit PCM, from its first bytes and its size; undefined when it is none.
 * @param size bytes of the whole file: a program that streams writes a length that is not known yet
 */
export function wavFacts(head: Buffer, size: number): { sampleRate: number; durationMs: number } | undefined {
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let bytesASecond = 0;
  let sampleRate = 0;
  for (let at = 12; at + 8 <= head.length;) {
    const [name, length] = [head.toString('latin1', at, at + 4), head.readUInt32LE(at + 4)];
    if (name === 'fmt ' && at + 24 <= head.length) {
      const [coding, channels, bits] = [
        head.readUInt16LE(at + 8),
        head.readUInt16LE(at + 10),
        head.readUInt16LE(at + 22),
      ];
      sampleRate = head.readUInt32LE(at + 12);
      if (coding !== 1 || bits !== 16 || channels < 1 || channels > 2 || sampleRate < 8000 || sampleRate > 48_000)
        return undefined;
      bytesASecond = sampleRate * channels * 2;
    }
    if (name === 'data' && bytesASecond > 0) {
      const bytes = Math.min(length, size - at - 8);
      return { sampleRate, durationMs: Math.round((bytes * 1000) / bytesASecond) };
    }
    at += 8 + length + (length % 2);
  }
  return undefined;
}
