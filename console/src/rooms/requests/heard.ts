/** A stretch of sound that really played, in milliseconds from its start. */
export interface Stretch {
  fromMs: number;
  toMs: number;
}

/** The part of the DOM's TimeRanges that we read: seconds. */
export interface PlayedRanges {
  readonly length: number;
  start(index: number): number;
  end(index: number): number;
}

/** Share of the sound, in percent, that must be heard before it may be approved (the server asks the same). */
const ENOUGH_PERCENT = 95;

/** What an audio element played, clipped to the length of its sound and moved by what comes before it in the item. */
export function stretchesOf(played: PlayedRanges, lengthMs: number, startMs = 0): Stretch[] {
  const stretches: Stretch[] = [];
  for (let index = 0; index < played.length; index += 1) {
    const fromMs = Math.max(0, Math.round(played.start(index) * 1000));
    const toMs = Math.min(lengthMs, Math.round(played.end(index) * 1000));
    if (fromMs < toMs) stretches.push({ fromMs: fromMs + startMs, toMs: toMs + startMs });
  }
  return stretches;
}

/** Union of stretches: in order, disjoint, each moment once. */
export function unionOf(stretches: readonly Stretch[]): Stretch[] {
  const union: Stretch[] = [];
  for (const next of [...stretches].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = union.at(-1);
    if (last && next.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, next.toMs);
    else union.push({ ...next });
  }
  return union;
}

/** Milliseconds of disjoint stretches together. */
export function heardMs(union: readonly Stretch[]): number {
  return union.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

/** Milliseconds still to be heard before approving; 0 when it is enough. */
export function missingMs(heard: number, totalMs: number): number {
  return Math.max(0, Math.ceil((totalMs * ENOUGH_PERCENT) / 100) - heard);
}
