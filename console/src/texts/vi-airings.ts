/** Vietnamese of phát bù, lặp lại, phát trọn vẹn and xoay vòng. */
export const airingsVi = {
  missed: {
    title: 'Thôn chưa nghe',
    villages_one: 'Xem tên {{count}} thôn',
    villages_other: 'Xem tên {{count}} thôn',
    ask: 'Phát bù lúc {{when}}',
    askHelp: 'Chỉ phát ở các thôn chưa nghe, vẫn phải được duyệt. Không bấm thì không phát lại.',
    full: 'Hết chỗ lúc {{when}}: {{names}}.',
    noSlot: 'Không có buổi lúc {{when}}: {{names}}.',
    later_one: 'Thôn này chưa được phát bù lần này. Duyệt xong đề nghị này thì hệ thống tìm buổi khác cho thôn.',
    later_other:
      '{{count}} thôn này chưa được phát bù lần này. Duyệt xong đề nghị này thì hệ thống tìm buổi khác cho các thôn.',
    waiting: 'Đang có đề nghị phát chờ duyệt.',
    open: 'Mở đề nghị',
    request: 'Phát bù cho các thôn chưa nghe buổi {{when}}. Lời và âm thanh như bản đã duyệt.',
  },
  repeat: {
    title: 'Lặp lại nhiều buổi',
    count: 'Số buổi',
    until: 'Đến hết ngày',
    untilHelp: 'Để trống: đủ số buổi thì thôi.',
    hours: 'Vào những giờ nào',
    ends: 'Bản tin hết hạn lúc {{when}}; không lấy buổi nào sau đó.',
    made_one: 'Sẽ phát {{count}} buổi:',
    made_other: 'Sẽ phát {{count}} buổi:',
    none: 'Không có buổi nào đủ chỗ như vậy.',
    fewer_one: 'Khung giờ chỉ còn {{count}} buổi như vậy.',
    fewer_other: 'Khung giờ chỉ còn {{count}} buổi như vậy.',
    take_one: 'Lấy {{count}} buổi này',
    take_other: 'Lấy {{count}} buổi này',
    chosen_one: 'Đã chọn {{count}} buổi',
    chosen_other: 'Đã chọn {{count}} buổi',
    drop: 'Bỏ buổi {{when}}',
  },
  playThrough: {
    title: 'Phát trọn vẹn',
    help: 'Cho Quốc ca: đã phát thì không bản tin nào cắt ngang, trừ khẩn cấp. Nút Dừng phát vẫn dừng được.',
    asked: 'Phát trọn vẹn: đã phát thì chỉ bản tin khẩn cấp mới cắt ngang.',
  },
  turns: {
    title: 'Xoay vòng',
    help_one:
      'Cho giới thiệu người ứng cử: {{count}} bản tin đổi chỗ cho nhau mỗi buổi, ai cũng được đứng mỗi chỗ bằng nhau.',
    help_other:
      'Cho giới thiệu người ứng cử: {{count}} bản tin đổi chỗ cho nhau mỗi buổi, ai cũng được đứng mỗi chỗ bằng nhau.',
    endDay: 'Kết thúc ngày',
    endHour: 'Kết thúc lúc',
    sessions: 'Thứ tự từng buổi',
    faults: {
      'too-few': 'Cần ít nhất hai bản tin.',
      lengths: 'Các bản tin dài chênh nhau quá 3 giây. Thu lại cho bằng nhau.',
      sessions: 'Chọn số buổi chia hết cho {{count}}, để ai cũng được đứng mỗi chỗ bằng nhau.',
    },
    which:
      'Đây là thứ tự {{turn}} trong {{turns}} thứ tự. Duyệt đủ {{turns}} thứ tự thì thời gian và chỗ đứng mới bằng nhau.',
    open: 'Mở thứ tự {{turn}}, đang chờ duyệt',
  },
};
