/**
 * The child's side of a limited child process: answers one job after another over the IPC channel.
 * Imported only by programs that `createChildPool` starts.
 */

/** A refusal that the parent should see as such: a stable code and plain details, no stack. */
export class JobRefusal extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
  constructor(code: string, details: Readonly<Record<string, string | number>> = {}, message = code) {
    super(message);
    this.name = 'JobRefusal';
    this.code = code;
    this.details = details;
  }
}

const parentAtStart = process.ppid;

/**
 * Ends this process when its parent is gone. The event loop cannot tell while native code runs, so long loops
 * call this now and then: an orphan must not go on eating the processor after `kill -9` of the server.
 */
export function exitIfOrphaned(): void {
  if (process.ppid !== parentAtStart) process.exit(0);
}

function failureOf(error: unknown): { code: string; details: object; message: string } {
  if (error instanceof JobRefusal) {
    return { code: error.code, details: error.details, message: error.message };
  }
  return { code: 'child-error', details: {}, message: error instanceof Error ? error.message : String(error) };
}

/**
 * Tells the parent that this child is warm, then answers its jobs one at a time until the channel closes.
 *
 * @param handle does one job; throws JobRefusal to refuse it with a code. Any other error is sent as `child-error`
 * @param afterwards runs after each answer was handed over, for work that warms up the next job
 */
export function serveJobs(handle: (job: unknown) => Promise<unknown>, afterwards?: () => Promise<void>): void {
  let queue: Promise<void> = Promise.resolve();
  const send = (message: object): void => {
    if (process.connected) process.send?.(message);
  };
  const answer = async (id: number, job: unknown): Promise<void> => {
    try {
      send({ id, value: await handle(job) });
    } catch (error) {
      send({ id, failure: failureOf(error) });
    }
    await afterwards?.();
  };
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    const { id, job } = message as { id: number; job: unknown };
    queue = queue.then(() => answer(id, job));
  });
  send({ ready: true });
}
