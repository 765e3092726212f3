/** What is told about the voice: too far from the microphone, right, or so loud that it is cut off at the top. */
export type LevelWord = 'quiet' | 'good' | 'loud';

/** Below this root mean square (full scale 1) the voice is too far from the microphone. */
const QUIET = 0.012;
/** Samples beyond this are cut off. */
const CLIPPED = 0.985;
/** Readers breathe: a pause of so many measurements, a tenth of a second each, is no quiet voice. */
const MEMORY = 25;

/** One measurement: root mean square and highest sample of a tenth of a second. */
export interface Loudness {
  rms: number;
  peak: number;
}

/** Loudness of some samples from -1 to 1. */
export function loudnessOf(samples: Float32Array): Loudness {
  const sum = samples.reduce((squares, sample) => squares + sample * sample, 0);
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  return { rms: Math.sqrt(sum / Math.max(1, samples.length)), peak };
}

/** Remembers the last measurements, the newest last. */
export function remembered(before: readonly Loudness[], now: Loudness): Loudness[] {
  return [...before.slice(1 - MEMORY), now];
}

/** The word for the last measurements; 'good' until there are enough of them to say that somebody is quiet. */
export function levelWord(measured: readonly Loudness[]): LevelWord {
  if (measured.some(({ peak }) => peak >= CLIPPED)) return 'loud';
  return measured.length >= MEMORY && measured.every(({ rms }) => rms < QUIET) ? 'quiet' : 'good';
}
