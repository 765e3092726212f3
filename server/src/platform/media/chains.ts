/** Every sound of the system is brought to this rate, mono. */
export const RATE = 48_000;

/** Integrated loudness that we aim for, in LUFS (EBU R 128 scale). */
export const TARGET_LUFS = -16;

/** What the master is levelled to: Opus takes 0.3 to 0.4 LU from a voice, MP3 nothing, so both end near the target. */
export const MASTER_LUFS = TARGET_LUFS + 0.25;

/** How far a finished file may be from the target, in LU, and the highest true peak that it may have, in dBTP. */
export const GATE = { lu: 1, truePeakDbtp: -1 } as const;

/** The limiter's ceiling (linear): 3 dB below the gate, for what lies between samples and what the codecs add. */
export const CEILING = 0.63;

const TO_MONO = `aresample=${RATE},aformat=sample_fmts=fltp:channel_layouts=mono,asetpts=N/SR/TB`;
/** A horn loudspeaker gives nothing below 150 Hz, and rumble there eats the headroom. */
const HIGHPASS = 'highpass=f=150';
/**
 * Speech is evened out fast and by its peaks: measured on three machine voices, that leaves the limiter 0.2 to 1 LU to take
 * away instead of 1 to 3.
 */
const COMPRESS = 'acompressor=threshold=0.05:ratio=4:attack=2:release=60:detection=peak';
const METER = 'ebur128=metadata=1:framelog=quiet';

/** The sound as takes are joined: nothing but rate and channel are changed. */
export const JOIN_CHAIN = `${TO_MONO},aformat=sample_fmts=s16`;

/** What noise is measured on: what a horn can give, before the compressor lifts it. */
export const NOISE_CHAIN = `${TO_MONO},${HIGHPASS},aformat=sample_fmts=flt`;

/** Noise is taken out before the compressor lifts it in the pauses. @param denoise a filter of noise.ts, '' for none */
function shape(denoise: string): string {
  return [HIGHPASS, denoise, COMPRESS].filter((part) => part !== '').join(',');
}

/** Shaped sound with a loudness meter at its end: says how much gain is missing, and what the limiter will meet. */
export function surveyChain(denoise: string): string {
  return `${TO_MONO},${shape(denoise)},${METER}:peak=sample`;
}

/** What the survey found: integrated loudness in LUFS, highest sample in dBFS. */
export interface Survey {
  readonly integratedLufs: number;
  readonly samplePeakDb: number;
}

/** How far peaks will stand over the ceiling once the sound has its gain, in dB; negative: the limiter has nothing to do. */
function overCeiling({ integratedLufs, samplePeakDb }: Survey, targetLufs: number, ceiling: number): number {
  return samplePeakDb + targetLufs - integratedLufs - 20 * Math.log10(ceiling);
}

/** Gain in dB to try first: the limiter takes about 0.17 LU for each dB that peaks stand over it (voices: 0.1 to 0.2). */
export function firstGain(survey: Survey, targetLufs: number, ceiling: number): number {
  const loss = Math.min(1.2, Math.max(0, overCeiling(survey, targetLufs, ceiling) * 0.17));
  return targetLufs - survey.integratedLufs + loss;
}

/** Gain to add after a try that missed: under the limiter each dB of gain gives only some two thirds of a LU. */
export function furtherGain(missingLu: number, survey: Survey, targetLufs: number, ceiling: number): number {
  return overCeiling(survey, targetLufs, ceiling) > 0 ? missingLu * 1.5 : missingLu;
}

/** Shaped sound, a gain in dB, a limiter, the meter; 16 bits for the master. */
export function levelChain(gainDb: number, ceiling: number, denoise: string): string {
  const level = `volume=${gainDb.toFixed(2)}dB,alimiter=limit=${ceiling.toFixed(3)}:attack=2:release=20:level=false`;
  return `${TO_MONO},${shape(denoise)},${level},${METER},aformat=sample_fmts=s16`;
}

/** Loudness and true peak of a finished file, decoded. */
export const MEASURE_CHAIN = `aresample=${RATE},${METER}:peak=true`;

/** From the master to an encoder's sample format. */
export function encodeChain(sampleFormat: 's16' | 's16p'): string {
  return `aresample=${RATE},aformat=sample_fmts=${sampleFormat}:channel_layouts=mono`;
}

/** Waveforms need little. */
export const PEAKS_RATE = 8000;
export const PEAKS_CHAIN = `aresample=${PEAKS_RATE},aformat=sample_fmts=flt:channel_layouts=mono`;
