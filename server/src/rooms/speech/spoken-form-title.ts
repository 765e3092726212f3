import { KINDS } from './spoken-form-head.ts';
import {
  type Block,
  type BlockReader,
  capitalised,
  cellsOf,
  isCapitals,
  type Line,
  nextWritten,
  uncapitalised,
  type OfficialText,
} from './spoken-form-lines.ts';

const KIND_ALONE = new RegExp(`^(${KINDS})$`, 'u');
const KIND_AND_MATTER = new RegExp(`^(${KINDS}) (.+)$`, 'u');
const FORMULA = new RegExp(`^(?:${KINDS})\\s*:$`, 'u');
const MATTER = /^(?:V\/v|Về việc|Về|VỀ VIỆC|VỀ)[\s:]/u;
const NOT_A_MATTER = /^(?:Căn cứ|Kính gửi|Thực hiện|Theo |Số\s*:|Điều |[-+•*\d(]|[IVX]+\.)/u;
const ENDED = /[.;:!?]$/;
const LONGEST_MATTER = 300;

/** Name of the kind, trích yếu, and how many lines they take. */
interface Found {
  readonly kind: string;
  readonly matter: string;
  readonly lines: number;
}

const WHY = 'Tên loại và trích yếu thành câu mở đầu cho người nghe.';

/** Name of the kind and trích yếu: one opening sentence that says who speaks about what. */
export const readTitle: BlockReader = (text, at, zone) => {
  const { lines } = text;
  const line = lines[at]?.text ?? '';
  if (FORMULA.test(line))
    return { kind: 'formula', lines: 1, why: 'Chữ dẫn của thể thức văn bản, không đọc trên loa.' };
  if (KIND_ALONE.test(line)) return readKind(text, at);
  const whole = isCapitals(line) && !ENDED.test(line) ? KIND_AND_MATTER.exec(line) : null;
  if (whole) {
    const [, kind = '', matter = ''] = whole;
    return opening(text, at, { kind, matter, lines: 1 });
  }
  if (zone === 'head' && /^(?:V\/v|Về việc)[\s:]/u.test(line)) return readMatterOfLetter(text, at);
  return undefined;
};

function readKind(text: OfficialText, at: number): Block | undefined {
  const { lines } = text;
  const kind = lines[at]?.text ?? '';
  const first = nextWritten(lines, at + 1);
  const begins = first === undefined ? '' : (lines[first]?.text ?? '');
  if (first === undefined || !isMatter(begins)) return nameAlone(kind);
  const end = endOfMatter(lines, first);
  const matter = lines
    .slice(first, end)
    .map((line) => line.text)
    .join(' ');
  return matter.length > LONGEST_MATTER ? nameAlone(kind) : opening(text, at, { kind, matter, lines: end - at });
}

/** The name of the kind with nothing that says what it is about. */
function nameAlone(kind: string): Block {
  return { kind: 'opening', lines: 1, replacement: `${capitalised(kind.toLowerCase())}.`, why: WHY };
}

/** The trích yếu of a công văn stands under its number, without a name of the kind. */
function readMatterOfLetter(text: OfficialText, at: number): Block | undefined {
  const { lines } = text;
  const end = endOfMatter(lines, at);
  const matter = lines
    .slice(at, end)
    .map((line) => line.text)
    .join(' ');
  return matter.length > LONGEST_MATTER ? undefined : opening(text, at, { kind: 'CÔNG VĂN', matter, lines: end - at });
}

function isMatter(text: string): boolean {
  if (text === '' || cellsOf(text).length > 1) return false;
  return MATTER.test(text) || (!NOT_A_MATTER.test(text) && !ENDED.test(text) && text.length <= LONGEST_MATTER);
}

/** A trích yếu goes on over lines of its own kind without a gap, three at most. */
function endOfMatter(lines: readonly Line[], first: number): number {
  const capitals = isCapitals(lines[first]?.text ?? '');
  let end = first + 1;
  while (end < first + 4) {
    const text = lines[end]?.text ?? '';
    const goesOn = capitals ? isCapitals(text) : /^\p{Ll}/u.test(text) && !ENDED.test(text);
    if (!goesOn) break;
    end += 1;
  }
  return end;
}

function opening({ recase, issuer, annexFrom }: OfficialText, at: number, found: Found): Block {
  const name = capitalised(found.kind.toLowerCase());
  const said = isCapitals(found.matter) ? recase(found.matter) : found.matter;
  const about = withoutReferences(said)
    .replace(/^(?:V\/v|Về việc)\s*:?\s*/iu, 'về việc ')
    .replace(/^Về /u, 'về ')
    .replace(/[\s,;.]*$/u, '');
  // An annex is introduced after somebody has signed: the office was named above it.
  const of = issuer === undefined || at > annexFrom ? '' : ` của ${issuer}`;
  const link = about.startsWith('về ') || of === '' ? ' ' : ': ';
  const replacement = `${name}${of}${link}${uncapitalised(about)}.`;
  return { kind: 'opening', lines: found.lines, replacement, why: WHY };
}

/** References in brackets are for readers. */
function withoutReferences(text: string): string {
  return text.replaceAll(/\s*\([^()]{0,200}\)/gu, '');
}
