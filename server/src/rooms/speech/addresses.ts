import { spellLetters } from './letters.ts';
import { spellDigits, spellInteger } from './numbers.ts';
import { isTonelessSyllable } from './syllables.ts';

/** Parts of addresses with a usual name. */
const PARTS: Readonly<Record<string, string>> = {
  www: 'vê kép vê kép vê kép',
  vn: 'vê nờ',
  gov: 'gốp',
  edu: 'e đu',
  org: 'o rờ gờ',
  net: 'nét',
  com: 'com',
  info: 'in phô',
  gmail: 'giê meo',
  yahoo: 'da hu',
  facebook: 'phây búc',
  zalo: 'da lô',
  youtube: 'diu túp',
};
const LONGEST_PART = 40;
const LONGEST_SYLLABLE = 7;
/** A letter by its name only where no syllable fits. */
const COST_OF_LETTER = 4;

/** A web or mail address in words: signs by name, run-together syllables apart, other letters by name. */
export function spellAddress(address: string): string {
  return address
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
    .replaceAll(/\d+/g, (digits) => ` ${digits.length > 2 ? spellDigits(digits) : spellInteger(digits)} `)
    .replaceAll(/[A-Za-z]+(?!\p{L})/gu, spellPart)
    .replaceAll('@', ' a còng ')
    .replaceAll('.', ' chấm ')
    .replaceAll('/', ' gạch chéo ')
    .replaceAll('_', ' gạch dưới ')
    .replaceAll(/[-–]/g, ' gạch ngang ')
    .replaceAll(/[^\p{L}\p{M} ]/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}

function spellPart(part: string): string {
  const lower = part.toLowerCase();
  return PARTS[lower] ?? (part.length > LONGEST_PART ? spellLetters(part) : piecesOf(lower).join(' '));
}

/**
 * "htxkhangninh" is hát tê ích khang ninh: the fewest syllables that a part falls into, letters by name where none fits.
 * Addresses have no tone marks, so "bac" will do for bắc.
 */
function piecesOf(part: string): readonly string[] {
  const best: { cost: number; pieces: readonly string[] }[] = [{ cost: 0, pieces: [] }];
  for (let end = 1; end <= part.length; end += 1) {
    for (let start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start += 1) {
      const piece = part.slice(start, end);
      const before = best[start];
      const single = piece.length === 1;
      if (!before || (!single && !isTonelessSyllable(piece))) continue;
      const cost = before.cost + (single ? COST_OF_LETTER : 1);
      if (cost >= (best[end]?.cost ?? Number.POSITIVE_INFINITY)) continue;
      best[end] = { cost, pieces: [...before.pieces, single ? spellLetters(piece) : piece] };
    }
  }
  return best[part.length]?.pieces ?? [];
}
