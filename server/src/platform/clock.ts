/** The one clock of the house, injected. Demo and test folders run with an offset; jobs and time-outs use the machine's own time. */
export interface Clock {
  now(): Date;
  readonly offsetMs: number;
}

/** Clock of this machine, `offsetMs` ahead (negative: behind). */
export function createClock(offsetMs: number): Clock {
  return { now: () => new Date(Date.now() + offsetMs), offsetMs };
}
