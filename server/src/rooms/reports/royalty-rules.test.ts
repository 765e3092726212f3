import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountOf, paidLines, rateFor } from './royalty-rules.ts';

type Rate = Parameters<typeof rateFor>[0][number];

const build = (change: Partial<Rate> = {}): Rate => ({
  id: '00000000-0000-4000-8000-000000000001',
  unit: '00000000-0000-4000-8000-000000000002',
  unitName: 'Xã Khang Ninh',
  part: 'reader',
  genre: null,
  per: 'item',
  dong: 20_000,
  validFrom: '2026-01-01',
  validTo: null,
  source: 'Quyết định mẫu',
  depth: 0,
  ...change,
});
const work = { part: 'reader', genre: 'news', day: '2026-11-23' } as const;

describe('the rate that counts', () => {
  it.each([
    ['none without any', [], null],
    ['none for another part', [build({ part: 'author' })], null],
    ['none for another genre', [build({ genre: 'song' })], null],
    ['none before its first day', [build({ validFrom: '2026-11-24' })], null],
    ['none from the day on which it ends', [build({ validTo: '2026-11-23' })], null],
    ['that of its first day', [build({ validFrom: '2026-11-23' })], 20_000],
    ['that of the genre before that of all', [build(), build({ genre: 'news', dong: 30_000 })], 30_000],
    ['that of the nearest unit', [build({ depth: 1, genre: 'news', dong: 1 }), build({ dong: 5 })], 5],
  ] as const)('is %s', (_name, rates, dong) => {
    expect(rateFor(rates, work)?.dong ?? null).toBe(dong);
  });

  it('is paid for each item, or each minute that was begun', () => {
    expect(amountOf({ per: 'item', dong: 20_000 }, 599_000)).toBe(20_000);
    expect(amountOf({ per: 'minute', dong: 3_000 }, 60_000)).toBe(3_000);
    expect(amountOf({ per: 'minute', dong: 3_000 }, 60_001)).toBe(6_000);
  });

  it('leaves no work out, and pays nothing where nobody entered a rate', () => {
    const part = fc.record({
      name: fc.constantFrom('Lỗ Thị Mẫu', 'Đặng Văn Mẫu'),
      part: fc.constantFrom('reader' as const, 'author' as const),
      title: fc.string(),
      genre: fc.constantFrom('news' as const, 'song' as const),
      day: fc.constantFrom('2026-11-01', '2026-11-30'),
      durationMs: fc.nat(600_000),
    });
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const lines = paidLines(parts, [build({ per: 'minute', genre: 'news' })]);
        expect(lines).toHaveLength(parts.length);
        for (const line of lines) {
          const paid = line.part === 'reader' && line.genre === 'news';
          expect(line.dong).toBe(paid ? 20_000 * Math.ceil(line.durationMs / 60_000) : null);
        }
      }),
    );
  });
});
