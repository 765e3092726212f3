import { flushCompileCache } from 'node:module';

/**
 * Ends this process when the supervisor that started it is gone, even by `kill -9`: the system then closes the
 * channel between them. Without such a parent nothing happens.
 * @param stop what to do first
 * @param patience longest time for it in milliseconds
 */
export function exitWithParent(stop: () => Promise<void> | void = () => {}, patience = 2_000): void {
  if (process.channel === undefined) return;
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), patience).unref();
    Promise.resolve(stop()).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  // Waiting for a parent to die must not itself keep the process alive.
  process.channel?.unref();
}

/**
 * Runs `stop` once on SIGTERM, SIGINT or SIGHUP and then ends the process; twenty seconds at most. Asked again two
 * seconds later it ends at once; sooner, it is the same request: npm passes on a Ctrl-C that the terminal has given already.
 */
export function stopOnSignal(stop: () => Promise<void>): void {
  let begun: number | undefined;
  const begin = (): void => {
    if (begun !== undefined) {
      if (Date.now() - begun > 2_000) process.exit(1);
      return;
    }
    begun = Date.now();
    setTimeout(() => process.exit(1), 20_000).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, begin);
}

/** Tells the supervisor, as the first line on standard output, that this process is ready and where it listens. */
export function sayReady(url: string): void {
  process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);
  // Otherwise only an orderly end would keep the compiled code for the next start.
  setTimeout(flushCompileCache, 1_000).unref();
}
