import type { UnitKind } from '@nguon/protocol/http/units.ts';
import type { Tx } from '../../platform/db.ts';
import { fold, freeSlug, slugOf } from './rules.ts';
import {
  insertVillages,
  lockUnits,
  readLevel,
  readToday,
  readVillageNames,
  takenSlugs,
  type NewVillage,
} from './store.ts';

/** A village that should be there. */
export interface WantedVillage {
  commune: string;
  name: string;
  kind: UnitKind;
}

/**
 * Writes the villages that are not there yet, valid from today; one of the same name (marks and case apart) in the
 * same commune is there already.
 * @param source where they come from: a file's name, a decision's number
 * @returns for each, in order, whether it was written
 */
export async function plant(tx: Tx, wanted: readonly WantedVillage[], source: string): Promise<boolean[]> {
  await lockUnits(tx);
  const day = await readToday(tx);
  const known = await readVillageNames(tx, [...new Set(wanted.map(({ commune }) => commune))]);
  const there = new Set(known.map(({ parent, name }) => keyOf(parent, name)));
  const communeSlugs = new Map((await readLevel(tx, 2)).map(({ id, slug }) => [id, slug]));
  const taken = await takenSlugs(tx, day);
  const fresh: NewVillage[] = [];
  const written = wanted.map(({ commune, name, kind }) => {
    if (there.has(keyOf(commune, name))) return false;
    there.add(keyOf(commune, name));
    const slug = freeSlug(`${slugOf(name) || 'thon'}-${communeSlugs.get(commune) ?? ''}`, taken);
    taken.add(slug);
    fresh.push({ commune, name, kind, slug });
    return true;
  });
  await insertVillages(tx, fresh, day, source.slice(0, 200));
  return written;
}

function keyOf(commune: string, name: string): string {
  return `${commune} ${fold(name)}`;
}
