import { accountsVi } from './vi-accounts.ts';
import { airingsVi } from './vi-airings.ts';
import { noticesVi } from './vi-notices.ts';
import { correctionVi } from './vi-correction.ts';
import { deskVi } from './vi-desk.ts';
import { editionsVi } from './vi-editions.ts';
import { houseVi } from './vi-house.ts';
import { privacyVi } from './vi-privacy.ts';
import { tonguesVi } from './vi-tongues.ts';
import { countdownVi } from './vi-countdown.ts';
import { shareVi } from './vi-share.ts';
import { importVi } from './vi-import.ts';
import { booksVi } from './vi-books.ts';
import { libraryVi } from './vi-library.ts';
import { partsVi } from './vi-parts.ts';
import { phonesVi } from './vi-phones.ts';
import { speechVi } from './vi-speech.ts';
import { standingVi } from './vi-standing.ts';

/** Every sentence of the screens in Vietnamese; the words are those agreed with the offices. `en` follows its shape. */
export const vi = {
  product: 'Nguồn',
  tagline: 'Hệ thống thông tin nguồn',
  shell: {
    skip: 'Đến nội dung chính',
    menu: 'Mở danh mục',
    menuTitle: 'Danh mục',
    mainMenu: 'Danh mục chính',
    demo: 'Tỉnh mẫu - dữ liệu minh họa',
    test: 'Thư mục kiểm thử',
    mapDate: 'địa bàn theo ngày {{date}}',
    clockMoved: 'đồng hồ {{offset}} ({{now}})',
    provinceClock: 'Giờ của tỉnh',
    signOut: 'Đăng xuất',
    light: 'Nền sáng',
    dark: 'Nền tối',
    tongue: 'English',
    offline: 'Đang mất mạng. Vẫn viết tiếp được; bản nháp giữ trên máy này.',
  },
  nav: {
    inbox: 'Việc cần làm',
    compose: 'Soạn bản tin',
    bulletins: 'Bản tin',
    timetable: 'Khung giờ phát thanh',
    books: 'Sổ sách',
    voices: 'Giọng đọc',
    readings: 'Cách đọc',
    devices: 'Thiết bị',
    units: 'Địa bàn',
    people: 'Người dùng',
    audit: 'Nhật ký hệ thống',
    account: 'Tài khoản của tôi',
  },
  roles: {
    administrator: 'Người quản trị',
    'department-editor': 'Biên tập viên sở, ngành',
    'editorial-board': 'Ban biên tập tỉnh',
    'commune-officer': 'Cán bộ văn hóa xã',
    'commune-leader': 'Lãnh đạo xã',
    technician: 'Kỹ thuật viên',
    viewer: 'Người xem',
    'village-head': 'Trưởng thôn',
  },
  act: {
    again: 'Thử lại',
    reload: 'Tải lại trang',
    close: 'Đóng',
    remove: 'Bỏ',
    copy: 'Sao chép',
    copied: 'Đã sao chép',
    more: 'Xem thêm',
  },
  state: {
    loading: 'Đang mở…',
    notFound: 'Không có trang này',
    notFoundHelp: 'Địa chỉ đã cũ hoặc gõ nhầm.',
    home: 'Về Việc cần làm',
    broken: 'Màn hình này gặp lỗi. Bản nháp của bạn vẫn còn.',
  },
  clock: { hour: 'giờ', minute: 'phút', hourOf: '{{hour}} giờ' },
  hold: {
    hint: 'Giữ nút một giây',
    short: 'Chưa đủ một giây. Giữ lâu hơn, hoặc bấm nút bên cạnh.',
    press: 'Không giữ được? Bấm để xác nhận: {{what}}',
  },
  player: {
    play: 'Nghe',
    pause: 'Tạm dừng',
    position: 'Vị trí đang nghe',
    positionText: '{{at}} trên {{total}}',
    heard: 'đã nghe {{heard}} trên {{total}} giây',
    failed: 'Không phát được tiếng. Kiểm tra mạng và loa của máy rồi bấm Nghe lại.',
    length: 'dài {{length}}',
  },
  places: {
    find: 'Tìm thôn, xã (không cần dấu)',
    openTree: 'Xem trong {{name}}',
    closeTree: 'Thu gọn {{name}}',
    none: 'Không tìm thấy địa bàn nào. Thử gõ một phần tên.',
    noVillages: 'Chưa có thôn nào trong danh sách.',
    chosen: 'Đã chọn',
    drop: 'Bỏ {{name}}',
    covered: 'đã gồm trong địa bàn cấp trên',
    choose: 'Chọn địa bàn',
    change: 'Đổi địa bàn',
  },
  classes: { normal: 'Thông thường', priority: 'Ưu tiên', emergency: 'Khẩn cấp' },
  bulletinStates: {
    draft: 'Bản nháp',
    submitted: 'Đang chờ duyệt',
    returned: 'Bị trả lại',
    ordered: 'Đã đặt lịch',
    recalled: 'Đã thu hồi',
    expired: 'Đã hết hạn',
  },
  requestStates: {
    waiting: 'Đang chờ duyệt',
    approved: 'Đã duyệt',
    returned: 'Đã trả lại',
    withdrawn: 'Đã rút',
    expired: 'Đã quá giờ',
  },
  genres: { news: 'Tin', article: 'Bài', report: 'Phóng sự', notice: 'Thông báo', song: 'Ca khúc' },
  origins: { own: 'Tự sản xuất', collected: 'Khai thác', 'from-above': 'Cấp trên gửi', contributor: 'Cộng tác viên' },
  parts: { author: 'Tác giả', editor: 'Biên tập', translator: 'Dịch', reader: 'Đọc', technician: 'Kỹ thuật' },
  ...deskVi,
  ...standingVi,
  ...houseVi,
  ...privacyVi,
  ...tonguesVi,
  ...shareVi,
  ...countdownVi,
  ...accountsVi,
  ...importVi,
  ...partsVi,
  ...editionsVi,
  ...libraryVi,
  ...airingsVi,
  ...noticesVi,
  ...correctionVi,
  ...booksVi,
  ...phonesVi,
  ...speechVi,
};
