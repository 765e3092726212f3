import { occasionsOf } from './privacy-context-rules.ts';
import { phrases, type Reading, type Sentence } from './privacy-reading-rules.ts';
import type { Found } from './privacy-rules.ts';

/** Digits as people write long numbers: in one piece, in groups, or one by one. */
const NUMBERS =
  /(?<![\p{L}\p{N}.,/])\+?(?:\d{8,19}|\d{2,5}(?:[ .-]\d{2,5}){1,5}|\d(?: \d){8,18})(?![\p{L}\p{N}]|[.,/]\d)/gu;
const MONEY_AFTER = /^\s*(?:đ|đồng|vnđ|vnd|triệu|nghìn|ngàn|tỷ|kg|ha|m2|m3|người|lượt|%)(?!\p{L})/iu;

const IDENTITY_BEFORE = phrases(
  'cccd|căn cước công dân|căn cước|cmnd|cmt|cmtnd|chứng minh nhân dân|chứng minh thư|số chứng minh|định danh|số định danh|giấy phép lái xe|gplx|hộ chiếu|số thẻ bhyt|mã thẻ|mã số bhxh|số sổ bhxh|mã số bảo hiểm xã hội|mã số thuế cá nhân|giấy khai sinh số|thẻ bảo hiểm y tế|thẻ bhyt|cc|số giấy tờ',
);
const INSURED_BEFORE = phrases('bhxh|bảo hiểm xã hội|mã số thuế cá nhân|thẻ bhyt|thẻ bảo hiểm y tế');
const OTHER_NUMBER_BEFORE =
  /(?:mã|số)\s+(?:hồ sơ|hóa đơn|khách hàng|công tơ|vận đơn|hợp đồng|máy|đơn hàng|lô|văn bản|phiếu|sê-ri|sản phẩm|vạch|giao dịch|dự án|thửa|tra cứu|gói thầu|tbmt|thiết bị|quyết định)[^\d\n]{0,24}$|(?:seri|imei|tbmt|pa|pb|iban|isbn|barcode|mã vạch|mã tra cứu|mã|e-tbmt)[^\d\n]{0,12}$/iu;
const ACCOUNT_BEFORE = /(?<!\p{L})(?:tài khoản|stk|tk|số tk|chuyển khoản|ck)(?!\p{L})[^\n.;]{0,60}$/iu;
const PASSPORTS = /(?:[Hh]ộ chiếu|HỘ CHIẾU|[Pp]assport)[^\n.;]{0,16}?([A-Z]\d{7,8})(?!\d)/gu;
const INSURANCE = /(?:bhyt|bảo hiểm y tế|mã thẻ)[^\n.;]{0,24}?([A-Z]{2}\s?\d(?:\s?\d){9,13})(?!\d)/giu;
const OFFICE_OWNER = phrases(
  'ubnd|ủy ban|uỷ ban|quỹ|ban vận động|ban liên lạc|ban quản lý|mặt trận|mttq|hội chữ thập đỏ|hội khuyến học|hội|đoàn thanh niên|kho bạc|trường|công ty|hợp tác xã|htx|trung tâm|trạm|bảo hiểm xã hội|bhxh|điện lực|bệnh viện|công đoàn|sở|ban chỉ huy|đảng ủy|phòng|chi cục|cục|văn phòng|viettel|vnpt|ngân hàng chính sách xã hội thu',
);
const PERSON_OWNER =
  /(?:chủ tài khoản|tên tài khoản|chủ tk|tên tk|người nhận|mang tên|đứng tên|tài khoản (?:của )?(?:cá nhân|riêng|ông|bà|anh|chị))/iu;
const CALL_OFFICE =
  /(?:ubnd|ủy ban|uỷ ban|trụ sở|văn phòng|công an|trạm y tế|trạm|trường|trực ban|đường dây nóng|hotline|tổng đài|bộ phận một cửa|trung tâm|điện lực|ban chỉ huy|phòng|chi cục|kiểm lâm|hội nông dân|hội phụ nữ|đài truyền thanh|bưu điện|công ty|hợp tác xã|htx|cửa hàng|nhà xe|bệnh viện|ban quản lý|quân sự|sđt lạ|số lạ|đối tượng|lừa đảo|giả danh|mạo danh)/iu;

/** Right before the name of whoever answers there. */
const ASKED = /(?:liên hệ|gặp|gọi|báo cho|báo|đầu mối|phụ trách|đăng ký với)(?:\s+(?:với|cho|trực tiếp))?\s*:?\s*$/iu;

/** Numbers that belong to a person: papers, accounts, phones. */
export function findNumbers(reading: Reading): Found[] {
  const { lost, funeral } = occasionsOf(reading);
  const found = [...papersIn(reading.text)];
  reading.sentences.forEach((sentence, index) => {
    for (const match of sentence.text.matchAll(NUMBERS)) {
      const number = { at: match.index, written: match[0], digits: match[0].replaceAll(/\D/g, '') };
      if (
        MONEY_AFTER.test(sentence.text.slice(number.at + number.written.length, number.at + number.written.length + 12))
      )
        continue;
      const from = sentence.from + number.at;
      const wanted = lost(from, 400, 200) || funeral(from, 400, 200);
      const around = { sentence, next: reading.sentences[index + 1], wanted };
      const kind = kindOf(number, around);
      if (kind) found.push({ kind, from, to: from + number.written.length });
    }
  });
  return found;
}

function* papersIn(text: string): Generator<Found> {
  for (const pattern of [PASSPORTS, INSURANCE]) {
    for (const match of text.matchAll(pattern)) {
      const number = match[1] ?? '';
      const to = match.index + match[0].length;
      yield { kind: 'identity', from: to - number.length, to };
    }
  }
}

interface Numeral {
  readonly at: number;
  readonly written: string;
  readonly digits: string;
}

interface Around {
  readonly sentence: Sentence;
  readonly next: Sentence | undefined;
  /** A funeral, or something lost: whoever is named wants to be called. */
  readonly wanted: boolean;
}

function kindOf(number: Numeral, around: Around): Found['kind'] | null {
  const before = around.sentence.text.slice(0, number.at);
  if (isAccount(number, before)) return belongsToOffice(around) ? null : 'account';
  if (isIdentity(number, before, around.sentence)) return 'identity';
  return isMobile(number.digits) && isPrivatePhone(number, around) ? 'phone' : null;
}

function isAccount({ digits }: Numeral, before: string): boolean {
  return digits.length >= 6 && digits.length <= 19 && ACCOUNT_BEFORE.test(before.slice(-90));
}

/** An account of an office or a fund is meant to be told; one of a person, or of nobody named, is not. */
function belongsToOffice({ sentence, next }: Around): boolean {
  const near = [sentence.before?.text.slice(-300), sentence.text, next?.text.slice(0, 160)].join(' ');
  if (PERSON_OWNER.test(near) && [...sentence.people, ...(next?.people ?? [])].length > 0) return false;
  const own = sentence.people.some(({ official }) => !official);
  return !own && test(OFFICE_OWNER, near);
}

function isIdentity({ digits }: Numeral, before: string, sentence: Sentence): boolean {
  const near = before.slice(-70);
  if (digits.length === 10) return !isMobile(digits) && test(INSURED_BEFORE, near.slice(-40));
  if (digits.length !== 9 && digits.length !== 12) return false;
  const other = near.search(OTHER_NUMBER_BEFORE);
  const paper = Math.max(-1, ...Array.from(near.matchAll(IDENTITY_BEFORE), ({ index }) => index));
  if (paper > other) return true;
  if (other >= 0) return false;
  if (sentence.row && test(IDENTITY_BEFORE, sentence.before?.text.slice(-300) ?? '')) return true;
  return digits.length === 12 && isPersonalNumber(digits);
}

/** Codes of the provinces in a personal number, as they were before the mergers of 2025; numbers already given keep them. */
const PROVINCES: ReadonlySet<string> = new Set(
  '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096'.split(
    ' ',
  ),
);

/** Twelve digits: province of birth, sex with century, year of birth, six of chance. */
function isPersonalNumber(digits: string): boolean {
  return PROVINCES.has(digits.slice(0, 3)) && /^[0-3]$/.test(digits[3] ?? '');
}

function isMobile(digits: string): boolean {
  return /^(?:0|84)[35789]\d{8}$/.test(digits);
}

/** A mobile phone is a person's own when a person without an office is named with it, and nobody is asked to call an office there. */
function isPrivatePhone({ at }: Numeral, { sentence, wanted }: Around): boolean {
  if (wanted) return false;
  const start = Math.max(0, at - 120);
  const near = sentence.text.slice(start, at + 60);
  const people = sentence.people.length > 0 ? sentence.people : (sentence.before?.people ?? []);
  const before = people.filter(({ from }) => from < sentence.from + at);
  const owner = before.at(-1) ?? people[0];
  if (!owner || owner.official) return false;
  if (owner.from >= sentence.from + at) return !CALL_OFFICE.test(near);
  const since = sentence.text.slice(Math.max(start, owner.to - sentence.from), at);
  const ahead = sentence.text.slice(0, Math.max(0, owner.head - sentence.from));
  const asked = sentence.row || ASKED.test(ahead);
  return !CALL_OFFICE.test(since) && !(asked && CALL_OFFICE.test(ahead));
}

function test(pattern: RegExp, text: string): boolean {
  return text.search(pattern) >= 0;
}
