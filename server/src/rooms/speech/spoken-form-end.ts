import { type BlockReader, cellsOf, isCapitals, type Line } from './spoken-form-lines.ts';

const DISTRIBUTION = /^Nơi nhận\s*:?/iu;
const DISTRIBUTION_LINE = /^(?:[-–+•*]\s*\S|Gửi bản (?:điện tử|giấy)|Lưu\s*:|Như (?:trên|Điều|kính gửi))/iu;
const FOR = /^(?:TM|KT|TL|TUQ|T\/M|K\/T|T\/L|Q)\.?\s+\p{Lu}{2}/u;
const TITLES =
  /^(?:QUYỀN )?(?:PHÓ )?(?:CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|TRƯỞNG (?:PHÒNG|BAN|THÔN|BẢN|CÔNG AN|XÓM|KHU|TRẠM|ĐOÀN)|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|HIỆU TRƯỞNG|BÍ THƯ|TỔ TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|NGƯỜI KÝ)(?: \p{Lu}+)*$/u;
const SIGNED = /^\(?(?:đã ký|ký tên|ký, đóng dấu|ký tên, đóng dấu|ký, ghi rõ họ tên|ký và ghi rõ họ tên)\)?$/iu;
const NAME = /^(?:(?:Ông|Bà|TS\.|ThS\.|BS\.) ?)?\p{Lu}\p{Ll}*(?: \p{Lu}\p{Ll}*){1,5}$/u;

/** Nơi nhận and its lines; where the signature stands beside them, the name below too. */
export const readDistribution: BlockReader = ({ lines }, at) => {
  if (!DISTRIBUTION.test(lines[at]?.text ?? '')) return undefined;
  let end = at + 1;
  while (DISTRIBUTION_LINE.test(lines[end]?.text ?? '')) end += 1;
  const beside = lines.slice(at, end).some(({ text }) => cellsOf(text).slice(1).some(isSigning));
  const last = beside ? endOfSignature(lines, end) : end;
  return { kind: 'distribution', lines: last - at, why: 'Nơi nhận ghi cho văn thư, không đọc trên loa.' };
};

/** TM., KT., the signer's post, and the name below it. */
export const readSignature: BlockReader = ({ lines }, at) => {
  if (!isSigning(cellsOf(lines[at]?.text ?? '')[0])) return undefined;
  const end = endOfSignature(lines, at + 1);
  return { kind: 'signature', lines: end - at, why: 'Chữ ký để in trên giấy, không đọc trên loa.' };
};

/** Past the last line of a signature that goes on from a line: posts, "(đã ký)", the name, with gaps between. */
function endOfSignature(lines: readonly Line[], from: number): number {
  let written = from;
  for (let at = from; at < Math.min(lines.length, from + 15); at += 1) {
    const text = lines[at]?.text ?? '';
    if (text === '') continue;
    if (NAME.test(text)) return at + 1;
    if (!isSigning(cellsOf(text)[0]) && !SIGNED.test(text)) break;
    written = at + 1;
  }
  return written;
}

function isSigning(cell = ''): boolean {
  return isCapitals(cell) && (FOR.test(cell) || TITLES.test(cell));
}
