import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { hearSample } from '../../api.ts';

/** Plays a few words just as they stand, in the voice that a unit uses; another sample silences the one before. */
export function useSample(unit: string) {
  const playing = useRef<HTMLAudioElement | null>(null);
  useEffect(() => () => playing.current?.pause(), []);
  return useMutation({
    mutationFn: async (text: string) => {
      const address = URL.createObjectURL(await hearSample(text, unit));
      playing.current?.pause();
      playing.current = new Audio(address);
      playing.current.addEventListener('ended', () => URL.revokeObjectURL(address), { once: true });
      await playing.current.play();
    },
  });
}
