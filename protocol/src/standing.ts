import { z } from 'zod';
import type { TemplateContent } from './http/templates.ts';
import { Id, Instant, LocalTime, Sha256 } from './primitives.ts';
import { sessionMs, type Request, type Slot } from './request.ts';
import { fillTemplate, templateFault } from './template.ts';
import { DAY_MS, localDate, localTimeOfDay, zoneOffset } from './wall-clock.ts';

/** Terms of a standing approval: where, within which hours of the day, how long one session, how many sessions a day. */
export const StandingTerms = z.strictObject({
  /** Units in which it may be heard, each with all below it; sorted. */
  places: z.array(Id).min(1).max(50),
  hours: z.strictObject({ from: LocalTime, to: LocalTime }),
  /** Length of one session, every reading counted. */
  longestSeconds: z.int().min(10).max(600),
  /** Sessions a day, of all that is filled under it together. */
  perDay: z.int().min(1).max(20),
});
export type StandingTerms = z.infer<typeof StandingTerms>;

/**
 * duyệt sẵn: a commune leader approves beforehand whatever is filled into one state of a template, within terms and until a date. Signed by
 * an enrolled phone (typ `nguon-standing+jws`); the signer holds every item to it by itself. `revision` is the hash of the template's whole
 * content: its words, its blanks and their kinds.
 */
export const StandingApproval = z.strictObject({
  v: z.literal(1),
  kind: z.literal('template'),
  id: Id,
  approver: Id,
  /** The commune in whose name it speaks. */
  unit: Id,
  template: Id,
  revision: Sha256,
  ...StandingTerms.shape,
  from: Instant,
  until: Instant,
});
export type StandingApproval = z.infer<typeof StandingApproval>;

/** Longest time for which a template is approved beforehand: half a year, so that whoever leads looks at it again twice a year. */
export const LONGEST_STANDING_DAYS = 184;

/** Why terms cannot be approved for a template. */
export type TermsFault = 'template' | 'class' | 'hours' | 'too-long' | 'period';
/** Why something cannot go out by a standing approval. */
export type StandingFault =
  | 'unit'
  | 'class'
  | 'kind'
  | 'words'
  | 'place'
  | 'too-long'
  | 'sound-too-long'
  | 'hours'
  | 'period'
  | 'ended'
  | 'per-day';

/** Something filled that is to go out by a standing approval. */
export interface Filling {
  standing: Omit<StandingApproval, 'v' | 'kind' | 'id' | 'approver'>;
  content: TemplateContent;
  values: Readonly<Record<string, string>>;
  request: Request;
}

/** What the judgement of a filling rests on besides itself. */
export interface FillingFacts {
  /** UTC epoch milliseconds. */
  now: number;
  /** Whether a place is a unit, or lies below it. */
  isWithin(place: string, unit: string): boolean;
  /** Sessions under the same approval on a local day (YYYY-MM-DD), this filling's not counted. */
  sessionsOn(day: string): number;
}

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

/** Why a template may not be approved beforehand on these terms, or null: normal class alone, and never wider than the template's own bounds. */
export function termsFault(
  { hours, longestSeconds, from, until }: Pick<StandingApproval, 'hours' | 'longestSeconds' | 'from' | 'until'>,
  content: TemplateContent,
  longestDays = LONGEST_STANDING_DAYS,
): TermsFault | null {
  if (templateFault(content) !== null) return 'template';
  if (content.class !== 'normal') return 'class';
  const own = content.hours;
  if (hours.from >= hours.to || (own && (hours.from < own.from || hours.to > own.to))) return 'hours';
  if (longestSeconds > content.longestSeconds) return 'too-long';
  const life = Date.parse(until) - Date.parse(from);
  return life > 0 && life <= longestDays * DAY_MS ? null : 'period';
}

/**
 * Why a request is not what a standing approval covers, or null: exactly the template's words with right values, one Vietnamese sound no longer
 * than such words can take, in its places, hours and period, within its count. The server asks to explain, the signer to refuse.
 */
export function standingFault(filling: Filling, facts: FillingFacts): StandingFault | null {
  const { standing, request } = filling;
  if (request.unit !== standing.unit) return 'unit';
  if (request.class !== 'normal') return 'class';
  if (request.parts !== undefined || request.screen.picture !== null) return 'kind';
  if (!request.targets.every((target) => standing.places.some((place) => facts.isWithin(target, place))))
    return 'place';
  return wordsFault(filling) ?? soundFault(filling) ?? timesFault(filling, facts);
}

function wordsFault({ content, values, request }: Filling): StandingFault | null {
  const filled = fillTemplate(content, values);
  return filled?.title === request.screen.title && filled.text === request.screen.text ? null : 'words';
}

function soundFault({ standing, request }: Filling): StandingFault | null {
  const [sound, ...more] = request.sounds;
  if (more.length > 0 || (sound && sound.language !== 'vi')) return 'kind';
  if (sessionMs(request) > standing.longestSeconds * 1000) return 'too-long';
  return sound && sound.durationMs > spokenAtMostMs(request.screen.text) ? 'sound-too-long' : null;
}

function timesFault({ standing, content, values, request }: Filling, facts: FillingFacts): StandingFault | null {
  const endsAt = fillTemplate(content, values)?.endsAt ?? null;
  const slots = sessionsOf(request, facts.now);
  for (const slot of slots) {
    const fault = sessionFault(standing, slot);
    if (fault !== null) return fault;
    if (endsAt !== null && Date.parse(slot.at) >= endsAt) return 'ended';
  }
  const over = Object.entries(countByDay(slots)).some(([day, own]) => facts.sessionsOn(day) + own > standing.perDay);
  return over ? 'per-day' : null;
}

/** Whether the whole time in which a session may be heard lies in a standing approval's hours of one day, and in its period. */
export function sessionFault(
  { hours, from, until }: Pick<StandingApproval, 'hours' | 'from' | 'until'>,
  slot: Slot,
): 'hours' | 'period' | null {
  const [begins, ends] = [Date.parse(slot.at), Date.parse(slot.until)];
  if (begins < Date.parse(from) || ends > Date.parse(until)) return 'period';
  const sameDay = localDate(begins, OFFSET) === localDate(ends, OFFSET);
  const fits =
    sameDay &&
    localTimeOfDay(begins, OFFSET) >= sinceMidnight(hours.from) &&
    localTimeOfDay(ends, OFFSET) <= sinceMidnight(hours.to);
  return fits ? null : 'hours';
}

/** Sessions of a request; "now" is one, from this instant. */
export function sessionsOf({ times }: Pick<Request, 'times'>, now: number): readonly Slot[] {
  if (times.kind === 'slots') return times.slots;
  return [{ at: new Date(now).toISOString(), until: new Date(now + times.windowMs).toISOString() }];
}

/** Sessions by local day. */
export function countByDay(slots: readonly Slot[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { at } of slots) {
    const day = localDate(Date.parse(at), OFFSET);
    counts[day] = (counts[day] ?? 0) + 1;
  }
  return counts;
}

/** Slowest reading of a syllable, and of a digit said by itself, with its share of the pauses between sentences. */
const SLOWEST_MS = 700;
/** Silence at both ends, and a short word that is spelt out. */
const ROOM_MS = 4_000;

/**
 * The longest that these words can take when a machine reads them slowly, in milliseconds. A sound that is longer says something else. Digits
 * count twice: 25 is "hai mươi lăm".
 */
export function spokenAtMostMs(text: string): number {
  const digits = text.match(/\d/g)?.length ?? 0;
  const words = text.split(/[\s,.;:/()-]+/).filter((word) => /\p{L}/u.test(word)).length;
  return ROOM_MS + SLOWEST_MS * (words + 2 * digits);
}

/** Milliseconds from local midnight to a time HH:MM. */
function sinceMidnight(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;
}
