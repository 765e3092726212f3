import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { UnitKind } from '@nguon/protocol/http/units.ts';
import type { Tx } from '../../platform/db.ts';
import { readSeed } from '../../platform/seeds.ts';
import { LEVEL_OF, freeSlug, slugOf } from './rules.ts';
import { insertUnit, takenSlugs } from './store.ts';

const SeedRow = z.object({ code: z.string(), parent_code: z.string(), kind: UnitKind, name: z.string() });

/** The seed that the project brings: the day of its map and the file that states it, parents before children. */
const BAC_KAN = { file: new URL('./seed/bac-kan-2021-11.csv', import.meta.url), day: '2021-11-01' };

/**
 * Writes the province of Bắc Kạn as it stood in November 2021: 8 district-level and 108 commune-level units.
 * @returns internal ids by code
 * @throws when a unit of these codes already holds on that day
 */
export async function seedProvince(tx: Tx): Promise<Map<string, string>> {
  const rows = z.array(SeedRow).parse(parse(await readSeed(BAC_KAN.file), { columns: true }));
  const ids = new Map<string, string>();
  const taken = await takenSlugs(tx, BAC_KAN.day);
  for (const { code, parent_code: above, kind, name } of rows) {
    const parent = above === '' ? null : ids.get(above);
    if (parent === undefined) throw new Error(`seed: ${code} stands before its parent ${above}`);
    const slug = freeSlug(slugOf(name), taken);
    taken.add(slug);
    const names = { code, electronicId: null, name, kind, level: LEVEL_OF[kind], parent, slug };
    const id = await insertUnit(tx, { ...names, validFrom: BAC_KAN.day, validTo: null, source: 'danh mục 2021-11' });
    ids.set(code, id);
  }
  return ids;
}
