import { occasionsOf, type Occasions } from './privacy-context-rules.ts';
import type { Person } from './privacy-people-rules.ts';
import { phrases, type Reading, type Sentence } from './privacy-reading-rules.ts';
import type { Found } from './privacy-rules.ts';

type Kind = 'health' | 'poverty' | 'debt';

const ILLNESS =
  'hiv|aids|bệnh lao|lao phổi|mắc lao|bị lao|lao kháng thuốc|ung thư|u ác|khối u|viêm gan|viêm phổi|viêm não|viêm màng não|viêm họng|sốt xuất huyết|sốt rét|sốt phát ban|sởi|tay chân miệng|bạch hầu|ho gà|uốn ván|covid|covid-19|bệnh dại|dại|thủy đậu|quai bị|cúm a|cúm|tâm thần|tâm thần phân liệt|động kinh|trầm cảm|tự kỷ|bại não|bại liệt|tiểu đường|đái tháo đường|cao huyết áp|tăng huyết áp|huyết áp cao|suy thận|chạy thận|suy tim|suy tủy|xơ gan|tim bẩm sinh|bệnh tim|đột quỵ|tai biến|nhồi máu|thiếu máu|tan máu bẩm sinh|thalassemia|suy dinh dưỡng|giang mai|lậu|trĩ|sa sút trí tuệ|parkinson|bệnh phong|bệnh hiểm nghèo|hiểm nghèo|bệnh nặng|bệnh truyền nhiễm|ma túy|lao|down|câm điếc|khiếm thị|liệt|thoái hóa|ngộ độc|than|bệnh phổi|hen|hen suyễn|gút|gout|rubella|thương hàn|tả|lỵ|ebola|giun sán';
/** Words that say of a person that they are ill, whatever the illness. */
const PATIENT =
  'mắc|bị|nhiễm|nghi|nghi mắc|nghi nhiễm|dương tính|chẩn đoán|được chẩn đoán|điều trị|chữa|chữa bệnh|ca bệnh|ca mắc|trường hợp mắc|ca dương tính|bệnh nhân|người bệnh|f0|nhập viện|phẫu thuật|tái khám|uống thuốc|cấp thuốc|cách ly|tử vong do|vì bệnh|do bệnh|tiền sử|phát hiện|ca|chạy|theo dõi|lọc máu|sống chung với';
const ILL = phrases(ILLNESS);
const SUFFERS = phrases(PATIENT);
/** What says it by itself. */
const CONDITION = phrases(
  'dương tính|f0|nhập viện|cấp cứu|phẫu thuật|mang thai|có thai|có bầu|sẩy thai|sảy thai|phá thai|sinh non|thai kỳ|thai nghén|khuyết tật|tàn tật|tật nguyền|thiểu năng|chậm phát triển|nghiện|cai nghiện|methadone|arv|nhóm máu|kết quả xét nghiệm|kết quả khám|tâm thần|bại não|bại liệt|câm điếc|khiếm thị|tự kỷ|liệt nửa người|liệt hai chân|chạy thận|chất độc da cam|chất độc hóa học|suy dinh dưỡng|vô sinh|hiếm muộn|nằm liệt|bệnh hiểm nghèo|hiểm nghèo|đặt vòng|triệt sản|tránh thai|lọc máu|bị bệnh|mắc bệnh|ốm nặng|bị ốm|nằm viện|đi viện|xạ trị|hóa trị|ghép thận|bị mổ|ca mổ|gãy chân|gãy tay|chấn thương|bị bỏng|sùi mào gà|rối loạn tâm thần|lẫn|bị lẫn',
);
const VACCINE = phrases(
  'tiêm chủng|tiêm vắc xin|tiêm vắc-xin|tiêm phòng|tiêm nhắc|tiêm mũi|uống vitamin|tẩy giun|chưa tiêm|khám thai|khám sức khỏe',
);
const ANIMALS = phrases('trâu|bò|lợn|(?<!ho )gà|vịt|ngan|dê|chó|mèo|gia súc|gia cầm|đàn|cá|tằm|ong|cây|lúa|ngô');
const BITTEN = phrases('cắn|cào');

const POVERTY = phrases(
  'hộ nghèo|cận nghèo|nghèo|thoát nghèo|tái nghèo|rà soát nghèo|hoàn cảnh khó khăn|hoàn cảnh đặc biệt|đặc biệt khó khăn|hoàn cảnh|khó khăn|bảo trợ xã hội|trợ cấp|trợ giúp xã hội|cứu đói|thiếu đói|đứt bữa|nhà tạm|nhà dột nát|nhà đại đoàn kết|nhà tình thương|mồ côi|miễn giảm học phí|miễn, giảm học phí|giảm học phí|túng thiếu|gia cảnh|vô gia cư|không nơi nương tựa|cứu trợ',
);
const DEBT = phrases(
  'nợ|còn nợ|nợ đọng|nợ xấu|dư nợ|nợ thuế|nợ tiền|khất nợ|trả nợ|vỡ nợ|siết nợ|vay|vay vốn|vay nặng lãi|quá hạn|chậm trả|chưa trả|chưa trả lãi|trốn đóng|còn thiếu tiền|còn thiếu \\d[\\d.]*|chưa thanh toán|chậm nộp|chưa nộp|chưa đóng|chưa hoàn thành nghĩa vụ|thi hành án|cưỡng chế|chậm đóng|chưa hoàn thành|giật hụi|vỡ hụi|cầm cố|quỵt|thế chấp|phát mại|kê biên|tín dụng đen',
);
const NOT_MONEY = phrases(
  'chưa nộp hồ sơ|chưa nộp đơn|chưa nộp giấy|chưa nộp phiếu|chưa nộp bài|chưa nộp ảnh|chưa nộp báo cáo|chậm nộp hồ sơ|chậm nộp báo cáo',
);

/** What somebody does who is not the one spoken about: gives, visits, says, leads. */
const ACTS =
  /^[\s,–(-]*(?:(?:(?!bị|được|mắc|nợ|vay|nhiễm|thuộc|nghèo|chưa|cần|là|đang)[\p{L}\d]+,?\s+){0,7}?)(?:đã\s+|vừa\s+|sẽ\s+|cũng\s+|thường xuyên\s+)?(?:cho biết|chia sẻ|khuyến cáo|khuyên|nói|trao đổi|hướng dẫn|nhắc|thông tin|kêu gọi|tư vấn|tuyên truyền|ủng hộ|tặng|trao|thăm|đến thăm|tổ chức|phụ trách|trực tiếp khám|giúp|hiến|phát biểu|chủ trì|hỗ trợ các|vận động|đại diện|nhận ủng hộ|nhận đỡ đầu|đỡ đầu|thông báo|dạy|giảng|ký|giải ngân|quản lý|thành lập|đóng góp|giới thiệu|trình bày|làm tổ trưởng|mở lớp|phát hiện và báo)(?!\p{L})/iu;
/** "tặng quà cho các hộ nghèo": said of others. */
const FOR_OTHERS =
  /(?<!\p{L})(?:cho|giúp|tặng|các|những|thăm|với|đỡ|trợ|cùng|vì)\s+(?:(?:các|những|bà con|gia đình|người|học sinh|trẻ em|bệnh nhân|hộ|em|cháu|phụ nữ)\s+)*(?:hộ nghèo|nghèo|cận nghèo|khó khăn|có hoàn cảnh|mồ côi)/iu;
/** Said of somebody in an office as of anybody. */
const OF_THEIRS: Readonly<Record<Kind, RegExp>> = {
  health: next('mắc|bị|nhiễm|nghi mắc|nghi nhiễm|dương tính|nhập viện|được chẩn đoán'),
  poverty: next('thuộc hộ|thuộc diện|là hộ nghèo|là hộ cận nghèo|hộ nghèo|hộ cận nghèo'),
  debt: next('còn nợ|nợ|vay|chưa nộp|chưa trả|chưa đóng|trốn đóng|chậm nộp'),
};

/** As much of what stands above is read as a heading. */
const HEADING = 300;

interface Matter {
  readonly kind: Kind;
  /** Whether a sentence speaks of such a matter as of somebody's own. */
  told(sentence: Sentence): boolean;
  /** Whether the heading of a list does; a list of the ill needs no verb. */
  heads(text: string): boolean;
  excused(occasions: Occasions, at: number): boolean;
}

const has = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0;
const MATTERS: readonly Matter[] = [
  {
    kind: 'health',
    told: tellsHealth,
    heads: (text) => has(ILL, text) || has(CONDITION, text) || has(VACCINE, text),
    excused: () => false,
  },
  {
    kind: 'poverty',
    told: ({ text }) => has(POVERTY, text),
    heads: (text) => has(POVERTY, text),
    // Whoever is held up as an example has told it of themselves.
    excused: ({ example }, at) => example(at, 160, 200),
  },
  {
    kind: 'debt',
    told: ({ text }) => has(DEBT, text) && !has(NOT_MONEY, text),
    heads: (text) => has(DEBT, text) && !has(NOT_MONEY, text),
    excused: ({ example }, at) => example(at, 160, 200),
  },
];

/** Illness, poverty and debts that are told of somebody named. */
export function findMatters(reading: Reading): Found[] {
  const occasions = occasionsOf(reading);
  const found = new Map<string, Found>();
  for (const sentence of reading.sentences) {
    const people = sentence.people.length > 0 ? sentence.people : (sentence.before?.people ?? []);
    if (people.length === 0) continue;
    for (const matter of MATTERS) {
      const told = matter.told(sentence);
      if (!told && !(sentence.people.length > 0 && inherits(sentence, matter))) continue;
      for (const person of people) {
        if (matter.excused(occasions, person.from) || !concerns(matter.kind, reading.text, person)) continue;
        found.set(`${matter.kind} ${person.head}`, { kind: matter.kind, from: person.head, to: person.to });
      }
    }
  }
  return [...found.values()];
}

function tellsHealth({ text }: Sentence): boolean {
  if (has(ANIMALS, text) && !has(BITTEN, text) && !has(CONDITION, text)) return false;
  return has(CONDITION, text) || (has(ILL, text) && has(SUFFERS, text));
}

function inherits({ before, row }: Sentence, matter: Matter): boolean {
  for (let above = before, steps = row ? 3 : 1; above && steps > 0; above = above.before, steps -= 1) {
    if (matter.heads(above.text.slice(-HEADING))) return true;
  }
  return false;
}

/** Whether the matter is this person's: not of who holds an office, gives or speaks. */
function concerns(kind: Kind, text: string, person: Person): boolean {
  const after = text.slice(person.to, person.to + 80).split(/[.!?\n]/u)[0] ?? '';
  if (person.official) return OF_THEIRS[kind].test(after);
  return !ACTS.test(after) && !(kind === 'poverty' && FOR_OTHERS.test(after));
}

/** Words that follow a name at once, or after what stands beside it. */
function next(words: string): RegExp {
  return new RegExp(
    String.raw`^(?:,[^,.;]{1,60},|\s*\([^)]{1,60}\))?[\s,(–-]*(?:đã\s+|đang\s+|vừa\s+)?(?:${words})(?!\p{L})`,
    'iu',
  );
}
