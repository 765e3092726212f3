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
  'cm³': 'xăng ti mét khối',
  cm3: 'xăng ti mét khối',
  km: 'ki lô mét',
  Km: 'ki lô mét',
  dm: 'đề xi mét',
  cm: 'xăng ti mét',
  mm: 'mi li mét',
  nm: 'na nô mét',
  µm: 'mi crô mét',
  μm: 'mi crô mét',
  m: 'mét',
  ha: 'héc ta',
  Ha: 'héc ta',
  kg: 'ki lô gam',
  Kg: 'ki lô gam',
  KG: 'ki lô gam',
  mg: 'mi li gam',
  mcg: 'mi crô gam',
  µg: 'mi crô gam',
  μg: 'mi crô gam',
  g: 'gam',
  gr: 'gam',
  lít: 'lít',
  ml: 'mi li lít',
  mL: 'mi li lít',
  l: 'lít',
  kWh: 'ki lô oát giờ',
  kwh: 'ki lô oát giờ',
  KWh: 'ki lô oát giờ',
  MWh: 'mê ga oát giờ',
  kW: 'ki lô oát',
  kw: 'ki lô oát',
  MW: 'mê ga oát',
  MWp: 'mê ga oát',
  kVA: 'ki lô vôn am pe',
  kV: 'ki lô vôn',
  W: 'oát',
  V: 'vôn',
  Hz: 'héc',
  MHz: 'mê ga héc',
  kHz: 'ki lô héc',
  GHz: 'ghi ga héc',
  KB: 'ki lô bai',
  GB: 'ghi ga bai',
  TB: 'tê ra bai',
  MB: 'mê ga bai',
  Mbps: 'mê ga bít một giây',
  Gbps: 'ghi ga bít một giây',
  dB: 'đề xi ben',
  hPa: 'héc tô pát can',
  mmHg: 'mi li mét thủy ngân',
  kcal: 'ki lô ca lo',
  HP: 'mã lực',
  CV: 'mã lực',
  '°C': 'độ xê',
  '° C': 'độ xê',
  '℃': 'độ xê',
  ºC: 'độ xê',
  oC: 'độ xê',
  '0C': 'độ xê',
  'độ C': 'độ xê',
  '°': 'độ',
  º: 'độ',
  h: 'giờ',
  "'": 'phút',
  '’': 'phút',
  '′': 'phút',
  "''": 'giây',
  '″': 'giây',
  s: 'giây',
};

const MONEY: Readonly<Record<string, string>> = {
  VNĐ: 'đồng',
  VND: 'đồng',
  vnđ: 'đồng',
  vnd: 'đồng',
  VNd: 'đồng',
  đ: 'đồng',
  '₫': 'đồng',
  'tr.đ': 'triệu đồng',
  trđ: 'triệu đồng',
  trđồng: 'triệu đồng',
  tr: 'triệu',
  k: 'nghìn',
  USD: 'đô la Mỹ',
  $: 'đô la',
  EUR: 'ơ rô',
  '€': 'ơ rô',
};

const PERCENT: Readonly<Record<string, string>> = { '%': 'phần trăm', '‰': 'phần nghìn' };

/** What a rate may be given per, besides the measures: "5 kg/con/ngày". */
const COUNTERS =
  'con người hộ ngày đêm tháng quý năm tuần giờ phút giây lần suất cây buồng lớp xã thôn bản sào tấn tạ yến đồng chiếc trẻ cháu bao lọ liều mũi chai gói viên hộp thùng bát mét vụ lứa lượt ca phiên buổi xe phòng bàn tiết khóa đợt tổ gốc khẩu mẫu sổ thẻ tiếng cốc thìa đội cụm máy trạm nhóm đoàn kỳ vòng trận câu bài trang điểm chuồng ao bể can túi cặp bộ đôi tàu ván'
    .split(' ')
    .concat(
      'học sinh',
      'nhân khẩu',
      'trường hợp',
      'đại biểu',
      'cơ sở',
      'đơn vị',
      'thuê bao',
      'sản phẩm',
      'đầu người',
      'công trình',
      'mô hình',
      'gia đình',
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
export const PER_PATTERN = escaped(new Set([...UNITS.keys(), ...COUNTERS]));
/** Units that are said also where no number stands before them: "(m²)", "đồng/kWh", "đơn giá: đ/kg". */
export const LONE_UNIT_PATTERN = escaped(
  [...UNITS.keys()].filter(
    (name) => /^\p{L}{2,}[²³23]?$|^m[²³23]$/u.test(name) && !/^(?:tr|gr|lít|TB|KB|CV|HP)$/.test(name),
  ),
);
