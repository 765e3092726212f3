import { useMutation } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Way } from './approving.ts';
import { heardMs, missingMs, unionOf, type Stretch } from './heard.ts';

/** Between two reports while the sound plays. */
const REPORT_MS = 2_000;

interface Account {
  /** Stretches of the item by sound, moved to where that sound begins in the item. */
  bySound: Map<number, Stretch[]>;
  listening: Promise<string> | null;
  reportedAt: number;
}

/**
 * One listening of a request: what really sounded, told to the server as it plays.
 * @param lengthsMs lengths of the item's sounds, in order
 */
export function useListening(way: Pick<Way, 'begin' | 'report'>, lengthsMs: readonly number[]) {
  const account = useRef<Account>({ bySound: new Map(), listening: null, reportedAt: 0 });
  const [heard, setHeard] = useState(0);
  const totalMs = lengthsMs.reduce((sum, length) => sum + length, 0);

  const begin = useCallback((): Promise<string> => {
    const known = account.current;
    known.listening ??= way
      .begin()
      .then((reply) => reply.listening)
      .catch((error: unknown) => {
        known.listening = null;
        throw error;
      });
    return known.listening;
  }, [way]);

  const report = useMutation({
    mutationFn: async (): Promise<string> => {
      const listening = await begin();
      await way.report(listening, { heard: unionOf([...account.current.bySound.values()].flat()) });
      return listening;
    },
  });
  const { mutate, mutateAsync } = report;

  const onHeard = useCallback(
    (sound: number, stretches: readonly Stretch[], settled: boolean): void => {
      const known = account.current;
      const before = lengthsMs.slice(0, sound).reduce((sum, length) => sum + length, 0);
      known.bySound.set(
        sound,
        stretches.map(({ fromMs, toMs }) => ({ fromMs: fromMs + before, toMs: toMs + before })),
      );
      setHeard(heardMs(unionOf([...known.bySound.values()].flat())));
      if (!settled && Date.now() - known.reportedAt < REPORT_MS) return;
      known.reportedAt = Date.now();
      mutate();
    },
    [lengthsMs, mutate],
  );
  return {
    heardMs: heard,
    totalMs,
    missingMs: missingMs(heard, totalMs),
    /** Whether one sound of the item was heard as far as an approval asks of the whole. */
    heardWhole: (sound: number): boolean => {
      const stretches = account.current.bySound.get(sound) ?? [];
      return missingMs(heardMs(unionOf(stretches)), lengthsMs[sound] ?? 0) === 0;
    },
    onHeard,
    /** The listening begins when the sound does. A failure here shows with the first report. */
    onPlay: useCallback(() => void begin().catch(() => undefined), [begin]),
    /** Tells the server the newest account and names the listening, for the approval. */
    settle: mutateAsync,
    error: report.error,
  };
}
