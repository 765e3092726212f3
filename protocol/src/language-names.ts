const NAMES: Readonly<Record<string, string>> = {
  vi: 'tiếng Việt',
  tyz: 'tiếng Tày',
  nut: 'tiếng Nùng',
  ium: 'tiếng Dao',
  mji: 'tiếng Dao',
  hmn: 'tiếng Mông',
  hmv: 'tiếng Mông',
  hnj: 'tiếng Mông',
  mww: 'tiếng Mông',
  zxx: 'nhạc',
};

/** The languages besides Vietnamese that are spoken in the province, as the desk offers them. */
export const MINORITY_LANGUAGES = ['tyz', 'nut', 'ium', 'hmn'] as const;

/** "tiếng Tày" of a BCP 47 tag; a tag that is not among the province's languages stays as it is. */
export function languageName(tag: string): string {
  return NAMES[tag] ?? tag;
}
