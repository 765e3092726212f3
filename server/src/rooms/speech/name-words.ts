/** First syllables of places in the northern mountains, as Tày, Nùng, Dao and Mông name them. */
export const PLACE_PREFIXES = new Set(
  (
    'Pác Nà Khuổi Phja Phia Lủng Lũng Bó Cốc Nặm Nậm Tát Khau Phiêng Kéo Thôm Slam Pù Pò Pàn Coóc Vằng Tổng Chợ ' +
    'Đông Kim Cao Bản Tân Thượng Hạ Slỳ Lỏng Khưa Khuối Mò Mỏ Loỏng Tham Thẩm Đán Đon Nghè Bằng Vi Côn Quan Tốc'
  ).split(' '),
);

/** Words before the name of a place or a person. */
export const BEFORE_NAMES = new Set(
  (
    'xã phường trấn huyện tỉnh phố quận thôn bản làng xóm ấp tổ khu suối sông núi đèo hồ thác động chợ cầu đập ' +
    'ông bà anh chị cô chú bác em cháu chí sĩ sư tên họ'
  ).split(' '),
);

/** Family names that a person's name begins with. */
export const SURNAMES = new Set(
  (
    'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Nông Triệu Bàn Hà Ma Lục Chu Đàm Mạc Bế ' +
    'Hứa Lường Lò Quách Đinh Trịnh Đoàn Lương Mai Tô Tạ Cao Vi Vàng Giàng Thào Sùng Mùa Lầu Cư Dinh Sầm Phùng Đồng ' +
    'Hoàng Lâm Liễu Long Lộc Nguyên Thạch Thẩm Tăng Từ Văn Vương Xa La Lã Kiều Khổng Doanh Điền Âu Ân Bạch Cấn Chẩu Dìu'
  ).split(' '),
);

/** First words of offices, papers and feasts: two capitals there are no name of a place or a person. */
export const OFFICE_WORDS = new Set(
  (
    'Ủy Uỷ Hội Ban Sở Bộ Phó Trung Chi Đảng Đoàn Mặt Phòng Cục Tổng Quyết Nghị Luật Thông Công Nhà Ngân Bảo Trạm ' +
    'Trường Liên Hợp Chủ Bí Giám Trưởng Thủ Quốc Chính Tòa Toà Viện Kiểm Thanh Đài Báo Trang Hệ Chương Kế Đề Dự Tết ' +
    'Tháng Thứ Điều Khoản Mục Đại Văn Chỉ Hiến Pháp Cộng Tổ Trưởng Cổng Quỹ Giấy Sổ Phiếu Thẻ Lịch Lễ Ngày Cách Chiến ' +
    'Khối Ủy Hướng Tờ Đơn Biên Hiệp Cơ Bác Bưu Kho Xã Huyện Tỉnh Phường Thôn Bản Thành Thị Quý Năm Độc Tự Hạnh Cựu Nông Phụ Hồng'
  ).split(' '),
);
