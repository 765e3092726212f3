import { sessionMs } from '@nguon/protocol/request.ts';
import { zoneOffset } from '@nguon/protocol/wall-clock.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { Taken, VillageAir } from './missed-rules.ts';
import { slotsBetween } from './rules.ts';
import { takenIn } from './store-taken.ts';
import { timetablesOf } from './store-timetables.ts';

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

/**
 * How full the air of some villages is: the slots for bulletins that begin in [from, to) by each one's timetable, and what takes room in them.
 * @param span UTC epoch milliseconds
 */
export async function villageAir(
  db: Db | Tx,
  villages: readonly string[],
  { from, to }: { from: number; to: number },
  now: Date,
): Promise<VillageAir[]> {
  if (villages.length === 0) return [];
  const timetables = await timetablesOf(db, villages);
  const slots = (village: string) =>
    slotsBetween(timetables.get(village) ?? [], from, to, OFFSET).filter(({ slot }) => slot.kind === 'bulletins');
  const dated = new Map(villages.map((village) => [village, slots(village)]));
  const end = Math.max(to, ...[...dated.values()].flat().map(({ until }) => until));
  const taken = await takenOf(db, villages, { from: new Date(from), to: new Date(end), now });
  return villages.map((village) => ({
    village,
    slots: (dated.get(village) ?? []).map(({ at, until }) => ({ at, until })),
    taken: taken.get(village) ?? [],
  }));
}

async function takenOf(
  db: Db | Tx,
  villages: readonly string[],
  span: { from: Date; to: Date; now: Date },
): Promise<Map<string, Taken[]>> {
  const taken = new Map<string, Taken[]>();
  for (const { request, slots, places } of await takenIn(db, villages, span)) {
    for (const { place, leftOut } of places) {
      const lengthMs = sessionMs(request, new Set(leftOut));
      const windows = slots.map(({ at, until }) => ({ at: Date.parse(at), until: Date.parse(until), lengthMs }));
      taken.set(place, [...(taken.get(place) ?? []), ...windows]);
    }
  }
  return taken;
}
