/** One note: height in half-tones from A4 (440 Hz), null for a rest; length in beats. */
type Note = readonly [height: number | null, beats: number];

/** A tune of our own: made by this code from the lines below, published as CC0 1.0. */
export interface Tune {
  beatMs: number;
  notes: readonly Note[];
}

/** nhạc hiệu of the demo: rising and coming home over the five tones of the plucked zither, eleven seconds. */
export const CHIME: Tune = {
  beatMs: 420,
  notes: [
    [-9, 1],
    [-7, 1],
    [-4, 1],
    [-2, 2],
    [0, 1],
    [3, 2],
    [null, 1],
    [3, 1],
    [0, 1],
    [-2, 1],
    [-4, 2],
    [-7, 1],
    [-9, 3],
    [-21, 4],
    [null, 1],
  ],
};

/** nhạc cắt of the demo: three falling tones between two items. */
export const CUT: Tune = {
  beatMs: 380,
  notes: [
    [3, 1],
    [-2, 1],
    [-4, 1],
    [-9, 3],
    [null, 1],
  ],
};

/** ca khúc of the demo, without words: a question, its answer, and both once more an octave lower; about half a minute. */
export const SONG: Tune = { beatMs: 460, notes: [...verse(0), ...verse(-12), [-9, 4]] };

function verse(shift: number): Note[] {
  const question: Note[] = [
    [-4, 1],
    [-2, 1],
    [0, 2],
    [3, 1],
    [0, 1],
    [-2, 2],
    [-4, 1],
    [-7, 1],
    [-4, 2],
    [null, 1],
  ];
  const answer: Note[] = [
    [-2, 1],
    [0, 1],
    [3, 2],
    [5, 1],
    [3, 1],
    [0, 2],
    [-2, 1],
    [-4, 1],
    [-9, 3],
    [null, 1],
  ];
  return [...question, ...answer].map(([height, beats]) => [height === null ? null : height + shift, beats]);
}

const RATE = 32_000;
const HEADER = 44;
/** Strength of each overtone of a plucked string, the ground tone first. */
const OVERTONES = [1, 0.5, 0.28, 0.14, 0.07];
/** A plucked string has lost nearly all of its sound after so many seconds. */
const RING_S = 1.6;
const RISE = 0.005 * RATE;
const LOUDEST = 0.32;

/** A tune as WAV: 16 bits, mono, 32 kHz. Notes ring into each other as strings do. */
export function playTune({ beatMs, notes }: Tune): Buffer {
  const beat = (beatMs / 1000) * RATE;
  const beats = notes.reduce((sum, [, length]) => sum + length, 0);
  const samples = new Float64Array(Math.ceil(beats * beat + RING_S * RATE));
  let at = 0;
  for (const [height, length] of notes) {
    if (height !== null) pluck(samples, Math.round(at * beat), 440 * 2 ** (height / 12));
    at += length;
  }
  return toWav(samples);
}

/** Adds one note: each overtone is a damped swing, computed from its last two samples, which costs no sine. */
function pluck(samples: Float64Array, from: number, frequency: number): void {
  const length = Math.min(RING_S * RATE, samples.length - from);
  for (const [overtone, strength] of OVERTONES.entries()) {
    const turn = (2 * Math.PI * frequency * (overtone + 1)) / RATE;
    // Higher overtones die sooner.
    const damping = Math.exp((-3.2 * (overtone + 1)) / (RING_S * RATE));
    const [again, before] = [2 * damping * Math.cos(turn), damping * damping];
    let [last, now] = [0, damping * Math.sin(turn)];
    for (let index = 1; index < length; index += 1) {
      // A moment to rise, so that it does not click; the end is faded out.
      const shape = Math.min(1, index / RISE) * (1 - index / length);
      samples[from + index] = (samples[from + index] ?? 0) + LOUDEST * strength * shape * now;
      [last, now] = [now, again * now - before * last];
    }
  }
}

function toWav(samples: Float64Array): Buffer {
  const wav = Buffer.alloc(HEADER + samples.length * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(HEADER - 8 + samples.length * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples.length * 2, 40);
  for (const [index, value] of samples.entries())
    wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 32_767), HEADER + index * 2);
  return wav;
}
