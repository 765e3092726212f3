import {
  type Block,
  type BlockReader,
  capitalised,
  uncapitalised,
  cellsOf,
  isCapitals,
  nextWritten,
  type OfficialText,
} from './spoken-form-lines.ts';

const NATION = /CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM$/;
const MOTTO = /^Độc lập\s*[-–—.]\s*Tự do\s*[-–—.]\s*Hạnh phúc\.?$/iu;
const NUMBER = /^Số(?:\s*:|\s+)\s*[\d.…_ ]{0,12}[/-]\s*[\p{Lu}\d]/u;
const PLACE_DATE =
  /^\p{Lu}[\p{L} .-]{1,40},\s*ngày\s+(?:\d{1,2}|[.…_]+)?\s*tháng\s+(?:\d{1,2}|[.…_]+)?\s*năm\s+(?:\d{4}|20[.…_]*)$/u;
/** Kinds of documents as their titles name them, as a piece of a pattern. */
export const KINDS =
  'QUYẾT ĐỊNH|KẾ HOẠCH|THÔNG BÁO|CÔNG ĐIỆN|CHỈ THỊ|NGHỊ QUYẾT|TỜ TRÌNH|BÁO CÁO|HƯỚNG DẪN|GIẤY MỜI|THƯ MỜI|LỜI KÊU GỌI|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|QUY CHẾ|QUY ĐỊNH|THÔNG CÁO|CÔNG VĂN';
const KIND_OF_DOCUMENT = new RegExp(`^(?:${KINDS})(?: \\p{Lu}[^\\p{Ll}]*)?$`, 'u');
const STAMP = /^(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|DỰ THẢO|BẢN SAO|SAO Y)(?:\s*\d*)$/u;
const RECORD =
  /^(?:Số hiệu|Số ký hiệu|Ngày ban hành|Ngày có hiệu lực|Ngày hiệu lực|Loại văn bản|Cơ quan ban hành|Nơi ban hành|Người ký|Lĩnh vực|Tình trạng|Trích yếu nội dung)(?:\s*:|\s)\s*\S/u;
const OFFICES =
  'ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|SỞ|PHÒNG|BAN|TRUNG TÂM|TRẠM|CÔNG AN|ĐẢNG ỦY|ĐẢNG BỘ|HUYỆN ỦY|TỈNH ỦY|MẶT TRẬN|HỘI|ĐOÀN|TRƯỜNG|CÔNG TY|ĐIỆN LỰC|BỘ|CHI CỤC|CỤC|HẠT|BƯU ĐIỆN|CHỦ TỊCH|GIÁM ĐỐC|CHI BỘ';
const PLACES = 'TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|THỊ TRẤN|PHƯỜNG|XÃ|THÔN|BẢN|TỔ DÂN PHỐ|TỔ';
const OFFICE = new RegExp(`^(?:${OFFICES}|${PLACES})(?: |$)`, 'u');
/** An office's name that goes on in the next line with its place. */
const UNPLACED =
  /^(?:(?:CHỦ TỊCH )?(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND)|ĐẢNG ỦY|CÔNG AN|MẶT TRẬN TỔ QUỐC)$/u;
const PLACE = new RegExp(`^(?:${PLACES}) `, 'u');
const RECIPIENTS = /^Kính gửi\s*:?\s*/iu;
/** People who listen, not offices that read. */
const LISTENERS = /(?:bà con|đồng bào|hộ gia đình|các hộ|hộ dân|cử tri)/iu;

/** Whether any line carries a mark of an office. */
export function looksOfficial(texts: Iterable<string>): boolean {
  for (const text of texts) {
    const first = cellsOf(text)[0] ?? '';
    if (KIND_OF_DOCUMENT.test(text)) return true;
    if (
      NATION.test(text) ||
      NUMBER.test(first) ||
      PLACE_DATE.test(cellsOf(text).at(-1) ?? '') ||
      text.startsWith('Căn cứ ')
    )
      return true;
  }
  return false;
}

/** Quốc hiệu, tiêu ngữ, the office's name, number, place and date, stamps: the top of the sheet. */
export const readHead: BlockReader = ({ lines, official }, at, zone) => {
  const text = lines[at]?.text ?? '';
  const cells = cellsOf(text);
  if (NATION.test(text) || cells.some((cell) => MOTTO.test(cell)))
    return drop('motto', 'Quốc hiệu, tiêu ngữ để in trên giấy, không đọc trên loa.');
  if (cells.length > 0 && cells.every((cell) => NUMBER.test(cell) || PLACE_DATE.test(cell)))
    return drop('issuer', 'Số, ký hiệu, nơi và ngày ký để tra cứu, không đọc trên loa.');
  if (STAMP.test(text)) return drop('issuer', 'Dấu trên giấy, không đọc trên loa.');
  if (zone === 'head' && official && isOffice(text))
    return drop('issuer', 'Tên cơ quan ở đầu văn bản; người nghe biết qua câu mở đầu.');
  return undefined;
};

/** The sheet of facts that libraries of law put above a text, with the title over it, which the text repeats. */
export const readRecord: BlockReader = ({ lines }, at, zone) => {
  if (zone !== 'head') return undefined;
  const isRecord = (index: number | undefined): boolean => index !== undefined && RECORD.test(lines[index]?.text ?? '');
  const isTitle = (lines[at]?.text.length ?? 0) > 20;
  const first = isRecord(at) ? at : isTitle ? nextWritten(lines, at + 1) : undefined;
  const second = first === undefined ? undefined : nextWritten(lines, first + 1);
  if (first === undefined || !isRecord(first) || !isRecord(second)) return undefined;
  let end = first;
  while (isRecord(end)) end += 1;
  return { kind: 'record', lines: end - at, why: 'Phiếu tra cứu của trang mạng, không phải lời của văn bản.' };
};

/** Kính gửi: offices are left out, people are greeted. */
export const readRecipients: BlockReader = ({ lines }, at) => {
  const text = lines[at]?.text ?? '';
  const match = RECIPIENTS.exec(text);
  if (!match) return undefined;
  const rest = text.slice(match[0].length);
  if (LISTENERS.test(rest)) {
    const greeting = `Kính thưa ${rest.charAt(0).toLowerCase()}${rest.slice(1).replace(/[;,.:]*$/, '.')}`;
    return { kind: 'recipients', lines: 1, replacement: greeting, why: 'Lời gửi trên giấy thành lời chào người nghe.' };
  }
  // Whoever is named beside the words is all; a list below would be the first of what is asked.
  const listed = rest === '' || /[;,]$/.test(rest);
  let end = at + 1;
  while (listed && /^[-+•*] ?\S/.test(lines[end]?.text ?? '')) end += 1;
  return { kind: 'recipients', lines: end - at, why: 'Nơi gửi ghi cho văn thư, không đọc trên loa.' };
};

/** The office that speaks, from the lines at the head: the last one that is named, as people write it. */
export function issuerOf({
  lines,
  recase,
  official,
}: Pick<OfficialText, 'lines' | 'recase' | 'official'>): string | undefined {
  if (!official) return undefined;
  let name: string | undefined;
  let place: string | undefined;
  for (const { text } of lines.slice(0, 12)) {
    const cell = cellsOf(text)[0] ?? '';
    if (!isOffice(cell)) continue;
    if (PLACE.test(cell)) {
      if (name !== undefined && UNPLACED.test(name)) name = `${name} ${cell}`;
      else place = cell;
    } else if (name === undefined || !UNPLACED.test(cell)) name = cell;
  }
  if (name !== undefined) return capitalised(recase(name.replace(/^UBND /u, 'ỦY BAN NHÂN DÂN ')));
  return place && uncapitalised(recase(place));
}

function isOffice(text: string): boolean {
  const [cell = '', ...others] = cellsOf(text);
  return others.length === 0 && isCapitals(cell) && cell.length <= 80 && OFFICE.test(cell) && !/[:;]$/.test(cell);
}

function drop(kind: Block['kind'], why: string): Block {
  return { kind, lines: 1, why };
}
