import { spellDigits } from './numbers.ts';
import { type Cursor, END, type Reading, lastWord, matchAt } from './reading.ts';

/** Domestic numbers (0209 3870 123, 0912.345.678) and +84 ones; where one ends is counted below. */
const PHONE = new RegExp(`(?:\\+84[ .-]?|0)\\d{1,11}(?:[ .-]\\d{1,4}){0,6}${END}`, 'uy');
/** 1800 and 1900 services. */
const SERVICE = new RegExp(`1[89]00[ .-]?\\d{2,4}(?:[ .-]?\\d{2,4})?${END}`, 'uy');
/** 111 children, 112 rescue, 113 police, 114 fire, 115 ambulance. */
const EMERGENCY = new RegExp(`11[1-5]${END}(?![.,/]\\d)`, 'uy');
const CALLS = new Set(['gọi', 'số', 'nóng', 'thoại', 'máy', 'báo', 'hoặc', 'đài']);
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
    const plus = written.startsWith('+') ? 'cộng ' : '';
    const groups = written.split(/[ .-]/);
    const spoken = (groups.length > 1 ? groups : breath(written.replace('+', ''))).map(spellDigits).join(', ');
    return { length: written.length, spoken: plus + spoken, kind: 'phone', atRisk: true };
  }
  const emergency = matchAt(EMERGENCY, cursor);
  if (!emergency || !CALLS.has(lastWord(cursor))) return undefined;
  return { length: 3, spoken: spellDigits(emergency[0]), kind: 'phone' };
}

/** The groups from the left that make a whole number: ten digits, eleven for a fixed line (02…), one more after +84. */
function wholePhone(written: string): string | undefined {
  const international = written.startsWith('+84');
  const fixed = /^(?:\+84[ .-]?|0)2/.test(written);
  const wanted = (fixed ? 11 : 10) + (international ? 1 : 0);
  const groups = written.match(/[ .-]?\+?\d+/g) ?? [];
  for (let count = 1; count <= groups.length; count += 1) {
    const part = groups.slice(0, count).join('');
    const digits = part.replaceAll(/\D/g, '').length;
    if (digits === wanted || (fixed && digits === wanted - 1 && count === groups.length)) return part;
  }
  return undefined;
}

/** Four, three, three for ten digits; else threes. */
function breath(digits: string): string[] {
  const pattern = digits.length === 10 ? /^\d{4}|\d{3}/g : /\d{1,3}/g;
  return digits.match(pattern) ?? [digits];
}

/** Identity, account and other long numbers that name something and count nothing. */
export function readIdentity(cursor: Cursor): Reading | undefined {
  const match = matchAt(LONG, cursor);
  if (!match) return undefined;
  const named = cursor.words.slice(-3).some((word) => IDENTITY_WORDS.has(word));
  MONEY_FOLLOWS.lastIndex = cursor.at + match[0].length;
  const amount = MONEY_FOLLOWS.test(cursor.text);
  const long = match[0].length >= 9 || match[0].startsWith('0');
  if (amount || (!named && !long)) return undefined;
  const spoken = breath(match[0]).map(spellDigits).join(', ');
  return { length: match[0].length, spoken, kind: 'identity', atRisk: true };
}
