import { useCallback, useEffect, useRef, useState } from 'react';

/** Something to hear: its name, and where its sound comes from when its turn is there. */
export interface Audible {
  id: string;
  sound: () => Promise<Blob>;
}

/** Plays sounds of this computer one after the other; only the one that is heard is in memory. */
export function usePlaylist() {
  const player = useRef<HTMLAudioElement | null>(null);
  const turn = useRef(0);
  const [playing, setPlaying] = useState<string | null>(null);

  const stop = useCallback((): void => {
    turn.current += 1;
    player.current?.pause();
    player.current = null;
    setPlaying(null);
  }, []);
  useEffect(() => stop, [stop]);

  const play = async (list: readonly Audible[]): Promise<void> => {
    stop();
    const mine = turn.current;
    for (const { id, sound } of list) {
      setPlaying(id);
      const url = URL.createObjectURL(await sound());
      if (turn.current === mine) await heardOut(url, player);
      URL.revokeObjectURL(url);
      if (turn.current !== mine) return;
    }
    setPlaying(null);
  };
  return { playing, play, stop };
}

/** Plays one sound to its end, or until it is stopped or cannot be played. */
async function heardOut(url: string, player: { current: HTMLAudioElement | null }): Promise<void> {
  const audio = new Audio(url);
  player.current = audio;
  await new Promise<void>((resolve) => {
    for (const event of ['ended', 'error', 'pause'] as const) audio.addEventListener(event, () => resolve());
    audio.play().catch(() => resolve());
  });
}
