/** Vietnamese of one's own account: second step, passkeys. */
export const accountsVi = {
  security: {
    title: 'Xác thực hai bước',
    help: 'Ngoài mật khẩu, mỗi lần đăng nhập hỏi thêm mã 6 số trong ứng dụng xác thực trên điện thoại. Không bắt buộc.',
    on: 'đang bật',
    off: 'đang tắt',
    needPassword: 'Đặt mật khẩu ở trên trước, rồi mới bật được xác thực hai bước.',
    turnOn: 'Bật xác thực hai bước',
    turnOff: 'Tắt xác thực hai bước',
    password: 'Mật khẩu của bạn',
    cancel: 'Thôi',
    scan: 'Dùng ứng dụng xác thực (Google Authenticator, Microsoft Authenticator hay tương tự) quét mã này.',
    qr: 'Mã QR cho ứng dụng xác thực',
    openApp: 'Mở ứng dụng xác thực trên máy này',
    secret: 'Không quét được? Nhập chuỗi này vào ứng dụng',
    confirm: 'Nhập mã 6 số mà ứng dụng đang hiện',
    turnedOn: 'Đã bật xác thực hai bước.',
    codesHelp:
      'Dùng khi mất điện thoại, mỗi mã một lần. Chỉ hiện lần này: in ra hoặc chép lại, cất nơi kín. Không chụp ảnh gửi cho ai.',
    codesOf: 'Mã dự phòng của {{name}} ({{email}})',
    print: 'In mã dự phòng',
    kept: 'Tôi đã cất mã dự phòng',
    passkeys: 'Khóa truy cập',
    passkeysHelp:
      'Đăng nhập bằng vân tay, khuôn mặt hoặc mã mở máy thay cho mật khẩu. Chỉ thêm trên máy của riêng bạn. Không bắt buộc.',
    passkeysNone: 'Chưa có khóa truy cập nào.',
    passkeysCannot: 'Trình duyệt hoặc địa chỉ này không dùng được khóa truy cập.',
    passkeyName: 'Tên gọi của khóa',
    passkeyAdd: 'Thêm khóa truy cập',
    passkeyAdded: 'Đã thêm khóa truy cập.',
    passkeyUnnamed: 'Khóa không tên',
    passkeySince: 'thêm {{when}}',
    passkeyRemove: 'Bỏ khóa {{name}}',
    passkeyGivenUp:
      'Chưa dùng được khóa truy cập: bạn đã thôi, hết giờ chờ, hoặc máy này chưa có khóa. Chưa có gì thay đổi.',
  },
};
