/** Names of letters as people say them when they spell ("u bê nờ dê"). */
const NAMES: Readonly<Record<string, string>> = {
  A: 'a',
  Ă: 'á',
  Â: 'ớ',
  B: 'bê',
  C: 'xê',
  D: 'dê',
  Đ: 'đê',
  E: 'e',
  Ê: 'ê',
  F: 'ép',
  G: 'giê',
  H: 'hát',
  I: 'i',
  J: 'gi',
  K: 'ca',
  L: 'lờ',
  M: 'mờ',
  N: 'nờ',
  O: 'ô',
  Ô: 'ô',
  Ơ: 'ơ',
  P: 'pê',
  Q: 'quy',
  R: 'rờ',
  S: 'ét',
  T: 'tê',
  U: 'u',
  Ư: 'ư',
  V: 'vê',
  W: 'vê kép',
  X: 'ích',
  Y: 'i dài',
  Z: 'dét',
};

/** Letters one by one by their names; what has no name is passed over. */
export function spellLetters(text: string): string {
  return Array.from(text.toUpperCase(), (letter) => NAMES[letter] ?? '')
    .filter(Boolean)
    .join(' ');
}

const ONSET = '(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđfghjklmnpqrstvwxz])?';
const NUCLEUS = '[aăâeêioôơuưy]{1,3}';
const CODA = '(?:ch|ng|nh|[ckmnpt])?';
const SYLLABLES = new RegExp(`^(?:${ONSET}${NUCLEUS}${CODA}){1,4}$`);

/** Whether letters can be said as a word, tone marks aside: a heading's BAN or TRONG, also ZALO, but not OTP. */
export function isSayable(word: string): boolean {
  const bare = word
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300\u0301\u0303\u0309\u0323]/g, '')
    .normalize('NFC');
  return bare.length <= 12 && SYLLABLES.test(bare);
}
