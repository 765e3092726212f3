import { z } from 'zod';
import { Id, Instant, Language, LocalDate } from '../primitives.ts';
import { Genre, Origin, Part } from './bulletins.ts';

const Line = z.string().trim().min(1).max(120);

/** Head and foot of an office's papers; what is not entered is printed as a dotted line. */
export const Letterhead = z.object({
  above: z.array(Line).max(3),
  name: z.array(Line).max(3),
  /** "UBND" in "Số: …/BC-UBND". */
  symbol: z.string().trim().min(1).max(30).nullable(),
  place: z.string().trim().min(1).max(60).nullable(),
  /** TM., KT., TL. and the office of whoever signs, a line each. */
  signerTitles: z.array(Line).max(4),
});
export type Letterhead = z.infer<typeof Letterhead>;

/** Days of a book or report, both ends included. */
export const PeriodQuery = z.object({ from: LocalDate, to: LocalDate });

export const LogSource = z.enum([...Origin.options, 'relay']);

/** A line of the log book by hand. */
export const LogEntryBody = z.object({
  /** Station or place in words; null: the commune's loudspeakers. */
  station: z.string().trim().min(1).max(200).nullable().default(null),
  from: Instant,
  until: Instant,
  content: z.string().trim().min(1).max(500),
  source: LogSource.default('own'),
  language: Language.nullable().default('vi'),
  reader: z.string().trim().min(1).max(200).nullable().default(null),
  approver: z.string().trim().min(1).max(200).nullable().default(null),
  reason: z.string().trim().min(1).max(500).describe('Why it is written by hand'),
  /** The line that this one puts right. */
  corrects: Id.nullable().default(null),
  /** The corrected line was a mistake: nothing was on the air. */
  cancels: z.boolean().default(false),
});
export type LogEntryBody = z.infer<typeof LogEntryBody>;

/** A line of sổ nhật ký phát thanh in the words that are printed. */
export const LogRow = z.object({
  key: z.string(),
  day: z.string(),
  hours: z.string(),
  content: z.string(),
  length: z.string(),
  source: z.string(),
  language: z.string(),
  readers: z.string(),
  approvers: z.string(),
  speakers: z.string(),
  trouble: z.string(),
  /** Of a line by hand: what it was written with; null for what the loudspeakers said themselves. */
  entry: LogEntryBody.extend({ id: Id, authorName: z.string(), madeAt: Instant }).nullable(),
});
export type LogRow = z.infer<typeof LogRow>;

export const LogBook = z.object({
  unit: Id,
  unitName: z.string(),
  from: LocalDate,
  to: LocalDate,
  rows: z.array(LogRow),
  /** One sentence with the sums. */
  sums: z.string(),
  mayWrite: z.boolean(),
});
export type LogBook = z.infer<typeof LogBook>;

export const RoyaltyRateBody = z.object({
  part: Part,
  genre: Genre.nullable(),
  per: z.enum(['item', 'minute']),
  dong: z.int().min(1).max(100_000_000),
  validFrom: LocalDate,
  /** Decision that sets it, as it is cited. */
  source: z.string().trim().min(3).max(300),
});
export const RoyaltyRate = RoyaltyRateBody.extend({
  id: Id,
  unit: Id,
  unitName: z.string(),
  validTo: LocalDate.nullable(),
});
export type RoyaltyRate = z.infer<typeof RoyaltyRate>;
export const RoyaltyRates = z.object({ items: z.array(RoyaltyRate), mayEdit: z.boolean() });
export type RoyaltyRates = z.infer<typeof RoyaltyRates>;
export const RateEnd = z.object({ validTo: LocalDate });

export const SheetQuery = z.object({
  size: z.enum(['a4', 'a3']).default('a4'),
  place: Id.optional().describe('Commune whose page the QR leads to'),
});
export const TimetablePaperQuery = z.object({
  span: z.enum(['week', 'month']).default('week'),
  from: LocalDate,
  size: z.enum(['a4', 'a3']).default('a4'),
});
