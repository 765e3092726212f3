import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { TimetableSlotBody } from '@nguon/protocol/http/broadcasts.ts';
import type { BulletinBody } from '@nguon/protocol/http/bulletins.ts';
import type { z } from 'zod';

/** Codes of the units in which the demo plays, on the map of November 2021. */
export const PLACES = { province: '06', khangNinh: '01906', cuLe: '02176', minhKhai: '01834' } as const;
export type Place = keyof typeof PLACES;

/** Communes with sample villages, four each; the names are made up on purpose. */
export const VILLAGES: readonly { commune: Place; names: readonly string[] }[] = [
  { commune: 'khangNinh', names: ['Thôn Mẫu 1', 'Thôn Mẫu 2', 'Thôn Mẫu 3', 'Thôn Mẫu 4'] },
  { commune: 'cuLe', names: ['Thôn Mẫu 5', 'Thôn Mẫu 6', 'Thôn Mẫu 7', 'Thôn Mẫu 8'] },
  { commune: 'minhKhai', names: ['Tổ Mẫu 9', 'Tổ Mẫu 10', 'Tổ Mẫu 11', 'Tổ Mẫu 12'] },
];

/** One person for each role; none of them exists. */
export const PEOPLE: readonly { name: string; email: string; role: Role; place: Place; screen: string }[] = [
  {
    name: 'Cán bộ xã (mẫu)',
    email: 'can-bo-xa@tinh-mau.example',
    role: 'commune-officer',
    place: 'khangNinh',
    screen: 'cán bộ xã',
  },
  {
    name: 'Lãnh đạo xã (mẫu)',
    email: 'lanh-dao-xa@tinh-mau.example',
    role: 'commune-leader',
    place: 'khangNinh',
    screen: 'lãnh đạo xã',
  },
  {
    name: 'Biên tập viên sở (mẫu)',
    email: 'bien-tap-so@tinh-mau.example',
    role: 'department-editor',
    place: 'province',
    screen: 'biên tập viên sở',
  },
  {
    name: 'Ban biên tập 1 (mẫu)',
    email: 'ban-bien-tap-1@tinh-mau.example',
    role: 'editorial-board',
    place: 'province',
    screen: 'ban biên tập, người thứ nhất',
  },
  {
    name: 'Ban biên tập 2 (mẫu)',
    email: 'ban-bien-tap-2@tinh-mau.example',
    role: 'editorial-board',
    place: 'province',
    screen: 'ban biên tập, người thứ hai',
  },
  {
    name: 'Kỹ thuật viên (mẫu)',
    email: 'ky-thuat@tinh-mau.example',
    role: 'technician',
    place: 'province',
    screen: 'kỹ thuật viên',
  },
  {
    name: 'Lãnh đạo tỉnh (mẫu)',
    email: 'lanh-dao-tinh@tinh-mau.example',
    role: 'viewer',
    place: 'province',
    screen: 'lãnh đạo tỉnh',
  },
  {
    name: 'Quản trị tỉnh (mẫu)',
    email: 'quan-tri@tinh-mau.example',
    role: 'administrator',
    place: 'province',
    screen: 'quản trị hệ thống',
  },
];

type SlotBody = z.infer<typeof TimetableSlotBody>;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** Where the demo's own station is heard, below its public address. */
export const RELAY_PATH = '/tinh-mau/vov1.mp3';

/** The day of each demo commune; the stream of a relay is the demo's own station. */
export const TIMETABLE: readonly SlotBody[] = [
  { kind: 'bulletins', title: 'Buổi sáng', weekdays: EVERY_DAY, from: '05:15', to: '05:45', stream: null },
  { kind: 'relay', title: 'VOV1 (mô phỏng)', weekdays: EVERY_DAY, from: '06:00', to: '06:30', stream: null },
  { kind: 'bulletins', title: 'Buổi chiều', weekdays: EVERY_DAY, from: '17:00', to: '17:45', stream: null },
];

/** What the demo's own station says, over and over. */
export const RELAY_TEXT =
  'Đây là luồng mô phỏng của tỉnh mẫu, phát thay cho chương trình thời sự buổi sáng. Đài Tiếng nói Việt Nam không phát chương trình này. ' +
  'Loa nghe được lời này nghĩa là loa tiếp âm đúng giờ, đúng luồng. Khi lắp đặt thật, hãy thay địa chỉ luồng trong khung giờ phát thanh ' +
  'bằng địa chỉ mà đài cho phép tiếp âm. Đến giờ kết thúc, loa tự rời luồng và trở lại lịch của xã.';

type Draft = Pick<BulletinBody, 'title' | 'text' | 'class' | 'topic' | 'genre' | 'origin'> & {
  place: Place;
  author: Role;
  /** Submitted at once for the next slot of these places, so that an inbox has something in it. */
  submitFor?: readonly Place[];
};

const OFFICER = 'commune-officer';
const EDITOR = 'department-editor';

/** Sample bulletins. Places and persons in them are made up; days are told as "hôm nay", "ngày mai", so that they do not age. */
export const BULLETINS: readonly Draft[] = [
  {
    place: 'khangNinh',
    author: OFFICER,
    submitFor: ['khangNinh'],
    title: 'Mời họp thôn bàn làm đường nội thôn',
    text: 'Mời đại diện các hộ gia đình thôn Mẫu 1 đến nhà văn hóa thôn lúc 19 giờ 30 tối nay để bàn việc làm đường nội thôn. Đề nghị bà con đến đúng giờ.',
    class: 'normal',
    topic: 'thong-bao',
    genre: 'notice',
    origin: 'own',
  },
  {
    place: 'khangNinh',
    author: OFFICER,
    title: 'Tìm trâu lạc',
    text: 'Gia đình ở thôn Mẫu 2 có một con trâu đực khoảng 4 tuổi, sừng cong, đi lạc từ chiều hôm qua. Bà con ai thấy xin báo cho trưởng thôn. Gia đình xin cảm ơn.',
    class: 'normal',
    topic: 'thong-bao',
    genre: 'notice',
    origin: 'own',
  },
  {
    place: 'province',
    author: EDITOR,
    submitFor: ['khangNinh', 'cuLe', 'minhKhai'],
    title: 'Phòng chống rét cho trâu, bò',
    text: 'Trời rét đậm. Khi nhiệt độ dưới 12 °C, bà con không chăn thả trâu, bò. Che kín chuồng, giữ nền khô, cho uống nước ấm và dự trữ từ 5 đến 7 kg cỏ khô mỗi con mỗi ngày. Thấy trâu, bò bỏ ăn, báo ngay cho thú y xã.',
    class: 'priority',
    topic: 'nong-nghiep',
    genre: 'news',
    origin: 'own',
  },
  {
    place: 'province',
    author: EDITOR,
    title: 'Cảnh giác kẻ giả danh công an qua Zalo',
    text: 'Công an không làm việc qua Zalo và không yêu cầu chuyển tiền. Bà con không đọc mã OTP cho bất kỳ ai, không cài ứng dụng lạ. Khi nghi ngờ, gọi 113 hoặc báo công an xã.',
    class: 'priority',
    topic: 'an-ninh-trat-tu',
    genre: 'news',
    origin: 'own',
  },
];
