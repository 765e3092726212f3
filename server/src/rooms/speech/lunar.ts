import { spellInteger } from './numbers.ts';
import type { Cursor } from './reading.ts';

const LUNAR_FOLLOWS = /[ \u00a0]?(?:\(?âm lịch|\(?Âm lịch|\(?ÂL(?![\p{L}]))/uy;

/**
 * A day of the lunar year as people say it, when the text says that it is one: the first ten days are "mùng", the first
 * month Giêng (a bare "tháng một" is the eleventh to the old), the last Chạp. Undefined for a day of the common calendar.
 *
 * @param length of the date at the cursor
 */
export function spellLunarDay(
  { text, at }: Cursor,
  length: number,
  day: string,
  monthDigits: string,
): string | undefined {
  LUNAR_FOLLOWS.lastIndex = at + length;
  if (!LUNAR_FOLLOWS.test(text)) return undefined;
  const said = /mùng|mồng/iu.test(text.slice(Math.max(0, at - 5), at));
  const early = Number(day) <= 10 && !said ? 'mùng ' : '';
  return `${early}${spellInteger(day)} tháng ${lunarMonth(Number(monthDigits))}`;
}

function lunarMonth(month: number): string {
  if (month === 1) return 'Giêng';
  if (month === 12) return 'Chạp';
  return month === 4 ? 'tư' : spellInteger(String(month));
}
