/** Vietnamese of the privacy gate. */
export const privacyVi = {
  privacy: {
    title: 'Có thông tin riêng của người dân',
    lead: 'Loa, bảng và trang đưa tin này tới mọi người. Bỏ những chỗ dưới đây, dùng lời trung tính, hoặc nhờ người thứ hai ghi lý do.',
    none: 'Không thấy thông tin riêng của người dân.',
    parts: { title: 'Tiêu đề', text: 'Nội dung', picture: 'Lời mô tả ảnh', letters: 'Chữ trong ảnh' },
    reading: 'Máy đang đọc chữ trong ảnh để kiểm tra thông tin riêng. Vài giây nữa thì trình duyệt được.',
    dropPicture: 'Bỏ ảnh này',
    neutral: 'Dùng lời trung tính',
    neutralTitle: 'Lời trung tính',
    before: 'Đang viết',
    after: 'Lời trung tính',
    replace: 'Thay bằng lời này',
    second: 'Nhờ người thứ hai',
    secondTitle: 'Nhờ người thứ hai ghi lý do',
    secondHelp:
      'Người viết không tự ghi lý do được. Gửi đường dẫn này cho lãnh đạo hoặc một cán bộ khác cùng địa bàn; người đó mở bản tin và ghi vì sao vẫn phát.',
    secondLink: 'Đường dẫn tới bản tin',
    secondFirst: 'Lưu nháp trước; đường dẫn tới bản tin sẽ hiện ở đây.',
    justified: 'Vẫn phát theo lý do của {{name}}, {{when}}',
    settled: 'Có thông tin riêng, đã có lý do của người thứ hai.',
    reason: 'Vì sao vẫn phát?',
    reasonHelp: 'Ví dụ: gia đình đã đồng ý bằng văn bản ngày nào.',
    justify: 'Ghi lý do',
    open: 'Mở bản tin để ghi lý do',
  },
};
