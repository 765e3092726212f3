import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { createPacketMeter } from './packet-meter.ts';
import type { PacketMeter } from './packet-meter.ts';

/**
 * A socket whose incoming packets are measured before the broker's parser sees a byte of them: the parser itself
 * would collect a packet of 200 MB. A packet too large ends the connection.
 */
export class GuardedConnection extends Duplex {
  readonly meter: PacketMeter;
  readonly #socket: Socket;

  constructor(socket: Socket, limit: number) {
    super({ allowHalfOpen: false });
    this.#socket = socket;
    this.meter = createPacketMeter(limit);
    socket.on('data', (chunk: Buffer) => {
      const verdict = this.meter.feed(chunk);
      if (verdict !== 'fits') this.destroy(new Error(`packet ${verdict}`));
      else if (!this.push(chunk)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, encoding, done);
  }

  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: (error?: Error | null) => void): void {
    this.#socket.write(
      Buffer.concat(
        chunks.map(({ chunk, encoding }) => (typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk)),
      ),
      done,
    );
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
