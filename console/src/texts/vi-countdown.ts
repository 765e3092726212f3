/** What can still be done before the next slot. */
export const countdownVi = {
  countdown: {
    title: '{{left}} là kịp buổi {{slot}}',
    late: 'Không kịp buổi {{slot}} nữa',
    lateWaiting: 'Duyệt bây giờ thì phát muộn trong buổi, nếu còn chỗ. Hoặc rút lại rồi chọn Phát ngay hay buổi sau.',
    before: 'trước {{at}}',
    ways: {
      submit: 'Trình ngay, người duyệt nghe và duyệt trên màn hình',
      link: 'Xin duyệt qua Zalo bằng đường dẫn',
      code: 'Xin duyệt bằng mã SMS, người duyệt đọc sáu số',
      template: 'Dùng mẫu, chỉ điền chỗ trống',
      now: 'Phát ngay, không đợi buổi',
      next: 'Chọn buổi sau: {{when}}',
    },
  },
};
