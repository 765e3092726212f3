import type { LogEntryBody } from '@nguon/protocol/http/reports.ts';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { Approval } from '@nguon/protocol/request.ts';
import type { BulletinClass, Channel } from '@nguon/protocol/primitives.ts';

/** Words of the papers, those of the screens: thể loại, nguồn tin, mức độ ưu tiên, phần việc, kênh. */
export const GENRES: Readonly<Record<Bulletin['genre'], string>> = {
  news: 'Tin',
  article: 'Bài',
  report: 'Phóng sự',
  notice: 'Thông báo',
  song: 'Ca khúc',
};

export const SOURCES: Readonly<Record<LogEntryBody['source'], string>> = {
  own: 'Tự sản xuất',
  collected: 'Khai thác',
  'from-above': 'Cấp trên gửi',
  contributor: 'Cộng tác viên',
  relay: 'Tiếp âm',
};

export const CLASSES: Readonly<Record<BulletinClass, string>> = {
  normal: 'Bản tin thông thường',
  priority: 'Bản tin ưu tiên',
  emergency: 'Bản tin khẩn cấp',
};

export const PARTS: Readonly<Record<Bulletin['contributors'][number]['part'], string>> = {
  author: 'Tác giả',
  editor: 'Biên tập',
  translator: 'Dịch',
  reader: 'Đọc',
  technician: 'Kỹ thuật',
};

export const CHANNELS: Readonly<Record<Channel, string>> = {
  speaker: 'loa truyền thanh',
  board: 'bảng tin điện tử công cộng',
  site: 'trang thông tin điện tử',
};

/** How an approval was given, as paper must say it: a code by SMS is given unheard. */
export const APPROVAL_CHANNELS: Readonly<Record<Approval['channel'], string>> = {
  screen: 'trên màn hình',
  link: 'qua đường dẫn',
  code: 'bằng mã SMS, chưa nghe',
  template: 'mẫu duyệt sẵn',
  paper: 'trên văn bản giấy',
};
