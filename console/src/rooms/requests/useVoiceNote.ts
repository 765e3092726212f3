import { useEffect, useRef, useState } from 'react';
import { useRecorder } from '../bulletins/useRecorder.ts';

/** A spoken reason lasts at most so long, in milliseconds; the server asks the same. */
export const LONGEST_NOTE_MS = 60_000;

/** What was said, and an address under which this page plays it. */
interface Said {
  sound: Blob;
  url: string;
  ms: number;
}

/** One spoken reason on this computer: recorded, heard again, spoken anew; ends by itself after a minute. */
export function useVoiceNote() {
  const pieces = useRef<Blob[]>([]);
  const type = useRef('audio/webm');
  const [said, setSaid] = useState<Said | null>(null);
  const recorder = useRecorder({
    piece: (_take, piece) => void pieces.current.push(piece),
    ended: (_take, ms) => {
      const sound = new Blob(pieces.current, { type: type.current });
      if (sound.size > 0) setSaid({ sound, url: URL.createObjectURL(sound), ms });
    },
  });
  const { state, elapsedMs, end } = recorder;
  const full = state !== 'off' && elapsedMs >= LONGEST_NOTE_MS;
  useEffect(() => {
    if (full) end();
    // `end` is another function each time; only reaching the minute counts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [full]);
  useEffect(() => () => URL.revokeObjectURL(said?.url ?? ''), [said]);
  const begin = async (): Promise<void> => {
    pieces.current = [];
    setSaid(null);
    type.current = (await recorder.begin('note', true)) ?? type.current;
  };
  return {
    state: state === 'off' ? (said ? 'said' : 'empty') : 'recording',
    denied: recorder.denied,
    elapsedMs,
    level: recorder.level,
    said,
    sound: said?.sound ?? null,
    begin,
    stop: end,
    drop: () => setSaid(null),
  } as const;
}

export type VoiceRecorder = ReturnType<typeof useVoiceNote>;
