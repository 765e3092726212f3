/**
 * Ends this process when the supervisor that started it is gone, even by `kill -9`: the system then closes the
 * channel between them. Without such a parent nothing happens.
 * @param stop what to do first; it gets two seconds
 */
export function exitWithParent(stop: () => Promise<void> | void = () => {}): void {
  if (process.channel === undefined) return;
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), 2_000).unref();
    Promise.resolve(stop()).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  // Waiting for a parent to die must not itself keep the process alive.
  process.channel?.unref();
}

/**
 * Runs `stop` once on SIGTERM or SIGINT and then ends the process; ten seconds at most.
 * A second signal ends it at once.
 */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const begin = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), 10_000).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', begin);
  process.on('SIGINT', begin);
}

/** Tells the supervisor, as the first line on standard output, that this process is ready and where it listens. */
export function sayReady(url: string): void {
  process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);
}
