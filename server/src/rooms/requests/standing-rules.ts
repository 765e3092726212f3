import type { StandingState } from '@nguon/protocol/http/standing.ts';
import type { StandingFault, StandingTerms, TermsFault } from '@nguon/protocol/standing.ts';
import { DAY_MS, localDate, localMinute, zoneOffset } from '@nguon/protocol/wall-clock.ts';
import { Problem } from '../../lib/problem.ts';
import { writtenDay } from '../../lib/spoken-time.ts';

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');

/** Hour of the evening from which leaders are told what was filled; the last sessions of most communes begin at 17:00. */
const TOLD_FROM_MINUTE = 19 * 60;

type Terms = Pick<StandingTerms, 'hours' | 'longestSeconds' | 'perDay'> & { until: string };

/** A reason in both languages of the screens. */
export interface Reason {
  vi: string;
  en: string;
}

/** Why something filled does not go out by a standing approval. */
export function reasonOf(fault: StandingFault | 'not-machine', terms: Terms): Reason {
  const { hours, longestSeconds, perDay, until } = terms;
  const within = `${hours.from}–${hours.to}`;
  const day = writtenDay(lastDayOf(until));
  const words: Readonly<Record<typeof fault, [vi: string, en: string]>> = {
    unit: ['mẫu được duyệt cho xã khác', 'it was approved for another commune'],
    class: ['chỉ dùng cho bản tin thông thường', 'only for normal bulletins'],
    kind: [
      'chỉ gồm lời và một giọng đọc tiếng Việt, không kèm ảnh',
      'words and one Vietnamese voice alone, no picture',
    ],
    words: ['lời đã khác mẫu', 'the words are no longer those of the template'],
    place: ['có nơi phát ngoài các địa bàn đã duyệt', 'a place lies outside those approved'],
    'too-long': [`dài quá ${longestSeconds} giây mỗi lượt`, `a session is longer than ${longestSeconds} seconds`],
    'sound-too-long': ['tiếng dài hơn lời của mẫu', 'the sound is longer than such words take'],
    hours: [`cả khung phát phải nằm trong ${within}`, `the whole slot must lie within ${within}`],
    period: [`chỉ duyệt sẵn đến hết ngày ${day}`, `it was approved until the end of ${day}`],
    ended: ['việc trong tin đã qua vào giờ phát', 'what it tells of is over by then'],
    'per-day': [`đã đủ ${perDay} lượt phát trong ngày`, `${perDay} sessions of that day are used`],
    'not-machine': ['tiếng phải là giọng máy đọc đúng lời của mẫu', 'only machine speech of the very words'],
  };
  const [vi, en] = words[fault];
  return { vi, en };
}

/** Why a template may not be approved beforehand on some terms. */
export function refusalOfTerms(fault: TermsFault): Problem {
  const words: Readonly<Record<TermsFault, string>> = {
    template: 'mẫu có lỗi / the template is at fault',
    class: 'chỉ duyệt sẵn mẫu của bản tin thông thường / only templates of normal bulletins',
    hours:
      "giờ kết thúc phải sau giờ bắt đầu và nằm trong giờ của mẫu / hours must lie in order, within the template's own",
    'too-long': 'dài hơn mức của mẫu / longer than the template allows',
    period: 'duyệt sẵn nhiều nhất nửa năm, từ hôm nay / half a year at most, from today',
  };
  return new Problem('standing-not-allowed', { reason: words[fault] });
}

/** What decides how a standing approval stands. */
export interface StandingFacts {
  /** The template says what it said then, and is in use. */
  current: boolean;
  approved: boolean;
  closed: boolean;
  declined: boolean;
  until: Date;
}

/** State as a reader sees it. What was closed stays so; a changed template makes the rest void. */
export function standingState(facts: StandingFacts, now: Date): StandingState {
  if (facts.declined) return 'declined';
  if (!facts.current) return 'void';
  if (facts.closed) return 'withdrawn';
  if (now >= facts.until) return 'over';
  return facts.approved ? 'standing' : 'asked';
}

/** The local day whose evening this is, when leaders are to be told; null before. */
export function eveningOf(now: Date): string | null {
  return localMinute(now.getTime(), OFFSET) >= TOLD_FROM_MINUTE ? localDate(now.getTime(), OFFSET) : null;
}

/** The end of a local day, as an instant. @throws RangeError for no real day */
export function endOfDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS - OFFSET * 60_000).toISOString();
}

/** The last local day (YYYY-MM-DD) of a period that ends at an instant. */
export function lastDayOf(until: string): string {
  return localDate(Date.parse(until) - 1, OFFSET);
}

/** Titles that are named in a message; the rest is counted. */
const NAMED = 3;

/** The SMS of an evening: what was filled, and where to hear and stop it. */
export function digestText(items: readonly { title: string; when: string }[], url: string): string {
  const named = items.slice(0, NAMED).map(({ title, when }) => `${title} (${when})`);
  const more = items.length - named.length;
  const rest = more > 0 ? ` và ${more} tin nữa` : '';
  return `Có ${items.length} bản tin phát theo mẫu ông/bà đã duyệt sẵn: ${named.join('; ')}${rest}. Nghe lại, dừng phát: ${url}`;
}
