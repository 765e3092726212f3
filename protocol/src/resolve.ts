import { closedBetween, compareOccurrences, nextSlotAfter, openAt, rankPlace } from './occurrence.ts';
import type { Occurrence, ProgrammeIndex } from './occurrence.ts';
import type { NotPlayedReason } from './device.ts';
import {
  deadline,
  fitsNow,
  hasChance,
  hasLaterChance,
  isStale,
  isTooLong,
  quietView,
  soundNeeded,
} from './resolve-chance.ts';
import type { QuietView, Rules } from './resolve-chance.ts';
import { DAY_MS } from './wall-clock.ts';

/**
 * What became of an occurrence that was started or settled on this device.
 * `playing` is written before the first sound; found without being the running one, the device was killed in mid-sound.
 * `overridden` was cut by a higher rank and is the only one that may start again. The other four are final.
 */
export type Outcome = 'playing' | 'overridden' | 'finished' | 'interrupted' | 'stopped' | 'refused';

export interface Start {
  /** How often its sound was begun; 0 for one refused before any. */
  readonly attempts: number;
  readonly outcome: Outcome;
}

export interface History {
  readonly starts: ReadonlyMap<string, Start>;
}

export interface Moment {
  readonly at: number;
  /**
   * Instant of the last decision taken with a trusted clock, kept on disk by a device: windows that closed after it are
   * settled now. Equal to `at` nothing of the past is told.
   */
  readonly since: number;
  readonly clockTrusted: boolean;
  readonly lastContactAt: number | null;
  readonly playing: { readonly key: string; readonly startedAt: number } | null;
  /** Orders stopped or recalled. */
  readonly stopped: ReadonlySet<string>;
}

/** Why a running sound must be silenced now: words of its receipt. `stopped`: or no document lists it any more; `expired`: or its window ends. */
export type CutReason = Extract<
  NotPlayedReason,
  'stopped' | 'untrusted-clock' | 'expired' | 'quiet-hours' | 'higher-class'
>;

/**
 * Why an occurrence will not play (again). `too-long`: or for its own window; `missed`: nothing was in its way, but the
 * device was off or without a trusted clock; `killed`: the device was, in mid-sound; `higher-class`: it was overridden and
 * can no longer start again.
 */
export type RefusalReason = Extract<
  NotPlayedReason,
  'stopped' | 'too-long' | 'quiet-hours' | 'expired' | 'stale' | 'conflict' | 'missed' | 'killed' | 'higher-class'
>;

export interface Refusal {
  readonly key: string;
  readonly reason: RefusalReason;
}

export interface Decision {
  /** What should sound now: the running one to go on, or one to start (the cut, if any, first); null: silence. */
  readonly play: Occurrence | null;
  readonly cut: { readonly key: string; readonly reason: CutReason } | null;
  /** Settled now, each to be written to the history so that it is told once. */
  readonly refused: readonly Refusal[];
  /** Decide again then, or earlier when a sound ends, or when contact, clock, stops or documents change. At most a day ahead. */
  readonly nextChangeAt: number;
}

interface Question {
  readonly rules: Rules;
  readonly history: History;
  readonly moment: Moment;
  readonly view: QuietView;
}

function cutReason(o: Occurrence | undefined, { moment, view }: Question): CutReason | null {
  if (o === undefined || moment.stopped.has(o.order)) return 'stopped';
  if (moment.at >= deadline(o)) return 'expired';
  return view.quiet && o.rank !== 'emergency' ? 'quiet-hours' : null;
}

function interrupts(o: Occurrence, running: Occurrence): boolean {
  if (running.playThrough && o.rank !== 'emergency') return false;
  return rankPlace(o.rank) < rankPlace(running.rank);
}

function isOpen(start: Start | undefined): boolean {
  return start === undefined || start.outcome === 'overridden';
}

/** Why one that cannot start now, nor later, is lost. */
function lossReason(o: Occurrence, asked: Question): RefusalReason {
  const { rules, history, moment, view } = asked;
  if (history.starts.has(o.key)) return 'higher-class';
  if (!hasChance(o, o.at, rules)) return obstacle(o, o.at) ?? 'too-long';
  if (isStale(o, moment.at, moment.lastContactAt)) return 'stale';
  if (fitsNow(o, view)) return 'conflict';
  if (moment.playing !== null && hasChance(o, moment.playing.startedAt, rules)) return 'conflict';
  return obstacle(o, moment.at) ?? 'missed';
}

/** What stands in the way of a start at an instant that would still end within the window; null when it would not. */
function obstacle(o: Occurrence, at: number): 'expired' | 'quiet-hours' | null {
  const end = at + soundNeeded(o);
  if (end > o.until) return null;
  return o.notAfter !== null && end > o.notAfter ? 'expired' : 'quiet-hours';
}

/** What is to be said now of one that is not running; null: nothing, it is settled or may wait. */
function refusalOf(o: Occurrence, asked: Question): RefusalReason | null {
  const { rules, history, moment, view } = asked;
  const start = history.starts.get(o.key);
  if (start?.outcome === 'playing') return 'killed';
  if (!isOpen(start)) return null;
  if (moment.stopped.has(o.order)) return 'stopped';
  if (isTooLong(o, rules)) return 'too-long';
  // This very instant is left to the choice; one that loses it has only later ones.
  return hasLaterChance(o, view, rules) ? null : lossReason(o, asked);
}

function canStart(o: Occurrence, asked: Question): boolean {
  const { rules, history, moment, view } = asked;
  if (!isOpen(history.starts.get(o.key)) || moment.stopped.has(o.order)) return false;
  return !isTooLong(o, rules) && fitsNow(o, view) && !isStale(o, moment.at, moment.lastContactAt);
}

function choose(open: readonly Occurrence[], running: Occurrence | null, asked: Question): Occurrence | null {
  let best = running;
  for (const o of open) {
    if (o.key === asked.moment.playing?.key) continue;
    if (best !== null && !(best === running ? interrupts(o, best) : compareOccurrences(o, best) < 0)) continue;
    if (canStart(o, asked)) best = o;
  }
  return best;
}

/**
 * The outcome to write down after obeying a cut. A stream left at a bound has done what it was to do; an item cut there
 * has not. That an overridden one finds no other chance comes as a refusal, at once or later.
 */
export function outcomeOfCut(reason: CutReason, continuous: boolean): Outcome {
  if (reason === 'higher-class') return 'overridden';
  if (reason === 'stopped') return 'stopped';
  return continuous && reason !== 'untrusted-clock' ? 'finished' : 'interrupted';
}

/** The outcome to write down for a refusal: both kinds are final. */
export function outcomeOfRefusal(reason: RefusalReason): Outcome {
  return reason === 'killed' || reason === 'higher-class' ? 'interrupted' : 'refused';
}

/** Decides nothing without a trusted clock: no window, expiry or quiet hour can be kept. */
function silence(moment: Moment): Decision {
  const cut = moment.playing === null ? null : { key: moment.playing.key, reason: 'untrusted-clock' as const };
  return { play: null, cut, refused: [], nextChangeAt: moment.at + DAY_MS };
}

/** Instants at which a waiting one loses its chance: it then no longer ends before its deadline, or before quiet hours. */
function chanceEnds(o: Occurrence, { moment, view }: Question): number {
  const need = soundNeeded(o);
  const beforeDeadline = deadline(o) - need;
  const beforeQuiet = o.rank === 'emergency' ? Infinity : view.begins - need;
  return Math.min(
    beforeDeadline > moment.at ? beforeDeadline : Infinity,
    beforeQuiet > moment.at ? beforeQuiet : Infinity,
  );
}

/**
 * What plays at a moment on one device: the single rule shared by server, console, speaker, board and tests.
 * Pure: equal arguments give equal decisions; instants are UTC epoch milliseconds.
 * Order: emergency, live, priority, normal, relay, filler; then `compareOccurrences`. A higher rank interrupts (a
 * play-through sound only an emergency does), an equal one waits within its window. Source: architecture.md, Decisions.
 */
export function resolve(index: ProgrammeIndex, rules: Rules, history: History, moment: Moment): Decision {
  if (!moment.clockTrusted) return silence(moment);
  const asked: Question = { rules, history, moment, view: quietView(moment.at, rules) };
  const sounding = moment.playing === null ? undefined : index.byKey.get(moment.playing.key);
  const reason = moment.playing === null ? null : cutReason(sounding, asked);
  const running = reason === null ? (sounding ?? null) : null;
  const open = openAt(index, moment.at);
  const play = choose(open, running, asked);
  const overridden = running !== null && play !== running ? running : null;
  const why = overridden === null ? reason : 'higher-class';
  const refused: Refusal[] = [];
  let next = Math.min(moment.at + DAY_MS, asked.view.begins, asked.view.ends, nextSlotAfter(index, moment.at));
  for (const o of closedBetween(index, moment.since, moment.at)) {
    if (o === sounding) continue;
    const verdict = refusalOf(o, asked);
    if (verdict !== null) refused.push({ key: o.key, reason: verdict });
  }
  for (const o of open) {
    if (o === play) {
      next = Math.min(next, deadline(o));
    } else if (o === overridden) {
      if (hasLaterChance(o, asked.view, rules)) next = Math.min(next, chanceEnds(o, asked));
      else refused.push({ key: o.key, reason: 'higher-class' });
    } else if (o !== sounding) {
      const verdict = refusalOf(o, asked);
      if (verdict !== null) refused.push({ key: o.key, reason: verdict });
      else next = Math.min(next, chanceEnds(o, asked));
    }
  }
  const cut = moment.playing !== null && why !== null ? { key: moment.playing.key, reason: why } : null;
  return { play, cut, refused, nextChangeAt: next };
}
