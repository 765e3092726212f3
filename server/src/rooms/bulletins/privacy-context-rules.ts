import { phrases, placesOf, type Reading } from './privacy-reading-rules.ts';

/** Whether words of a kind stand within so many characters before or after a place. */
type Near = (at: number, before: number, after: number) => boolean;

/** Occasions at which a name, and some of what belongs to it, is told because the person or the law wants it told. */
export interface Occasions {
  /** tin buồn: at the family's request. */
  readonly funeral: Near;
  /** Something or somebody was lost or found; whoever reads it shall call. */
  readonly lost: Near;
  /** Candidates: the law on elections has their lives published. */
  readonly candidate: Near;
  /** Honours, prizes, good examples, gifts: the person is praised. */
  readonly honour: Near;
  /** Whoever is held up as an example: what they were and what they borrowed is part of their story. */
  readonly example: Near;
  /** Who does what: committees, duties, teams, credits. */
  readonly duty: Near;
  /** People of history, martyrs, authors. */
  readonly history: Near;
}

const FUNERAL = phrases(
  'tin buồn|từ trần|tạ thế|qua đời|lễ tang|tang lễ|lễ viếng|hưởng thọ|hưởng dương|an táng|đưa tang|chia buồn|mãn phần|lễ truy điệu|di quan|phúng viếng|cáo phó',
);
const LOST = phrases(
  'đi lạc|bị lạc|tìm trâu|tìm bò|tìm chó|tìm ngựa|tìm lợn|tìm dê|tìm người|tìm trẻ|tìm chủ|mất tích|nhặt được|đánh rơi|bị rơi|làm rơi|bỏ quên|thất lạc|lạc mất|trâu lạc|bò lạc|chó lạc|trả lại người mất|xin chuộc|hậu tạ|trộm trâu|truy nã',
);
const CANDIDATE = phrases(
  'ứng cử|ứng cử viên|người ứng cử|tiểu sử|đề cử|trúng cử|bầu cử|bầu trưởng thôn|bầu tổ trưởng',
);
const HONOUR = phrases(
  'khen thưởng|khen|tuyên dương|biểu dương|gương|điển hình|tiêu biểu|đạt giải|giải nhất|giải nhì|giải ba|giải khuyến khích|trao giải|thành tích|chúc mừng|danh hiệu|huân chương|huy chương|kỷ niệm chương|dũng cảm|vươn lên|làm giàu|mô hình|ủng hộ|đóng góp|hảo tâm|hiến đất|hiến tặng|tấm lòng vàng|tri ân|đỗ đại học|đỗ thủ khoa|học sinh giỏi|nông dân giỏi|hiến máu tình nguyện|đám cưới|lễ thành hôn|lễ cưới|vô địch|kết quả thi|thi đua',
);
const EXAMPLE = phrases(
  'gương|điển hình|tiêu biểu|biểu dương|tuyên dương|vươn lên|làm giàu|mô hình|nông dân giỏi|thành tích|sản xuất giỏi|khởi nghiệp',
);
const DUTY = phrases(
  'ban chỉ đạo|ban tổ chức|ban chấp hành|ban quản lý|ban giám khảo|ban giám sát|tổ công tác|tổ bầu cử|thành viên|thành phần tham dự|thành phần gồm|phân công|lịch trực|ca trực|trực tết|lịch tiếp dân|chủ trì|đội hình|đội tuyển|vận động viên|cầu thủ|diễn viên|tiết mục|trình bày|thể hiện|biên tập|biên soạn|đạo diễn|sáng tác|báo cáo viên|giảng viên|tổ hòa giải|hòa giải viên|đoàn công tác|đội văn nghệ|kíp trực|tổ công nghệ số|dân quân tự vệ',
);
const HISTORY = phrases(
  'liệt sĩ|anh hùng|nhà thơ|nhà văn|nhạc sĩ|lịch sử|truyền thuyết|danh nhân|vua|tướng|kỷ niệm ngày sinh|năm ngày sinh|ngày sinh chủ tịch|ngày sinh của chủ tịch|cách mạng lão thành|tiền khởi nghĩa',
);

/** Finds where a text speaks of such occasions. */
export function occasionsOf({ text }: Reading): Occasions {
  return {
    funeral: placesOf(FUNERAL, text),
    lost: placesOf(LOST, text),
    candidate: placesOf(CANDIDATE, text),
    honour: placesOf(HONOUR, text),
    example: placesOf(EXAMPLE, text),
    duty: placesOf(DUTY, text),
    history: placesOf(HISTORY, text),
  };
}
