import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpokenFormChange } from '@nguon/protocol/http/speech.ts';
import { spokenFormText } from '@nguon/protocol/spoken-form.ts';
import { spokenForm } from './spoken-form-rules.ts';
import { OFFICIAL_SAMPLES } from './testing/official-texts.ts';

const required = ({ optional }: SpokenFormChange): boolean => !optional;
const said = (text: string, accepted = required): string => spokenFormText(text, spokenForm(text).changes, accepted);
const everything = (text: string): string => said(text, () => true);

describe('official texts as an editor says them', () => {
  it.each(OFFICIAL_SAMPLES.map(({ name, written, spoken }) => [name, written, spoken] as const))(
    '%s',
    (_, written, spoken) => {
      expect(said(written)).toBe(spoken);
      expect(said(spoken)).toBe(spoken);
    },
  );

  it.each([
    'Mời đại diện các hộ gia đình thôn Mẫu 1 đến nhà văn hóa thôn lúc 19 giờ 30 tối nay để bàn việc làm đường. Đề nghị bà con đến đúng giờ.',
    'Trời rét đậm. Khi nhiệt độ dưới 12 °C, bà con không chăn thả trâu, bò (kể cả bê, nghé).',
    'CÔNG AN XÃ thông báo: bà con không đọc mã OTP cho bất kỳ ai.\nGọi 113 hoặc 0209.3870.123.',
    'Căn cứ tình hình thời tiết, bà con chủ động gặt sớm',
    'Ngày 2/9, nghỉ học.\n-5 độ ở vùng cao.\n3.500 hộ có điện.',
  ])('leaves alone what is spoken already: %s', (text) => {
    expect(spokenForm(text).changes).toEqual([]);
  });

  it('says every change with its place and its reason', () => {
    for (const { written } of OFFICIAL_SAMPLES) {
      for (const { from, to, original, why } of spokenForm(written).changes) {
        expect(written.slice(from, to)).toBe(original);
        expect(why).toMatch(/\p{Lu}.+\.$/u);
      }
    }
  });

  it('counts in text that was typed in pieces (NFD), with the places of the original', () => {
    const written = '- Tắt cầu dao;\n- Không trèo cột.'.normalize('NFD');
    const { changes } = spokenForm(written);
    expect(changes.map(({ from, to }) => written.slice(from, to))).toEqual(['- T', ';\n- K']);
    expect(spokenFormText(written, changes, required).normalize('NFC')).toBe(
      'Thứ nhất, tắt cầu dao.\nThứ hai, không trèo cột.',
    );
  });
});

describe('only when the editor agrees', () => {
  it.each([
    ['Xã có 12.345 hộ.', 'Xã có hơn 12 nghìn hộ.'],
    ['Thiệt hại 2.987.654.000 đồng.', 'Thiệt hại gần 3 tỷ đồng.'],
    ['Thu 1.234.567 đồng, chi 98.760 đồng.', 'Thu hơn 1,2 triệu đồng, chi gần 99 nghìn đồng.'],
    [
      'Theo Quyết định số 2298/QĐ-UBND ngày 29/11/2021 của UBND tỉnh, mọi thôn có loa.',
      'Theo Quyết định ngày 29/11/2021 của UBND tỉnh, mọi thôn có loa.',
    ],
    ['Theo Nghị định số 49/2024/NĐ-CP, xã có trang riêng.', 'Theo Nghị định của Chính phủ, xã có trang riêng.'],
    ['Mọi thôn có loa.\nĐiều 3. Các sở, ngành chịu trách nhiệm thi hành Quyết định này.', 'Mọi thôn có loa.'],
  ])('%s → %s', (written, spoken) => {
    expect(said(written)).toBe(written);
    expect(everything(written)).toBe(spoken);
  });

  it.each([
    'Hỗ trợ 1.500.000 đồng.',
    'Không quá 12.345 hộ.',
    'Số tài khoản 1.234.567.890.',
    'Gọi 0209.387.0123.',
    'Trên 12.345 hộ.',
  ])('never rounds %s', (text) => expect(everything(text)).toBe(text));
});

describe('what only a person can mend', () => {
  it('shows long sentences, wide tables and marks of secrecy, and leaves them as they are', () => {
    const long = `Đề nghị ${'bà con chú ý '.repeat(16)}hết.`;
    const wide = 'A\tB\tC\tD\tE\tG\n1\t2\t3\t4\t5\t6';
    const text = `MẬT\n${long}\n\n${wide}`;
    const { changes, notes } = spokenForm(text);
    expect(changes).toEqual([]);
    expect(notes.map(({ kind, from, to }) => [kind, text.slice(from, to)])).toEqual([
      ['secret', 'MẬT'],
      ['long-sentence', long],
      ['table', wide],
    ]);
  });
});

/** Parts of an office's sheet in their usual order, each there or not; the body is a mixture. */
const HEADS = OFFICIAL_SAMPLES.map(({ written }) => written.split('\n\n')[0] ?? '');
const TITLES = [
  'THÔNG BÁO\nVề việc cấp nước',
  'QUYẾT ĐỊNH\n\nVỀ VIỆC CẤP NƯỚC XÃ CAO MINH',
  'KẾ HOẠCH CẤP NƯỚC',
  'V/v cấp nước',
  'GIẤY MỜI',
];
const BASES = [
  'Căn cứ Luật Tài nguyên nước số 28/2023/QH15;',
  'Theo đề nghị của trưởng thôn.',
  'QUYẾT ĐỊNH:',
  'Kính gửi:\n- Các thôn;',
];
const BODY = [
  'Ủy ban nhân dân xã thông báo.',
  'Điều 1. Cấp nước cho 12.345 hộ (có danh sách kèm theo).',
  'I. MỤC TIÊU',
  '1. Mục tiêu chung',
  '2.1. Đầu đề',
  '- một việc;',
  '- Thời gian: 7 giờ',
  '+ Hai việc (theo Phụ lục 1),',
  '3) Ba việc./.',
  'a) bốn việc;',
  'đ) Năm việc.',
  '(Kèm theo Quyết định số 5/QĐ-UBND)',
  'Xã\tNgày\nA\t2/9\nB\t3/9',
  '- 3 -',
  '[1] Ghi chú',
  '',
  '-----',
];
const ENDS = [
  'Nơi nhận:\n- Như trên;\n- Lưu: VT.',
  'TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n(Đã ký)\nNguyễn Văn Mẫu',
  'TRƯỞNG THÔN\n\nNông Thị Mẫu',
];
const some = (parts: readonly string[], most: number) => fc.array(fc.constantFrom(...parts), { maxLength: most });
const noise = fc.string({ unit: 'grapheme', maxLength: 30 });
const officialText = fc
  .tuple(
    some(HEADS, 1),
    some(TITLES, 1),
    some(BASES, 4),
    fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...BODY) }, { weight: 1, arbitrary: noise }), {
      maxLength: 14,
    }),
    some(ENDS, 2),
  )
  .map((parts) => parts.flat().join('\n'));

describe('properties', () => {
  it('changes are in order, apart, inside the text, and change something', () => {
    fc.assert(
      fc.property(officialText, (text) => {
        let end = 0;
        for (const { from, to, original, replacement } of spokenForm(text).changes) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeLessThanOrEqual(text.length);
          expect(text.slice(from, to)).toBe(original);
          expect(replacement).not.toBe(original);
          end = to;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('making all and taking some back, one by one in any order, is making the others alone', () => {
    const withChoice = officialText.chain((text) => {
      const { changes } = spokenForm(text);
      const order = fc.shuffledSubarray(changes.map((_, index) => index));
      return fc.tuple(fc.constant(text), fc.constant(changes), order);
    });
    fc.assert(
      fc.property(withChoice, ([text, changes, undone]) => {
        const edited = new OneByOne(text, changes);
        for (const index of changes.keys()) edited.make(index);
        for (const index of undone) edited.undo(index);
        const others = spokenFormText(text, changes, (_, index) => !undone.includes(index));
        expect(edited.text.trim()).toBe(others);
        expect(spokenFormText(text, changes, () => false)).toBe(text.trim());
      }),
      { numRuns: 300 },
    );
  });

  it('finds nothing more in what it has made', () => {
    fc.assert(
      fc.property(officialText, (text) => {
        const once = said(text);
        expect(said(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, and takes time in step with the length', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void spokenForm(text)));
    // Of this process's own processor time: other programs of a busy machine do not count.
    const milliseconds = (text: string): number => {
      const began = process.cpuUsage();
      spokenForm(text);
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1000;
    };
    for (const piece of ['(', 'QUYẾT ĐỊNH\nA\n', '- a;\n', '1.234.', 'a\tb\n', '\n ', 'Căn cứ a\n', 'A. ']) {
      milliseconds(piece.repeat(1000));
      const [short, long] = [milliseconds(piece.repeat(1500)), milliseconds(piece.repeat(9000))];
      expect(long).toBeLessThan(short * 18 + 300);
    }
  });
});

/** A text edited in place, as hands do it: makes and takes back one change at a time, wherever the others have moved it. */
class OneByOne {
  text: string;
  readonly #changes: readonly SpokenFormChange[];
  readonly #made = new Set<number>();

  constructor(text: string, changes: readonly SpokenFormChange[]) {
    this.text = text;
    this.#changes = changes;
  }

  make(index: number): void {
    const change = this.#changes[index]!;
    this.#replace(index, change.original, change.replacement);
    this.#made.add(index);
  }

  undo(index: number): void {
    const change = this.#changes[index]!;
    this.#made.delete(index);
    this.#replace(index, change.replacement, change.original);
  }

  #replace(index: number, out: string, into: string): void {
    let at = this.#changes[index]!.from;
    for (const [other, { original, replacement }] of this.#changes.entries()) {
      if (other < index && this.#made.has(other)) at += replacement.length - original.length;
    }
    if (!this.text.startsWith(out, at)) throw new Error(`${JSON.stringify(out)} is not at ${at}`);
    this.text = this.text.slice(0, at) + into + this.text.slice(at + out.length);
  }
}
