import type { BulletinBody } from '@nguon/protocol/http/bulletins.ts';

/** A sample that lies ready as a draft, in the name of the unit with this code on the map of November 2021. */
export type ShelfDraft = Pick<BulletinBody, 'title' | 'text' | 'class' | 'topic' | 'genre'> & {
  code: string;
  /** Languages in which it is to be recorded besides Vietnamese; the demo has placeholders only, and says so. */
  tongues?: readonly string[];
};

const notice = { class: 'normal', topic: 'thong-bao', genre: 'notice' } as const;
const news = { class: 'normal', genre: 'news' } as const;
const PROVINCE = '06';

/**
 * Samples of what a province says in a year, with those of content.ts twenty-five. People, villages and numbers are made up; days are told
 * from today, so that they do not age. Two are wrong on purpose: the privacy gate has to stop them. Emergencies wait as priority items: the
 * desk keeps none of the class yet.
 */
export const SHELF: readonly ShelfDraft[] = [
  {
    ...notice,
    code: '01942',
    tongues: ['Nùng'],
    title: 'Tin buồn',
    text: 'Theo đề nghị của gia đình, xin báo tin cụ Nông Văn Mẫu, ở thôn Mẫu 21, đã từ trần. Lễ viếng bắt đầu lúc 8 giờ sáng mai, lễ đưa tang lúc 14 giờ cùng ngày. Xin chia buồn cùng gia đình.',
  },
  {
    code: '01864',
    tongues: ['Mông'],
    class: 'priority',
    topic: 'y-te',
    genre: 'notice',
    title: 'Lịch tiêm chủng mở rộng tháng 12',
    text: 'Mời gia đình có trẻ trong độ tuổi tiêm chủng đưa trẻ đến trạm y tế xã, từ 7 giờ 30 đến 11 giờ ngày kia. Nhớ mang theo sổ tiêm. Trẻ đang sốt thì gọi trạm y tế để hẹn ngày khác.',
  },
  {
    ...notice,
    topic: 'y-te',
    code: '01864',
    title: 'Danh sách trẻ tiêm chủng (bản lỗi)',
    text: 'Danh sách trẻ tiêm đợt này:\n1. Lý Thị Mẫu, sinh ngày 12/3/2021, con ông Lý Văn Thử và bà Giàng Thị Thử\n2. Hoàng Văn Mẫu, sinh ngày 5/7/2021, con ông Hoàng Văn Thử và bà Nông Thị Thử\n3. Triệu Thị Mẫu, sinh ngày 20/9/2020, con ông Triệu Văn Thử và bà Bàn Thị Thử',
  },
  {
    ...notice,
    topic: 'du-an-an-sinh',
    code: '02146',
    title: 'Danh sách hộ nghèo được hỗ trợ (bản lỗi)',
    text: 'Các hộ nghèo được hỗ trợ 1.500.000 đ gồm: ông Nông Văn Mẫu, căn cước 006081000001; bà Lường Thị Mẫu, căn cước 006175000002; ông Hà Văn Mẫu, căn cước 006069000003.',
  },
  {
    ...news,
    topic: 'thien-tai-dich-benh',
    code: '062',
    title: 'Dự báo thời tiết đêm nay và ngày mai',
    text: 'Bản tin lúc 15 giờ 30. Đêm nay và ngày mai trời rét, vùng núi có nơi từ 8 đến 10 °C, sáng sớm có sương muối. Bà con giữ ấm cho người già, trẻ nhỏ và che chắn cho mạ, rau màu.',
  },
  {
    class: 'priority',
    topic: 'thien-tai-dich-benh',
    genre: 'notice',
    code: PROVINCE,
    tongues: ['Tày', 'Dao', 'Mông'],
    title: 'Nguy cơ lũ quét, sạt lở đất',
    text: 'Mưa trên 100 mm trong 6 giờ. Các hộ ở ven suối, dưới ta luy hãy di chuyển ngay đến nơi an toàn theo hướng dẫn của trưởng thôn. Không qua ngầm, không vớt củi trên suối.',
  },
  {
    class: 'priority',
    topic: 'thien-tai-dich-benh',
    genre: 'notice',
    code: '02023',
    title: 'Diễn tập báo cháy rừng',
    text: 'Diễn tập. Đây là buổi diễn tập báo cháy rừng, không có cháy thật. Bà con không sơ tán, vẫn làm việc bình thường. Đội xung kích của xã tập trung tại nhà văn hóa.',
  },
  {
    class: 'priority',
    topic: 'thien-tai-dich-benh',
    genre: 'notice',
    code: PROVINCE,
    tongues: ['Tày', 'Dao', 'Mông'],
    title: 'Tin hủy báo động lũ quét',
    text: 'Mưa đã giảm, nước suối đang rút. Hết nguy hiểm từ 6 giờ. Bà con được trở về nhà, đi lại cẩn thận vì đường còn trơn; thấy vết nứt trên đồi thì báo ngay cho trưởng thôn.',
  },
  {
    code: '01834',
    class: 'priority',
    topic: 'thong-bao',
    genre: 'notice',
    title: 'Đính chính giờ cấp nước',
    text: 'Bản tin sáng nay đọc nhầm giờ cấp nước là 15 giờ. Đúng là 5 giờ sáng mai. Bà con hứng nước vào giờ đó; phường xin lỗi vì sự nhầm lẫn.',
  },
  {
    ...notice,
    code: '02104',
    title: 'Tạm ngừng cấp điện để sửa đường dây',
    text: 'Từ 7h00-11h30 ngày kia, tạm ngừng cấp điện tại thôn Mẫu 2 và thôn Mẫu 4 để sửa đường dây. Bà con sạc đèn và bơm nước trước.',
  },
  {
    code: '01975',
    tongues: ['Tày'],
    class: 'priority',
    topic: 'chu-truong-chinh-sach',
    genre: 'notice',
    title: 'Bầu trưởng thôn nhiệm kỳ mới',
    text: 'Mời cử tri đại diện hộ gia đình đi bầu trưởng thôn, từ 7 giờ đến 10 giờ Chủ nhật này, tại nhà văn hóa thôn. Khi đi mang theo giấy mời.',
  },
  {
    code: '01975',
    class: 'priority',
    topic: 'chu-truong-chinh-sach',
    genre: 'notice',
    title: 'Giới thiệu ba người ứng cử trưởng thôn',
    text: 'Người thứ nhất: ông Hoàng Văn Mẫu, tổ trưởng tổ bảo vệ rừng. Người thứ hai: bà Triệu Thị Mẫu, chi hội trưởng phụ nữ. Người thứ ba: ông Nông Văn Mẫu, tổ trưởng tổ hợp tác trồng dong riềng. Mỗi người có một bài giới thiệu dài như nhau, đổi thứ tự mỗi buổi.',
  },
  {
    ...notice,
    topic: 'kinh-te-van-hoa-xa-hoi',
    code: '01936',
    title: 'Chào cờ thứ Hai',
    text: 'Lễ chào cờ bắt đầu lúc 6 giờ 59 phút. Quốc ca được phát trọn vẹn; sau đó tiếp âm chương trình thời sự lúc 7 giờ.',
  },
  {
    code: PROVINCE,
    tongues: ['Tày', 'Nùng', 'Dao', 'Mông'],
    class: 'priority',
    topic: 'kinh-te-van-hoa-xa-hoi',
    genre: 'article',
    title: 'Lời chúc Tết đêm giao thừa',
    text: 'Thưa bà con, giờ phút giao thừa đã đến. Kính chúc mọi nhà một năm mới mạnh khỏe, đoàn kết, mùa màng tươi tốt, con cháu học hành tiến bộ.',
  },
  {
    ...news,
    topic: 'kinh-te-van-hoa-xa-hoi',
    code: '061',
    tongues: ['Tày'],
    title: 'Lễ hội Lồng Tồng Ba Bể',
    text: 'Hội xuân Lồng Tồng mở ngày mồng 10 tháng Giêng, khai hội lúc 8 giờ. Xe gửi ở bãi phía nam sân hội. Bà con giữ vệ sinh ven hồ, không thả rác xuống nước.',
  },
  {
    ...notice,
    topic: 'an-ninh-trat-tu',
    code: '01933',
    tongues: ['Dao'],
    title: 'Cấp căn cước lưu động',
    text: 'Công an xã làm căn cước tại nhà văn hóa thôn Mẫu 3, từ 8h-16h30 ba ngày nữa. Bà con bốn thôn vùng trong chưa có căn cước thì đến làm, mang theo giấy khai sinh.',
  },
  {
    code: PROVINCE,
    tongues: ['Mông'],
    class: 'priority',
    topic: 'an-ninh-trat-tu',
    genre: 'news',
    title: 'Không đốt pháo nổ dịp Tết',
    text: 'Bà con không mua bán, tàng trữ, đốt pháo nổ. Mỗi hộ ký cam kết với thôn. Ai biết nơi chứa pháo thì báo công an xã.',
  },
  {
    ...news,
    topic: 'nong-nghiep',
    code: '066',
    tongues: ['Nùng'],
    title: 'Lịch gieo mạ vụ Xuân',
    text: 'Gieo mạ từ ngày 20/12 âm lịch, dùng giống ngắn ngày. Khi trời dưới 15 °C thì che ni lông, giữ nước xâm xấp, không bón đạm.',
  },
  {
    ...notice,
    code: '02185',
    tongues: ['Tày'],
    title: 'Trả lời bà con về cống tràn ở thôn Mẫu 5',
    text: 'Ủy ban nhân dân xã đã kiểm tra cống tràn hai ngày trước. Đội thi công sẽ thông cống xong trong năm ngày tới. Trong lúc chờ, bà con không đi qua ngầm khi nước lên.',
  },
  {
    ...notice,
    topic: 'kinh-te-van-hoa-xa-hoi',
    code: '065',
    title: 'Tuyển sinh lớp nghề ngắn hạn',
    text: 'Trung tâm dạy nghề mẫu tuyển 35 học viên lớp may công nghiệp, học ba tháng, miễn học phí. Nhận hồ sơ trong mười ngày tới tại ủy ban nhân dân xã.',
  },
  {
    ...news,
    topic: 'chu-truong-chinh-sach',
    code: PROVINCE,
    tongues: ['Tày'],
    title: 'Kế hoạch phát triển thông tin cơ sở đến năm 2025',
    text: 'Theo Quyết định số 2298/QĐ-UBND ngày 29/11/2021 của tỉnh, đến năm 2025 mọi thôn đều nghe được đài của xã và trên 70 % xã có đài truyền thanh dùng mạng. Cán bộ được tập huấn, bà con được nghe tin bằng tiếng của mình.',
  },
];
