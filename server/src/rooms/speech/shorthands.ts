import { parseReadings } from './reading-tables.ts';

/** Short for what goes before a name or a number; the dot belongs to it. */
const DOTTED_TABLE = `
TP: thành phố
Tp: thành phố
TX: thị xã
TT: thị trấn
Tx: thị xã
P: phường
Q: quận
H: huyện
X: xã
T: tỉnh
TM: Thay mặt
T/M: Thay mặt
KT: Ký thay
TL: Thừa lệnh
TUQ: Thừa ủy quyền
TS: tiến sĩ
GS: giáo sư
Ô: ông
ThS: thạc sĩ
PGS: phó giáo sư
CN: cử nhân
KS: kỹ sư
LS: luật sư
BS: bác sĩ
DS: dược sĩ
NSND: Nghệ sĩ Nhân dân
NSƯT: Nghệ sĩ Ưu tú
`;

/** Lower-case shorthands. */
const STROKES_TABLE = `
v/v: về việc
k/g: kính gửi
n/c: nghiên cứu
Đ/C: đồng chí
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

export const DOTTED = parseReadings(DOTTED_TABLE);
export const STROKES = parseReadings(STROKES_TABLE);
export const ROADS = parseReadings(ROADS_TABLE);
