/** Pitch of the silent test after a repair, hertz, and its part of full loudness. */
const PITCH = 440;
const SOFT = 0.15;

/** Sounds a soft tick; resolves when it has ended. @param volume percent */
export async function soundTone(context: AudioContext, durationMs: number, volume: number): Promise<void> {
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.frequency.value = PITCH;
  gain.gain.value = (SOFT * volume) / 100;
  tone.connect(gain).connect(context.destination);
  const ended = new Promise<void>((resolve) => tone.addEventListener('ended', () => resolve(), { once: true }));
  tone.start();
  tone.stop(context.currentTime + durationMs / 1000);
  await ended;
}
