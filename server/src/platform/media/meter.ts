import type { Frame } from 'node-av/lib';
import { RATE } from './chains.ts';

/** Reads what FFmpeg's ebur128 filter writes beside the frames that pass. */
export class Meter {
  #samples = 0;
  #integrated = Number.NEGATIVE_INFINITY;
  #truePeak = 0;
  #samplePeak = 0;

  /** Length of what passed, in milliseconds. */
  get durationMs(): number {
    return (this.#samples * 1000) / RATE;
  }

  /** Integrated loudness of what passed, in LUFS; -70 or lower is silence. */
  get integratedLufs(): number {
    return this.#integrated;
  }

  /** Highest true peak, in dBTP; only with the filter's `peak=true`. */
  get truePeakDbtp(): number {
    return 20 * Math.log10(Math.max(this.#truePeak, 1e-10));
  }

  /** Highest sample, in dBFS; only with the filter's `peak=sample`. */
  get samplePeakDb(): number {
    return 20 * Math.log10(Math.max(this.#samplePeak, 1e-10));
  }

  /** Lets frames through. The filter's values are running ones, so the last are the result; a last short frame has none. */
  async *watch(frames: AsyncIterable<Frame>): AsyncGenerator<Frame> {
    for await (const frame of frames) {
      this.#samples += frame.nbSamples;
      this.#read(frame);
      yield frame;
    }
  }

  #read(frame: Frame): void {
    using values = frame.getMetadata();
    const integrated = values.get('lavfi.r128.I');
    const peak = values.get('lavfi.r128.true_peak');
    const samplePeak = values.get('lavfi.r128.sample_peak');
    if (integrated !== null) this.#integrated = Number(integrated);
    if (peak !== null) this.#truePeak = Number(peak);
    if (samplePeak !== null) this.#samplePeak = Number(samplePeak);
  }
}
