import type { Ending, Player, PlayOrder, Sounding } from './player.ts';

const CHECK_MS = 250;

/**
 * A player for fleets of light speakers: decodes nothing, produces nothing, keeps real time. A file lasts as long as its programme says;
 * of a stream the bytes are taken and dropped, so that a dead stream is found out.
 * @param lengthOf length of the file at a path in milliseconds, as approved
 */
export function silentPlayer(lengthOf: (path: string) => number): Player {
  return {
    play: ({ source, fromMs }: PlayOrder, onSound) =>
      source.kind === 'file' ? passTime(lengthOf(source.path) - fromMs, onSound) : takeStream(source.url, onSound),
    setVolume: () => undefined,
    close: () => Promise.resolve(),
  };
}

function passTime(lengthMs: number, onSound: () => void): Sounding {
  const { promise, resolve } = Promise.withResolvers<Ending>();
  const startedAt = performance.now();
  const positionMs = (): number => Math.min(lengthMs, Math.round(performance.now() - startedAt));
  const timer = setTimeout(() => resolve({ how: 'finished', playedMs: lengthMs, detail: null }), lengthMs);
  queueMicrotask(onSound);
  return {
    ended: promise,
    positionMs,
    stop: async () => {
      clearTimeout(timer);
      resolve({ how: 'stopped', playedMs: positionMs(), detail: null });
      await promise;
    },
  };
}

function takeStream(url: string, onSound: () => void): Sounding {
  const { promise, resolve } = Promise.withResolvers<Ending>();
  const abort = new AbortController();
  let firstAt: number | null = null;
  let lastAt = performance.now();
  const playedMs = (): number => (firstAt === null ? 0 : Math.round(lastAt - firstAt));
  const watch = setInterval(() => {
    if (performance.now() - lastAt > 15_000) abort.abort(new Error('no bytes for 15 seconds'));
  }, CHECK_MS);
  const take = async (): Promise<void> => {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    for await (const _ of response.body ?? []) {
      lastAt = performance.now();
      if (firstAt === null) {
        firstAt = lastAt;
        onSound();
      }
    }
  };
  const end = (how: Ending['how'], detail: string | null): void => {
    clearInterval(watch);
    resolve({ how, playedMs: playedMs(), detail });
  };
  take().then(
    () => end('failed', 'the stream ended'),
    (error: unknown) => end('failed', error instanceof Error ? error.message : String(error)),
  );
  return {
    ended: promise,
    positionMs: playedMs,
    stop: async () => {
      end('stopped', null);
      abort.abort();
      await promise;
    },
  };
}
