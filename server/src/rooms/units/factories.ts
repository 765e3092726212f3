import type { Unit, UnitKind } from '@nguon/protocol/http/units.ts';
import { inTransaction, type Db } from '../../platform/db.ts';
import { LEVEL_OF, freeSlug, slugOf } from './rules.ts';
import { getUnit } from './service.ts';
import { insertUnit, takenSlugs, type NewUnit } from './store.ts';

/** First day of what the factories make, before any test's present. */
export const FACTORY_DAY = '2021-11-01';

/** Makes one unit for a test: a commune without a parent unless told otherwise. The level follows the kind. */
export async function buildUnit(db: Db, overrides: Partial<NewUnit> = {}): Promise<Unit> {
  const kind: UnitKind = overrides.kind ?? 'commune';
  const name = overrides.name ?? 'Xã Thử Nghiệm';
  const id = await inTransaction(db, async (tx) => {
    const slug = freeSlug(slugOf(name), await takenSlugs(tx, FACTORY_DAY));
    const unit = {
      code: null,
      electronicId: null,
      parent: null,
      validFrom: FACTORY_DAY,
      validTo: null,
      source: 'thử nghiệm',
    };
    return insertUnit(tx, { ...unit, name, kind, level: LEVEL_OF[kind], slug, ...overrides });
  });
  return getUnit(db, id, overrides.validFrom ?? FACTORY_DAY);
}

/** A province of two districts, two communes each, two villages each. */
export interface SmallProvince {
  province: Unit;
  districts: Unit[];
  /** Two of the first district, then two of the second. */
  communes: Unit[];
  /** Two of each commune, in the order of the communes. */
  villages: Unit[];
}

/** Makes a small province of a few units of each level, with names of Bắc Kạn. */
export async function buildSmallProvince(db: Db): Promise<SmallProvince> {
  const province = await buildUnit(db, { kind: 'province', name: 'Tỉnh Bắc Kạn', code: '06' });
  const made: SmallProvince = { province, districts: [], communes: [], villages: [] };
  const tree = [
    ['Huyện Ba Bể', 'Xã Khang Ninh', 'Xã Nam Mẫu'],
    ['Huyện Na Rì', 'Xã Cư Lễ', 'Xã Kim Lư'],
  ] as const;
  for (const [districtName, ...communeNames] of tree) {
    const district = await buildUnit(db, { kind: 'district', name: districtName, parent: province.id });
    made.districts.push(district);
    for (const name of communeNames) {
      const commune = await buildUnit(db, { name, parent: district.id });
      made.communes.push(commune);
      for (const village of ['Thôn Nà Làng', 'Thôn Bản Nản'])
        made.villages.push(await buildUnit(db, { kind: 'thon', name: village, parent: commune.id }));
    }
  }
  return made;
}
