import { spellInteger } from './numbers.ts';
import { capitalised, uncapitalised } from './spoken-form-lines.ts';
import type { Item } from './spoken-form-lists.ts';

/** First words of an office's name: they keep their capital in a sentence. */
const NAMES = new Set(['Ủy', 'Uỷ', 'Sở', 'Đảng', 'Nhà', 'Quốc', 'Chính', 'Bộ', 'Mặt']);

/** What is said for the marker of an item. */
export function spokenMarker({ role, count, depth }: Item): string {
  if (role !== 'counted' || depth > 1) return '';
  if (depth === 1) return `${capitalised(spellInteger(String(count)))} là, `;
  return `Thứ ${count === 1 ? 'nhất' : count === 4 ? 'tư' : spellInteger(String(count))}, `;
}

/** An item's first letters as they stand inside a sentence: small, unless a name or letters begin it. */
export function insideSentence(text: string): string {
  const [first = '', second = ''] = /^([\p{L}\p{M}]+)(?:\s+([\p{L}\p{M}]+))?/u.exec(text)?.slice(1) ?? [];
  const isName = NAMES.has(first) || /^\p{Lu}\p{L}*\p{Lu}/u.test(first) || /^\p{Lu}/u.test(second);
  return isName || first === '' ? text : uncapitalised(text);
}
