import { describe, expect, it } from 'vitest';
import { normalise } from './rules.ts';

/** Written → said. Each line was read by a person before it was put here. */
const GOLDEN = `
# numbers
0 → không
7 → bảy
10 → mười
11 → mười một
14 → mười bốn
15 → mười lăm
20 → hai mươi
21 → hai mươi mốt
24 → hai mươi tư
25 → hai mươi lăm
30 hộ → ba mươi hộ
44 → bốn mươi tư
55 → năm mươi lăm
100 → một trăm
101 → một trăm linh một
105 → một trăm linh năm
110 → một trăm mười
115 → một trăm mười lăm
121 → một trăm hai mươi mốt
200 → hai trăm
305 → ba trăm linh năm
1.000 → một nghìn
1.005 → một nghìn không trăm linh năm
1.015 → một nghìn không trăm mười lăm
1.234 → một nghìn hai trăm ba mươi tư
2021 → hai nghìn không trăm hai mươi mốt
2025 → hai nghìn không trăm hai mươi lăm
10.000 → mười nghìn
21.121 → hai mươi mốt nghìn một trăm hai mươi mốt
100.000 → một trăm nghìn
1.000.000 → một triệu
1.000.005 → một triệu không trăm linh năm
1.500.000 → một triệu năm trăm nghìn
2.040.500 → hai triệu không trăm bốn mươi nghìn năm trăm
1.234.567.890 → một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi
1.000.000.000.000 → một nghìn tỷ
3,5 → ba phẩy năm
0,25 → không phẩy hai mươi lăm
0,05 → không phẩy không năm
3,14 → ba phẩy mười bốn
1.234,56 → một nghìn hai trăm ba mươi tư phẩy năm mươi sáu
1,234,567 → một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy
05 hộ → năm hộ
Mẫu số 01 → Mẫu số không một
tháng 4 → tháng tư
thứ 4 → thứ tư
lần thứ 1 → lần thứ nhất
64x32 → sáu mươi tư nhân ba mươi hai
2.1. Phát triển mạng lưới → hai chấm một. Phát triển mạng lưới
1.1.2. Nội dung → một chấm một chấm hai. Nội dung
# money, percent, units
1.500.000 đ → một triệu năm trăm nghìn đồng
50.000đ → năm mươi nghìn đồng
1.500.000 VNĐ → một triệu năm trăm nghìn đồng
1 500 000 đồng → một triệu năm trăm nghìn đồng
1000000 đồng → một triệu đồng
2,5 tỷ đồng → hai phẩy năm tỷ đồng
1,5 triệu đồng/người/tháng → một phẩy năm triệu đồng một người một tháng
50.000đ/kg → năm mươi nghìn đồng một ki lô gam
500.000 - 1.000.000 đồng → năm trăm nghìn đến một triệu đồng
300 USD → ba trăm đô la Mỹ
100k → một trăm nghìn
100% → một trăm phần trăm
trên 70% xã → trên bảy mươi phần trăm xã
70,5 % → bảy mươi phẩy năm phần trăm
0,5% → không phẩy năm phần trăm
5-10% → năm đến mười phần trăm
5%-10% → năm đến mười phần trăm
12 °C → mười hai độ xê
8-10 °C → tám đến mười độ xê
có nơi -2 °C → có nơi âm hai độ xê
35°C → ba mươi lăm độ xê
12oC → mười hai độ xê
100 mm → một trăm mi li mét
5-7 kg cỏ khô/con/ngày → năm đến bảy ki lô gam cỏ khô một con một ngày
3,5ha → ba phẩy năm héc ta
25m2 → hai mươi lăm mét vuông
12,5 m² → mười hai phẩy năm mét vuông
3.000 m³/s → ba nghìn mét khối một giây
100km/h → một trăm ki lô mét một giờ
500 người/km² → năm trăm người một ki lô mét vuông
2.5 kg → hai phẩy năm ki lô gam
220 V → hai trăm hai mươi vôn
50 mg → năm mươi mi li gam
từ 20 - 30 hộ → từ hai mươi đến ba mươi hộ
# dates
29/11/2021 → ngày hai mươi chín tháng mười một năm hai nghìn không trăm hai mươi mốt
ngày 29/11/2021 → ngày hai mươi chín tháng mười một năm hai nghìn không trăm hai mươi mốt
ngày 07/9/2021 → ngày bảy tháng chín năm hai nghìn không trăm hai mươi mốt
29-11-2021 → ngày hai mươi chín tháng mười một năm hai nghìn không trăm hai mươi mốt
29.11.2021 → ngày hai mươi chín tháng mười một năm hai nghìn không trăm hai mươi mốt
2021-11-29 → ngày hai mươi chín tháng mười một năm hai nghìn không trăm hai mươi mốt
ngày 29/11 → ngày hai mươi chín tháng mười một
sáng 05/9 → sáng ngày năm tháng chín
thứ Hai, 29/11 → thứ Hai, ngày hai mươi chín tháng mười một
Chủ nhật (6/12) → Chủ nhật (ngày sáu tháng mười hai)
dịp 30/4 và 1/5 → dịp ngày ba mươi tháng tư và ngày một tháng năm
lễ 2/9 → lễ ngày hai tháng chín
từ 15-20/8 → từ ngày mười lăm đến ngày hai mươi tháng tám
ngày 15-20/8/2021 → ngày mười lăm đến hai mươi tháng tám năm hai nghìn không trăm hai mươi mốt
từ 15/8 đến 20/8/2021 → từ ngày mười lăm tháng tám đến ngày hai mươi tháng tám năm hai nghìn không trăm hai mươi mốt
15/8-20/8/2021 → ngày mười lăm tháng tám đến ngày hai mươi tháng tám năm hai nghìn không trăm hai mươi mốt
tháng 11/2021 → tháng mười một năm hai nghìn không trăm hai mươi mốt
11/2021 → tháng mười một năm hai nghìn không trăm hai mươi mốt
tháng 10-12/2021 → tháng mười đến tháng mười hai năm hai nghìn không trăm hai mươi mốt
quý 1/2022 → quý một năm hai nghìn không trăm hai mươi hai
20/12 âm lịch → ngày hai mươi tháng mười hai âm lịch
ngày 29 tháng 11 năm 2021 → ngày hai mươi chín tháng mười một năm hai nghìn không trăm hai mươi mốt
2021-2025 → hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm hai mươi lăm
2021 - 2025 → hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm hai mươi lăm
giai đoạn 2021 – 2025 → giai đoạn hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm hai mươi lăm
năm học 2021/2022 → năm học hai nghìn không trăm hai mươi mốt, hai nghìn không trăm hai mươi hai
# hours
17h30 → mười bảy giờ ba mươi phút
17h → mười bảy giờ
7h00 → bảy giờ
7h05 → bảy giờ năm phút
17:30 → mười bảy giờ ba mươi phút
06:59:00 → sáu giờ năm mươi chín phút
17 giờ 30 → mười bảy giờ ba mươi phút
17 giờ 30 phút → mười bảy giờ ba mươi phút
17 giờ 05 phút → mười bảy giờ năm phút
7h00-11h30 → bảy giờ đến mười một giờ ba mươi phút
8h-16h30 → tám giờ đến mười sáu giờ ba mươi phút
7-11h → bảy đến mười một giờ
từ 7 giờ đến 10 giờ → từ bảy giờ đến mười giờ
24/7 → hai mươi tư trên bảy
# documents
Quyết định số 2298/QĐ-UBND → Quyết định số hai nghìn hai trăm chín mươi tám của Ủy ban nhân dân
Số: 2298/QĐ-UBND → Số: hai nghìn hai trăm chín mươi tám, quyết định của Ủy ban nhân dân
Nghị định 49/2024/NĐ-CP → Nghị định bốn mươi chín năm hai nghìn không trăm hai mươi tư của Chính phủ
Luật số 65/2020/QH14 → Luật số sáu mươi lăm năm hai nghìn không trăm hai mươi của Quốc hội khóa mười bốn
Luật 91/2025/QH15 → Luật chín mươi mốt năm hai nghìn không trăm hai mươi lăm của Quốc hội khóa mười lăm
Quyết định số 1381/QĐ-BTTTT ngày 07/9/2021 → Quyết định số một nghìn ba trăm tám mươi mốt của Bộ Thông tin và Truyền thông ngày bảy tháng chín năm hai nghìn không trăm hai mươi mốt
Tờ trình số 1841/TTr-STTTT → Tờ trình số một nghìn tám trăm bốn mươi mốt của Sở Thông tin và Truyền thông
công văn 5616/BTTTT-TTCS → công văn năm nghìn sáu trăm mười sáu của Bộ Thông tin và Truyền thông, thông tin cơ sở
Nghị quyết 18-NQ/TW → Nghị quyết mười tám của Trung ương
Chỉ thị 05-CT/TW → Chỉ thị không năm của Trung ương
Thông tư 10/2018/TT-BTTTT → Thông tư mười năm hai nghìn không trăm mười tám của Bộ Thông tin và Truyền thông
Kế hoạch 12/KH-ABX → Kế hoạch mười hai của a bê ích
# phones and identity
0912345678 → không chín một hai, ba bốn năm, sáu bảy tám
Gọi 0912 345 678 → Gọi không chín một hai, ba bốn năm, sáu bảy tám
0209 3870 123 → không hai không chín, ba tám bảy không, một hai ba
0209.3870.123 → không hai không chín, ba tám bảy không, một hai ba
+84 912 345 678 → cộng tám bốn, chín một hai, ba bốn năm, sáu bảy tám
1900 1234 → một chín không không, một hai ba bốn
gọi 113 → gọi một một ba
số 115 → số một một năm
Gọi 0912345678 15 phút trước → Gọi không chín một hai, ba bốn năm, sáu bảy tám mười lăm phút trước
CCCD 001234567890 → căn cước công dân không không một, hai ba bốn, năm sáu bảy, tám chín không
số tài khoản 12345678 → số tài khoản một hai ba, bốn năm sáu, bảy tám
# Roman numerals
Đại hội XIII của Đảng → Đại hội mười ba của Đảng
quý IV → quý bốn
quý IV/2021 → quý bốn năm hai nghìn không trăm hai mươi mốt
quý I, II và III → quý một, hai và ba
khóa XV → khóa mười lăm
thế kỷ XX → thế kỷ hai mươi
mục II - IV → mục hai đến bốn
I. MỤC TIÊU → một. MỤC TIÊU
VI PHẠM HÀNH CHÍNH → VI PHẠM HÀNH CHÍNH
XI MĂNG → XI MĂNG
Chương V → Chương năm
# abbreviations
UBND tỉnh → Ủy ban nhân dân tỉnh
HĐND và UBND xã → Hội đồng nhân dân và Ủy ban nhân dân xã
Bộ TTTT → Bộ Thông tin và Truyền thông
BTTTT → Bộ Thông tin và Truyền thông
STTTT → Sở Thông tin và Truyền thông
TTCS → thông tin cơ sở
trường THCS → trường trung học cơ sở
ATGT → an toàn giao thông
TP. Bắc Kạn → thành phố Bắc Kạn
TP Bắc Kạn → thành phố Bắc Kạn
TP.HCM → thành phố Hồ Chí Minh
TPHCM → Thành phố Hồ Chí Minh
TX. Phú Thọ → thị xã Phú Thọ
TT. Chợ Rã → thị trấn Chợ Rã
tại P. Sông Cầu → tại phường Sông Cầu
QL3 → quốc lộ ba
QL 3B → quốc lộ ba bê
ĐT.254 → đường tỉnh hai trăm năm mươi tư
TL 258 → tỉnh lộ hai trăm năm mươi tám
ĐT: 0209123456 → điện thoại: không hai không chín, một hai ba, bốn năm sáu
NN&PTNT → Nông nghiệp và Phát triển nông thôn
GD&ĐT → Giáo dục và Đào tạo
LĐ-TB&XH → Lao động, Thương binh và Xã hội
KT-XH → kinh tế, xã hội
TM. ỦY BAN NHÂN DÂN → Thay mặt ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH → Ký thay CHỦ TỊCH
(t/h) → (thực hiện)
v/v họp → về việc họp
đ/c Hà → đồng chí Hà
lợn, gà, v.v. → lợn, gà, vân vân
BHYT → bảo hiểm y tế
LMLM → lở mồm long móng
mã OTP → mã ô tê pê
XYZ → ích i dài dét
VOV1 → vê ô vê một
COVID-19 → cô vít mười chín
giấy A4 → giấy a bốn
PCCC và CNCH → phòng cháy chữa cháy và cứu nạn cứu hộ
# signs and layout
Độc lập - Tự do - Hạnh phúc → Độc lập, Tự do, Hạnh phúc
- gạch đầu dòng → gạch đầu dòng
thi hành Quyết định này./. → thi hành Quyết định này.
giáo dục & đào tạo → giáo dục và đào tạo
và/hoặc → và, hoặc
5 + 6 = 11 → năm cộng sáu bằng mười một
≥ 18 tuổi → lớn hơn hoặc bằng mười tám tuổi
tỷ lệ 1:1000 → tỷ lệ một trên một nghìn
2/3 số hộ → hai phần ba số hộ
đạt 15/19 tiêu chí → đạt mười lăm trên mười chín tiêu chí
3/4 quãng đường → ba phần tư quãng đường
www.backan.gov.vn → www chấm backan chấm gov chấm vn
ubnd@backan.gov.vn → ubnd a còng backan chấm gov chấm vn
ba thôn. 15 hộ → ba thôn. Mười lăm hộ
`;

const sections = GOLDEN.trim()
  .split(/^# /m)
  .filter(Boolean)
  .map((section) => section.trim().split('\n'));

describe.each(sections.map(([title = '', ...rows]) => ({ title, rows })))('reading aloud: $title', ({ rows }) => {
  it.each(rows.map((row) => row.split(' → ') as [string, string]))('%s → %s', (written, said) => {
    expect(normalise(written).text).toBe(said);
    expect(normalise(said).text).toBe(said);
  });
});
