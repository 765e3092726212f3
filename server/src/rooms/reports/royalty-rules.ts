import type { RoyaltyRate } from '@nguon/protocol/http/reports.ts';

type Rate = RoyaltyRate & { depth: number };

/** Something that somebody did, to be paid. */
export interface PaidPart {
  name: string;
  part: Rate['part'];
  title: string;
  genre: NonNullable<Rate['genre']>;
  /** Day of its first airing, YYYY-MM-DD. */
  day: string;
  durationMs: number;
}

/** The same with what is paid for it; null where nobody entered a rate. */
export interface PaidLine extends PaidPart {
  rate: Rate | null;
  dong: number | null;
}

/**
 * The rate that counts: of those that hold on the day the one of the nearest unit, and there the genre's own before the one for all genres.
 */
export function rateFor(
  rates: readonly Rate[],
  { part, genre, day }: Pick<PaidPart, 'part' | 'genre' | 'day'>,
): Rate | null {
  const holding = rates.filter(
    (rate) =>
      rate.part === part &&
      (rate.genre === null || rate.genre === genre) &&
      rate.validFrom <= day &&
      (rate.validTo === null || day < rate.validTo),
  );
  return (
    holding.toSorted((a, b) => a.depth - b.depth || Number(a.genre === null) - Number(b.genre === null))[0] ?? null
  );
}

/** Amount in đồng: for each item, or for each minute of sound that was begun. */
export function amountOf({ per, dong }: Pick<Rate, 'per' | 'dong'>, durationMs: number): number {
  return per === 'item' ? dong : dong * Math.ceil(durationMs / 60_000);
}

/** Lines of a bảng kê by person, then by day. */
export function paidLines(parts: readonly PaidPart[], rates: readonly Rate[]): PaidLine[] {
  const lines = parts.map((part) => {
    const rate = rateFor(rates, part);
    return { ...part, rate, dong: rate && amountOf(rate, part.durationMs) };
  });
  return lines.toSorted(
    (a, b) => a.name.localeCompare(b.name, 'vi') || a.day.localeCompare(b.day) || a.title.localeCompare(b.title, 'vi'),
  );
}
