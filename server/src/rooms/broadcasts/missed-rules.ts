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

/** A slot of the timetable and how much of it nothing else has taken, in milliseconds. */
export interface RoomySlot {
  slot: Slot;
  freeMs: number;
}

/**
 * The slot of another session: the first with room for all of it that lets it end before it expires.
 * @param slots by time @param neededMs length of one session @param expiresAt UTC epoch milliseconds
 */
export function makeUpSlot(slots: readonly RoomySlot[], neededMs: number, expiresAt: number): Slot | null {
  return (
    slots.find(({ slot, freeMs }) => freeMs >= neededMs && Date.parse(slot.at) + neededMs <= expiresAt)?.slot ?? null
  );
}
