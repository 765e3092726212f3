import { TemplateContent, type Blank } from '@nguon/protocol/http/templates.ts';
import type { z } from 'zod';

/** A template that every house has; its id is the same everywhere. */
export interface HouseTemplate {
  id: string;
  content: TemplateContent;
}

const blank = (name: string, label: string, kind: Blank['kind'], choices: string[] = []): Blank => ({
  name,
  label,
  kind,
  choices,
});
const PHONE = blank('dien-thoai', 'Số điện thoại liên hệ', 'phone');
const DATE = blank('ngay', 'Ngày nào?', 'date');
const HOUR = blank('gio', 'Mấy giờ?', 'hour');
const FROM = blank('tu-gio', 'Từ mấy giờ?', 'hour');
const TO = blank('den-gio', 'Đến mấy giờ?', 'hour');

/** The id that belongs to a place in this list; places are never given to another template. */
function numbered(place: number, content: Omit<z.input<typeof TemplateContent>, 'v'>): HouseTemplate {
  const id = `7e3b1f00-0000-4000-8000-${String(place).padStart(12, '0')}`;
  return { id, content: TemplateContent.parse({ v: 1, ...content }) };
}

/** Words for what a commune announces fifty times a month. Each may be written anew for a unit. */
export const HOUSE_TEMPLATES: readonly HouseTemplate[] = [
  numbered(1, {
    name: 'Tìm gia súc lạc',
    title: 'Tìm {con-vat} lạc',
    text: 'Gia đình {nguoi} ở {noi-o} bị lạc {con-vat}, {dac-diem}, từ {gio} ngày {ngay}, tại khu vực {noi-mat}. Bà con ai thấy xin báo cho gia đình theo số {dien-thoai}. Xin cảm ơn bà con.',
    blanks: [
      blank('con-vat', 'Con gì?', 'choice', ['trâu', 'bò', 'ngựa', 'dê', 'lợn', 'chó']),
      blank('dac-diem', 'Trông thế nào?', 'text'),
      blank('noi-mat', 'Mất ở đâu?', 'place'),
      HOUR,
      DATE,
      blank('nguoi', 'Tên chủ nhà', 'person'),
      blank('noi-o', 'Nhà ở thôn nào?', 'place'),
      PHONE,
    ],
    topic: 'thong-bao',
    times: 'now',
  }),
  numbered(2, {
    name: 'Mời họp thôn',
    title: 'Mời họp {thon}',
    text: 'Mời đại diện các hộ {thon} đến họp hồi {gio} ngày {ngay}, tại {noi-hop}. Nội dung: {noi-dung}. Đề nghị bà con đến đúng giờ.',
    blanks: [
      blank('thon', 'Thôn nào?', 'place'),
      HOUR,
      DATE,
      blank('noi-hop', 'Họp ở đâu?', 'place'),
      blank('noi-dung', 'Họp về việc gì?', 'text'),
    ],
    ends: { date: 'ngay', hour: 'gio' },
    topic: 'thong-bao',
  }),
  numbered(3, {
    name: 'Hoãn, hủy họp thôn',
    title: 'Thông báo {viec} cuộc họp {thon}',
    text: 'Cuộc họp {thon} hồi {gio} ngày {ngay} nay {viec}. Lý do: {ly-do}. Thời gian họp lại sẽ thông báo sau. Mong bà con thông cảm.',
    blanks: [
      blank('viec', 'Hoãn hay hủy?', 'choice', ['hoãn', 'hủy']),
      blank('thon', 'Thôn nào?', 'place'),
      HOUR,
      DATE,
      blank('ly-do', 'Vì sao?', 'text'),
    ],
    ends: { date: 'ngay', hour: 'gio' },
    topic: 'thong-bao',
    times: 'now',
  }),
  numbered(4, {
    name: 'Tin buồn',
    note: 'Chỉ dùng khi gia đình đề nghị. Không phát nhạc vui trước và sau.',
    title: 'Tin buồn',
    text: 'Theo đề nghị của gia đình, xin báo tin: {nguoi}, ở {noi-o}, hưởng thọ {tuoi} tuổi, đã từ trần. Lễ viếng bắt đầu hồi {gio} ngày {ngay}. Lễ đưa tang hồi {gio-dua} ngày {ngay-dua}. Xin chia buồn cùng gia đình.',
    blanks: [
      blank('nguoi', 'Tên người mất', 'person'),
      blank('noi-o', 'Ở thôn nào?', 'place'),
      blank('tuoi', 'Bao nhiêu tuổi?', 'number'),
      HOUR,
      DATE,
      blank('gio-dua', 'Đưa tang mấy giờ?', 'hour'),
      blank('ngay-dua', 'Đưa tang ngày nào?', 'date'),
    ],
    ends: { date: 'ngay-dua', hour: 'gio-dua' },
    topic: 'thong-bao',
  }),
  numbered(5, {
    name: 'Tạm ngừng cấp điện, cấp nước',
    title: 'Tạm ngừng cấp {gi}',
    text: 'Từ {tu-gio} đến {den-gio} ngày {ngay}, tạm ngừng cấp {gi} tại {noi} để {ly-do}. Bà con chủ động trong sinh hoạt và sản xuất.',
    blanks: [
      blank('gi', 'Điện hay nước?', 'choice', ['điện', 'nước']),
      FROM,
      TO,
      DATE,
      blank('noi', 'Ở những thôn nào?', 'place'),
      blank('ly-do', 'Để làm gì?', 'text'),
    ],
    ends: { date: 'ngay', hour: 'den-gio' },
    topic: 'thong-bao',
  }),
  numbered(6, {
    name: 'Tiêm chủng',
    title: 'Lịch tiêm {vac-xin}',
    text: 'Trạm y tế tổ chức tiêm {vac-xin} cho {doi-tuong}, từ {tu-gio} đến {den-gio} ngày {ngay}, tại {noi}. Khi đi nhớ mang theo sổ tiêm chủng.',
    blanks: [
      blank('vac-xin', 'Tiêm gì?', 'text'),
      blank('doi-tuong', 'Cho ai?', 'text'),
      FROM,
      TO,
      DATE,
      blank('noi', 'Tiêm ở đâu?', 'place'),
    ],
    ends: { date: 'ngay', hour: 'den-gio' },
    topic: 'y-te',
  }),
  numbered(7, {
    name: 'Tiêm phòng gia súc, gia cầm',
    title: 'Tiêm phòng cho {vat-nuoi}',
    text: 'Thú y xã tiêm phòng {benh} cho {vat-nuoi} tại {noi}, từ {tu-gio} đến {den-gio} ngày {ngay}. Đề nghị các hộ nhốt giữ vật nuôi ở nhà để tiêm.',
    blanks: [
      blank('benh', 'Phòng bệnh gì?', 'text'),
      blank('vat-nuoi', 'Cho con gì?', 'choice', ['trâu, bò', 'lợn', 'gia cầm', 'chó, mèo']),
      FROM,
      TO,
      DATE,
      blank('noi', 'Ở thôn nào?', 'place'),
    ],
    ends: { date: 'ngay', hour: 'den-gio' },
    topic: 'nong-nghiep',
  }),
  numbered(8, {
    name: 'Chợ phiên',
    title: 'Chợ phiên {noi} ngày {ngay}',
    text: 'Chợ phiên {noi} họp ngày {ngay}, bắt đầu từ {gio}. {luu-y}, mong bà con chấp hành sự sắp xếp của ban quản lý chợ.',
    blanks: [blank('noi', 'Chợ nào?', 'place'), DATE, HOUR, blank('luu-y', 'Lưu ý bà con điều gì?', 'text')],
    ends: { date: 'ngay', hour: null },
    topic: 'kinh-te-van-hoa-xa-hoi',
  }),
  numbered(9, {
    name: 'Cấp căn cước lưu động',
    title: 'Cấp căn cước tại {noi}',
    text: 'Công an xã làm căn cước lưu động tại {noi}, từ {tu-gio} đến {den-gio} ngày {ngay}. Bà con chưa có hoặc căn cước hết hạn mang theo giấy tờ đến làm. Liên hệ số {dien-thoai}.',
    blanks: [blank('noi', 'Làm ở đâu?', 'place'), FROM, TO, DATE, PHONE],
    ends: { date: 'ngay', hour: 'den-gio' },
    topic: 'an-ninh-trat-tu',
  }),
  numbered(10, {
    name: 'Vệ sinh chung, lao động công ích',
    title: 'Vệ sinh chung ở {thon}',
    text: 'Mời mỗi hộ {thon} một người đi {viec} hồi {gio} ngày {ngay}, tập trung tại {noi}. Bà con mang theo {dung-cu}.',
    blanks: [
      blank('thon', 'Thôn nào?', 'place'),
      blank('viec', 'Làm việc gì?', 'text'),
      HOUR,
      DATE,
      blank('noi', 'Tập trung ở đâu?', 'place'),
      blank('dung-cu', 'Mang theo gì?', 'text'),
    ],
    ends: { date: 'ngay', hour: 'gio' },
    topic: 'thong-bao',
  }),
  numbered(11, {
    name: 'Chi trả trợ cấp',
    title: 'Chi trả {khoan}',
    text: 'Ủy ban nhân dân xã chi trả {khoan} từ {tu-gio} đến {den-gio} ngày {ngay}, tại {noi}. Người nhận mang theo căn cước; người nhận thay mang theo giấy ủy quyền.',
    blanks: [blank('khoan', 'Khoản gì?', 'text'), FROM, TO, DATE, blank('noi', 'Nhận ở đâu?', 'place')],
    ends: { date: 'ngay', hour: 'den-gio' },
    topic: 'du-an-an-sinh',
  }),
];
