/** A set of words written with spaces between them. */
const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Family names of the Kinh, Tày, Nùng, Dao, Mông and Sán Chay, in lower case. Rare ones show by their middle name: Văn, Thị, A. */
export const FAMILY_NAMES = wordsOf(`
  nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm trịnh mai đào hà cao tạ tô lưu
  lương chu châu thái la triệu đàm nông ma bế vi hứa lộc sầm bàn tẩn phàn giàng sùng thào hầu lầu lò quàng cà tòng lường
  hạng cứ ly liêu mạc mã luân luận quách nghiêm khổng kiều khúc phùng thẩm tăng tống trương tường uông chẩu chảo cháng
  chíu dìu cù cầm điêu lèng lừu nình phù thền thàng tráng vù vừ xồng khâu lôi nịnh thiều tiêu trác vương mẫn tề cấn giáp
  diệp lèo hoằng
`);

/** Words after which a name is that of a place, a school, a prize or an enterprise. */
export const PLACE_WORDS = wordsOf(`
  xã phường trấn huyện quận tỉnh phố thôn bản làng xóm khu đường ngõ trường chợ cầu hồ sông suối núi đèo đền chùa đình miếu quỹ giải ty tnhh htx
  xưởng hiệu tượng đài thcs thpt học viện đại phà bến đập ga ngã tiểu hang động mỏ thác rừng đồi lăng
`);

/** Two words that open something else than a person's name. */
export const NOT_NAMES: ReadonlySet<string> = new Set(
  `hà nội|hà giang|hà nam|hà tĩnh|hà đông|hà vị|hà hiệu|hà lan|thái nguyên|thái bình|thái lan|thái học|cao bằng|cao thượng|cao kỳ|cao sơn
  |cao tân|cao trĩ|cao lãnh|cao đẳng|cao điểm|cao nguyên|cao su|cao huyết|lâm đồng|lâm nghiệp|lâm trường|lai châu|lý sơn|lý lịch|lý luận|vi hương
  |vi sinh|vi phạm|văn lang|văn minh|văn vũ|văn lãng|văn quan|văn hóa|văn hoá|văn phòng|văn bản|văn nghệ|văn thư|vũ loan|vũ muộn|vũ lăng|vũ hán
  |vũ khí|lương bằng|lương thượng|lương hạ|lương thành|lương thực|lương sơn|lương y|lương hưu|lương khô|dương quang|dương phong|dương sơn|dương lịch|dương tính
  |hoàng trĩ|hoàng sa|hoàng liên|hoàng hôn|hồ chí|hồ ba|hồ gươm|hồ tây|hồ sơ|hồ bơi|hồ chứa|lộc bình|mai châu|mai lạp|mai táng|mã vạch|mã số
  |mã định|mã độc|đoàn thanh|đoàn trường|đoàn xã|đoàn kết|đoàn thể|đoàn viên|đoàn công|đoàn kiểm|đoàn đại|đồng phúc|đồng lạc|đồng xá|đồng thắng
  |đồng chí|đồng tháp|đồng nai|đồng bào|đồng thời|đồng ruộng|đồng hành|phan thiết|phan rang|linh thông|linh chi|nông thượng|nông hạ|nông thịnh
  |nông nghiệp|nông dân|nông thôn|nông lâm|nông sản|nông trường|chu hương|chu kỳ|kim hỷ|kim lư|kim đồng|kim loại|đường dây|đường bộ|đường sắt
  |đào tạo|đặng khẩu|la hiên|la bàn|ma túy|ma tuý|lưu ý|lưu động|lưu trữ|lưu học|ninh bình|ninh thuận|mông cổ|mông hóa|từ điển|từ ngày|từ chối|từ sơn
  |quản lý|quản bạ|sơn la|sơn dương|sơn thành|sơn tây|tiến sĩ|tiến độ|tiến hành|tôn giáo|tôn trọng|tôn vinh|hoa kỳ|hoa màu|hoa quả|hạ long|hạ tầng|hạ sĩ|hạ lang
  |thân nhân|thân mời|thân nhiệt|thẩm định|thẩm quyền|tăng cường|tăng gia|tiêu chí|tiêu chuẩn|tiêu điểm|tiêu hủy|thạch an|thạch hà|tổng|lễ hội|lạc hồng
  |viên chức|và|ứng dụng|ứng phó|ứng cử|trương định|ôn tập|dư luận|dư nợ|đàm phán|tô lịch|bạch thông|bạch mai|bạch đằng|bạch hầu|lại sơn|phí thuế|tường trình
  |hứa hẹn|quan tâm|quan trọng|quan hệ|quan hóa|thái dương|châu á|châu âu|châu phi|châu mỹ|châu thành|châu đốc|cầm máu|bàn giao|bàn ghế|vương quốc|kiều bào|linh hoạt
  |phù thông|phủ thông|phù sa|phù yên|phù cát|sin súi|sin hồ|mùa đông|mùa hè|mùa xuân|mùa thu|mùa vụ|cứ điểm|vàng da|vàng lá|tải app|tải trọng|hạng mục
  |la pan|la pán|má lé|điền kinh|thân tín|lôi kéo|sầm sơn|tề lỗ|đinh mùi|đinh hợi|đinh tỵ|đinh dậu|đinh sửu|đinh mão|tất niên|tất cả|điện lực|đồng nội|trường sa`
    .split('|')
    .map((entry) => entry.trim()),
);

/** People of history and legend, whose names stand on streets and in songs. */
export const PUBLIC_NAMES: ReadonlySet<string> = new Set(
  `hồ chí minh|võ nguyên giáp|trần hưng đạo|lê lợi|nguyễn trãi|nguyễn du|lý thường kiệt|nông văn dền|phùng chí kiên|võ thị sáu|lý tự trọng|lê hồng phong|trần phú
  |nguyễn thị minh khai|phan đình giót|hai bà trưng|trưng trắc|trưng nhị|lý nam đế|lý thái tổ|lê duẩn|phạm văn đồng|tôn đức thắng|hoàng văn thụ|nguyễn huệ|ngô quyền
  |đinh bộ lĩnh|trần quốc toản|nguyễn văn cừ|nguyễn văn trỗi|bế văn đàn|la văn cầu|nguyễn bỉnh khiêm|hoàng đình giong|trần đăng ninh|nguyễn đình chiểu|tố hữu|nam cao
  |lê quý đôn|chu văn an|lương thế vinh|đặng thùy trâm|hồ xuân hương`
    .split('|')
    .map((entry) => entry.trim()),
);

/** Words of address before a name; after the first kind one word is a name, after the second only a full name. */
export const ADDRESS_WORDS = wordsOf('ông bà anh chị em cháu bé cụ chú bác cô dì thím mợ mế o');

/** What may stand after a word of address without being a name. */
export const NOT_ADDRESSED = wordsOf(`
  con công chủ trưởng phó bí giám đảng ủy uỷ hội mặt nhân việt tày nùng dao mông kinh trạm y triệu trưng ngoại nội già trẻ lớn cả hai hồ tô rịa nà
  hằng cuội táo địa noel trăng đại tổ cán bác đồng nguyên mụ đỡ ubnd hđnd mttq thiếu đoàn chiến cựu bộ đen út đất chúa
`);

/** Words that may stand between an office and the name of who holds it. */
export const OFFICE_LINKS = wordsOf(`
  ông bà anh chị cô bác chú đồng chí là xã thôn bản phường huyện tỉnh thị trấn tổ dân phố khu y tế công an và ủy uỷ ban nhân phụ nữ nông nghiệp văn hóa phòng trung tâm
  trạm đội hội bệnh viện trường mầm non tiểu học thường trực chuyên môn sự quân đoàn thanh niên cựu chiến binh mặt trận quốc của hđnd ubnd đảng kiêm môi thú cơ sở bảo
`);
