import type { ProgrammeIndex, Rank } from './occurrence.ts';
import { newPlayback, stepPlayback } from './resolve-playback.ts';
import type { Step } from './resolve-playback.ts';
import type { Rules } from './resolve-chance.ts';
import type { CutReason, History, Outcome, RefusalReason } from './resolve.ts';

/** One stretch of sound. Instants are UTC epoch milliseconds. */
export interface Segment {
  readonly key: string;
  readonly order: string;
  readonly rank: Rank;
  readonly from: number;
  readonly to: number;
  /** 1 for the first start; more when it was overridden before. */
  readonly attempt: number;
  /** `playing`: it goes on past the end of the forecast. */
  readonly outcome: Outcome;
  /** Why it was cut before its end, and what sounds instead; null when it was not. */
  readonly reason: CutReason | null;
  readonly by: string | null;
}

/** One that will not play (again), since when that is certain, why, and what sounds then. */
export interface Loss {
  readonly key: string;
  readonly order: string;
  readonly at: number;
  readonly reason: RefusalReason;
  readonly by: string | null;
}

export interface Forecast {
  readonly segments: readonly Segment[];
  readonly losses: readonly Loss[];
}

function segmentsOf(steps: readonly Step[], index: ProgrammeIndex, to: number): Segment[] {
  const segments: Segment[] = [];
  for (const step of steps) {
    const o = index.byKey.get(step.key);
    const last = segments.at(-1);
    if (step.did === 'start' && o !== undefined) {
      const { key, order, rank } = o;
      const { at: from, attempt } = step;
      segments.push({ key, order, rank, from, to, attempt, outcome: 'playing', reason: null, by: null });
    } else if (last !== undefined && (step.did === 'end' || step.did === 'cut')) {
      const early = step.did === 'cut' && step.outcome !== 'finished';
      const { reason, by } = early ? step : { reason: null, by: null };
      segments[segments.length - 1] = { ...last, to: step.at, outcome: step.outcome, reason, by };
    }
  }
  return segments;
}

function lossesOf(steps: readonly Step[], index: ProgrammeIndex): Loss[] {
  return steps.flatMap((step) => {
    const order = index.byKey.get(step.key)?.order;
    if (step.did !== 'refuse' || order === undefined) return [];
    return [{ key: step.key, order, at: step.at, reason: step.reason, by: step.by }];
  });
}

/**
 * What a device in contact will play in `[from, to)` and who loses, by stepping `resolve()`: shown at scheduling and
 * before approval. Begin at a quiet instant (local midnight), or give the history so far: a window that is open at
 * `from` counts as not yet served. Instants are UTC epoch milliseconds.
 */
export function forecast(
  index: ProgrammeIndex,
  rules: Rules,
  from: number,
  to: number,
  history: History = { starts: new Map() },
): Forecast {
  const playback = { ...newPlayback(from), starts: new Map(history.starts), lastContactAt: to };
  const steps: Step[] = [];
  for (let at = from; at < to;) {
    const step = stepPlayback(playback, index, rules, at);
    steps.push(...step.steps);
    at = step.nextAt;
  }
  return { segments: segmentsOf(steps, index, to), losses: lossesOf(steps, index) };
}
