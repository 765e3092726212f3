/** Abbreviations of Vietnamese offices with one usual meaning, as `short: full` lines. */
const TABLE = `
UBND: Ủy ban nhân dân
HĐND: Hội đồng nhân dân
UBMTTQ: Ủy ban Mặt trận Tổ quốc
MTTQ: Mặt trận Tổ quốc
MTTQVN: Mặt trận Tổ quốc Việt Nam
QH: Quốc hội
ĐBQH: đại biểu Quốc hội
CP: Chính phủ
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
LED: lét
LCD: eo xi đi
USB: u ét bê
COVID: cô vít
Covid: cô vít
VNeID: vê nờ e ai đi
OCOP: ô cốp
VTV: vê tê vê
VOV: vê ô vê
OTP: ô tê pê
QR: quy rờ
AIDS: ết
UNESCO: u nét xờ cô
UNICEF: u ni xép
ASEAN: a xê an
HIV: hát i vê
WiFi: oai phai
`;

/** Short for what goes before a name or a number; the dot belongs to it. */
const DOTTED_TABLE = `
TP: thành phố
Tp: thành phố
TX: thị xã
TT: thị trấn
Tx: thị xã
P: phường
Q: quận
TM: Thay mặt
T/M: Thay mặt
KT: Ký thay
TL: Thừa lệnh
TUQ: Thừa ủy quyền
TS: tiến sĩ
GS: giáo sư
BS: bác sĩ
Ô: ông
`;

/** Lower-case shorthands. */
const STROKES_TABLE = `
v/v: về việc
t/h: thực hiện
b/c: báo cáo
p/h: phối hợp
đ/c: đồng chí
Đ/c: đồng chí
đ/k: đăng ký
T/h: thực hiện
V/v: Về việc
24/7: hai mươi tư trên bảy
`;

/** Roads, whose number follows: QL3, TL 258, ĐT.254. */
const ROADS_TABLE = `
QL: quốc lộ
TL: tỉnh lộ
ĐT: đường tỉnh
ĐH: đường huyện
HL: hương lộ
CT: cao tốc
`;

/** Kinds of documents, in their numbers. */
const DOCUMENTS_TABLE = `
QĐ: quyết định
NĐ: nghị định
NQ: nghị quyết
CT: chỉ thị
TT: thông tư
TTLT: thông tư liên tịch
TTr: tờ trình
KH: kế hoạch
BC: báo cáo
CV: công văn
TB: thông báo
HD: hướng dẫn
KL: kết luận
QC: quy chế
QyĐ: quy định
QĐi: quy định
CTr: chương trình
ĐA: đề án
PA: phương án
GM: giấy mời
BB: biên bản
CĐ: công điện
VBHN: văn bản hợp nhất
PL: pháp lệnh
L: luật
`;

/** Who issues documents, beyond the abbreviations above. */
const ISSUERS_TABLE = `
CP: Chính phủ
TTg: Thủ tướng Chính phủ
TU: Tỉnh ủy
HU: Huyện ủy
ĐU: Đảng ủy
TW: Trung ương
BCT: Bộ Chính trị
UBTVQH: Ủy ban Thường vụ Quốc hội
VP: Văn phòng
VPUB: Văn phòng Ủy ban
BTGTU: Ban Tuyên giáo Tỉnh ủy
SNV: Sở Nội vụ
SYT: Sở Y tế
STC: Sở Tài chính
SNN: Sở Nông nghiệp
SVHTTDL: Sở Văn hóa, Thể thao và Du lịch
`;

function parse(table: string): ReadonlyMap<string, string> {
  const rows = table.trim().split('\n');
  return new Map(rows.map((row) => [row.slice(0, row.indexOf(': ')), row.slice(row.indexOf(': ') + 2)]));
}

export const ABBREVIATIONS = parse(TABLE);
export const DOTTED = parse(DOTTED_TABLE);
export const STROKES = parse(STROKES_TABLE);
export const ROADS = parse(ROADS_TABLE);
export const DOCUMENTS = parse(DOCUMENTS_TABLE);
export const ISSUERS = parse(ISSUERS_TABLE);
