/** A stretch of the item that really sounded, in milliseconds from its start. */
export interface Interval {
  fromMs: number;
  toMs: number;
}

/** Share of the sound, in percent, that must have been heard (issue of the main job: ≥ 95 %). */
export const HEARD_PERCENT = 95;

/** A player's clock and ours differ a little; nobody listens faster than this against the wall clock. */
const FASTEST = 1.1;

/** Union of stretches, clipped to [0, total], disjoint and in order. Empty and reversed stretches count for nothing. */
export function unionOf(intervals: readonly Interval[], totalMs: number): Interval[] {
  const clipped = intervals
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(0, fromMs), toMs: Math.min(totalMs, toMs) }))
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const union: Interval[] = [];
  for (const next of clipped) {
    const last = union.at(-1);
    if (last && next.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, next.toMs);
    else union.push({ ...next });
  }
  return union;
}

/** Length of disjoint stretches together. */
export function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

/** Whether so much can have sounded since the listening began; a claim of more than the clock allows is no listening. */
export function couldHaveHeard(heardMs: number, elapsedMs: number): boolean {
  return heardMs <= elapsedMs * FASTEST;
}

/** Whether the whole was heard: at least 95 % of it. */
export function heardWhole(heardMs: number, totalMs: number): boolean {
  return heardMs * 100 >= totalMs * HEARD_PERCENT;
}
