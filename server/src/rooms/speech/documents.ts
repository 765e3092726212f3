import { ABBREVIATIONS, DOCUMENTS, ISSUERS } from './abbreviations.ts';
import { spellLetters } from './letters.ts';
import { spellInteger } from './numbers.ts';
import { type Cursor, END, type Reading, matchAt } from './reading.ts';

/** 2298/QĐ-UBND, 49/2024/NĐ-CP, 65/2020/QH14, 1841/TTr-STTTT, 12-NQ/TU */
const STATE = new RegExp(
  `(\\d{1,6})(?:/([12]\\d{3}))?/(\\p{Lu}[\\p{L}\\d]{0,9}(?:[-&]\\p{L}[\\p{L}\\d]{0,9}){0,4})${END}`,
  'uy',
);
const PARTY = new RegExp(`(\\d{1,6})-(\\p{Lu}\\p{L}{0,4})/(\\p{Lu}\\p{L}{0,9})${END}`, 'uy');
const LEGISLATURE = /^QH(\d{1,2})$/;
/** How far back the kind of document may have been named: "Quyết định số", "Nghị định của Chính phủ số". */
const WORDS_BACK = 7;

interface Part {
  readonly spoken: string;
  readonly role: 'kind' | 'issuer' | 'unknown';
}

function partOf(name: string): Part {
  const kind = DOCUMENTS.get(name);
  if (kind) return { spoken: kind, role: 'kind' };
  const legislature = LEGISLATURE.exec(name);
  if (legislature) return { spoken: `Quốc hội khóa ${spellInteger(legislature[1] ?? '')}`, role: 'issuer' };
  const issuer = ISSUERS.get(name) ?? ABBREVIATIONS.get(name);
  return issuer ? { spoken: issuer, role: 'issuer' } : { spoken: spellLetters(name), role: 'unknown' };
}

/**
 * Numbers of documents as an announcer says them: the number, the year, then the kind (unless it was just said) and who
 * issued it. "Quyết định số 2298/QĐ-UBND" is "Quyết định số hai nghìn hai trăm chín mươi tám của Ủy ban nhân dân".
 */
export function readDocument(cursor: Cursor): Reading | undefined {
  const match = matchAt(STATE, cursor) ?? partyMatch(cursor);
  if (!match) return undefined;
  const [whole, number = '', year, letters = ''] = match;
  const parts = letters.split(/[-&]/).map(partOf);
  const before = ` ${cursor.words.slice(-WORDS_BACK).join(' ')} `;
  // "Chỉ thị 05" is known by its zero.
  const zero = /^0\d$/.test(number) ? 'không ' : '';
  const years = year ? ` năm ${spellInteger(year)}` : '';
  const [first, ...rest] = parts;
  const named = first?.role === 'kind' && !before.includes(` ${first.spoken} `) ? `, ${first.spoken}` : '';
  const others = first?.role === 'kind' ? rest : parts;
  const issuers = others.length > 0 ? ` của ${others.map(({ spoken }) => spoken).join(', ')}` : '';
  const unknown = parts.some(({ role }) => role === 'unknown');
  const spoken = `${zero}${spellInteger(number)}${years}${named}${issuers}`;
  const reading = { length: whole.length, spoken, kind: 'document' } as const;
  return unknown ? { ...reading, atRisk: true } : reading;
}

/** The Party writes 12-NQ/TU: same parts, other strokes. */
function partyMatch(cursor: Cursor): (readonly (string | undefined)[] & { 0: string }) | undefined {
  const match = matchAt(PARTY, cursor);
  return match ? [match[0], match[1], undefined, `${match[2]}-${match[3]}`] : undefined;
}
