/** Reads finished sounds for tests that look at samples. */
import { Decoder, Demuxer, FilterAPI } from 'node-av/api';

/** Decodes a file to mono samples in -1 … 1. */
export async function readSamples(path: string): Promise<{ rate: number; samples: Float32Array }> {
  const rate = 48_000;
  const parts: number[] = [];
  using demuxer = Demuxer.openSync(path);
  const stream = demuxer.audio();
  if (!stream) throw new Error(`no sound in ${path}`);
  using decoder = Decoder.createSync(stream);
  using filter = FilterAPI.create(`aresample=${rate},aformat=sample_fmts=flt:channel_layouts=mono`);
  for (const frame of filter.framesSync(decoder.framesSync(demuxer.packetsSync(stream.index)))) {
    if (!frame) continue;
    const bytes = frame.toBuffer();
    for (let at = 0; at < frame.nbSamples; at += 1) parts.push(bytes.readFloatLE(at * 4));
    frame.free();
  }
  return { rate, samples: Float32Array.from(parts) };
}
