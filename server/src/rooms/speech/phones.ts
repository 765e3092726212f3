import { spellDigits } from './numbers.ts';
import { type Cursor, END, type Reading, lastWord, matchAt } from './reading.ts';

/** Domestic numbers (0209 3870 123, 0912.345.678) and +84 ones; where one ends is counted below. */
const PHONE = new RegExp(`(?:\\(?\\+84\\)?[ .-]?|0)\\d{1,11}(?:[ .-]\\d{1,8}){0,6}${END}`, 'uy');
/** (0209) 3870 123: the town's number in brackets. */
const BRACKETED = /\((0\d{2,3})\)[ .-]?(\d{3,4}(?:[ .-]?\d{3,4}){0,2})(?!\d)/uy;
/** 1800 and 1900 services. */
const SERVICE = new RegExp(`1[89]00[ .-]?\\d{2,4}(?:[ .-]?\\d{2,4})?${END}`, 'uy');
/** 111 children, 112 rescue, 113 police, 114 fire, 115 ambulance. */
const EMERGENCY = new RegExp(`11[1-5]${END}(?![.,/]\\d)`, 'uy');
const CALLS = new Set(['gọi', 'số', 'nóng', 'thoại', 'máy', 'báo', 'hoặc', 'đài', 'gia', 'dây', 'em', 'cứu']);
const BEFORE_SERVICES = new Set(['tổng đài', 'đầu số', 'tin gửi', 'tin đến', 'tin tới', 'gửi đến', 'gửi tới']);
/** +84 24, +375: how the numbers of a country or a town begin. */
const PREFIX = new RegExp(`\\+(\\d{1,3})(?: (\\d{1,4}))?${END}`, 'uy');
const PREFIX_WORDS = new Set(['đầu', 'số', 'máy', 'gọi']);
/** Short numbers of services, after "tổng đài", "đầu số": digit by digit. */
const SHORT_SERVICE = new RegExp(`\\d{3,6}${END}(?![.,/]\\d)`, 'uy');
/** 1234 5678 9012, 001 234 567 890: groups of an identity or account number. */
const GROUPED = new RegExp(`\\d{3,4}(?:[ .-]\\d{3,6}){2,4}${END}`, 'uy');
/** Long plain runs: identity (12), old identity (9), account and insurance numbers. */
const LONG = new RegExp(`\\d{6,}${END}`, 'uy');
const IDENTITY_WORDS = new Set(
  'cccd cmnd cước dân khoản danh mã số thẻ bhyt bhxh mst thuế stk điện thoại sđt zalo'.split(' '),
);
const MONEY_FOLLOWS = /[ \u00a0]?(?:đồng|đ|₫|vnđ|vnd|triệu|tỷ|nghìn)(?!\p{L})/iuy;

/** Telephone numbers, digit by digit with a breath between the groups as written (or four, three, three). */
export function readPhone(cursor: Cursor): Reading | undefined {
  const written = wholePhone(matchAt(PHONE, cursor)?.[0] ?? '') ?? matchAt(SERVICE, cursor)?.[0];
  if (written) {
    const plus = written.includes('+') ? 'cộng ' : '';
    const groups = written
      .replaceAll(/[()]/g, '')
      .replace(/^(\+84|1[89]00)(?=\d)/, '$1 ')
      .split(/[ .-]/);
    const spoken = (groups.length > 1 ? groups.flatMap(shortGroups) : breath(written)).map(spellDigits).join(', ');
    return { length: written.length, spoken: plus + spoken, kind: 'phone', atRisk: true };
  }
  return readBracketed(cursor) ?? readPrefix(cursor) ?? readShortPhone(cursor);
}

function readPrefix(cursor: Cursor): Reading | undefined {
  const called = cursor.lastKind === 'phone' || cursor.words.slice(-3).some((word) => PREFIX_WORDS.has(word));
  const match = called ? matchAt(PREFIX, cursor) : undefined;
  if (!match) return undefined;
  const groups = match.slice(1).filter((group) => group !== undefined);
  return { length: match[0].length, spoken: ` cộng ${groups.map(spellDigits).join(', ')}`, kind: 'phone' };
}

function readBracketed(cursor: Cursor): Reading | undefined {
  const match = matchAt(BRACKETED, cursor);
  if (!match) return undefined;
  const [whole, town = '', number = ''] = match;
  const groups = [town, ...(/[ .-]/.test(number) ? number.split(/[ .-]/) : breath(number))];
  return { length: whole.length, spoken: ` ${groups.map(spellDigits).join(', ')}`, kind: 'phone', atRisk: true };
}

/** 113 after "gọi" and in a list with other numbers; 1022, 156 after "tổng đài", "đầu số". */
function readShortPhone(cursor: Cursor): Reading | undefined {
  const emergency = matchAt(EMERGENCY, cursor);
  if (emergency && (CALLS.has(lastWord(cursor)) || cursor.lastKind === 'phone')) {
    return { length: 3, spoken: spellDigits(emergency[0]), kind: 'phone' };
  }
  const [before = '', last = ''] = cursor.words.slice(-2);
  const listed = cursor.lastKind === 'phone' && (last === 'hoặc' || last === 'và');
  const service = listed || BEFORE_SERVICES.has(`${before} ${last}`);
  const match = service ? matchAt(SHORT_SERVICE, cursor) : undefined;
  return match && { length: match[0].length, spoken: spellDigits(match[0]), kind: 'phone' };
}

/** The groups from the left that make a whole number: ten digits, eleven for a fixed line (02…), one more after +84. */
function wholePhone(written: string): string | undefined {
  const international = written.includes('+84');
  const fixed = /^(?:\(?\+84\)?[ .-]?|0)2/.test(written);
  const wanted = (fixed ? 11 : 10) + (international ? 1 : 0);
  const groups = written.match(/[ .-]?[(+]*\d+\)?/g) ?? [];
  for (let count = 1; count <= groups.length; count += 1) {
    const part = groups.slice(0, count).join('');
    const digits = part.replaceAll(/\D/g, '').length;
    if (digits === wanted || (fixed && digits === wanted - 1 && count === groups.length)) return part;
  }
  return undefined;
}

/** A group as written, or in breaths when it is longer than anybody keeps in mind. */
const shortGroups = (group: string): string[] => (group.length > 4 ? breath(group) : [group]);

/** Digits of a number in the groups that people say: a mobile's four, three, three; threes where there is no custom. */
const CUSTOM: Readonly<Record<number, RegExp>> = {
  7: /^\d{3}|\d{4}/g,
  10: /^\d{4}|\d{3}/g,
  11: /^\d{4}|\d{4}|\d{3}/g,
  13: /\d{4}$|\d{3}/g,
};

function breath(digits: string): string[] {
  return digits.match(CUSTOM[digits.length] ?? /\d{1,3}/g) ?? [digits];
}

/** Identity, account and other long numbers that name something and count nothing. */
export function readIdentity(cursor: Cursor): Reading | undefined {
  const named = cursor.words.slice(-3).some((word) => IDENTITY_WORDS.has(word));
  const grouped = named ? matchAt(GROUPED, cursor)?.[0] : undefined;
  if (grouped && isIdentity(grouped, cursor)) {
    const spoken = grouped.split(/[ .-]/).map(spellDigits).join(', ');
    return { length: grouped.length, spoken, kind: 'identity', atRisk: true };
  }
  const match = matchAt(LONG, cursor);
  if (!match) return undefined;
  MONEY_FOLLOWS.lastIndex = cursor.at + match[0].length;
  const amount = MONEY_FOLLOWS.test(cursor.text);
  const long = match[0].length >= 9 || match[0].startsWith('0');
  if (amount || (!named && !long)) return undefined;
  const spoken = breath(match[0]).map(spellDigits).join(', ');
  return { length: match[0].length, spoken, kind: 'identity', atRisk: true };
}

/** Nine digits or more that no money follows and that are no thousands. */
function isIdentity(grouped: string, { text, at }: Cursor): boolean {
  MONEY_FOLLOWS.lastIndex = at + grouped.length;
  return (
    grouped.replaceAll(/\D/g, '').length >= 9 &&
    !MONEY_FOLLOWS.test(text) &&
    !/^[1-9]\d{0,2}(?:\.\d{3})+$/.test(grouped)
  );
}
