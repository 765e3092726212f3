/**
 * Ninety seconds to be spoken, written by us from Quyết định 2298/QĐ-UBND of 29/11/2021 (Bắc Kạn), objective 2.1: what an editor at the
 * department would make of the official text.
 */
export const MAIN_JOB_TITLE = 'Kế hoạch phát triển thông tin cơ sở đến năm 2025';

export const MAIN_JOB_TEXT = `Mời bà con nghe tóm tắt Kế hoạch phát triển thông tin cơ sở của tỉnh.
Ngày 29/11/2021, UBND tỉnh Bắc Kạn ban hành Quyết định số 2298/QĐ-UBND. Kế hoạch nhằm đưa thông tin thiết yếu đến từng thôn, bản, và để người dân được hỏi, được trả lời.
Đến năm 2025, 100% xã, phường, thị trấn có hệ thống truyền thanh hoạt động đến 100% thôn, bản, tổ dân phố. 100% phường, thị trấn và trên 70% xã có trang thông tin điện tử và bảng tin điện tử công cộng.
Mỗi huyện, thành phố có một bảng tin điện tử cỡ lớn, kết nối với Hệ thống thông tin nguồn của tỉnh.
Đến năm 2023, tỉnh có Hệ thống thông tin nguồn để quản lý tập trung. Đến năm 2025, 100% sở, ngành cung cấp thông tin thuộc lĩnh vực của mình trên hệ thống này.
Bà con cần hỏi hoặc góp ý, xin gửi qua trang thông tin điện tử của xã, hoặc nói với trưởng thôn. Xin cảm ơn bà con đã lắng nghe.`;
