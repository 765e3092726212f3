import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../platform/db.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/test-database.ts';
import { buildUnit } from './factories.ts';
import {
  ancestorsOf,
  communesIn,
  findUnits,
  getUnit,
  seedUnits,
  unitPath,
  unitRecords,
  villagesIn,
} from './service.ts';
import { insertPeriod } from './store.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await createTestDatabase();
  await inTransaction(t.db, async (tx) => seedUnits(tx, new Date(0)));
});
afterAll(async () => t.drop());

const names = async (query: Parameters<typeof findUnits>[1]): Promise<string[]> =>
  (await findUnits(t.db, query)).map((unit) => unit.name);

it('brings Bắc Kạn as it stood in November 2021, once', async () => {
  expect(await inTransaction(t.db, async (tx) => seedUnits(tx, new Date(0)))).toBe(false);
  const all = await findUnits(t.db, { limit: 500 });
  expect([0, 1, 2].map((level) => all.filter((unit) => unit.level === level).length)).toEqual([1, 8, 108]);
  expect(new Set(all.map((unit) => unit.slug)).size).toBe(117);
  expect(await unitRecords(t.db)).toHaveLength(117);
});

describe('search', () => {
  it.each([
    ['bang van'],
    ['BANG VAN'],
    ['Bằng Vân'],
    ['Bằng Vân'.normalize('NFD')],
    ['xã bằng vân'],
    ['  Xa Bang Van '],
    ['01942'],
  ])('finds Xã Bằng Vân by %j', async (text) => {
    expect(await names({ text })).toEqual(['Xã Bằng Vân']);
  });

  it.each([
    ['đ finds đ', 'Đồng Lạc', 'Xã Đồng Lạc'],
    ['d finds đ', 'dong lac', 'Xã Đồng Lạc'],
    ['nothing by half a code', '019', null],
    ['nothing by wild cards', '%', null],
    ['nothing by what is not there', 'Hà Nội', null],
  ])('%s', async (_what, text, name) => {
    expect((await names({ text }))[0] ?? null).toBe(name);
  });

  it('puts what matches with its tone marks first, then whole words', async () => {
    const found = await names({ text: 'Vân' });
    const marked = found.filter((name) => name.toLowerCase().includes('vân'));
    expect(found.slice(0, marked.length)).toEqual(marked);
    expect(marked.length).toBeGreaterThan(0);
    expect(found.length).toBeGreaterThan(marked.length);
  });

  it('sorts as Vietnamese lists do, and narrows by level and parent', async () => {
    const districts = await findUnits(t.db, { level: 1 });
    const sorted = districts.map(({ name }) => name).toSorted((one, other) => one.localeCompare(other, 'vi'));
    expect(districts.map(({ name }) => name)).toEqual(sorted);
    const baBe = districts.find(({ name }) => name === 'Huyện Ba Bể')!;
    const communes = await findUnits(t.db, { parent: baBe.id });
    expect(communes.length).toBeGreaterThan(10);
    expect(communes.every(({ path }) => path === 'Huyện Ba Bể, Tỉnh Bắc Kạn')).toBe(true);
    expect(await communesIn(t.db, [baBe.id])).toEqual(communes);
  });
});

describe('a territory over time', () => {
  it('is one unit under its old and its new code, name and parent', async () => {
    const [old] = await findUnits(t.db, { text: '01864' });
    expect(old).toMatchObject({ name: 'Xã Bộc Bố', path: 'Huyện Pác Nặm, Tỉnh Bắc Kạn' });
    const [baBe] = await findUnits(t.db, { text: 'Ba Bể', level: 1 });
    await inTransaction(t.db, async (tx) =>
      insertPeriod(tx, old!.id, '2025-07-01', {
        code: '01865',
        name: 'Xã Bằng Thành',
        parent: baBe!.id,
        slug: 'xa-bang-thanh-moi',
        source: 'thử',
      }),
    );
    expect(await getUnit(t.db, old!.id)).toMatchObject({
      code: '01865',
      name: 'Xã Bằng Thành',
      validFrom: '2025-07-01',
    });
    expect(await getUnit(t.db, old!.id, '2025-06-30')).toMatchObject({
      code: '01864',
      name: 'Xã Bộc Bố',
      validTo: '2025-07-01',
    });
    expect((await findUnits(t.db, { text: '01864', on: '2021-11-29' }))[0]!.id).toBe(old!.id);
    expect(await findUnits(t.db, { text: '01864', on: '2025-07-01' })).toEqual([]);
    // Without a day an old code is still found, and says until when it held.
    expect(await findUnits(t.db, { text: 'bộc bố' })).toMatchObject([{ id: old!.id, validTo: '2025-07-01' }]);
    expect(await unitPath(t.db, old!.id)).toBe('Xã Bằng Thành, Huyện Ba Bể, Tỉnh Bắc Kạn');
    await expect(getUnit(t.db, old!.id, '2000-01-01')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('may hand its code to another territory, but no two hold one at a time', async () => {
    await buildUnit(t.db, { name: 'Xã Kế Thừa', code: '99999', slug: 'ke-thua', validTo: '2025-07-01' });
    await buildUnit(t.db, { name: 'Xã Kế Thừa Mới', code: '99999', slug: 'ke-thua', validFrom: '2025-07-01' });
    expect(await names({ text: '99999', on: '2024-01-01' })).toEqual(['Xã Kế Thừa']);
    expect(await names({ text: '99999' })).toEqual(['Xã Kế Thừa Mới']);
    await expect(buildUnit(t.db, { code: '99999', validFrom: '2025-06-30' })).rejects.toThrow(/exclusion constraint/);
    await expect(buildUnit(t.db, { slug: 'ke-thua', validFrom: '2025-06-30' })).rejects.toThrow(/exclusion constraint/);
  });

  it('refuses two periods of one unit that overlap, and a parent of itself', async () => {
    const unit = await buildUnit(t.db, { name: 'Xã Một' });
    await expect(
      t.pool.query(
        `insert into unit_periods (unit_id, valid_from, name, kind, slug, source) values ($1, '2022-01-01', 'x', 'commune', 'x-1', 'x')`,
        [unit.id],
      ),
    ).rejects.toThrow(/exclusion constraint/);
    await expect(
      t.pool.query(`update unit_periods set parent_id = unit_id where unit_id = $1`, [unit.id]),
    ).rejects.toThrow(/check/);
  });
});

it('gathers villages of several units, each once', async () => {
  const commune = (await findUnits(t.db, { text: '01942' }))[0]!;
  const village = await buildUnit(t.db, { kind: 'thon', name: 'Thôn Khu Chợ', parent: commune.id });
  const above = await ancestorsOf(t.db, village.id);
  expect(above.map(({ name }) => name)).toEqual(['Thôn Khu Chợ', 'Xã Bằng Vân', 'Huyện Ngân Sơn', 'Tỉnh Bắc Kạn']);
  expect(
    await villagesIn(
      t.db,
      above.map(({ id }) => id),
    ),
  ).toEqual([village]);
});
