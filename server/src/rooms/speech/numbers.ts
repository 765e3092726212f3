/** Reading numbers in Vietnamese words. Northern usage of radio: nghìn, linh, tư after tens, mốt, lăm. */

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const GROUPS = ['', 'nghìn', 'triệu', 'tỷ', 'nghìn tỷ', 'triệu tỷ'] as const;
/** More digits than this nobody grasps as a number: they are read one by one. */
const MOST_DIGITS = GROUPS.length * 3;

const digit = (character: string): string => DIGITS[Number(character)] ?? '';

/** Digits one by one: "113" is "một một ba". Anything but digits is passed over. */
export function spellDigits(text: string): string {
  return Array.from(text, digit).filter(Boolean).join(' ');
}

/**
 * A whole number in words.
 *
 * @param digits decimal digits without separators; leading zeros count for nothing
 */
export function spellInteger(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, '');
  if (plain.length > MOST_DIGITS) return spellDigits(plain);
  if (plain === '0') return digit('0');
  const groups = plain.padStart(Math.ceil(plain.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const words = groups.map((group, index) => {
    if (group === '000') return '';
    const name = GROUPS[groups.length - 1 - index] ?? '';
    return `${spellGroup(group, index === 0)} ${name}`.trim();
  });
  return words.filter(Boolean).join(' ');
}

/** Three digits; after a higher group the hundreds are always said: "một nghìn không trăm linh năm". */
function spellGroup(group: string, first: boolean): string {
  const [hundreds = '0', tens = '0', units = '0'] = group;
  const words: string[] = [];
  if (hundreds !== '0' || !first) words.push(`${digit(hundreds)} trăm`);
  if (tens === '0' && units !== '0' && words.length > 0) words.push('linh');
  if (tens === '1') words.push('mười');
  else if (tens !== '0') words.push(`${digit(tens)} mươi`);
  if (units !== '0') words.push(spellUnits(tens, units));
  return words.join(' ');
}

function spellUnits(tens: string, units: string): string {
  if (units === '5' && tens !== '0') return 'lăm';
  if (tens === '0' || tens === '1') return digit(units);
  if (units === '1') return 'mốt';
  return units === '4' ? 'tư' : digit(units);
}

/** A number as Vietnamese text writes it: dots between thousands, a comma before decimals ("1.234,5"). */
export function spellNumber(written: string): string {
  const english = /^\d{1,3}(?:,\d{3}){2,}$/.test(written);
  const [whole = '', decimals] = english
    ? [written.replaceAll(',', '')]
    : written.replaceAll(/[. \u00a0]/g, '').split(',');
  return decimals === undefined ? spellInteger(whole) : `${spellInteger(whole)} phẩy ${spellDecimals(decimals)}`;
}

/** "3,5" phẩy năm, "3,14" phẩy mười bốn, "0,05" phẩy không năm. */
function spellDecimals(decimals: string): string {
  return decimals.startsWith('0') || decimals.length > 3 ? spellDigits(decimals) : spellInteger(decimals);
}

const ROMAN_VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
const ROMAN = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;

/** Value of a well-formed Roman numeral in capitals, or undefined. */
export function romanValue(text: string): number | undefined {
  if (text === '' || !ROMAN.test(text)) return undefined;
  const values = Array.from(text, (letter) => ROMAN_VALUES[letter] ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}
