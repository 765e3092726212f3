import { type Person, peopleOf } from './privacy-people-rules.ts';

/** A stretch of a text: UTF-16 offsets, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A sentence, or a line that ends without a full stop. */
export interface Sentence extends Stretch {
  readonly text: string;
  /** A line of a list or table: it has a number or a dash before it, or columns. */
  readonly row: boolean;
  readonly people: readonly Person[];
  /** What this sentence goes on from: the heading of a list for its rows, the sentence before for "Gồm …", "Cháu bị …". */
  readonly before: Sentence | null;
}

/** A text as the rules of the privacy gate read it. */
export interface Reading {
  readonly text: string;
  readonly sentences: readonly Sentence[];
  readonly people: readonly Person[];
}

const ROW = /^\s*(?:\(?\d{1,3}\s*[.)/|:;-](?!\d)|[-–—•*+]\s)|[|\t]/u;
const NUMBERED = /(?:^|[\n:;,.)(]\s*)\d{1,3}$/u;
const SHORTENED = /(?:^|[\s(])(?:TP|BS|ThS|TS|KS|TM|KT|TL|TX|TT|ĐT|SĐT|Tr|St|Q|P|H|đ\/c|Đ\/c)$/u;
const GOES_ON =
  /^\s*(?:gồm|bao gồm|đó là|cụ thể|danh sách|các (?:hộ|cháu|ông|bà|anh|chị|trường hợp|em)|trong đó|hiện|hiện nay|hai|ba|bốn)(?!\p{L})/iu;
/** Opens a sentence that speaks on of whoever was named before; without the flag `i`, under which every letter is a capital. */
const PRONOUN = new RegExp(
  String.raw`^\s*(?:${[
    'cháu|ông|bà|anh|chị|em|bé|cụ|cô|chú|bác|bệnh nhân|người này|gia đình|hộ này|đối tượng|kết quả|hiện|hiện nay',
    'số|sđt|điện thoại|sinh|ngày sinh|năm sinh|địa chỉ|nơi ở|trú tại|căn cước|cccd|cmnd|CCCD|CMND|SĐT|ĐT',
  ]
    .join('|')
    .split('|')
    .map((word) => `[${word.charAt(0).toUpperCase()}${word.charAt(0)}]${word.slice(1)}`)
    .join('|')})(?!\p{L})(?!\s+\p{Lu})`,
  'u',
);

/**
 * Reads a text into sentences, lines of lists and the people that it names. Takes time linear in the text; never throws.
 * @param text as it is kept: composed, line feeds only
 */
export function readForPrivacy(text: string): Reading {
  const people = peopleOf(text);
  const sentences: Sentence[] = [];
  let heading: Sentence | null = null;
  let next = 0;
  for (const { from, to } of split(text)) {
    const inside: Person[] = [];
    for (let person = people[next]; person && person.from < to; person = people[++next]) inside.push(person);
    const words = text.slice(from, to);
    const last = sentences.at(-1) ?? null;
    const row = isRow(words, inside, from);
    if (row && last && !last.row) heading = last;
    const before = row ? heading : goesOnFrom(words, inside.length > 0, last, heading);
    sentences.push({ from, to, text: words, row, people: inside, before });
  }
  return { text, sentences, people };
}

function goesOnFrom(words: string, names: boolean, last: Sentence | null, heading: Sentence | null): Sentence | null {
  if (!last) return null;
  // A heading of two lines is one; "Thôn Mẫu 2:" between the rows of a list goes on from the list's heading.
  const title = words.length < 60 && !/[.!?…]\s*$/u.test(words);
  if (title && last.row) return heading;
  if (title && (words.trimEnd().endsWith(':') || !/[.!?…]\s*$/u.test(last.text))) return last;
  return (names ? GOES_ON : PRONOUN).test(words) ? last : null;
}

function isRow(words: string, people: readonly Person[], from: number): boolean {
  const first = people[0];
  // A line that opens with a name and goes on with columns, or is nothing but a name.
  const opens = first !== undefined && first.head - from <= 2 && words.length < 110 && !/[.!?…]\s*$/u.test(words);
  return ROW.test(words) || (opens && /^(?:\s*$|\s*[,;:(–-]|\s+\d|\s{2,})/u.test(words.slice(first.to - from)));
}

function* split(text: string): Generator<Stretch> {
  let from = 0;
  for (const { index, 0: end } of text.matchAll(/\n+|[.!?…]+(?=\s|$)/gu)) {
    if (end.startsWith('.') && staysOpen(text, from, index)) continue;
    const to = end.startsWith('\n') ? index : index + end.length;
    if (text.slice(from, to).trim() !== '') yield { from, to };
    from = index + end.length;
  }
  if (text.slice(from).trim() !== '') yield { from, to: text.length };
}

/** "1. Nguyễn …", "TP. …": a full stop that ends nothing. */
function staysOpen(text: string, from: number, at: number): boolean {
  const before = text.slice(Math.max(from, at - 8), at);
  return NUMBERED.test(before) || SHORTENED.test(before);
}

/** A pattern for whole words or phrases, alternatives by `|`; a space stands for any white space within a line. */
export function phrases(source: string, flags = 'giu'): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${source.replaceAll(' ', String.raw`[^\S\n]+`)})(?![\\p{L}\\p{N}])`, flags);
}

/** Offsets at which a pattern stands, and whether one stands near: a binary search. */
export function placesOf(pattern: RegExp, text: string): (at: number, before: number, after: number) => boolean {
  const places = Array.from(text.matchAll(pattern), ({ index }) => index);
  return (at, before, after) => {
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] ?? 0) < at - before) low = middle + 1;
      else high = middle;
    }
    return (places[low] ?? Infinity) <= at + after;
  };
}
