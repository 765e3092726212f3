import type { InlineChange } from './spoken-form-inline.ts';

const LONG_NUMBER = /(?<![\p{L}\d.,/-])([1-9]\d{0,2}(?:\.\d{3}){1,4})(?:,\d{1,3})?(?![\d./-]*\d)/gu;
/** After these the number is a threshold, or rounded already, or no quantity at all. */
const KEEP_AFTER =
  /(?:khoảng|gần|hơn|trên|dưới|tối đa|tối thiểu|ít nhất|nhiều nhất|không quá|không dưới|đủ|tài khoản|số|mã|thẻ|điện thoại|biển|giá|phí|mức)\s*:?\s*$/iu;
const SCALES = [
  { size: 1e9, name: 'tỷ' },
  { size: 1e6, name: 'triệu' },
  { size: 1e3, name: 'nghìn' },
] as const;

/** Long numbers as people tell them: 12.345 hộ is "hơn 12 nghìn hộ", 2.987.654.000 đồng "gần 3 tỷ đồng". Only when the editor agrees. */
export function rounded(text: string): InlineChange[] {
  return [...text.matchAll(LONG_NUMBER)].flatMap((match) => {
    const from = match.index;
    const value = Number((match[1] ?? '').replaceAll('.', ''));
    const spoken = roundedWords(value);
    if (spoken === undefined || KEEP_AFTER.test(text.slice(Math.max(0, from - 16), from))) return [];
    const why = 'Số dài khó nhớ khi nghe; làm tròn nếu bạn đồng ý.';
    return [{ kind: 'rounding', from, to: from + match[0].length, replacement: spoken, why, optional: true } as const];
  });
}

/** Two figures that count, with the side on which the true number lies; undefined when it is short enough as it is. */
function roundedWords(value: number): string | undefined {
  const scale = SCALES.find(({ size }) => value >= size);
  if (!scale || value < 10_000) return undefined;
  const exact = value / scale.size;
  if (/^\d{1,3}(?:\.\d)?$/.test(String(exact))) return undefined;
  const figures = exact < 10 ? Math.round(exact * 10) / 10 : Math.round(exact);
  return `${figures > exact ? 'gần' : 'hơn'} ${String(figures).replace('.', ',')} ${scale.name}`;
}
