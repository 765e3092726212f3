/** In the order in which they are told apart: most browsers name others too. */
const BROWSERS: readonly [RegExp, string][] = [
  [/Zalo/i, 'Zalo'],
  [/coc_coc_browser/i, 'Cốc Cốc'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox\/|FxiOS/, 'Firefox'],
  [/Chrome\/|CriOS/, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Macintosh/, 'Mac'],
  [/Linux|X11/, 'Linux'],
];

/** Browser and system of a user-agent text, as people call them; null for what is not known. */
export function browserWords(device: string): { browser: string | null; system: string | null } {
  const find = (list: readonly [RegExp, string][]): string | null =>
    list.find(([pattern]) => pattern.test(device))?.[1] ?? null;
  return { browser: find(BROWSERS), system: find(SYSTEMS) };
}
