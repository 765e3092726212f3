import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateSeconds, normalise } from './rules.ts';

/** Sentences of the real plan, and of everyday bulletins. */
const DECISION =
  'Đến năm 2025, 100% phường, thị trấn và trên 70% xã có bảng tin điện tử công cộng.\n' +
  '(Kèm theo Quyết định số 2298/QĐ-UBND ngày 29/11/2021 của UBND tỉnh Bắc Kạn)\n' +
  '- Cấp huyện: màn hình LED, màn hình LCD;\n';
const EVERYDAY = 'Mất điện từ 7h00-11h30 ngày 15/12; gọi 0912 345 678. Học phí 1.500.000 đ, mã OTP, Đại hội XIII.';

/** Vietnamese words mixed with everything that the rules look for, and with anything at all. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'ngày tháng năm quý số TP. QL UBND XIV I V C v/v 24/7 QĐ - – / . , : % ° ° đ kg m² +84 đến\n'.split(' '),
      ),
      fc.nat(99_999_999).map(String),
      fc.nat(31).map((day) => `${day}/${day % 13}/202${day % 10}`),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(' ', '\n', 'a\u0301', 'e\u0302\u0301', '1.000', '5-7', '\u00a0', '\ud800'),
      fc.constantFrom(
        ...'½ m² ⁵ ① Ⅳ ⒈ ⑴ １２ ٣ 1️⃣ 𝟗 ㉛ T9/ Km +84 (0209) x $ ’ " điểm a) (ii) H5N1 pH Zalo Pác Phja'.split(' '),
      ),
      fc.string({ unit: fc.constantFrom(...'0123456789/-.,:hgđ%° '.split('')), maxLength: 12 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

describe('normalising any text', { timeout: 30_000 }, () => {
  it('never throws, leaves no digit, and gives the same text for the same text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const first = normalise(text);
        expect(first.text).not.toMatch(/\p{N}/u);
        expect(normalise(text)).toEqual(first);
      }),
      { numRuns: 400 },
    );
  });

  it('marks stretches of the original in order, each with what stands there', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        let last = 0;
        for (const { from, to, original } of normalise(text).spans) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(text.slice(from, to)).toBe(original);
          last = to;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 400 },
    );
  });

  it('leaves no number of any script outside the marked stretches', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        let rest = text;
        for (const { from, to } of normalise(text).spans.toReversed()) rest = rest.slice(0, from) + rest.slice(to);
        expect(rest).not.toMatch(/\p{N}/u);
      }),
      { numRuns: 400 },
    );
  });

  it('changes nothing more when it reads its own result again', () => {
    for (const text of [DECISION, EVERYDAY]) {
      const { text: spoken } = normalise(text);
      expect(normalise(spoken).text).toBe(spoken);
    }
  });

  it('gives composed and decomposed Vietnamese the same words, and marks each reader’s own text', () => {
    const decomposed = DECISION.normalize('NFD');
    const { text, spans } = normalise(decomposed);
    expect(text).toBe(normalise(DECISION).text);
    for (const { from, to, original } of spans) expect(decomposed.slice(from, to)).toBe(original);
  });

  it.each([
    ['digits', '1'.repeat(100_000)],
    ['groups', '1.111.'.repeat(16_000)],
    ['spaced groups', '1 111 '.repeat(16_000)],
    ['strokes', '1/'.repeat(50_000)],
    ['dashes', '1-2-'.repeat(25_000)],
    ['colons', '1:1'.repeat(33_000)],
    ['zeros', '0 '.repeat(50_000)],
    ['phones', '0912345678901234 '.repeat(6_000)],
    ['capitals', 'ABC'.repeat(33_000)],
    ['capitals with dashes', 'A-B&'.repeat(25_000)],
    ['numerals', 'quý I, '.repeat(14_000)],
    ['dots', '.'.repeat(100_000)],
    ['blanks', ' '.repeat(100_000)],
    ['line breaks', '\n \t'.repeat(33_000)],
    ['and so on', 'v.v '.repeat(25_000)],
    ['addresses', 'a.b@'.repeat(25_000)],
    ['marks', '\u0301'.repeat(100_000)],
    ['documents', '12/QĐ-'.repeat(16_000)],
    ['spaced documents', '12/QĐ - UBND - '.repeat(7_000)],
    ['names', 'Nguyễn Văn '.repeat(9_000)],
    ['foreign words', 'internetxyz '.repeat(8_000)],
    ['a long word', 'ngh'.repeat(33_000)],
    ['initials', 'A.B.'.repeat(25_000)],
    ['series', '5-10-'.repeat(20_000)],
    ['a long address', `www.${'khangninh'.repeat(11_000)}.vn`],
    ['degrees', "22°08'".repeat(16_000)],
    ['brackets', '(0209) '.repeat(14_000)],
    ['pictures', '📢'.repeat(50_000)],
    ['powers', '10⁵'.repeat(33_000)],
  ])('takes time in proportion to 100,000 characters of %s', (_name, text) => {
    const started = performance.now();
    normalise(text);
    expect(performance.now() - started).toBeLessThan(8000);
  });
});

describe('what the screen is told', () => {
  it('shows the spoken words beside the original, and what should be listened to', () => {
    const { spans } = normalise(EVERYDAY);
    expect(spans.map(({ original, kind, atRisk }) => [original, kind, atRisk])).toEqual([
      ['7h00-11h30', 'hour', false],
      ['15/12', 'date', false],
      ['0912 345 678', 'phone', true],
      ['1.500.000 đ', 'money', false],
      ['OTP', 'foreign', false],
      ['XIII', 'roman', false],
    ]);
  });

  it('obeys the province’s own list before every rule, as whole words, the longest first', () => {
    const pronunciations = new Map([
      ['Pác Nặm', 'Pác Nậm'],
      ['UBND', 'ủy ban'],
      ['UBND xã', 'ủy ban xã'],
    ]);
    expect(normalise('UBND xã ở Pác Nặm, UBND huyện pác nặm', { pronunciations }).text).toBe(
      'ủy ban xã ở Pác Nậm, ủy ban huyện Pác Nậm',
    );
    expect(normalise('UBNDX', { pronunciations }).text).not.toContain('ủy ban');
  });
});

describe('how long a text lasts', () => {
  it('grows with its words and pauses, and is longer when read slowly', () => {
    const { text } = normalise(DECISION);
    expect(estimateSeconds('')).toBe(0);
    expect(estimateSeconds(text + text)).toBeGreaterThan(estimateSeconds(text) * 1.8);
    expect(estimateSeconds(text, 'slow')).toBeGreaterThan(estimateSeconds(text, 'normal'));
  });

  it('is a minute for a page of some 230 words', () => {
    const page = `${'Kính mời bà con trong thôn đến nhà văn hóa họp bàn. '.repeat(21)}`;
    expect(estimateSeconds(page)).toBeGreaterThan(50);
    expect(estimateSeconds(page)).toBeLessThan(75);
  });
});
