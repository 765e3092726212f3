import type { PartKind } from './request.ts';

/** How much longer the longest of bulletins that take turns may be than the shortest, in one session. */
export const LENGTH_SLACK_MS = 3_000;

/** A part as far as turns are concerned: bulletins take turns; chime, greeting, music and closing stay where they are. */
export interface Turning {
  kind: PartKind;
  /** Length in one session with all its readings and the pauses in it. */
  durationMs: number;
}

/** Why bulletins cannot take turns: fewer than two, unlike in length, or sessions that are no whole rounds. */
export type TurnFault = 'too-few' | 'lengths' | 'sessions';

/** How many bulletins of an edition take turns. */
export function turnsOf(parts: readonly Pick<Turning, 'kind'>[]): number {
  return parts.filter(({ kind }) => kind === 'bulletin').length;
}

/** Why an edition cannot rotate over so many sessions; null when it can. */
export function turnFault(parts: readonly Turning[], sessions: number): TurnFault | null {
  const turns = turnsOf(parts);
  if (turns < 2) return 'too-few';
  const lengths = parts.filter(({ kind }) => kind === 'bulletin').map(({ durationMs }) => durationMs);
  if (Math.max(...lengths) - Math.min(...lengths) > LENGTH_SLACK_MS) return 'lengths';
  return sessions > 0 && sessions % turns === 0 ? null : 'sessions';
}

/** The parts at one turn (from 0): in the first place of a bulletin stands the one whose turn it is, then those behind it, then those before it. */
export function partsAtTurn<P extends Pick<Turning, 'kind'>>(parts: readonly P[], turn: number): P[] {
  const bulletins = parts.filter(({ kind }) => kind === 'bulletin');
  let place = turn;
  return parts.map((part) => (part.kind === 'bulletin' ? (bulletins[place++ % bulletins.length] ?? part) : part));
}

/**
 * Which turn a session has (both from 0). A round is as many sessions as turns and has each turn once; each round begins one turn later, so
 * that nobody is always first in the morning where a day has as many sessions as there are turns.
 */
export function turnOfSession(session: number, turns: number): number {
  return (session + Math.floor(session / turns)) % turns;
}
