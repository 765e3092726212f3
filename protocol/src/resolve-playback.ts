import type { Occurrence, ProgrammeIndex } from './occurrence.ts';
import type { Rules } from './resolve-chance.ts';
import { outcomeOfCut, outcomeOfRefusal, resolve } from './resolve.ts';
import type { CutReason, Decision, Outcome, RefusalReason, Start } from './resolve.ts';

/** A thought device that obeys decisions at once and whose sounds last as long as they say. Changed in place by steps. */
export interface Playback {
  readonly starts: Map<string, Start>;
  readonly stopped: Set<string>;
  playing: { key: string; startedAt: number; endsAt: number } | null;
  clockTrusted: boolean;
  lastContactAt: number | null;
  since: number;
}

/** What a step did. `by`: what sounds instead, null when nothing does. */
export type Step =
  | { readonly did: 'start'; readonly at: number; readonly key: string; readonly attempt: number }
  | { readonly did: 'end'; readonly at: number; readonly key: string; readonly outcome: Outcome }
  | {
      readonly did: 'cut';
      readonly at: number;
      readonly key: string;
      readonly reason: CutReason;
      readonly outcome: Outcome;
      readonly by: string | null;
    }
  | {
      readonly did: 'refuse';
      readonly at: number;
      readonly key: string;
      readonly reason: RefusalReason;
      readonly by: string | null;
    };

/** A device in contact, with a trusted clock and an empty history, that looks at nothing before `at`. */
export function newPlayback(at: number): Playback {
  return {
    starts: new Map(),
    stopped: new Set(),
    playing: null,
    clockTrusted: true,
    lastContactAt: at,
    since: at,
  };
}

/** Ends the running sound with an outcome and writes it down. Without a running sound it does nothing. */
export function endSound(playback: Playback, outcome: Outcome, at: number): Step[] {
  const { playing, starts } = playback;
  if (playing === null) return [];
  starts.set(playing.key, { attempts: starts.get(playing.key)?.attempts ?? 1, outcome });
  playback.playing = null;
  return [{ did: 'end', at, key: playing.key, outcome }];
}

function begin(playback: Playback, o: Occurrence, at: number): Step {
  const attempt = (playback.starts.get(o.key)?.attempts ?? 0) + 1;
  playback.starts.set(o.key, { attempts: attempt, outcome: 'playing' });
  playback.playing = { key: o.key, startedAt: at, endsAt: o.continuous ? Infinity : at + o.durationMs };
  return { did: 'start', at, key: o.key, attempt };
}

function obey(playback: Playback, index: ProgrammeIndex, decision: Decision, at: number): Step[] {
  const { play, cut, refused } = decision;
  const by = play?.key ?? null;
  const steps: Step[] = [];
  if (cut !== null) {
    const outcome = outcomeOfCut(cut.reason, index.byKey.get(cut.key)?.continuous ?? false);
    endSound(playback, outcome, at);
    steps.push({ did: 'cut', at, key: cut.key, reason: cut.reason, outcome, by });
  }
  for (const { key, reason } of refused) {
    const attempts = playback.starts.get(key)?.attempts ?? 0;
    playback.starts.set(key, { attempts, outcome: outcomeOfRefusal(reason) });
    steps.push({ did: 'refuse', at, key, reason, by });
  }
  if (play !== null && play.key !== playback.playing?.key) steps.push(begin(playback, play, at));
  return steps;
}

/**
 * One step of the thought device: ends a sound that is due, decides, obeys.
 * @returns what happened and when to step again at the latest (an outer event may come earlier)
 */
export function stepPlayback(
  playback: Playback,
  index: ProgrammeIndex,
  rules: Rules,
  at: number,
): { steps: Step[]; nextAt: number } {
  const ended = playback.playing !== null && playback.playing.endsAt <= at;
  const steps = ended ? endSound(playback, 'finished', at) : [];
  const decision = resolve(index, rules, playback, { ...playback, at });
  steps.push(...obey(playback, index, decision, at));
  if (playback.clockTrusted) playback.since = at;
  return { steps, nextAt: Math.min(decision.nextChangeAt, playback.playing?.endsAt ?? Infinity) };
}
