/** Vietnamese of sharing, and of what people will hear this evening. */
export const shareVi = {
  share: {
    button: 'Chia sẻ Zalo',
    title: 'Chia sẻ bản tin',
    send: 'Chia sẻ bằng điện thoại',
    words: 'Lời chia sẻ',
    link: 'Đường dẫn ngắn',
    sound: 'Tải tệp âm thanh (MP3)',
    card: 'Tải ảnh bản tin',
    noSheet: 'Máy này không có bảng chia sẻ. Sao chép lời, tải tệp âm thanh và ảnh rồi gửi vào nhóm Zalo.',
    listen: 'Nghe và đọc: {{link}}',
    failed: 'Chưa tải được tệp âm thanh. Vẫn chia sẻ được lời và đường dẫn.',
  },
  evening: {
    title: 'Bà con sắp nghe gì',
    lead: 'Từ giờ đến hết hôm nay ở {{unit}}.',
    all: 'Nghe cả buổi',
    stop: 'Dừng nghe',
    play: 'Nghe {{title}}',
    relay: 'Tiếp âm',
    noSound: 'chưa nghe trước được',
  },
};
