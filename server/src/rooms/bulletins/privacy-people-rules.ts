import {
  ADDRESS_WORDS,
  FAMILY_NAMES,
  NOT_ADDRESSED,
  NOT_NAMES,
  OFFICE_LINKS,
  PLACE_WORDS,
  PUBLIC_NAMES,
} from './privacy-words.ts';

/** A person whom a text names. Offsets are UTF-16, `to` exclusive. */
export interface Person {
  /** Where the name begins; `head` where its word of address does ("ông", "cháu"). */
  readonly from: number;
  readonly to: number;
  readonly head: number;
  readonly name: string;
  /** The word of address in lower case, or ''. */
  readonly address: string;
  /** Named in an office: chairman, village head, doctor, author. */
  readonly official: boolean;
}

interface Word {
  readonly from: number;
  readonly to: number;
  readonly lower: string;
  readonly shape: 'lower' | 'title' | 'upper';
  /** Nothing but spaces stands between it and the word before. */
  readonly joined: boolean;
}

const LONGEST_NAME = 5;
const OFFICE =
  /(?<!\p{L})(?:chủ tịch|phó chủ tịch|bí thư|trưởng thôn|trưởng bản|trưởng xóm|trưởng khu|tổ trưởng|tổ phó|phó thôn|phó bản|trưởng ban|phó ban|trưởng phòng|phó phòng|giám đốc|phó giám đốc|công an viên|công an xã|cán bộ|công chức|chi hội trưởng|chi hội phó|hội trưởng|bác sĩ|bs|y sĩ|y tá|dược sĩ|điều dưỡng|nữ hộ sinh|hộ sinh|trạm trưởng|trưởng trạm|phó trạm|hiệu trưởng|phó hiệu trưởng|giáo viên|thầy giáo|thầy|cô giáo|đại biểu|đồng chí|đ\/c|kế toán|thủ quỹ|khuyến nông viên|thú y viên|thú y|cộng tác viên|y tế thôn|y tế thôn bản|tuyên truyền viên|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thượng úy|trung úy|thiếu úy|thượng sĩ|kỹ thuật viên|nghệ nhân|ca sĩ|nghệ sĩ|nsnd|nsưt|nhà văn|nhà thơ|nhạc sĩ|nhà báo|phóng viên|tác giả|biên tập|biên soạn|phát thanh viên|người đọc|kỹ thuật|luật sư|kỹ sư|thạc sĩ|ths|tiến sĩ|ts|chuyên viên|giáo sư|già làng|người có uy tín|thôn đội trưởng|xã đội trưởng|chỉ huy trưởng|đội trưởng|đội phó|chủ nhiệm|thư ký|hướng dẫn viên|kiểm lâm|kiểm lâm viên|tổng bí thư|thủ tướng|bộ trưởng|đội viên|trực ban|hạt trưởng|cửa hàng trưởng|viên chức|nhân viên|bưu tá|tổ viên)(?!\p{L})/giu;

/**
 * Everybody whom a text names: a family name with given names, a middle name Văn or Thị, or a word of address with a name after it.
 * Streets, schools, communes and people of history are none. Takes time linear in the text.
 */
export function peopleOf(text: string): Person[] {
  const words = wordsOf(text);
  const offices = Array.from(text.matchAll(OFFICE), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const people: Person[] = [];
  let office = 0;
  for (let at = 0; at < words.length;) {
    const found = nameAt(words, at);
    if (!found) {
      at += 1;
      continue;
    }
    const { first, count, addressed } = found;
    const [from, to] = [words[first]?.from ?? 0, words[first + count - 1]?.to ?? 0];
    while ((offices[office + 1]?.to ?? Infinity) <= from) office += 1;
    const nearby = offices.slice(Math.max(0, office - 1), office + 4);
    people.push({
      from,
      to,
      head: addressed?.from ?? from,
      name: text.slice(from, to).replaceAll(/\s+/g, ' '),
      address: addressed?.lower ?? '',
      official: nearby.some((place) => belongs(text, place, { from, to })),
    });
    at = first + count;
  }
  return people;
}

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let end = -1;
  for (const { index, 0: word } of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const gap = end < 0 ? '.' : text.slice(end, index);
    const lower = word.toLowerCase();
    const capital = /^\p{Lu}/u.test(word);
    const shape = !capital ? 'lower' : word.length > 1 && word === word.toUpperCase() ? 'upper' : 'title';
    words.push({ from: index, to: index + word.length, lower, shape, joined: /^[^\S\n\t]{1,3}$/.test(gap) });
    end = index + word.length;
  }
  return words;
}

interface Found {
  readonly first: number;
  readonly count: number;
  readonly addressed: Word | null;
}

function nameAt(words: readonly Word[], at: number): Found | null {
  const word = words[at];
  if (!word) return null;
  if (ADDRESS_WORDS.has(word.lower)) return addressedAt(words, at, word);
  return word.shape === 'lower' ? null : fullNameAt(words, at);
}

/** "bà Mẫu", "cháu Giàng A Thử" */
function addressedAt(words: readonly Word[], at: number, address: Word): Found | null {
  const first = words[at + 1];
  if (!first?.joined || first.shape === 'lower') return null;
  const full = fullNameAt(words, at + 1);
  if (full) return { ...full, addressed: address };
  if (NOT_ADDRESSED.has(first.lower) || first.lower.length < 2) return null;
  // In a heading of capitals a word of address proves nothing.
  if (first.shape === 'upper' && address.shape === 'upper') return null;
  const count = runLength(words, at + 1, 4);
  const name = nameOf(words, at + 1, count);
  if (PUBLIC_NAMES.has(name) || startsOtherwise(words, at + 1)) return null;
  return { first: at + 1, count, addressed: address };
}

function fullNameAt(words: readonly Word[], at: number): Found | null {
  const [first, second] = [words[at], words[at + 1]];
  if (!first || !second?.joined || second.shape === 'lower') return null;
  const middle =
    second.lower === 'văn' || second.lower === 'thị' || (second.lower === 'a' && second.to - second.from === 1);
  if (!middle && (!FAMILY_NAMES.has(first.lower) || continues(words, at))) return null;
  if (startsOtherwise(words, at) || isPlace(words, at)) return null;
  const count = runLength(words, at, LONGEST_NAME);
  if (count < 2 || (middle && count < 3) || PUBLIC_NAMES.has(nameOf(words, at, count))) return null;
  if (PUBLIC_NAMES.has(nameOf(words, at, Math.min(count, 3)))) return null;
  // A heading in capitals is no name, unless its middle name says so or the whole run is as short as a name.
  if (first.shape === 'upper' && !middle && (count > 4 || runGoesOn(words, at, count))) return null;
  return { first: at, count, addressed: null };
}

/** Words in a row that are capitalised alike. */
function runLength(words: readonly Word[], at: number, most: number): number {
  const shape = words[at]?.shape;
  let count = 1;
  while (count < most) {
    const word = words[at + count];
    const alike = word?.shape === shape || (word !== undefined && word.to - word.from === 1 && word.shape !== 'lower');
    if (!word?.joined || !alike) break;
    count += 1;
  }
  return count;
}

function runGoesOn(words: readonly Word[], at: number, count: number): boolean {
  const [before, after] = [words[at - 1], words[at + count]];
  const loud = (word: Word | undefined): boolean => word?.shape === 'upper';
  return (words[at]?.joined === true && loud(before)) || (after?.joined === true && loud(after));
}

function startsOtherwise(words: readonly Word[], at: number): boolean {
  return NOT_NAMES.has(nameOf(words, at, 2)) || NOT_NAMES.has(nameOf(words, at, 1));
}

function isPlace(words: readonly Word[], at: number): boolean {
  const before = words[at - 1];
  return words[at]?.joined === true && before !== undefined && PLACE_WORDS.has(before.lower);
}

/** In the middle of another name, as "Mạc" in "thôn Nà Mạc". */
function continues(words: readonly Word[], at: number): boolean {
  const [word, before, earlier] = [words[at], words[at - 1], words[at - 2]];
  if (!word?.joined || before?.shape !== 'title' || ADDRESS_WORDS.has(before.lower)) return false;
  return before.joined && earlier !== undefined;
}

function nameOf(words: readonly Word[], at: number, count: number): string {
  return words
    .slice(at, at + count)
    .map(({ lower }) => lower)
    .join(' ');
}

/** "Chủ tịch UBND xã Triệu Văn Mẫu", "ông Triệu Văn Mẫu, Trưởng thôn", "Triệu Văn Mẫu (kế toán)" */
function belongs(text: string, office: { from: number; to: number }, name: { from: number; to: number }): boolean {
  if (office.to <= name.from) {
    const gap = text.slice(office.to, name.from);
    return gap.length <= 60 && /^[^.;\n?!]*$/u.test(gap) && linksOnly(gap);
  }
  const gap = text.slice(name.to, Math.max(name.to, office.from));
  return (
    office.from >= name.to &&
    /^(?:\s*[,(–:|/-]\s*|\s*\t\s*|\s{1,2}|\s+(?:là|làm|giữ chức)\s+)(?:nguyên\s+|phó\s+)?$/iu.test(gap)
  );
}

function linksOnly(gap: string): boolean {
  return (gap.match(/[\p{L}\p{M}]+/gu) ?? []).every(
    (word) => OFFICE_LINKS.has(word.toLowerCase()) || /^\p{Lu}/u.test(word),
  );
}
