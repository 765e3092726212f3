/** What an MQTT stream may be told: go on, a packet declares too many bytes, or it is not MQTT. */
export type MeterVerdict = 'fits' | 'too-large' | 'malformed';

export type PacketMeter = {
  /** Largest remaining length allowed from now on, in bytes. */
  limit: number;
  /** Follows the next bytes of the stream, however they are cut. After a verdict other than `fits` the stream is lost. */
  feed(chunk: Uint8Array): MeterVerdict;
};

/**
 * Reads only the fixed headers of MQTT 3.1.1 (a type byte, then a length of one to four bytes, seven bits each), so
 * that a packet too large is known by its first five bytes, before anything is kept in memory.
 */
export function createPacketMeter(limit: number): PacketMeter {
  let place: 'type' | 'length' | 'body' = 'type';
  let length = 0;
  let factor = 1;
  const meter: PacketMeter = {
    limit,
    feed(chunk) {
      for (let at = 0; at < chunk.length;) {
        if (place === 'body') {
          const step = Math.min(length, chunk.length - at);
          at += step;
          length -= step;
          if (length === 0) place = 'type';
          continue;
        }
        const byte = chunk[at] ?? 0;
        at += 1;
        if (place === 'type') {
          place = 'length';
          length = 0;
          factor = 1;
          continue;
        }
        length += (byte & 0x7f) * factor;
        factor *= 128;
        if (length > meter.limit) return 'too-large';
        if (byte < 0x80) place = length === 0 ? 'type' : 'body';
        else if (factor > 128 ** 3) return 'malformed';
      }
      return 'fits';
    },
  };
  return meter;
}
