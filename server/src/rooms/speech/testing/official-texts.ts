/** Official texts as offices write them, with what an editor would say instead. Places and persons are made up unless a number is cited. */
export interface OfficialSample {
  readonly name: string;
  readonly written: string;
  readonly spoken: string;
}

/** Opening, bases, articles, distribution and annex of Quyết định 2298/QĐ-UBND of 29/11/2021 (Bắc Kạn), as a library of law shows it. */
const DECISION: OfficialSample = {
  name: 'a decision with the plan that it issues',
  written: `Quyết định 2298/QĐ-UBND năm 2021 về Kế hoạch thực hiện Chiến lược phát triển lĩnh vực thông tin cơ sở tỉnh Bắc Kạn giai đoạn 2021-2025

Số hiệu 2298/QĐ-UBND
Ngày ban hành 29/11/2021
Loại văn bản Quyết định
Cơ quan ban hành Tỉnh Bắc Kạn
Lĩnh vực Công nghệ thông tin

ỦY BAN NHÂN DÂN
TỈNH BẮC KẠN
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 2298/QĐ-UBND

Bắc Kạn, ngày 29 tháng 11 năm 2021

QUYẾT ĐỊNH

VỀ VIỆC BAN HÀNH KẾ HOẠCH THỰC HIỆN CHIẾN LƯỢC PHÁT TRIỂN LĨNH VỰC THÔNG TIN CƠ SỞ TỈNH BẮC KẠN GIAI ĐOẠN 2021 - 2025

ỦY BAN NHÂN DÂN TỈNH BẮC KẠN

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;

Căn cứ Quyết định số 1381/QĐ-BTTTT ngày 07/9/2021 của Bộ trưởng Bộ Thông tin và Truyền thông về việc ban hành Chiến lược phát triển lĩnh vực thông tin cơ sở giai đoạn 2021 - 2025;

Theo đề nghị của Sở Thông tin và Truyền thông tại Tờ trình số 1841/TTr-STTTT ngày 16/11/2021.

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch thực hiện Chiến lược phát triển lĩnh vực thông tin cơ sở tỉnh Bắc Kạn giai đoạn 2021 - 2025.

Nơi nhận:
Gửi bản điện tử:
- Như Điều 3 (t/h);
- Bộ Thông tin và Truyền thông (b/c);
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH




Nguyễn Văn Mẫu

KẾ HOẠCH

THỰC HIỆN CHIẾN LƯỢC PHÁT TRIỂN LĨNH VỰC THÔNG TIN CƠ SỞ TỈNH BẮC KẠN GIAI ĐOẠN 2021 – 2025
(Kèm theo Quyết định số 2298/QĐ-UBND ngày 29/11/2021 của UBND tỉnh Bắc Kạn)

I. MỤC TIÊU

2. Mục tiêu cụ thể

2.1. Phát triển mạng lưới thông tin cơ sở

- Cấp xã:

+ Đến năm 2025, 100% xã, phường, thị trấn có hệ thống truyền thanh hoạt động đến 100% thôn, bản, tổ dân phố.

+ Đến năm 2025, 100% phường, thị trấn và trên 70% xã có bảng tin điện tử công cộng để phổ biến thông tin thiết yếu đến người dân.

- Cấp huyện: Đến năm 2025, 100% huyện, thành phố có bảng tin điện tử công cộng cỡ lớn (màn hình LED, màn hình LCD) được kết nối với Hệ thống thông tin nguồn tỉnh.

[...]`,
  spoken: `Quyết định của Ủy ban nhân dân tỉnh Bắc Kạn về việc ban hành Kế hoạch thực hiện Chiến lược phát triển lĩnh vực thông tin cơ sở tỉnh Bắc Kạn giai đoạn 2021 - 2025.

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch thực hiện Chiến lược phát triển lĩnh vực thông tin cơ sở tỉnh Bắc Kạn giai đoạn 2021 - 2025.

Kế hoạch thực hiện Chiến lược phát triển lĩnh vực thông tin cơ sở tỉnh Bắc Kạn giai đoạn 2021 – 2025.
Thứ nhất, cấp xã:

Một là, đến năm 2025, 100% xã, phường, thị trấn có hệ thống truyền thanh hoạt động đến 100% thôn, bản, tổ dân phố.

Hai là, đến năm 2025, 100% phường, thị trấn và trên 70% xã có bảng tin điện tử công cộng để phổ biến thông tin thiết yếu đến người dân.

Thứ hai, cấp huyện: Đến năm 2025, 100% huyện, thành phố có bảng tin điện tử công cộng cỡ lớn (màn hình LED, màn hình LCD) được kết nối với Hệ thống thông tin nguồn tỉnh.`,
};

const NOTICE: OfficialSample = {
  name: 'a notice whose head and foot were set in two columns',
  written: `ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ KHANG NINH                      Độc lập - Tự do - Hạnh phúc
Số: 45/TB-UBND                     Khang Ninh, ngày 23 tháng 11 năm 2026

THÔNG BÁO
Về việc tạm ngừng cấp điện để sửa chữa đường dây

Thực hiện Công văn số 312/ĐLBB-KT ngày 20/11/2026 của Điện lực Ba Bể về việc sửa chữa đường dây trung áp, Ủy ban nhân dân xã Khang Ninh thông báo như sau:
1. Thời gian: từ 7 giờ 00 đến 11 giờ 30 ngày 25/11/2026.
2. Địa điểm: thôn Mẫu 2 và thôn Mẫu 4.
3. Đề nghị các hộ gia đình:
a) Tắt cầu dao trước giờ cắt điện;
b) Không tự ý đóng, cắt điện;
c) Không đến gần nơi đang sửa chữa;
d) Không trèo lên cột điện;
đ) Báo ngay cho Điện lực khi thấy dây đứt (có danh sách số điện thoại kèm theo).
- 2 -
Vậy Ủy ban nhân dân xã thông báo để bà con biết và thực hiện./.

Nơi nhận:                          TM. ỦY BAN NHÂN DÂN
- Các thôn;                        CHỦ TỊCH
- Lưu: VT.

                                   Nguyễn Văn Mẫu`,
  spoken: `Thông báo của Ủy ban nhân dân xã Khang Ninh về việc tạm ngừng cấp điện để sửa chữa đường dây.

Ủy ban nhân dân xã Khang Ninh thông báo như sau:
Thứ nhất, thời gian: từ 7 giờ 00 đến 11 giờ 30 ngày 25/11/2026.
Thứ hai, địa điểm: thôn Mẫu 2 và thôn Mẫu 4.
Thứ ba, đề nghị các hộ gia đình:
Một là, tắt cầu dao trước giờ cắt điện.
Hai là, không tự ý đóng, cắt điện.
Ba là, không đến gần nơi đang sửa chữa.
Bốn là, không trèo lên cột điện.
Năm là, báo ngay cho Điện lực khi thấy dây đứt.
Vậy Ủy ban nhân dân xã thông báo để bà con biết và thực hiện.`,
};

const LETTER: OfficialSample = {
  name: 'a công văn with a table and a footnote',
  written: `UBND HUYỆN BA BỂ
PHÒNG NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN
Số: 128/PNN-CNTY
V/v tăng cường phòng, chống rét cho đàn vật nuôi
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Ba Bể, ngày 20 tháng 11 năm 2026

Kính gửi:
- Ủy ban nhân dân các xã, thị trấn;
- Các hợp tác xã chăn nuôi.

Theo dự báo, từ ngày 25/11/2026 trời rét đậm, rét hại. Toàn huyện hiện có 12.345 con trâu, bò. Phòng Nông nghiệp và Phát triển nông thôn đề nghị:
- Không chăn thả khi nhiệt độ dưới 12 °C
- Che kín chuồng trại, giữ nền khô
- Dự trữ 5 - 7 kg cỏ khô cho mỗi con mỗi ngày[1]

Lịch kiểm tra:
STT	Xã	Ngày kiểm tra	Người phụ trách
1	Khang Ninh	26/11/2026	Cán bộ thú y xã
2	Đồng Phúc	27/11/2026	Cán bộ thú y huyện

[1] Theo hướng dẫn của Trung tâm Khuyến nông.

KT. TRƯỞNG PHÒNG
PHÓ TRƯỞNG PHÒNG
(Đã ký)
Hoàng Thị Mẫu`,
  spoken: `Công văn của Phòng Nông nghiệp và Phát triển nông thôn về việc tăng cường phòng, chống rét cho đàn vật nuôi.
Theo dự báo, từ ngày 25/11/2026 trời rét đậm, rét hại. Toàn huyện hiện có 12.345 con trâu, bò. Phòng Nông nghiệp và Phát triển nông thôn đề nghị:
Thứ nhất, không chăn thả khi nhiệt độ dưới 12 °C.
Thứ hai, che kín chuồng trại, giữ nền khô.
Thứ ba, dự trữ 5 - 7 kg cỏ khô cho mỗi con mỗi ngày

Lịch kiểm tra:
Xã Khang Ninh: ngày kiểm tra 26/11/2026, người phụ trách Cán bộ thú y xã.
Xã Đồng Phúc: ngày kiểm tra 27/11/2026, người phụ trách Cán bộ thú y huyện.`,
};

const INVITATION: OfficialSample = {
  name: 'an invitation of a village, to people who listen',
  written: `THÔN MẪU 1
GIẤY MỜI
Họp bàn làm đường nội thôn
Kính gửi: Toàn thể bà con thôn Mẫu 1
Thời gian, địa điểm:
- Thời gian: 19 giờ 30 tối nay
- Địa điểm: nhà văn hóa thôn
Giấy tờ cần mang theo gồm:
1. Đơn đề nghị
2. Bản sao căn cước công dân
Rất mong bà con đến dự đông đủ./.
TRƯỞNG THÔN

Nông Văn Mẫu`,
  spoken: `Giấy mời của thôn Mẫu 1: họp bàn làm đường nội thôn.
Kính thưa toàn thể bà con thôn Mẫu 1.
Thời gian, địa điểm:
Thời gian: 19 giờ 30 tối nay.
Địa điểm: nhà văn hóa thôn
Giấy tờ cần mang theo gồm:
Thứ nhất, đơn đề nghị.
Thứ hai, bản sao căn cước công dân
Rất mong bà con đến dự đông đủ.`,
};

const PLAN: OfficialSample = {
  name: 'a plan with a title in capitals and headings in two levels',
  written: `ĐẢNG ỦY XÃ BẰNG VÂN
KẾ HOẠCH TỔ CHỨC NGÀY HỘI ĐẠI ĐOÀN KẾT NĂM 2026
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Ôn lại truyền thống, biểu dương người tốt, việc tốt ở xã Bằng Vân.
2. Yêu cầu
Tổ chức vui tươi, tiết kiệm.
II. NỘI DUNG
1. Phần lễ gồm chào cờ và ôn truyền thống;
2. Phần hội gồm kéo co, tung còn;
3. Bữa cơm đoàn kết.
Lưu ý: 1.500.000 đồng là mức hỗ trợ cho mỗi thôn.`,
  spoken: `Kế hoạch của Đảng ủy xã Bằng Vân: tổ chức ngày hội đại đoàn kết năm 2026.
Ôn lại truyền thống, biểu dương người tốt, việc tốt ở xã Bằng Vân.
Tổ chức vui tươi, tiết kiệm.
Thứ nhất, phần lễ gồm chào cờ và ôn truyền thống.
Thứ hai, phần hội gồm kéo co, tung còn.
Thứ ba, bữa cơm đoàn kết.
Lưu ý: 1.500.000 đồng là mức hỗ trợ cho mỗi thôn.`,
};

export const OFFICIAL_SAMPLES: readonly OfficialSample[] = [DECISION, NOTICE, LETTER, INVITATION, PLAN];
