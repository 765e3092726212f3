/**
 * What a demo or test folder says on every page, so that nobody takes it for the real thing; null in production.
 * @param house kind of the data folder, and the day of the map it shows (YYYY-MM-DD)
 */
export function bannerOf(house: { folder: 'production' | 'demo' | 'test'; mapDate: string | null }): string | null {
  if (house.folder === 'production') return null;
  const what = house.folder === 'demo' ? 'Tỉnh mẫu, dữ liệu minh họa' : 'Hệ thống thử nghiệm';
  return house.mapDate === null
    ? `${what}.`
    : `${what}; địa bàn theo ngày ${house.mapDate.split('-').toReversed().join('/')}.`;
}
