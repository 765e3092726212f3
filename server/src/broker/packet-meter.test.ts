import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacketMeter } from './packet-meter.ts';

function packet(length: number): Buffer {
  const header = [0x30];
  let rest = length;
  do {
    const more = rest > 127 ? 0x80 : 0;
    header.push((rest & 0x7f) | more);
    rest >>= 7;
  } while (rest > 0);
  return Buffer.concat([Buffer.from(header), Buffer.alloc(length, 0xff)]);
}

describe('packet meter', () => {
  it('lets every packet within the limit through, however the stream is cut', () => {
    const streams = fc.tuple(
      fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 }),
    );
    fc.assert(
      fc.property(streams, ([lengths, cuts]) => {
        const stream = Buffer.concat(lengths.map(packet));
        const meter = createPacketMeter(3_000);
        let at = 0;
        for (let turn = 0; at < stream.length; turn += 1) {
          const step = cuts[turn % cuts.length] ?? 1;
          expect(meter.feed(stream.subarray(at, at + step))).toBe('fits');
          at += step;
        }
      }),
    );
  });

  it('refuses by the header alone, wherever the packet stands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 5 }),
        fc.integer({ min: 65_537, max: 268_435_455 }),
        (before, length) => {
          const meter = createPacketMeter(65_536);
          for (const size of before) expect(meter.feed(packet(size))).toBe('fits');
          const header = packet(0).subarray(0, 1);
          const bytes = [length & 0x7f, (length >> 7) & 0x7f, (length >> 14) & 0x7f, (length >> 21) & 0x7f].map(
            (byte, at) => (at < 3 ? byte | 0x80 : byte),
          );
          expect(meter.feed(header)).toBe('fits');
          expect(meter.feed(Buffer.from(bytes))).toBe('too-large');
        },
      ),
    );
  });

  it('refuses a length of five bytes', () => {
    expect(createPacketMeter(65_536).feed(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]))).toBe('malformed');
  });

  it('follows a limit that is raised after the login', () => {
    const meter = createPacketMeter(10);
    expect(meter.feed(packet(10))).toBe('fits');
    meter.limit = 100;
    expect(meter.feed(packet(100))).toBe('fits');
    expect(meter.feed(packet(101))).toBe('too-large');
  });
});
