/** Vietnamese of đính chính. */
export const correctionVi = {
  correction: {
    begin: 'Đính chính',
    beginHelp:
      'Giữ nút: bản sai được gỡ khỏi loa, bảng và trang ở mọi nơi, rồi mở bản đính chính để sửa lời. Bản đính chính phát ít nhất bằng số buổi, ở những nơi đã nghe bản sai.',
    reason: 'Sai chỗ nào',
    of: 'Đính chính cho',
    by: 'Đã có đính chính',
    proposed_one: 'Đề nghị phát {{count}} buổi: {{list}}.',
    proposed_other: 'Đề nghị phát {{count}} buổi: {{list}}.',
    ordered: 'Đã đặt {{count}} buổi.',
    tooFewSlots: 'Khung giờ 30 ngày tới chỉ còn {{count}} buổi; cần {{needed}} buổi.',
    take: 'Lấy đúng số buổi và nơi của bản sai',
    fewer: 'Lý do phát ít hơn',
    fewerHelp: 'Chỉ ghi khi phát ít buổi hơn, hoặc ở ít nơi hơn bản sai. Người duyệt đọc lý do này.',
    asked: 'Đính chính phát {{asked}}/{{sessions}} buổi.',
    uncovered: '{{count}} nơi đã nghe bản sai sẽ nghe đính chính ít hơn.',
    why: 'Lý do phát ít hơn: {{reason}}',
  },
};
