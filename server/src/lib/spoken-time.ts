import { localMinute, localWeekday, zoneOffset } from '@nguon/protocol/wall-clock.ts';

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');
const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];

/** "17 giờ 30", "17 giờ" on the province's clock, as people say it. */
export function spokenTime(at: Date): string {
  const minute = localMinute(at.getTime(), OFFSET);
  const rest = minute % 60;
  return `${Math.floor(minute / 60)} giờ${rest === 0 ? '' : ` ${String(rest).padStart(2, '0')}`}`;
}

/** "thứ Hai, 23/11/2026" on the province's calendar. */
export function spokenDay(at: Date): string {
  const local = new Date(at.getTime() + OFFSET * 60_000);
  const date = `${local.getUTCDate()}/${local.getUTCMonth() + 1}/${local.getUTCFullYear()}`;
  return `${WEEKDAYS[localWeekday(at.getTime(), OFFSET) - 1]}, ${date}`;
}

/** "17 giờ 30, thứ Hai, 23/11/2026" */
export function spokenInstant(at: Date): string {
  return `${spokenTime(at)}, ${spokenDay(at)}`;
}

/** "45 giây", "1 phút 30 giây", "3 giờ 12 phút": the two largest parts that are not nothing. */
export function spokenLength(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), 'giờ'],
    [Math.floor(seconds / 60) % 60, 'phút'],
    [seconds % 60, 'giây'],
  ];
  const first = parts.findIndex(([part]) => part > 0);
  if (first === -1) return '0 giây';
  const said = parts.slice(first, first + 2).filter(([part]) => part > 0);
  return said.map(([part, name]) => `${part} ${name}`).join(' ');
}

/** "25/11/2026" of a calendar day YYYY-MM-DD. */
export function writtenDay(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day}/${month}/${year}`;
}
