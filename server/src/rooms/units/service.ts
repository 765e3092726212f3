import type { Unit, UnitQuery } from '@nguon/protocol/http/units.ts';
import { Problem } from '../../lib/problem.ts';
import { record } from '../audit/service.ts';
import type { UnitRecord } from '../../lib/signing.ts';
import type { Db, Tx } from '../../platform/db.ts';
import { seedProvince } from './seed.ts';
import {
  anyUnit,
  lastDayNamed,
  lockUnits,
  readAncestors,
  readDescendants,
  readTree,
  readUnits,
  searchUnits,
} from './store.ts';

/**
 * Units by name (with or without tone marks) or whole code, as they are named on `query.on` (default: today). When
 * nothing today answers to it and no day was asked for, the last day on which something did is shown: an old code is
 * still found, with the day until which it held.
 */
export async function findUnits(db: Db, query: Partial<UnitQuery>): Promise<Unit[]> {
  const whole = { limit: 200, ...query };
  const found = await searchUnits(db, whole);
  if (found.length > 0 || whole.on !== undefined || !whole.text) return found;
  const day = await lastDayNamed(db, whole.text.trim().normalize('NFC'));
  return day === null ? [] : searchUnits(db, { ...whole, on: day });
}

/**
 * A unit as it is named on a day (YYYY-MM-DD; default: today).
 * @throws Problem `not-found` when there is none on that day
 */
export async function getUnit(db: Db, id: string, on?: string): Promise<Unit> {
  const [unit] = await readUnits(db, [id], on);
  if (!unit) throw new Problem('not-found');
  return unit;
}

/** Several units at once, by level and Vietnamese order; those that do not exist on that day are left out. */
export async function getUnits(db: Db, ids: readonly string[], on?: string): Promise<Unit[]> {
  return readUnits(db, ids, on);
}

/**
 * Name of a unit with those above it: "Xã Bằng Vân, Huyện Ngân Sơn, Tỉnh Bắc Kạn".
 * @throws Problem `not-found`
 */
export async function unitPath(db: Db, id: string, on?: string): Promise<string> {
  const { name, path } = await getUnit(db, id, on);
  return path === '' ? name : `${name}, ${path}`;
}

/** The unit itself and those above it up to the province, itself first. Empty when it does not exist on that day. */
export async function ancestorsOf(db: Db, id: string, on?: string): Promise<Unit[]> {
  return readAncestors(db, id, on);
}

/** Villages in the subtrees of the given units, each once. */
export async function villagesIn(db: Db, units: readonly string[], on?: string): Promise<Unit[]> {
  return readDescendants(db, units, 3, on);
}

/** Communes, wards and townships in the subtrees of the given units, each once. */
export async function communesIn(db: Db, units: readonly string[], on?: string): Promise<Unit[]> {
  return readDescendants(db, units, 2, on);
}

/** The whole tree of today as the signer keeps it. */
export async function unitRecords(db: Db): Promise<UnitRecord[]> {
  return readTree(db);
}

/**
 * Writes the units that the project brings, where there are none yet.
 * @param now instant by the project's clock, for the audit log
 * @returns whether they were written now
 */
export async function seedUnits(tx: Tx, now: Date): Promise<boolean> {
  await lockUnits(tx);
  if (await anyUnit(tx)) return false;
  const ids = await seedProvince(tx);
  const details = { units: ids.size };
  await record(
    tx,
    { actor: null, act: 'units.seeded', subject: { kind: 'unit', id: ids.get('06') ?? null }, details },
    now,
  );
  return true;
}
