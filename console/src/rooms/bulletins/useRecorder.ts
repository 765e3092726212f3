import { useCallback, useEffect, useRef, useState } from 'react';
import { levelWord, loudnessOf, remembered, type Loudness } from './level.ts';

/** What recorders of browsers make: Chromium and Firefox the first, Safari the second. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4'];
const BEAT_MS = 100;
/** What was said so far is handed over so often. */
const PIECE_MS = 1_000;

/** What a recorder tells of the take that runs. */
export interface Heard {
  piece(take: string, piece: Blob, ms: number): void;
  /** Ended by a person, or cut by a microphone that went away. */
  ended(take: string, ms: number, whole: boolean): void;
}

interface Microphone {
  stream: MediaStream;
  context: AudioContext;
  measure: () => Loudness;
  beat: ReturnType<typeof setInterval>;
  screen: WakeLockSentinel | null;
}

/** One take under way. Paused time does not count. */
interface Under {
  take: string;
  recorder: MediaRecorder;
  ms: number;
}

/** A microphone that records take after take without being let go of, with pauses; its level, and the length of the take that runs. */
export function useRecorder(heard: Heard) {
  const listener = useRef(heard);
  useEffect(() => {
    listener.current = heard;
  });
  const microphone = useRef<Microphone | null>(null);
  const under = useRef<Under | null>(null);
  const [state, setState] = useState<'off' | 'on' | 'paused'>('off');
  const [elapsedMs, setElapsed] = useState(0);
  const [measured, setMeasured] = useState<readonly Loudness[]>([]);
  const [denied, setDenied] = useState(false);

  const end = useCallback((whole = true): void => {
    finish(under.current, whole, listener.current);
    under.current = null;
    letGo(microphone.current);
    microphone.current = null;
    setState('off');
  }, []);
  // Whoever leaves in mid-sentence finds it as cut when they come back.
  useEffect(() => () => end(false), [end]);

  const tick = (): void => {
    const { current } = under;
    if (!microphone.current || current?.recorder.state !== 'recording') return;
    current.ms += BEAT_MS;
    setElapsed(current.ms);
    const now = microphone.current.measure();
    setMeasured((before) => remembered(before, now));
  };
  /** Ends the take that runs, if any, and begins another on the same microphone. */
  const begin = async (take: string, quieten: boolean): Promise<string | null> => {
    setDenied(false);
    try {
      microphone.current ??= await takeUp(quieten, tick, () => end(false));
      finish(under.current, true, listener.current);
      under.current = record(microphone.current.stream, take, listener);
      setElapsed(0);
      setState('on');
      return under.current.recorder.mimeType;
    } catch {
      setDenied(true);
      end(false);
      return null;
    }
  };
  const pause = (): void => {
    under.current?.recorder.pause();
    setState('paused');
  };
  const resume = (): void => {
    under.current?.recorder.resume();
    setState('on');
  };
  const level = Math.min(1, (measured.at(-1)?.rms ?? 0) * 6);
  return { state, elapsedMs, level, word: levelWord(measured), denied, begin, pause, resume, end: () => end() };
}

export type TakeRecorder = ReturnType<typeof useRecorder>;

async function takeUp(quieten: boolean, tick: () => void, lost: () => void): Promise<Microphone> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { noiseSuppression: quieten, echoCancellation: false, autoGainControl: true },
  });
  stream.getAudioTracks()[0]?.addEventListener('ended', lost);
  const context = new AudioContext();
  const screen = await keepScreenOn();
  return { stream, context, measure: meterOf(context, stream), beat: setInterval(tick, BEAT_MS), screen };
}

/** A screen that goes dark in mid-text takes the text away. */
async function keepScreenOn(): Promise<WakeLockSentinel | null> {
  return 'wakeLock' in navigator ? navigator.wakeLock.request('screen').catch(() => null) : null;
}

function letGo(microphone: Microphone | null): void {
  if (!microphone) return;
  clearInterval(microphone.beat);
  for (const track of microphone.stream.getTracks()) track.stop();
  void microphone.context.close();
  void microphone.screen?.release();
}

function record(stream: MediaStream, take: string, listener: { readonly current: Heard }): Under {
  const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each));
  const recorder = new MediaRecorder(stream, type === undefined ? {} : { mimeType: type });
  const under: Under = { take, recorder, ms: 0 };
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size > 0) listener.current.piece(take, data, under.ms);
  });
  recorder.start(PIECE_MS);
  return under;
}

/** Stops a take; its last piece comes before it is told that it ended. */
function finish(under: Under | null, whole: boolean, heard: Heard): void {
  if (!under) return;
  const { recorder, take, ms } = under;
  if (recorder.state === 'inactive') heard.ended(take, ms, whole);
  else {
    recorder.addEventListener('stop', () => heard.ended(take, ms, whole));
    recorder.stop();
  }
}

function meterOf(context: AudioContext, stream: MediaStream): () => Loudness {
  const analyser = context.createAnalyser();
  analyser.fftSize = 4096;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return () => {
    analyser.getFloatTimeDomainData(samples);
    return loudnessOf(samples);
  };
}
