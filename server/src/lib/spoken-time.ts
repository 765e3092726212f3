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
