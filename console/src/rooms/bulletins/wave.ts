/** A sound on this computer with what a player shows of it. */
export interface LocalSound {
  url: string;
  durationMs: number;
  peaks: number[];
}

const BARS = 120;

/** Heights 0-100 of a waveform in so many bars, the loudest of which is 100. */
export function peaksOf(samples: Float32Array, bars: number = BARS): number[] {
  const step = Math.max(1, samples.length / bars);
  const heights = Array.from({ length: bars }, (_, bar) => {
    let highest = 0;
    for (let at = Math.floor(bar * step); at < Math.min(samples.length, Math.floor((bar + 1) * step)); at += 1) {
      highest = Math.max(highest, Math.abs(samples[at] ?? 0));
    }
    return highest;
  });
  const loudest = Math.max(...heights);
  return heights.map((height) => (loudest === 0 ? 0 : Math.round((height / loudest) * 100)));
}

/** Reads a recording so that it can be shown and heard before it is sent. Whoever asks gives the address back. */
export async function readLocalSound(sound: Blob): Promise<LocalSound> {
  const url = URL.createObjectURL(sound);
  const context = new AudioContext();
  try {
    const decoded = await context.decodeAudioData(await sound.arrayBuffer());
    return { url, durationMs: Math.round(decoded.duration * 1000), peaks: peaksOf(decoded.getChannelData(0)) };
  } catch {
    return { url, durationMs: 0, peaks: [] };
  } finally {
    await context.close();
  }
}
