import { ABBREVIATIONS } from './abbreviations.ts';
import { DOCUMENTS, ISSUERS } from './document-names.ts';
import { spellLetters } from './letters.ts';
import { spellDigits, spellInteger } from './numbers.ts';
import { type Cursor, END, type Reading, matchAt } from './reading.ts';

/** 2298/QĐ-UBND, 49/2024/NĐ-CP, 65/2020/QH14, 1841/TTr-STTTT, 12-NQ/TU */
const STATE = new RegExp(
  `(\\d{1,6})(?:/([12]\\d{3}))?/(\\p{Lu}[\\p{L}\\d]{0,9}(?:[-–&]\\p{L}[\\p{L}\\d]{0,9}| - \\p{Lu}{2,9}){0,4})${END}`,
  'uy',
);
const PARTY = new RegExp(`(\\d{1,6})[-–](\\p{Lu}\\p{L}{0,4})/(\\p{Lu}\\p{L}{0,9})${END}`, 'uy');
const LEGISLATURE = /^QH(\d{1,2})$/;
/** How far back the kind of document may have been named: "Quyết định số", "Nghị định của Chính phủ số". */
const WORDS_BACK = 7;
/** How far on the issuer may be named: "2298/QĐ-UBND ngày 29/11/2021 của UBND tỉnh". */
const LOOK_AHEAD = 110;

interface Part {
  readonly name: string;
  readonly spoken: string;
  readonly role: 'kind' | 'issuer' | 'unknown';
}

function partOf(name: string): Part {
  const kind = DOCUMENTS.get(name);
  if (kind) return { name, spoken: kind, role: 'kind' };
  const legislature = LEGISLATURE.exec(name);
  if (legislature) return { name, spoken: `Quốc hội khóa ${spellInteger(legislature[1] ?? '')}`, role: 'issuer' };
  const issuer = ISSUERS.get(name) ?? ABBREVIATIONS.get(name);
  return issuer ? { name, spoken: issuer, role: 'issuer' } : { name, spoken: spellLetters(name), role: 'unknown' };
}

/**
 * Numbers of documents as an announcer says them: the number, the year, then the kind (unless it was just said) and who
 * issued it (unless the sentence says so itself). "Quyết định số 2298/QĐ-UBND" is "Quyết định số hai nghìn hai trăm chín
 * mươi tám của Ủy ban nhân dân".
 */
export function readDocument(cursor: Cursor): Reading | undefined {
  const match = matchAt(STATE, cursor) ?? partyMatch(cursor);
  if (!match) return undefined;
  const [whole, number = '', year, letters = ''] = match;
  const parts = letters.split(/ ?[-–&] ?/).map(partOf);
  const before = ` ${cursor.words.slice(-WORDS_BACK).join(' ')} `;
  const years = year ? ` năm ${spellInteger(year)}` : '';
  const [first, ...rest] = parts;
  const named = first?.role === 'kind' && !before.includes(` ${first.spoken} `) ? `, ${first.spoken}` : '';
  const others = issuersSaid(first?.role === 'kind' ? rest : parts, cursor, whole.length);
  const issuers = others.length > 0 ? ` của ${others.map(({ spoken }) => spoken).join(', ')}` : '';
  const unknown = parts.some(({ role }) => role === 'unknown');
  const spoken = `${spellNumberOf(number)}${years}${named}${issuers}`;
  const reading = { length: whole.length, spoken, kind: 'document' } as const;
  return unknown ? { ...reading, atRisk: true } : reading;
}

/** Who is named as issuer: nobody where the words around say it; no code of a department behind a known office. */
function issuersSaid(parts: readonly Part[], cursor: Cursor, length: number): readonly Part[] {
  const [first] = parts;
  if (!first || isNamedNear(first, cursor, length)) return [];
  return first.role === 'issuer' ? parts.filter(({ role }) => role !== 'unknown') : parts;
}

/** "Chỉ thị 05" is known by its zero. */
function spellNumberOf(number: string): string {
  if (/^0\d$/.test(number)) return `không ${spellInteger(number)}`;
  return number.startsWith('0') ? spellDigits(number) : spellInteger(number);
}

/** Whether the words around say who issued the document: "… ngày 29/11/2021 của UBND tỉnh", "của Sở … tại Tờ trình số …". */
function isNamedNear({ name, spoken, role }: Part, cursor: Cursor, length: number): boolean {
  const full = plain(spoken);
  if (` ${cursor.words.join(' ')} `.includes(` ${full} tại `)) return true;
  const after = cursor.at + length;
  const ahead = /^[^;\n]*/.exec(cursor.text.slice(after, after + LOOK_AHEAD))?.[0] ?? '';
  const of = ahead.indexOf(' của ');
  // The "của" must belong to this document: nothing but its day may stand between.
  if (of < 0 || !/^(?:,? (?:ngày|tháng|năm|\d[\d/.-]*))*$/.test(ahead.slice(0, of))) return false;
  const owner = ahead.slice(of + 5);
  if (role === 'unknown') return /^\p{Lu}/u.test(owner);
  return owner.startsWith(name) || plain(owner).includes(full);
}

/** Small letters and single spaces only: "Kinh tế - Xã hội" and "Kinh tế, Xã hội" name one office. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{M}]+/gu, ' ');

/** The Party writes 12-NQ/TU: same parts, other strokes. */
function partyMatch(cursor: Cursor): (readonly (string | undefined)[] & { 0: string }) | undefined {
  const match = matchAt(PARTY, cursor);
  return match ? [match[0], match[1], undefined, `${match[2]}-${match[3]}`] : undefined;
}
