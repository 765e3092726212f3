import { ISSUERS } from './document-names.ts';
import { rounded } from './spoken-form-rounding.ts';
import type { SpokenFormKind } from '@nguon/protocol/http/speech.ts';

/** A change inside a line; offsets in the line. */
export interface InlineChange {
  readonly kind: SpokenFormKind;
  readonly from: number;
  readonly to: number;
  readonly replacement: string;
  readonly why: string;
  readonly optional: boolean;
}

const BRACKETS = /[ \u00a0]?\(([^()]{1,300})\)/gu;
/** What brackets hold when they only point to paper. */
const REFERENCE =
  /^(?:(?:có|gửi|đính|ban hành)?\s*(?:danh sách|biểu|bảng|phụ lục|lịch|mẫu|kế hoạch|bản|văn bản|nội dung|chương trình|chi tiết)?[\p{L} ]{0,40}(?:kèm theo|đính kèm|gửi kèm)|kèm theo\s|(?:theo|tại|xem|ban hành theo)\s+(?:Quyết định|Công văn|Văn bản|Phụ lục|Nghị định|Nghị quyết|Thông tư|Kế hoạch|Biểu|Mẫu|Tờ trình|Thông báo|Luật|khoản|điểm|Điều|phụ lục|biểu|mẫu)\b|sau đây (?:gọi|viết) (?:tắt )?là|(?:gọi|viết) tắt là|Phụ lục\s|Mẫu số|t\/h|b\/c|để (?:báo cáo|thực hiện|b\/c|t\/h)|(?:Quyết định|Công văn|Văn bản|Kế hoạch|Nghị quyết|Nghị định|Thông tư|Tờ trình|Luật)\s+số\s*\d)/iu;
const FOOTNOTE = /[ \u00a0]?\[\d{1,3}\]|(?<=\p{L})[¹⁴⁵⁶⁷⁸⁹]+/gu;
const END_MARK = /\.\/\.?(?=\s*$)/u;
const DOCUMENT =
  /(Quyết định|Công văn|Văn bản|Kế hoạch|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Thông báo|Tờ trình|Hướng dẫn|Chương trình|Luật) (số[ :]*\d{1,6}(?:\/[12]\d{3})?[/-](\p{Lu}[\p{L}\d&/-]{0,30}))/gu;

/** What is left out or said more simply inside one line. */
export function inlineChanges(text: string): InlineChange[] {
  const changes: InlineChange[] = [];
  for (const match of text.matchAll(BRACKETS)) {
    // At the head of a line the bracket is the line's own words.
    if (match.index > 0 && REFERENCE.test((match[1] ?? '').trim()))
      changes.push(dropped('reference', match, 'Ngoặc chỉ dẫn tài liệu; người nghe không mở được.'));
  }
  for (const match of text.matchAll(FOOTNOTE)) {
    if (match.index > 0) changes.push(dropped('footnote', match, 'Số chú thích, không đọc trên loa.'));
  }
  const end = END_MARK.exec(text);
  if (end) changes.push({ ...dropped('layout', end, 'Dấu hết văn bản, không đọc.'), replacement: '.' });
  return [...changes, ...numberless(text), ...rounded(text)];
}

/** Whether a line is nothing but a reference in brackets. */
export function isReferenceLine(text: string): boolean {
  return /^\([^()]{1,400}\)[.;]?$/u.test(text) && REFERENCE.test(text.slice(1));
}

/** "Quyết định số 2298/QĐ-UBND ngày … của …": the number says nothing to the ear; who decided and when does. */
function numberless(text: string): InlineChange[] {
  return [...text.matchAll(DOCUMENT)].flatMap((match) => {
    const [whole, kind = '', number = '', letters = ''] = match;
    const after = text.slice(match.index + whole.length, match.index + whole.length + 60);
    const isNamed = /^(?:,? ngày \d{1,2}[/.-]\d{1,2}[/.-]\d{4}|,? ngày \d{1,2} tháng \d{1,2} năm \d{4})? của /u.test(
      after,
    );
    const issuer = letters
      .split(/[-/&]/)
      .map((part) => ISSUERS.get(part))
      .find(Boolean);
    if (!isNamed && issuer === undefined) return [];
    const from = match.index + kind.length + 1;
    const why = 'Số, ký hiệu văn bản khó nghe; nêu nơi ban hành và ngày là đủ.';
    // Without the number the blank before it goes too.
    const said = isNamed ? { from: from - 1, replacement: '' } : { from, replacement: `của ${issuer}` };
    return [{ kind: 'document-number', to: from + number.length, why, optional: true, ...said } as const];
  });
}

function dropped(kind: SpokenFormKind, match: RegExpMatchArray, why: string): InlineChange {
  const from = match.index ?? 0;
  return { kind, from, to: from + match[0].length, replacement: '', why, optional: false };
}
