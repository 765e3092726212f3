import { parseReadings } from './reading-tables.ts';

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
PB: phiếu báo
PC: phiếu chuyển
QyC: quy chế
TTLB: thông tư liên bộ
HĐ: hợp đồng
GUQ: giấy ủy quyền
GGT: giấy giới thiệu
BCKQ: báo cáo kết quả
TBKL: thông báo kết luận
KHLN: kế hoạch liên ngành
QCPH: quy chế phối hợp
TCVN: tiêu chuẩn Việt Nam
QCVN: quy chuẩn Việt Nam
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
SKHCN: Sở Khoa học và Công nghệ
SGDĐT: Sở Giáo dục và Đào tạo
STP: Sở Tư pháp
SXD: Sở Xây dựng
SCT: Sở Công Thương
STNMT: Sở Tài nguyên và Môi trường
SNNMT: Sở Nông nghiệp và Môi trường
SNNPTNT: Sở Nông nghiệp và Phát triển nông thôn
SVHTT: Sở Văn hóa và Thể thao
BTT: Ban Thường trực
MTTQ: Mặt trận Tổ quốc
BCĐ: Ban Chỉ đạo
BCH: Ban Chỉ huy
BTC: Bộ Tài chính
BNN: Bộ Nông nghiệp
BNNMT: Bộ Nông nghiệp và Môi trường
BKHCN: Bộ Khoa học và Công nghệ
BCT: Bộ Chính trị
BBT: Ban Bí thư
BKTXH: Ban Kinh tế, Xã hội
BPC: Ban Pháp chế
VHXH: Phòng Văn hóa, Xã hội
PVHXH: Phòng Văn hóa, Xã hội
PKT: Phòng Kinh tế
TYT: Trạm Y tế
TTYT: Trung tâm Y tế
TTPVHCC: Trung tâm Phục vụ hành chính công
CAX: Công an xã
CAT: Công an tỉnh
BHXH: Bảo hiểm xã hội
ĐTN: Đoàn Thanh niên
HĐBC: Hội đồng bầu cử
UBBC: Ủy ban bầu cử
KTTV: Đài Khí tượng thủy văn
ĐKTTV: Đài Khí tượng thủy văn
SVHTTDL: Sở Văn hóa, Thể thao và Du lịch
`;

export const DOCUMENTS = parseReadings(DOCUMENTS_TABLE);
export const ISSUERS = parseReadings(ISSUERS_TABLE);
