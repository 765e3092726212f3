import { type Db, inTransaction, type Tx } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { TimetablePort } from '../requests/service.ts';
import { correctionGaps } from './corrections.ts';
import { conflictsOf } from './foresight.ts';
import { REFRESH_QUEUE } from './programmes.ts';
import { fateOf } from './fate-rules.ts';
import { wordsOfVillage } from './store-fates.ts';
import { commonSlots, slotsOf } from './slots.ts';
import { timetablesOf } from './store-timetables.ts';

/** What the requests room asks of the timetable; the roof hands it down, since this room comes later in the stairs. */
export function timetablePort(platform: Platform): TimetablePort {
  return {
    slotsOf: async (db: Db | Tx, units, starts) => slotsOf(db, units, starts),
    slotsAhead: async (db, unit, from, to) => commonSlots(db, [unit], from, to),
    correctionGaps,
    conflictsOf: async (db, request) => conflictsOf(platform, request, async (units) => timetablesOf(db, units)),
  };
}

/** What the notices room asks of the air, handed down likewise. */
export function airPort({ clock }: Pick<Platform, 'clock'>) {
  return {
    fateOf: async (db: Db, request: string, village: string) =>
      fateOf(await wordsOfVillage(db, request, village, clock.now())),
  };
}

/** Asks, at the start of a server, for every unit's programme anew: after a restored backup the devices know more than the house. */
export async function askForEveryProgramme({ db, jobs }: Pick<Platform, 'db' | 'jobs'>): Promise<void> {
  await inTransaction(db, async (tx) => jobs.enqueue(tx, REFRESH_QUEUE, { all: true }));
}

export { reasonText } from './rules.ts';
export { readTimetable } from './timetable.ts';
