/** What stands after a number and how it is said. Longest first where one begins another. */
const MEASURES: Readonly<Record<string, string>> = {
  'km/h': 'ki lô mét một giờ',
  'km/giờ': 'ki lô mét một giờ',
  'm/s': 'mét một giây',
  'm³/s': 'mét khối một giây',
  'm3/s': 'mét khối một giây',
  'km²': 'ki lô mét vuông',
  km2: 'ki lô mét vuông',
  'm²': 'mét vuông',
  m2: 'mét vuông',
  'm³': 'mét khối',
  m3: 'mét khối',
  'cm²': 'xăng ti mét vuông',
  cm2: 'xăng ti mét vuông',
  km: 'ki lô mét',
  cm: 'xăng ti mét',
  mm: 'mi li mét',
  m: 'mét',
  ha: 'héc ta',
  kg: 'ki lô gam',
  mg: 'mi li gam',
  g: 'gam',
  lít: 'lít',
  ml: 'mi li lít',
  l: 'lít',
  kWh: 'ki lô oát giờ',
  kW: 'ki lô oát',
  MW: 'mê ga oát',
  kV: 'ki lô vôn',
  W: 'oát',
  V: 'vôn',
  MHz: 'mê ga héc',
  kHz: 'ki lô héc',
  GB: 'ghi ga bai',
  MB: 'mê ga bai',
  dB: 'đề xi ben',
  '°C': 'độ xê',
  '℃': 'độ xê',
  ºC: 'độ xê',
  oC: 'độ xê',
  '0C': 'độ xê',
  '°': 'độ',
};

const MONEY: Readonly<Record<string, string>> = {
  VNĐ: 'đồng',
  VND: 'đồng',
  vnđ: 'đồng',
  đ: 'đồng',
  '₫': 'đồng',
  'tr.đ': 'triệu đồng',
  trđ: 'triệu đồng',
  tr: 'triệu',
  k: 'nghìn',
  USD: 'đô la Mỹ',
  $: 'đô la',
};

const PERCENT: Readonly<Record<string, string>> = { '%': 'phần trăm', '‰': 'phần nghìn' };

/** What a rate may be given per, besides the measures: "5 kg/con/ngày". */
const COUNTERS =
  'con người hộ ngày đêm tháng quý năm tuần giờ phút lần suất cây buồng lớp xã thôn bản sào tấn tạ yến đồng chiếc học sinh trẻ cháu'.split(
    ' ',
  );

export type UnitKind = 'unit' | 'money' | 'percent';

const UNITS = new Map<string, { spoken: string; kind: UnitKind }>([
  ...Object.entries(MEASURES).map(([name, spoken]) => [name, { spoken, kind: 'unit' }] as const),
  ...Object.entries(MONEY).map(([name, spoken]) => [name, { spoken, kind: 'money' }] as const),
  ...Object.entries(PERCENT).map(([name, spoken]) => [name, { spoken, kind: 'percent' }] as const),
]);

/** How a unit is said and what it makes of the number before it. */
export function unitNamed(name: string): { spoken: string; kind: UnitKind } | undefined {
  return UNITS.get(name);
}

/** What is said for the part after a stroke: "kg/ha" is "một héc ta". */
export function perSpoken(name: string): string {
  return `một ${UNITS.get(name)?.spoken ?? name}`;
}

const escaped = (names: Iterable<string>): string =>
  [...names]
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[.$]/g, String.raw`\$&`))
    .join('|');

/** A unit after a number, as a piece of a pattern. */
export const UNIT_PATTERN = escaped(UNITS.keys());
/** What may stand after the stroke of a rate, as a piece of a pattern. */
export const PER_PATTERN = escaped([...UNITS.keys(), ...COUNTERS]);
