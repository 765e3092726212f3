/** Vietnamese of the parts of the desk that are made elsewhere than in words: pictures. */
export const partsVi = {
  picture: {
    title: 'Ảnh',
    take: 'Chụp ảnh',
    choose: 'Chọn ảnh',
    drop: 'Bỏ ảnh',
    help: 'Ảnh hiện trên bảng tin và trang của xã. Nơi chụp, giờ chụp trong tệp được gỡ bỏ.',
    sending: 'Đang gửi ảnh…',
    alternative: 'Ảnh cho thấy gì?',
    alternativeHelp: 'Một câu cho người không nhìn thấy ảnh.',
    missing: 'lời tả ảnh',
  },
};
