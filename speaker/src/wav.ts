import { type FileHandle, open } from 'node:fs/promises';

const HEADER_BYTES = 44;

/** Header of a WAV file of 16-bit PCM. `dataBytes` 0xffffffff stands for "still being written". */
export function wavHeader(sampleRate: number, channels: number, dataBytes: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const known = dataBytes < 0xffff_ffff - 36;
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(known ? dataBytes + 36 : 0xffff_ffff, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(known ? dataBytes : 0xffff_ffff, 40);
  return header;
}

/** Samples from -1 to 1 as 16-bit PCM. */
export function toPcm16(samples: Float32Array, gain: number): Buffer {
  const pcm = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, index) => {
    pcm.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample * gain)) * 32_767), index * 2);
  });
  return pcm;
}

/** Samples of a mono 16-bit WAV file; null for anything else. */
export function readOwnWav(bytes: Buffer): { samples: Float32Array; sampleRate: number } | null {
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.readUInt16LE(22) !== 1)
    return null;
  const samples = new Float32Array((bytes.length - HEADER_BYTES) >> 1);
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = bytes.readInt16LE(HEADER_BYTES + index * 2) / 32_768;
  return { samples, sampleRate: bytes.readUInt32LE(24) };
}

/** A WAV file that grows while its sound goes on. */
export class WavFile {
  readonly #file: FileHandle;
  readonly #sampleRate: number;
  #bytes = 0;

  private constructor(file: FileHandle, sampleRate: number) {
    this.#file = file;
    this.#sampleRate = sampleRate;
  }

  /** Makes a mono file of 16-bit samples at a path, in place of any other. */
  static async create(path: string, sampleRate: number): Promise<WavFile> {
    const file = await open(path, 'w', 0o640);
    await file.appendFile(wavHeader(sampleRate, 1, 0xffff_ffff));
    return new WavFile(file, sampleRate);
  }

  async append(pcm: Buffer): Promise<void> {
    await this.#file.appendFile(pcm);
    this.#bytes += pcm.length;
  }

  /** Writes the true length and closes. */
  async close(): Promise<void> {
    const header = wavHeader(this.#sampleRate, 1, this.#bytes);
    await this.#file.write(header, 0, header.length, 0);
    await this.#file.close();
  }
}
