import { parseReadings } from './reading-tables.ts';

/** Abbreviations of Vietnamese offices with one usual meaning, as `short: full` lines. */
const TABLE = `
UBND: Ủy ban nhân dân
HĐND: Hội đồng nhân dân
UBMTTQ: Ủy ban Mặt trận Tổ quốc
MTTQ: Mặt trận Tổ quốc
MTTQVN: Mặt trận Tổ quốc Việt Nam
QH: Quốc hội
ĐBQH: đại biểu Quốc hội
TTg: Thủ tướng
TW: Trung ương
TƯ: Trung ương
VPCP: Văn phòng Chính phủ
VP: văn phòng
BTTTT: Bộ Thông tin và Truyền thông
STTTT: Sở Thông tin và Truyền thông
TTTT: Thông tin và Truyền thông
TT&TT: Thông tin và Truyền thông
TTCS: thông tin cơ sở
CNTT: công nghệ thông tin
CĐS: chuyển đổi số
GDĐT: Giáo dục và Đào tạo
GD&ĐT: Giáo dục và Đào tạo
BGDĐT: Bộ Giáo dục và Đào tạo
NNPTNT: Nông nghiệp và Phát triển nông thôn
NN&PTNT: Nông nghiệp và Phát triển nông thôn
BNNPTNT: Bộ Nông nghiệp và Phát triển nông thôn
TNMT: Tài nguyên và Môi trường
TN&MT: Tài nguyên và Môi trường
BTNMT: Bộ Tài nguyên và Môi trường
KHCN: Khoa học và Công nghệ
KH&CN: Khoa học và Công nghệ
KHĐT: Kế hoạch và Đầu tư
KH&ĐT: Kế hoạch và Đầu tư
BTC: Bộ Tài chính
BNV: Bộ Nội vụ
BYT: Bộ Y tế
BCA: Bộ Công an
BQP: Bộ Quốc phòng
BTP: Bộ Tư pháp
BXD: Bộ Xây dựng
BGTVT: Bộ Giao thông vận tải
BVHTTDL: Bộ Văn hóa, Thể thao và Du lịch
BLĐTBXH: Bộ Lao động, Thương binh và Xã hội
LĐTBXH: Lao động, Thương binh và Xã hội
LĐ-TB&XH: Lao động, Thương binh và Xã hội
LĐTB&XH: Lao động, Thương binh và Xã hội
VHTTDL: Văn hóa, Thể thao và Du lịch
VH-TT&DL: Văn hóa, Thể thao và Du lịch
VHTT: Văn hóa và Thông tin
GTVT: giao thông vận tải
TTXVN: Thông tấn xã Việt Nam
BCH: ban chấp hành
BCHQS: Ban chỉ huy quân sự
BCĐ: ban chỉ đạo
BTV: ban thường vụ
CBCC: cán bộ, công chức
CBCCVC: cán bộ, công chức, viên chức
CCVC: công chức, viên chức
CNVCLĐ: công nhân, viên chức, lao động
LHPN: Liên hiệp Phụ nữ
HLHPN: Hội Liên hiệp Phụ nữ
HPN: Hội Phụ nữ
HND: Hội Nông dân
CCB: cựu chiến binh
CTĐ: chữ thập đỏ
ĐVTN: đoàn viên, thanh niên
TNCS: thanh niên cộng sản
HCM: Hồ Chí Minh
TPHCM: Thành phố Hồ Chí Minh
VN: Việt Nam
CHXHCN: cộng hòa xã hội chủ nghĩa
CAND: công an nhân dân
QĐND: quân đội nhân dân
LLVT: lực lượng vũ trang
NVQS: nghĩa vụ quân sự
DQTV: dân quân tự vệ
ANTT: an ninh trật tự
ANTQ: an ninh Tổ quốc
QPAN: quốc phòng an ninh
QP-AN: quốc phòng, an ninh
QPTD: quốc phòng toàn dân
ATGT: an toàn giao thông
TTATGT: trật tự an toàn giao thông
TTATXH: trật tự an toàn xã hội
TNGT: tai nạn giao thông
CSGT: cảnh sát giao thông
PCCC: phòng cháy chữa cháy
PCCCR: phòng cháy chữa cháy rừng
CNCH: cứu nạn cứu hộ
PCTT: phòng chống thiên tai
TKCN: tìm kiếm cứu nạn
PCTN: phòng chống tham nhũng
BVMT: bảo vệ môi trường
BVTV: bảo vệ thực vật
ATTP: an toàn thực phẩm
VSATTP: vệ sinh an toàn thực phẩm
BHYT: bảo hiểm y tế
BHXH: bảo hiểm xã hội
BHTN: bảo hiểm thất nghiệp
TCMR: tiêm chủng mở rộng
KHHGĐ: kế hoạch hóa gia đình
DS-KHHGĐ: dân số, kế hoạch hóa gia đình
SXH: sốt xuất huyết
LMLM: lở mồm long móng
DTLCP: dịch tả lợn châu Phi
THCS: trung học cơ sở
THPT: trung học phổ thông
PTDTBT: phổ thông dân tộc bán trú
PTDTNT: phổ thông dân tộc nội trú
GDTX: giáo dục thường xuyên
GDNN: giáo dục nghề nghiệp
HSSV: học sinh, sinh viên
TDTT: thể dục thể thao
VHVN: văn hóa văn nghệ
TTHC: thủ tục hành chính
CCHC: cải cách hành chính
DVC: dịch vụ công
CCCD: căn cước công dân
CMND: chứng minh nhân dân
GPLX: giấy phép lái xe
QSDĐ: quyền sử dụng đất
GPMB: giải phóng mặt bằng
XDCB: xây dựng cơ bản
SXKD: sản xuất kinh doanh
HTX: hợp tác xã
NTM: nông thôn mới
MTQG: mục tiêu quốc gia
DTTS: dân tộc thiểu số
DTTS&MN: dân tộc thiểu số và miền núi
ĐBKK: đặc biệt khó khăn
KT-XH: kinh tế, xã hội
KTXH: kinh tế xã hội
VH-XH: văn hóa, xã hội
CSXH: chính sách xã hội
NHCSXH: Ngân hàng Chính sách xã hội
NSNN: ngân sách nhà nước
NSTW: ngân sách trung ương
TDP: tổ dân phố
KCN: khu công nghiệp
CCN: cụm công nghiệp
PCT: Phó Chủ tịch
PCVP: Phó Chánh Văn phòng
PGĐ: Phó Giám đốc
GĐ: Giám đốc
ThS: thạc sĩ
PGS: phó giáo sư
SĐT: số điện thoại
ĐTDĐ: điện thoại di động
STT: số thứ tự
UBMTTQVN: Ủy ban Mặt trận Tổ quốc Việt Nam
BCHPTDS: Ban Chỉ huy Phòng thủ dân sự
PTDS: phòng thủ dân sự
BCHĐB: Ban Chấp hành Đảng bộ
BTVĐU: Ban Thường vụ Đảng ủy
BTT: Ban Thường trực
BQL: Ban Quản lý
BQLDA: Ban Quản lý dự án
QLDA: quản lý dự án
QLNN: quản lý nhà nước
QLBVR: quản lý bảo vệ rừng
BVR: bảo vệ rừng
PTR: phát triển rừng
BĐBP: bộ đội biên phòng
TTYT: trung tâm y tế
TYT: trạm y tế
CDC: xê đê xê
KCB: khám bệnh, chữa bệnh
CSYT: cơ sở y tế
CSSK: chăm sóc sức khỏe
SKSS: sức khỏe sinh sản
SDD: suy dinh dưỡng
TTPVHCC: Trung tâm Phục vụ hành chính công
HCC: hành chính công
TN&TKQ: tiếp nhận và trả kết quả
TTDVVL: Trung tâm Dịch vụ việc làm
TTDVNN: Trung tâm Dịch vụ nông nghiệp
XKLĐ: xuất khẩu lao động
LĐNT: lao động nông thôn
NLĐ: người lao động
NSDLĐ: người sử dụng lao động
BTXH: bảo trợ xã hội
NCT: người cao tuổi
NKT: người khuyết tật
NCC: người có công
GNBV: giảm nghèo bền vững
CTMTQG: chương trình mục tiêu quốc gia
NTMNC: nông thôn mới nâng cao
ĐĐK: đại đoàn kết
TDĐKXDĐSVH: toàn dân đoàn kết xây dựng đời sống văn hóa
NVH: nhà văn hóa
NSVH: nếp sống văn hóa
GĐVH: gia đình văn hóa
TTTN: Trung tâm Thông tin nguồn
HTTTN: Hệ thống thông tin nguồn
TTĐT: thông tin điện tử
CSDL: cơ sở dữ liệu
CNSCĐ: công nghệ số cộng đồng
TCNSCĐ: tổ công nghệ số cộng đồng
ANM: an ninh mạng
ATTT: an toàn thông tin
DLCN: dữ liệu cá nhân
BMNN: bí mật nhà nước
KHKT: khoa học kỹ thuật
KTTV: khí tượng thủy văn
ATNĐ: áp thấp nhiệt đới
KKL: không khí lạnh
PCTT&TKCN: phòng, chống thiên tai và tìm kiếm cứu nạn
PCTT-TKCN: phòng, chống thiên tai và tìm kiếm cứu nạn
BĐKH: biến đổi khí hậu
VSMT: vệ sinh môi trường
NS&VSMT: nước sạch và vệ sinh môi trường
NSH: nước sinh hoạt
TNHH: trách nhiệm hữu hạn
DNTN: doanh nghiệp tư nhân
DNNVV: doanh nghiệp nhỏ và vừa
HKD: hộ kinh doanh
MTV: một thành viên
SX: sản xuất
KD: kinh doanh
NLTS: nông, lâm, thủy sản
GCN: giấy chứng nhận
GCNQSDĐ: giấy chứng nhận quyền sử dụng đất
SDĐ: sử dụng đất
TĐC: tái định cư
GTNT: giao thông nông thôn
BTXM: bê tông xi măng
BTCT: bê tông cốt thép
PTDTBTTHCS: phổ thông dân tộc bán trú trung học cơ sở
TH&THCS: tiểu học và trung học cơ sở
TH-THCS: tiểu học và trung học cơ sở
MN: mầm non
GV: giáo viên
HS: học sinh
PHHS: phụ huynh học sinh
CBGV: cán bộ, giáo viên
CBQL: cán bộ quản lý
HĐND-UBND: Hội đồng nhân dân, Ủy ban nhân dân
VNĐ: đồng
VND: đồng
ĐVT: đơn vị tính
ÂL: âm lịch
DL: dương lịch
CKI: chuyên khoa một
CKII: chuyên khoa hai
BSCKI: bác sĩ chuyên khoa một
BSCKII: bác sĩ chuyên khoa hai
NXB: nhà xuất bản
VD: ví dụ
Vd: ví dụ
CLB: câu lạc bộ
CSVC: cơ sở vật chất
KPCĐ: kinh phí công đoàn
CĐCS: công đoàn cơ sở
LĐLĐ: Liên đoàn Lao động
ĐTN: Đoàn Thanh niên
TNCSHCM: Thanh niên Cộng sản Hồ Chí Minh
HCTĐ: Hội Chữ thập đỏ
HCCB: Hội Cựu chiến binh
HNCT: Hội Người cao tuổi
MTTW: Mặt trận Trung ương
ĐCSVN: Đảng Cộng sản Việt Nam
BCT: Bộ Chính trị
VBQPPL: văn bản quy phạm pháp luật
PBGDPL: phổ biến, giáo dục pháp luật
TGPL: trợ giúp pháp lý
HGCS: hòa giải cơ sở
KNTC: khiếu nại, tố cáo
TCD: tiếp công dân
QCDC: quy chế dân chủ
DCCS: dân chủ ở cơ sở
KTNN: kinh tế nông nghiệp
TTKN: Trung tâm Khuyến nông
TTATĐT: trật tự an toàn đô thị
XPVPHC: xử phạt vi phạm hành chính
VPHC: vi phạm hành chính
ANCT: an ninh chính trị
TNXP: thanh niên xung phong
TBLS: thương binh, liệt sĩ
BMVNAH: Bà mẹ Việt Nam Anh hùng
GDMN: giáo dục mầm non
GDTH: giáo dục tiểu học
KHKTNN: khoa học kỹ thuật nông nghiệp
`;

export const ABBREVIATIONS = parseReadings(TABLE);
