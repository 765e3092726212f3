import type { NotPlayedReason, Receipt } from '@nguon/protocol/device.ts';
import type { Occurrence } from '@nguon/protocol/occurrence.ts';
import {
  type CutReason,
  type Outcome,
  type RefusalReason,
  outcomeOfCut,
  outcomeOfRefusal,
} from '@nguon/protocol/resolve.ts';
import type { Ending } from './player.ts';

/** What an airing came to: the outcome for the history, and the receipt's words; `tells` is null when it was told before. */
export interface Verdict {
  outcome: Outcome;
  tells: Pick<Receipt, 'kind' | 'reason' | 'playedMs' | 'detail'> | null;
}

/** The end of an airing that an earlier life of this page did not live to write down. */
export const KILLED: Verdict = {
  outcome: 'interrupted',
  tells: { kind: 'interrupted', reason: 'killed', playedMs: null, detail: null },
};

/** A cut that was obeyed. A stream left at its bound has done what it was to do, if it was heard at all. */
export function verdictOfCut(o: Pick<Occurrence, 'continuous'>, reason: CutReason, ending: Ending): Verdict {
  const outcome = outcomeOfCut(reason, o.continuous);
  const { playedMs } = ending;
  const detail = clip(ending.detail);
  if (outcome !== 'finished') return { outcome, tells: { kind: 'interrupted', reason, playedMs, detail } };
  if (playedMs > 0) return { outcome, tells: { kind: 'finished', reason: null, playedMs, detail } };
  return { outcome: 'refused', tells: { kind: 'not-played', reason: 'stream-failed', playedMs, detail } };
}

/** An airing that ended by itself. */
export function verdictOfEnd(o: Pick<Occurrence, 'continuous'>, { how, playedMs, detail: said }: Ending): Verdict {
  const detail = clip(said);
  if (how === 'finished') return { outcome: 'finished', tells: { kind: how, reason: null, playedMs, detail } };
  const failure = o.continuous ? 'stream-failed' : 'player-failed';
  const reason = how === 'stopped' ? 'killed' : failure;
  if (how === 'failed' && playedMs === 0)
    return { outcome: 'refused', tells: { kind: 'not-played', reason, playedMs, detail } };
  return { outcome: 'interrupted', tells: { kind: 'interrupted', reason, playedMs, detail } };
}

/** What this device knows of an occurrence beyond what `resolve` does. */
export interface Circumstances {
  /** State of its sounds on this machine. */
  audio: 'here' | 'missing' | 'altered';
  /** Its window closed while the clock was not trusted. */
  clockUntrusted: boolean;
}

/** A refusal by `resolve`, in the words of the receipt. That an overridden one was interrupted was told at the cut. */
export function verdictOfRefusal(reason: RefusalReason, known: Circumstances): Verdict {
  const outcome = outcomeOfRefusal(reason);
  if (reason === 'higher-class') return { outcome, tells: null };
  if (reason === 'killed') return KILLED;
  const kind = reason === 'expired' ? 'expired' : 'not-played';
  return { outcome, tells: { kind, reason: trueReason(reason, known), playedMs: null, detail: null } };
}

function trueReason(reason: NotPlayedReason, known: Circumstances): NotPlayedReason {
  if (reason !== 'missed' && reason !== 'conflict') return reason;
  if (known.clockUntrusted) return 'untrusted-clock';
  if (known.audio === 'here') return reason;
  return known.audio === 'missing' ? 'audio-missing' : 'audio-altered';
}

function clip(detail: string | null): string | null {
  return detail === null ? null : detail.slice(0, 500);
}
