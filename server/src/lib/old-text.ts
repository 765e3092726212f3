import { readOldText, type OldEncoding } from './old-encodings.ts';
import { isPossibleSyllable } from './vietnamese-syllable.ts';

/** A stretch of text with the name of its font where the file says one. */
export interface Piece {
  readonly text: string;
  readonly font: string | null;
}

export interface ReadPieces {
  /** One text for each piece, in their order. */
  readonly texts: readonly string[];
  /** The old encoding that was found, the more frequent where there were both; null where all was Unicode. */
  readonly converted: OldEncoding | null;
}

/** Vietnamese letters that only Unicode has a place for. */
const ONLY_UNICODE = /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]/u;
const BEYOND_ASCII = /[^\0-\x7f]/u;
/** Marks that no old encoding uses for a letter may stand around a word: ASCII ones, and the curly quotes, dashes and dots. */
const BETWEEN_WORDS = /[\s!-@[-`{-~\u2010-\u203a]+/u;

/** How many words an old reading must mend before a text without a telling font is taken for old. */
const LEAST_MENDED = 3;

/** The encoding that a font was made for; its capital fonts draw small letters as capitals. */
export function encodingOfFont(font: string | null): { encoding: OldEncoding; capital: boolean } | null {
  // A font inside a PDF is called ABCDEF+Name.
  const name = font?.replace(/^[A-Z]{6}\+/, '') ?? '';
  if (/^\.Vn/iu.test(name)) return { encoding: 'tcvn3', capital: /H$|H[ ,-]/u.test(name) };
  return /^VNI[- ]/iu.test(name) ? { encoding: 'vni', capital: false } : null;
}

/**
 * Reads text that may be in an old encoding, piece by piece: by the font where one says so, else by which reading makes Vietnamese
 * syllables of the whole text's words. Text that is Unicode already, also under an old font, and text in other languages stay as they are.
 */
export function readPieces(pieces: readonly Piece[]): ReadPieces {
  const told = pieces.map((piece) => encodingByFont(piece));
  const silent = pieces.filter((_, at) => told[at] === null).map(({ text }) => text);
  const likely = likelyEncoding(silent);
  const used: OldEncoding[] = [];
  const texts = pieces.map(({ text }, at) => {
    const font = told[at];
    const encoding = font?.encoding ?? (likely !== null && gains(text, likely) ? likely : null);
    const read = encoding === null ? text : readOldText(encoding === 'tcvn3' ? withLostU(text) : text, encoding);
    if (encoding !== null && read !== text) used.push(encoding);
    return font?.capital === true ? read.toUpperCase() : read;
  });
  const tcvn3 = used.filter((encoding) => encoding === 'tcvn3').length;
  return { texts, converted: used.length === 0 ? null : tcvn3 * 2 >= used.length ? 'tcvn3' : 'vni' };
}

function encodingByFont({ text, font }: Piece): ReturnType<typeof encodingOfFont> {
  // People type Unicode while an old font is chosen; the system then draws it with another.
  return ONLY_UNICODE.test(text) ? null : encodingOfFont(font);
}

/**
 * The old encoding whose reading turns words that are no Vietnamese into words that are, in a text as a whole.
 * @returns null for Unicode, for other languages, and where too little speaks for one
 */
export function likelyEncoding(texts: readonly string[]): OldEncoding | null {
  const words = texts.flatMap(markedWords);
  const good = words.filter(isPossibleSyllable).length;
  const tried = (['tcvn3', 'vni'] as const)
    .map((encoding) => ({ encoding, good: words.filter((word) => readsWell(word, encoding)).length }))
    .toSorted((a, b) => b.good - a.good);
  const [best] = tried;
  if (!best || best.good - good < LEAST_MENDED || best.good < words.length * 0.6) return null;
  return good > words.length * 0.5 ? null : best.encoding;
}

/** Whether a piece reads better in the encoding that the text as a whole is in. */
function gains(text: string, encoding: OldEncoding): boolean {
  if (ONLY_UNICODE.test(text)) return false;
  const words = markedWords(text);
  const mended = words.filter((word) => readsWell(word, encoding)).length;
  return mended > 0 && mended >= words.filter(isPossibleSyllable).length;
}

const HYPHENED = /[^\s!-,./:-@[-`{-~\u2010-\u203a]*-[^\s!-,./:-@[-`{-~\u2010-\u203a]*/gu;

/** In TCVN3 the letter ư has the place of the soft hyphen, which many programs make a hyphen: it is one where that gives a syllable. */
function withLostU(text: string): string {
  return text.replaceAll(HYPHENED, (word) => {
    const mended = word.replaceAll('-', '\u00ad');
    const parts = word.split('-').filter((part) => part !== '');
    const apart = parts.length > 1 && parts.every((part) => isPossibleSyllable(readOldText(part, 'tcvn3')));
    return parts.length > 0 && !apart && isPossibleSyllable(readOldText(mended, 'tcvn3')) ? mended : word;
  });
}

function readsWell(word: string, encoding: OldEncoding): boolean {
  return /[a-z]/iu.test(word) && !ONLY_UNICODE.test(word) && isPossibleSyllable(readOldText(word, encoding));
}

function markedWords(text: string): string[] {
  return text.split(BETWEEN_WORDS).filter((word) => BEYOND_ASCII.test(word));
}
