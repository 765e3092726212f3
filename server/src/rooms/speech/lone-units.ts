import { spellInteger } from './numbers.ts';
import { type Cursor, END, type Reading, lastWord, matchAt } from './reading.ts';
import { LONE_UNIT_PATTERN, PER_PATTERN, perSpoken, unitNamed } from './units.ts';

const LONE = new RegExp(`(${LONE_UNIT_PATTERN})((?:/(?:${PER_PATTERN})${END}){0,3})${END}`, 'uy');
const DONG = new RegExp(`đ((?:/(?:${PER_PATTERN})${END}){0,3})${END}`, 'uy');
/** Km12+500, Km 88: a place on a road. */
const CHAINAGE = /[Kk]m[ \u00a0]?(\d{1,4})(?:[ \u00a0]?\+[ \u00a0]?(\d{1,4}))?(?![\p{L}\p{N}])/uy;
/** "công suất (W)": the head of a table's column. */
const BRACKETED = /\p{L}{1,4}[²³]?(?=\))/uy;
const MAGNITUDES = new Set(['triệu', 'tỷ', 'tỉ', 'nghìn', 'ngàn', 'trăm']);
const FIRST = /[a-zđµμA-Z]/;

/** Units without a number of digits before them, and kilometre marks. */
export function readLoneUnit(cursor: Cursor): Reading | undefined {
  const { text, at } = cursor;
  if (!FIRST.test(text[at] ?? '') || /\p{L}/u.test(text[at - 1] ?? '')) return undefined;
  const mark = matchAt(CHAINAGE, cursor);
  if (mark) {
    const metres = mark[2] === undefined ? '' : ` cộng ${spellInteger(mark[2])}`;
    return { length: mark[0].length, spoken: `ki lô mét ${spellInteger(mark[1] ?? '')}${metres}`, kind: 'unit' };
  }
  const dong = matchAt(DONG, cursor);
  if (dong && (dong[1] || MAGNITUDES.has(lastWord(cursor)))) return said(dong[0], 'đ', dong[1] ?? '');
  const bracketed = text[at - 1] === '(' ? matchAt(BRACKETED, cursor)?.[0] : undefined;
  if (bracketed && unitNamed(bracketed)) return said(bracketed, bracketed, '');
  const lone = matchAt(LONE, cursor);
  return lone && said(lone[0], lone[1] ?? '', lone[2] ?? '');
}

function said(whole: string, name: string, rates: string): Reading {
  const { spoken = name, kind = 'unit' } = unitNamed(name) ?? {};
  const per = rates.split('/').filter(Boolean).map(perSpoken);
  return { length: whole.length, spoken: [spoken, ...per].join(' '), kind };
}
