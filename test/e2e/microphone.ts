/** Runs in the page: a microphone that hears one steady tone, as loud as `globalThis.loudness` says. */
export function singIntoMicrophone(): void {
  navigator.mediaDevices.getUserMedia = () => {
    const context = new AudioContext();
    const [tone, volume, out] = [
      context.createOscillator(),
      context.createGain(),
      context.createMediaStreamDestination(),
    ];
    tone.connect(volume).connect(out);
    tone.start();
    const room = globalThis as { loudness?: number };
    setInterval(() => (volume.gain.value = room.loudness ?? 0.3), 20);
    return Promise.resolve(out.stream);
  };
}
