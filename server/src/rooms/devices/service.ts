import type { ProgrammePointer } from '@nguon/protocol/programme.ts';
import type { Db, Tx } from '../../platform/db.ts';
import { writePointer } from './login-store.ts';
import { readAirings, readListeners, type Airing, type Listener } from './airing-store.ts';

/** Keeps where the newest programme of a unit lies, so that devices are told at login. An older version changes nothing. */
export async function setPointer(tx: Tx, pointer: ProgrammePointer): Promise<void> {
  await writePointer(tx, pointer);
}

/** The last word of each device on each airing of an order, and (slot null) on the order as a whole: received, ready. */
export async function airingsOf(db: Db, order: string): Promise<Airing[]> {
  return readAirings(db, order);
}

/** Loudspeakers (browser speakers too) that stand in the subtrees of some units, each once, with their own unit. */
export async function listenersIn(db: Db, units: readonly string[]): Promise<Listener[]> {
  return readListeners(db, units);
}
