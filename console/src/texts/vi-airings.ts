/** Vietnamese of phát bù, lặp lại and phát trọn vẹn. */
export const airingsVi = {
  missed: {
    title: 'Thôn chưa nghe',
    villages_one: 'Xem tên {{count}} thôn',
    villages_other: 'Xem tên {{count}} thôn',
    ask: 'Phát bù lúc {{when}}',
    askHelp: 'Chỉ phát ở các thôn chưa nghe, vẫn phải được duyệt. Không bấm thì không phát lại.',
    waiting: 'Đang có đề nghị phát chờ duyệt.',
    open: 'Mở đề nghị',
    request: 'Phát bù cho các thôn chưa nghe buổi {{when}}. Lời và âm thanh như bản đã duyệt.',
  },
};
