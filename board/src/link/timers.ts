/** One-shot and repeating timers by a number; those of a background tab's own clock come up to a minute late. */
export interface Timers {
  set(act: () => void, ms: number): number;
  every(act: () => void, ms: number): number;
  clear(id: number): void;
}

/** What a page asks of the timer worker: `ms` null ends a timer. */
export interface TimerOrder {
  id: number;
  ms: number | null;
  repeat: boolean;
}

/** No timer can wait longer; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Timers that run in a worker, which a browser does not slow down when the page is in the background. */
export function workerTimers(): Timers {
  const worker = new Worker(new URL('./timer-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { act: () => void; repeat: boolean }>();
  let last = 0;
  worker.addEventListener('message', (event: MessageEvent<number>) => {
    const timer = waiting.get(event.data);
    if (timer && !timer.repeat) waiting.delete(event.data);
    timer?.act();
  });
  const add = (act: () => void, ms: number, repeat: boolean): number => {
    last += 1;
    waiting.set(last, { act, repeat });
    const order: TimerOrder = { id: last, ms: Math.min(Math.max(ms, 0), LONGEST_MS), repeat };
    worker.postMessage(order);
    return last;
  };
  return {
    set: (act, ms) => add(act, ms, false),
    every: (act, ms) => add(act, ms, true),
    clear: (id) => {
      if (waiting.delete(id)) worker.postMessage({ id, ms: null, repeat: false } satisfies TimerOrder);
    },
  };
}

/** Waits so many milliseconds. */
export function pause(timers: Timers, ms: number): Promise<void> {
  return new Promise((resolve) => void timers.set(resolve, ms));
}
