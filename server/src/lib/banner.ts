import { spokenInstant } from './spoken-time.ts';

/**
 * What a demo or test folder says on every page, so that nobody takes it for the real thing; null in production. Where its clock is not the
 * machine's, it says what its clock shows.
 * @param house kind of the data folder, and the day of the map it shows (YYYY-MM-DD) @param clock the project's
 */
export function bannerOf(
  house: { folder: 'production' | 'demo' | 'test'; mapDate: string | null },
  clock: { offsetMs: number; now(): Date },
): string | null {
  if (house.folder === 'production') return null;
  const what = house.folder === 'demo' ? 'Tỉnh mẫu, dữ liệu minh họa' : 'Hệ thống thử nghiệm';
  const map = house.mapDate === null ? [] : [`địa bàn theo ngày ${house.mapDate.split('-').toReversed().join('/')}`];
  const time = clock.offsetMs === 0 ? [] : [`đồng hồ của hệ thống này: ${spokenInstant(clock.now())}`];
  return `${[what, ...map, ...time].join('; ')}.`;
}
