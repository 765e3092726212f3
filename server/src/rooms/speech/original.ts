import { romanValue } from './numbers.ts';

/** A text in composed form (NFC), and where each of its characters came from. */
export interface Composed {
  readonly text: string;
  /** Offset in the original of the character at an offset of `text`; the length of `text` maps to the original's. */
  readonly originalOffset: (offset: number) => number;
  /** Offset in the original after the character before an offset of `text`. */
  readonly originalEnd: (offset: number) => number;
}

/** Signs that are another way to write one that the rules know: wide and foreign digits, ①, Ⅳ, ½, thin spaces, soft hyphens. */
const ODD =
  /[\r\u00ad\u00d0\u00f0\u2000-\u200f\u2028\u2029\u202f\u2060\u3000\ufeff\uff01-\uff5e]|\ufe0f|(?![0-9⁰¹²³⁴-⁹])\p{N}/u;
const INVISIBLE = /^[\r\u00ad\u200b-\u200f\u2060\ufeff]|^\ufe0f/u;
const SPACE = /^[\u2000-\u200a\u202f\u3000]/u;
const LINE = /^[\u2028\u2029]/u;

/**
 * Composes a text so that patterns can name letters and digits, and remembers where each came from: phones and old files
 * send Vietnamese in pieces (NFD), and what a screen marks must be the reader's own text.
 */
export function compose(original: string): Composed {
  if (original === original.normalize('NFC') && !ODD.test(original)) {
    return { text: original, originalOffset: (offset) => offset, originalEnd: (offset) => offset };
  }
  const pieces: string[] = [];
  const origins: number[] = [];
  const ends: number[] = [0];
  let at = 0;
  for (const cluster of original.match(/\P{M}?\p{M}*/gsu) ?? []) {
    const composed = fold(cluster.normalize('NFC'));
    pieces.push(composed);
    for (let unit = 0; unit < composed.length; unit += 1) {
      origins.push(at);
      ends.push(at + cluster.length);
    }
    at += cluster.length;
  }
  origins.push(original.length);
  return {
    text: pieces.join(''),
    originalOffset: (offset) => origins[offset] ?? original.length,
    originalEnd: (offset) => ends[offset] ?? original.length,
  };
}

/** One character with its marks as the rules know it; nothing for what is not seen. */
function fold(cluster: string): string {
  if (!ODD.test(cluster)) return cluster;
  if (INVISIBLE.test(cluster)) return '';
  if (SPACE.test(cluster)) return ' ';
  if (LINE.test(cluster)) return '\n';
  // Old fonts and careless keyboards write the Icelandic eth for đ.
  if (cluster.startsWith('ð')) return `đ${cluster.slice(1)}`;
  if (cluster.startsWith('Ð')) return `Đ${cluster.slice(1)}`;
  const known = cluster.replaceAll('\ufe0f', '').normalize('NFKC');
  // A key of a telephone, as people send it: the digit in a box.
  const bare = known.replace(/^(\p{N})\p{M}+$/u, '$1');
  if (/^\d+⁄/.test(bare)) return ` ${bare}`;
  if (/^[\u2160-\u217f]/.test(cluster)) return String(romanValue(bare.toUpperCase()) ?? cluster);
  // Numbers of other scripts that are letters to Unicode's composition stay what they are.
  if (/^\p{N}/u.test(cluster) && !/\p{N}/u.test(bare)) return cluster;
  return /^\p{Nd}$/u.test(bare) ? String(decimalValue(bare)) : bare;
}

/** Value of a decimal digit of any script: each script keeps its ten digits in a row. */
function decimalValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
