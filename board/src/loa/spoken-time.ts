import { localDate, localTimeOfDay, localWeekday, zoneOffset } from '@nguon/protocol/wall-clock.ts';

const OFFSET = zoneOffset('Asia/Ho_Chi_Minh');
const DAYS = ['', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];

/** Time of day as people say it: "17 giờ 30", "5 giờ". @param at UTC epoch milliseconds */
export function spokenTime(at: number): string {
  const minutes = Math.floor(localTimeOfDay(at, OFFSET) / 60_000);
  const rest = minutes % 60;
  const hour = `${Math.floor(minutes / 60)} giờ`;
  return rest === 0 ? hour : `${hour} ${String(rest).padStart(2, '0')}`;
}

/** Time and day: "17 giờ 30, thứ Tư 25/11"; the day is left out when it is the day of `now`. */
export function spokenMoment(at: number, now: number): string {
  const day = localDate(at, OFFSET);
  if (day === localDate(now, OFFSET)) return spokenTime(at);
  const [, month, date] = day.split('-').map(Number);
  return `${spokenTime(at)}, ${DAYS[localWeekday(at, OFFSET)]} ${date}/${month}`;
}

/** A clock face: "17:30:05". */
export function clockFace(at: number): string {
  return new Date(localTimeOfDay(at, OFFSET)).toISOString().slice(11, 19);
}

/** Length as "1 phút 30 giây", "45 giây". */
export function spokenLength(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const rest = `${seconds % 60} giây`;
  return minutes === 0 ? rest : `${minutes} phút ${rest}`;
}
