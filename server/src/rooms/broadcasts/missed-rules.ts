import type { Slot } from '@nguon/protocol/request.ts';
import { spokenInstant } from '../../lib/spoken-time.ts';
import { speakerState, villageState } from './rules.ts';

/** How a village stands to a bulletin of which a session is over there. */
export interface VillageHearing {
  id: string;
  name: string;
  communeName: string;
  /** An approved session is still to come there. */
  ahead: boolean;
  /** Its loudspeakers with their last word on the bulletin, whichever session it was about. */
  speakers: { kind: string | null; reason: string | null; at: string | null; lastContactAt: string | null }[];
}

/**
 * Villages that are offered another session: with a loudspeaker, none of which has said the bulletin to its end, and without a session to come.
 * "Playing" is the last word of one that went dark in mid-sound: the session is over.
 */
export function missedVillages(villages: readonly VillageHearing[]): VillageHearing[] {
  return villages.filter(({ ahead, speakers }) => {
    const state = villageState(speakers.map(({ kind }) => speakerState(kind)));
    return !ahead && state !== 'reached' && state !== 'no-speaker';
  });
}

/** "8 thôn chưa nghe buổi 17 giờ 30, thứ Hai, 23/11/2026." */
export function missedSentence(count: number, slot: Date): string {
  return `${count} thôn chưa nghe buổi ${spokenInstant(slot)}.`;
}

/** How full the air of a village is. Instants are UTC epoch milliseconds. */
export interface VillageAir {
  village: string;
  /** The slots for bulletins of its timetable. */
  slots: readonly { at: number; until: number }[];
  /** What sounds there, or waits for approval to: the window in which it may, and its length. */
  taken: readonly Taken[];
}

export interface Taken {
  at: number;
  until: number;
  lengthMs: number;
}

/** Another session: its slot, the villages that have room in it, and why the others have not. */
export interface MakeUpOffer {
  slot: Slot;
  villages: string[];
  left: { village: string; why: 'full' | 'no-slot' }[];
}

/**
 * The slot of another session: the first that has room in at least half of the villages, for one village's full slot should not hold up the rest,
 * nor one village's own slot split them; where there is none, the first of those with room in the most. No village gets more than its slot holds.
 * @param neededMs length of one session @param expiresAt UTC epoch milliseconds by which it ends
 * @returns null when no village has room
 */
export function makeUpOffer(air: readonly VillageAir[], neededMs: number, expiresAt: number): MakeUpOffer | null {
  const starts = [...new Set(air.flatMap(({ slots }) => slots.map(({ at }) => at)))].toSorted((a, b) => a - b);
  const options = starts
    .filter((at) => at + neededMs <= expiresAt)
    .map((at) => ({ at, ...roomiest(air, at, neededMs) }))
    .filter(({ villages }) => villages.length > 0);
  const most = Math.max(0, ...options.map(({ villages }) => villages.length));
  const enough = Math.min(most, Math.ceil(air.length / 2));
  const chosen = options.find(({ villages }) => villages.length >= enough);
  if (!chosen) return null;
  const { at, until, villages } = chosen;
  const left = air
    .filter(({ village }) => !villages.includes(village))
    .map(
      ({ village, slots }) => ({ village, why: slots.some((slot) => slot.at === at) ? 'full' : 'no-slot' }) as const,
    );
  return { slot: { at: new Date(at).toISOString(), until: new Date(until).toISOString() }, villages, left };
}

/** Of the windows that begin then, which end where some village's slot ends: the one with room in the most villages, the longest of such. */
function roomiest(air: readonly VillageAir[], at: number, neededMs: number): { until: number; villages: string[] } {
  const ends = air.flatMap(({ slots }) => slots.filter((slot) => slot.at === at).map(({ until }) => until));
  return [...new Set(ends)]
    .toSorted((a, b) => b - a)
    .map((until) => ({
      until,
      villages: air
        .filter(({ slots }) => slots.some((slot) => slot.at === at && slot.until >= until))
        .filter(({ taken }) => freeMs({ at, until }, taken) >= neededMs)
        .map(({ village }) => village),
    }))
    .reduce((best, next) => (next.villages.length > best.villages.length ? next : best), { until: at, villages: [] });
}

/** What is left of a window when everything that may sound in it does. */
function freeMs({ at, until }: { at: number; until: number }, taken: readonly Taken[]): number {
  const within = (one: Taken): number => Math.max(0, Math.min(until, one.until) - Math.max(at, one.at));
  return until - at - taken.reduce((sum, one) => sum + Math.min(one.lengthMs, within(one)), 0);
}
