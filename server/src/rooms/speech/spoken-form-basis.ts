import { type Block, type BlockReader, capitalised, type Line } from './spoken-form-lines.ts';

const BASIS = /^(?:[-–+]\s*)?(?:Căn cứ|Theo đề nghị của|Xét đề nghị|Xét Tờ trình|Xét tờ trình|Xét Văn bản)\s/u;
const CARRYING_OUT = /^(?:Căn cứ|Thực hiện|Triển khai thực hiện|Triển khai)\s/u;
/** The clause names a document, not a task. */
const DOCUMENT = /\s(?:số\s*\d|\d{1,6}[/-]\d{0,4}\/?\p{Lu})/u;
/** Whoever speaks after the clause. */
const SPEAKER =
  /,\s+(?=(?:UBND|Ủy ban|Uỷ ban|Sở|Phòng|Ban|Chủ tịch|Công an|Trạm|Trung tâm|Đảng ủy|Hội|Đoàn|Ngân hàng|Điện lực|Chi cục|Hạt|Trưởng|Trường|Mặt trận|Nhà máy|Công ty|Bưu điện|Chi bộ)\s)/u;
const UNFINISHED = /\s(?:của|về|và|tại|ngày|tháng|năm|số|theo|việc)$/u;
const CLOSED = /[.;:,!?]$/;

const WHY = 'Căn cứ pháp lý để đọc trên giấy; người nghe cần nội dung.';

/** Căn cứ and "Theo đề nghị của": whole lines; a clause before the sentence that matters goes alone. */
export const readBasis: BlockReader = ({ lines }, at) => {
  const text = lines[at]?.text ?? '';
  if (CARRYING_OUT.test(text)) {
    const spoken = afterClause(text);
    if (spoken !== undefined) return { kind: 'basis', lines: 1, replacement: spoken, why: WHY };
  }
  if (!BASIS.test(text)) return undefined;
  const end = endOfBasis(lines, at);
  const last = lines[end - 1]?.text ?? '';
  // "Căn cứ tình hình thực tế, bà con cần …" is advice: only what is closed like a căn cứ is one.
  return /[;.,]$/.test(last) || DOCUMENT.test(text) ? basis(end - at) : undefined;
};

function basis(lines: number): Block {
  return { kind: 'basis', lines, why: WHY };
}

/** What is left of "Thực hiện Kế hoạch số …, Ủy ban nhân dân xã thông báo". */
function afterClause(text: string): string | undefined {
  if (text.endsWith(';')) return undefined;
  const speaker = SPEAKER.exec(text);
  if (!speaker) return undefined;
  const clause = text.slice(0, speaker.index);
  return DOCUMENT.test(clause) ? capitalised(text.slice(speaker.index + speaker[0].length)) : undefined;
}

/** A căn cứ whose line was broken by the paper goes on in small letters, or after a word that cannot be the last. */
function endOfBasis(lines: readonly Line[], at: number): number {
  let end = at + 1;
  for (; end < at + 6; end += 1) {
    const [text, next] = [lines[end - 1]?.text ?? '', lines[end]?.text ?? ''];
    const goesOn = /^\p{Ll}/u.test(next) || (next !== '' && UNFINISHED.test(text));
    if (CLOSED.test(text) || !goesOn || /^[a-zđ]\)/u.test(next)) break;
  }
  return end;
}
