import { DAY_MS, localDate, localInstant, localMinute, localWeekday, zoneOffset } from '@nguon/protocol/wall-clock.ts';

/** Languages of the screens. */
export type Tongue = 'vi' | 'en';
/** An instant as the wire writes it, or as milliseconds since 1970. */
export type When = string | number;

/** The province's clock, whatever zone this computer believes in. */
const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');
const MINUTE = 60_000;
const WEEKDAYS: Record<Tongue, readonly string[]> = {
  vi: ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const NEAR_DAYS: Record<Tongue, Record<number, string>> = {
  vi: { [-1]: 'hôm qua', 0: 'hôm nay', 1: 'ngày mai' },
  en: { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' },
};

/** Milliseconds since 1970 of either form. */
export function toMs(at: When): number {
  return typeof at === 'number' ? at : Date.parse(at);
}

/** "17 giờ 30", "17 giờ"; English "17:30". */
export function spokenTime(at: When, tongue: Tongue = 'vi'): string {
  const minute = localMinute(toMs(at), OFFSET);
  const [hours, rest] = [Math.floor(minute / 60), String(minute % 60).padStart(2, '0')];
  if (tongue === 'en') return `${String(hours).padStart(2, '0')}:${rest}`;
  return rest === '00' ? `${hours} giờ` : `${hours} giờ ${rest}`;
}

/** "thứ Tư 25/11" */
export function spokenDay(at: When, tongue: Tongue = 'vi'): string {
  const [, month, day] = localDate(toMs(at), OFFSET).split('-').map(Number);
  return `${WEEKDAYS[tongue][localWeekday(toMs(at), OFFSET) - 1]} ${day}/${month}`;
}

/** "hôm nay", "ngày mai", "hôm qua", else "thứ Tư 25/11". */
export function nearDay(at: When, now: number, tongue: Tongue = 'vi'): string {
  return NEAR_DAYS[tongue][dayNumber(toMs(at)) - dayNumber(now)] ?? spokenDay(at, tongue);
}

/** "Hôm nay, thứ Tư 25/11", "Thứ Bảy 28/11": a day as a heading. */
export function dayTitle(at: When, now: number, tongue: Tongue = 'vi'): string {
  const near = nearDay(at, now, tongue);
  const day = spokenDay(at, tongue);
  const words = near === day ? day : `${near}, ${day}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "17 giờ 30 hôm nay", "17 giờ 30, thứ Tư 25/11". */
export function spokenMoment(at: When, now: number, tongue: Tongue = 'vi'): string {
  const near = NEAR_DAYS[tongue][dayNumber(toMs(at)) - dayNumber(now)];
  return near === undefined
    ? `${spokenTime(at, tongue)}, ${spokenDay(at, tongue)}`
    : `${spokenTime(at, tongue)} ${near}`;
}

/** "45 giây", "1 phút 30 giây", "3 giờ 12 phút": the two largest parts that are not nothing. */
export function spokenLength(ms: number, tongue: Tongue = 'vi'): string {
  const names = tongue === 'vi' ? ['ngày', 'giờ', 'phút', 'giây'] : ['d', 'h', 'min', 's'];
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  const first = parts.findIndex((part) => part > 0);
  if (first === -1) return `0 ${names[3]}`;
  return [first, first + 1]
    .filter((index) => (parts[index] ?? 0) > 0)
    .map((index) => `${parts[index]} ${names[index]}`)
    .join(' ');
}

/** "còn 6 phút" until an instant; null when it has come. Minutes are rounded down: nobody is told of time that is not there. */
export function timeLeft(at: When, now: number, tongue: Tongue = 'vi'): string | null {
  const left = toMs(at) - now;
  if (left <= 0) return null;
  const said = left < MINUTE ? left : Math.floor(left / MINUTE) * MINUTE;
  return tongue === 'vi' ? `còn ${spokenLength(said)}` : `${spokenLength(said, 'en')} left`;
}

/** "1:05" as a player shows it. */
export function clockReading(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "nhanh 3 giờ 12 phút" of a clock that is not that of the world; null when they agree within a second. */
export function offsetWords(ms: number, tongue: Tongue = 'vi'): string | null {
  if (Math.abs(ms) < 1000) return null;
  const side = tongue === 'vi' ? ['nhanh', 'chậm'] : ['fast by', 'slow by'];
  return `${ms > 0 ? side[0] : side[1]} ${spokenLength(Math.abs(ms), tongue)}`;
}

/** "thứ Tư, 25/11/2026" of an instant: a day that may be far. */
export function writtenDay(at: When, tongue: Tongue = 'vi'): string {
  return `${WEEKDAYS[tongue][localWeekday(toMs(at), OFFSET) - 1]}, ${writtenDate(dayOf(at))}`;
}

/** "29/11/2021" of a calendar day YYYY-MM-DD. */
export function writtenDate(date: string): string {
  const [year, month, day] = date.split('-');
  return `${day}/${month}/${year}`;
}

/** "21 giờ", "5 giờ 30" of a time of day HH:MM. */
export function spokenClock(clock: string, tongue: Tongue = 'vi'): string {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return spokenTime((hours * 60 + minutes - OFFSET) * MINUTE, tongue);
}

/** Minutes since midnight on the province's clock. */
export function minuteOfDay(at: When): number {
  return localMinute(toMs(at), OFFSET);
}

/** Calendar day YYYY-MM-DD of the province at an instant. */
export function dayOf(at: When): string {
  return localDate(toMs(at), OFFSET);
}

/** A calendar day some days later (or earlier). */
export function addDays(date: string, days: number): string {
  return dayOf(localInstant(date, 0, OFFSET) + days * DAY_MS);
}

/** The last instant of a calendar day of the province, as the wire writes it. */
export function endOfDay(date: string): string {
  return new Date(localInstant(date, 1440, OFFSET) - 1).toISOString();
}

/** The instant at which a clock of the province shows HH:MM on a calendar day, as the wire writes it. */
export function instantOf(date: string, clock: string): string {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return new Date(localInstant(date, hours * 60 + minutes, OFFSET)).toISOString();
}

function dayNumber(ms: number): number {
  return Math.floor((ms + OFFSET * MINUTE) / DAY_MS);
}
