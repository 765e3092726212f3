import type { Slot } from '@nguon/protocol/request.ts';
import { DAY_MS, localDate, localInstant, localWeekday } from '@nguon/protocol/wall-clock.ts';

/** A weekly slot as a rule: ISO weekdays, minutes of the local day. */
export interface WeeklySlot {
  id: string;
  /** The unit whose timetable it is. */
  unit: string;
  kind: 'bulletins' | 'relay';
  title: string;
  weekdays: readonly number[];
  fromMinute: number;
  toMinute: number;
  stream: string | null;
}

/** A weekly slot on one day; instants are UTC epoch milliseconds. */
export interface DatedSlot {
  slot: WeeklySlot;
  at: number;
  until: number;
}

/** Days that a programme reaches ahead (product.md B5). */
export const PROGRAMME_DAYS = 30;

/** A programme is made anew when it is older, so that it stays younger than the stale time by days (default 72 h). */
export const REFRESH_AFTER_MS = 20 * 3_600_000;

/** Bytes of requests that one programme carries: far below what devices take. What is cut is the oldest without sound ahead. */
const MOST_BYTES = 2_500_000;

/** As many of the first items as fit into a programme. @param sizes bytes of each */
export function fitting(sizes: readonly number[]): number {
  let sum = 0;
  const over = sizes.findIndex((size) => (sum += size) > MOST_BYTES);
  return over === -1 ? sizes.length : over;
}

/** How long a device is told of a stopped order, so that it can tell "stopped" from "never heard of". */
export const STOPPED_MEMORY_MS = 3 * DAY_MS;

/** Slots that begin in [from, to), by time, then title. `offset` is minutes ahead of UTC. */
export function slotsBetween(weekly: readonly WeeklySlot[], from: number, to: number, offset: number): DatedSlot[] {
  const dated: DatedSlot[] = [];
  for (let day = from; localDate(day, offset) <= localDate(to, offset); day += DAY_MS) {
    for (const slot of weekly) {
      if (!slot.weekdays.includes(localWeekday(day, offset))) continue;
      const at = localInstant(localDate(day, offset), slot.fromMinute, offset);
      if (at >= from && at < to)
        dated.push({ slot, at, until: localInstant(localDate(day, offset), slot.toMinute, offset) });
    }
  }
  return dated.toSorted((a, b) => a.at - b.at || a.slot.title.localeCompare(b.slot.title));
}

/** The slot that starts exactly then, for bulletins; of two, the longer one. */
export function bulletinSlotAt(weekly: readonly WeeklySlot[], at: number, offset: number): DatedSlot | null {
  const candidates = slotsBetween(weekly, at, at + 1, offset).filter((dated) => dated.slot.kind === 'bulletins');
  return candidates.toSorted((a, b) => b.until - a.until)[0] ?? null;
}

/** Whether a slot has a minute in quiet hours (minutes of the local day; from > to spans midnight, equal means none). */
export function touchesQuiet(
  { fromMinute, toMinute }: Pick<WeeklySlot, 'fromMinute' | 'toMinute'>,
  quietFrom: number,
  quietTo: number,
): boolean {
  if (quietFrom === quietTo) return false;
  const overlaps = (from: number, to: number): boolean => fromMinute < to && toMinute > from;
  return quietFrom < quietTo ? overlaps(quietFrom, quietTo) : overlaps(quietFrom, 1440) || overlaps(0, quietTo);
}

/** Common window of one start over the timetables of all targets: the earliest end; null when any of them has no slot then. */
export function commonSlot(found: readonly (DatedSlot | null)[]): Slot | null {
  const all = found.filter((dated) => dated !== null);
  const first = all[0];
  if (!first || all.length !== found.length) return null;
  const until = Math.min(...all.map((dated) => dated.until));
  return { at: new Date(first.at).toISOString(), until: new Date(until).toISOString() };
}

/** Slots of an order: those requested, or for "Phát ngay" the one that begins at the last approval; null when that came too late. */
export function orderSlots(
  times: { kind: 'slots'; slots: Slot[] } | { kind: 'now'; windowMs: number; notAfter: string },
  lastApprovalAt: Date,
): Slot[] | null {
  if (times.kind === 'slots') return times.slots;
  if (lastApprovalAt.getTime() > Date.parse(times.notAfter)) return null;
  return [
    { at: lastApprovalAt.toISOString(), until: new Date(lastApprovalAt.getTime() + times.windowMs).toISOString() },
  ];
}

/** Splits "HH:MM" or "HH:MM:SS" into minutes of the day. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Minutes of the day as "HH:MM". */
export function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Which of its villages an order reached, from the receipts of their speakers. */
export type VillageState = 'reached' | 'playing' | 'received' | 'interrupted' | 'not-played' | 'waiting' | 'no-speaker';

const BEST_FIRST: readonly VillageState[] = [
  'reached',
  'playing',
  'interrupted',
  'not-played',
  'received',
  'waiting',
  'no-speaker',
];

/** State of a village: that of the speaker that did best. */
export function villageState(speakers: readonly VillageState[]): VillageState {
  return BEST_FIRST.find((state) => speakers.includes(state)) ?? 'no-speaker';
}

const STATE_OF_KIND: Readonly<Record<string, VillageState>> = {
  finished: 'reached',
  playing: 'playing',
  interrupted: 'interrupted',
  'not-played': 'not-played',
  expired: 'not-played',
  ready: 'received',
  received: 'received',
};

/** State of one speaker from the last receipt that says something of an occurrence; null where there is none yet. */
export function speakerState(kind: string | null): VillageState {
  return (kind === null ? undefined : STATE_OF_KIND[kind]) ?? 'waiting';
}

const REASONS: Readonly<Record<string, string>> = {
  conflict: 'trùng giờ với bản tin khác',
  'quiet-hours': 'đã đến giờ không phát',
  'too-long': 'bản tin dài quá mức cho phép',
  expired: 'bản tin đã hết hạn',
  stale: 'loa mất liên lạc quá lâu',
  missed: 'loa không hoạt động lúc đó',
  stopped: 'đã có người dừng phát',
  'untrusted-clock': 'đồng hồ của loa chưa đúng',
  'audio-missing': 'chưa tải được âm thanh',
  'audio-altered': 'âm thanh tải về không khớp bản đã duyệt',
  'player-failed': 'bộ phát của loa bị lỗi',
  'stream-failed': 'không tiếp âm được',
  'higher-class': 'nhường bản tin ưu tiên cao hơn',
  killed: 'loa mất điện hoặc khởi động lại',
};

/** Why a speaker did not play, as the end of a sentence: ": trùng giờ với bản tin khác"; empty when no reason is known. */
export function reasonText(reason: string | null | undefined): string {
  const text = reason ? REASONS[reason] : undefined;
  return text === undefined ? '' : `: ${text}`;
}

const REFUSALS: Readonly<Record<string, string>> = {
  'quiet-hours': 'rơi vào giờ không phát',
  'too-long': 'bản tin dài quá mức cho phép',
  expired: 'bản tin đã hết hạn',
  stopped: 'đã được dừng phát trước đó',
  'outside-territory': 'địa bàn không thuộc phạm vi của người duyệt',
  'approver-unknown': 'người duyệt chưa có trong sổ đăng ký người duyệt',
  'approvals-missing': 'chưa đủ bước duyệt',
  'not-listened': 'người duyệt chưa nghe hết',
};

/** Why the signer did not let an order on the air, as the end of a sentence. */
export function refusalText(reason: string | null): string {
  return (reason === null ? undefined : REFUSALS[reason]) ?? 'bộ phận ký từ chối, hỏi kỹ thuật viên';
}
