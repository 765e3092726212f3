import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OggOpusDecoder } from 'ogg-opus-decoder';
import { sentenceOf } from './log.ts';
import type { Ending, Player, PlayOrder, Sounding } from './player.ts';
import { WavFile, readOwnWav, toPcm16 } from './wav.ts';

/** Opus decodes to this rate, whatever it was made from. */
const SAMPLE_RATE = 48_000;
const STEP_SAMPLES = SAMPLE_RATE / 10;
const READ_BYTES = 4096;

/**
 * The built-in player, for machines without mpv: decodes Ogg Opus and writes what a loudspeaker would have produced to a WAV file, in real
 * time. It plays files only; a stream fails with a sentence that says so.
 * @param dir folder for the recordings
 */
export function decoderPlayer(dir: string): Player {
  let gain = 1;
  return {
    play: (order, onSound) => new FileSounding(order, join(dir, `${order.label}.wav`), () => gain, onSound),
    setVolume: (percent) => {
      gain = percent / 100;
    },
    close: () => Promise.resolve(),
  };
}

class FileSounding implements Sounding {
  readonly ended: Promise<Ending>;
  #stopping = false;
  #playedMs = 0;

  constructor(order: PlayOrder, path: string, gain: () => number, onSound: () => void) {
    this.ended = this.#run(order, path, gain, onSound).then(
      (detail) => ({
        how: this.#stopping ? 'stopped' : detail === null ? 'finished' : 'failed',
        playedMs: this.positionMs(),
        detail,
      }),
      (error: unknown) => ({ how: 'failed', playedMs: this.positionMs(), detail: sentenceOf(error) }),
    );
  }

  positionMs(): number {
    return Math.round(this.#playedMs);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.ended;
  }

  async #run(order: PlayOrder, path: string, gain: () => number, onSound: () => void): Promise<string | null> {
    if (order.source.kind === 'stream') return 'the built-in decoder plays files only; relays need mpv';
    await mkdir(dirname(path), { recursive: true });
    const wav = await WavFile.create(path, SAMPLE_RATE);
    try {
      await this.#pass(order, order.source.path, wav, gain, onSound);
    } finally {
      await wav.close();
    }
    return null;
  }

  /** Writes step by step what is due, until the end or a stop. */
  async #pass(order: PlayOrder, path: string, wav: WavFile, gain: () => number, onSound: () => void): Promise<void> {
    const startedAt = performance.now();
    let skip = Math.round((order.fromMs * SAMPLE_RATE) / 1000);
    for await (const step of inSteps(path)) {
      if (this.#stopping) return;
      const samples = step.subarray(Math.min(skip, step.length));
      skip -= step.length - samples.length;
      if (samples.length === 0) continue;
      await wav.append(toPcm16(samples, gain()));
      if (this.#playedMs === 0) onSound();
      this.#playedMs += (samples.length * 1000) / SAMPLE_RATE;
      const early = startedAt + this.#playedMs - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    }
  }
}

/** The sound of a file in pieces of at most a step. */
async function* inSteps(path: string): AsyncGenerator<Float32Array> {
  for await (const piece of piecesOf(await readFile(path))) {
    for (let start = 0; start < piece.length; start += STEP_SAMPLES) yield piece.subarray(start, start + STEP_SAMPLES);
  }
}

/** Decodes Ogg Opus, or a WAV of ours, to one channel, piece by piece: minutes of samples would not fit a small machine. Throws on damage. */
async function* piecesOf(bytes: Buffer): AsyncGenerator<Float32Array> {
  const own = readOwnWav(bytes);
  if (own) {
    yield own.samples;
    return;
  }
  const decoder = new OggOpusDecoder();
  await decoder.ready;
  try {
    let decoded = 0;
    for (let start = 0; start < bytes.length; start += READ_BYTES) {
      // Its types say that it answers at once; it answers with a promise.
      const { channelData, errors } = await Promise.resolve(decoder.decode(bytes.subarray(start, start + READ_BYTES)));
      if (errors[0]) throw new Error(errors[0].message);
      decoded += channelData[0]?.length ?? 0;
      if (channelData[0]) yield oneChannel(channelData[0], channelData[1]);
    }
    const { channelData } = await decoder.flush();
    if (channelData[0]) yield oneChannel(channelData[0], channelData[1]);
    if (decoded + (channelData[0]?.length ?? 0) === 0) throw new Error('not an Ogg Opus file');
  } finally {
    decoder.free();
  }
}

function oneChannel(left: Float32Array, right: Float32Array | undefined): Float32Array {
  return right ? left.map((sample, index) => (sample + (right[index] ?? 0)) / 2) : left;
}
