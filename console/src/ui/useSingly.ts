import { useRef } from 'react';

/**
 * Does an act once however often it is asked for while it runs: a second press, before the first one has dimmed the button, gets what the
 * first one makes.
 */
export function useSingly<T>(act: () => Promise<T>): () => Promise<T> {
  const running = useRef<Promise<T> | null>(null);
  return () => {
    running.current ??= act().finally(() => {
      running.current = null;
    });
    return running.current;
  };
}
