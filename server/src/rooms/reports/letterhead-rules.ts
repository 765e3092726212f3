import type { Letterhead } from '@nguon/protocol/http/reports.ts';
import { localDate, zoneOffset, DAY_MS, localInstant } from '@nguon/protocol/wall-clock.ts';
import type { Block, PaperHead } from '../../lib/paper.ts';
import { writtenDay } from '../../lib/spoken-time.ts';

type SignatureBlock = Extract<Block, { kind: 'signatures' }>;

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

/**
 * The head of a paper from what the office entered.
 * @param kind letters of the kind of paper in its number, such as "BC"; null: a paper without number
 */
export function headOf(letterhead: Letterhead | null, kind: string | null): PaperHead {
  const symbol = letterhead?.symbol ?? null;
  return {
    above: letterhead?.above ?? [],
    name: letterhead?.name ?? [],
    numbered: kind !== null,
    symbol: kind === null ? null : `${kind}-${symbol ?? '……'}`,
    place: letterhead?.place ?? null,
  };
}

/** Those who sign: whoever made the paper on the left, the office's signer on the right; no name is put there. */
export function signatures(letterhead: Letterhead | null, makers: readonly string[]): SignatureBlock {
  const titles = letterhead?.signerTitles ?? [];
  return {
    kind: 'signatures',
    columns: [
      // Alone, the office signs on the right.
      ...(makers.length === 0 ? [{ titles: [] }] : []),
      ...makers.map((maker) => ({ titles: [maker], note: '(Ký, ghi rõ họ tên)' })),
      { titles: titles.length > 0 ? titles : ['……………………'], note: '(Ký, ghi rõ họ tên, đóng dấu)' },
    ],
  };
}

/** "Tháng 11 năm 2026" of a whole month, "Ngày 23/11/2026", else "Từ ngày 1/11/2026 đến ngày 15/11/2026". */
export function periodWords({ from, to }: { from: string; to: string }): string {
  const [year, month, day] = from.split('-').map(Number);
  const isMonth = day === 1 && from.slice(0, 7) === to.slice(0, 7) && dayAfter(to).endsWith('-01');
  if (isMonth) return `Tháng ${month} năm ${year}`;
  if (from === to) return `Ngày ${writtenDay(from)}`;
  return `Từ ngày ${writtenDay(from)} đến ngày ${writtenDay(to)}`;
}

/** The calendar day after a day (YYYY-MM-DD). */
export function dayAfter(date: string): string {
  return localDate(localInstant(date, 0, OFFSET) + DAY_MS, OFFSET);
}

/** Days of a period, both ends included; 0 or less when it ends before it begins. */
export function daysIn({ from, to }: { from: string; to: string }): number {
  return Math.round((localInstant(to, 0, OFFSET) - localInstant(from, 0, OFFSET)) / DAY_MS) + 1;
}
