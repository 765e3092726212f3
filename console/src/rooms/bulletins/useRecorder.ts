import { useCallback, useEffect, useRef, useState } from 'react';

/** What recorders of browsers make: Chromium and Firefox the first, Safari the second. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4'];
const LEVEL_MS = 100;
/** Below this the voice is too far from the microphone; root mean square, full scale 1. */
const QUIET_LEVEL = 0.012;

interface Running {
  recorder: MediaRecorder;
  stream: MediaStream;
  context: AudioContext;
  beat: ReturnType<typeof setInterval>;
}

/** A recording by the microphone: its length, how loud the voice is, and the sound when it is stopped. */
export function useRecorder(onDone: (sound: Blob) => void) {
  const running = useRef<Running | null>(null);
  const [elapsedMs, setElapsed] = useState<number | null>(null);
  const [level, setLevel] = useState(0);
  const [denied, setDenied] = useState(false);

  const end = useCallback(() => {
    const now = running.current;
    running.current = null;
    setElapsed(null);
    if (!now) return;
    clearInterval(now.beat);
    if (now.recorder.state !== 'inactive') now.recorder.stop();
    for (const track of now.stream.getTracks()) track.stop();
    void now.context.close();
  }, []);
  useEffect(() => end, [end]);

  const begin = async (): Promise<void> => {
    setDenied(false);
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { noiseSuppression: true, echoCancellation: false },
      });
      const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each));
      const recorder = new MediaRecorder(stream, type === undefined ? {} : { mimeType: type });
      const pieces: Blob[] = [];
      recorder.addEventListener('dataavailable', (event) => pieces.push(event.data));
      recorder.addEventListener('stop', () => onDone(new Blob(pieces, { type: recorder.mimeType })));
      const context = new AudioContext();
      const began = performance.now();
      const measure = loudness(context, stream);
      const beat = setInterval(() => {
        setElapsed(performance.now() - began);
        setLevel(measure());
      }, LEVEL_MS);
      running.current = { recorder, stream, context, beat };
      // A piece each second: what was said so far survives a page that dies.
      recorder.start(1_000);
      setElapsed(0);
    } catch {
      setDenied(true);
    }
  };
  return { elapsedMs, level: Math.min(1, level * 6), isQuiet: level < QUIET_LEVEL, denied, begin, end };
}

function loudness(context: AudioContext, stream: MediaStream): () => number {
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return () => {
    analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  };
}
